"""Read the pictures a text names: PNG or JPEG inside the submission's folder, at most 5 MB each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from io import BytesIO
from pathlib import Path

from govreport_writer.cells import Location
from govreport_writer.narrative import Image, parse
from govreport_writer.submission import NarrativeSection, Picture, Remark

MAX_BYTES = 5 * 1024 * 1024
MAX_PIXELS = 40_000_000
MEDIA_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg"}
Bring = Callable[[str, Path], None]
"""Puts the picture of a name at a path, where there is such a picture."""
_bring: ContextVar[Bring | None] = ContextVar("bring", default=None)


@contextmanager
def bringing(brings: Bring) -> Iterator[None]:
    """Have each picture brought here before it is read, in this thread: the submission lies elsewhere."""
    before = _bring.set(brings)
    try:
        yield
    finally:
        _bring.reset(before)


def bring(name: str, path: Path) -> None:
    """Have the picture of a name at its path, if there is one and it lies elsewhere."""
    brings = _bring.get()
    if brings is not None:
        brings(name, path)


def read_pictures(
    narrative: tuple[NarrativeSection, ...], folder: Path
) -> tuple[dict[str, Picture], tuple[Remark, ...]]:
    """Return the pictures by the name the text gives them, and a remark for each that cannot be used."""
    pictures: dict[str, Picture] = {}
    remarks: list[Remark] = []
    for name, line in _named(narrative).items():
        found = _read(name, folder)
        if isinstance(found, Picture):
            pictures[name] = found
        else:
            remarks.append(Remark("GR007", Location(line=line), {"name": name, "reason": found}))
    return pictures, tuple(remarks)


def _named(narrative: tuple[NarrativeSection, ...]) -> dict[str, int]:
    """Return the pictures that will be printed, with the line on which each is first named."""
    named: dict[str, int] = {}
    for section in narrative:
        for text, first in section.texts():
            for block in parse(text) if "![" in text else ():
                if isinstance(block, Image):
                    before = text.partition(block.name)[0]
                    named.setdefault(block.name, first + before.count("\n"))
    return named


def _read(name: str, folder: Path) -> Picture | str:
    """Return the picture, or why not: outside, missing, too_large, too_many_pixels, not_a_picture."""
    path = folder / name
    try:
        inside = path.resolve().is_relative_to(folder.resolve())
        if "://" in name or Path(name).is_absolute() or not inside:
            return "outside"
        bring(name, path)
        if not path.is_file():
            return "missing"
        if path.stat().st_size > MAX_BYTES:
            return "too_large"
        data = path.read_bytes()
    except (OSError, ValueError):
        return "missing"
    return _decoded(data)


def _decoded(data: bytes) -> Picture | str:
    """Return a picture that decodes to its end: engines leave out, or stumble over, one that does not."""
    from PIL import Image as Pillow

    try:
        with Pillow.open(BytesIO(data), formats=tuple(MEDIA_TYPES)) as image:
            if image.width * image.height > MAX_PIXELS:
                return "too_many_pixels"
            image.load()
            return Picture(data, MEDIA_TYPES[image.format or ""])
    except (OSError, SyntaxError, ValueError, KeyError, Pillow.DecompressionBombError):
        return "not_a_picture"
