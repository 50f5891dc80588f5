"""Real pictures for tests, made on the spot."""

from __future__ import annotations

from io import BytesIO

from PIL import Image


def picture(format: str, size: tuple[int, int] = (4, 3)) -> bytes:
    """A picture of one colour."""
    buffer = BytesIO()
    Image.new("RGB", size, "navy").save(buffer, format)
    return buffer.getvalue()


def png(width: int, height: int) -> bytes:
    return picture("PNG", (width, height))


PNG = picture("PNG")
JPEG = picture("JPEG")
