"""Pictures as DrawingML: how large they are, and the element that shows one."""

from __future__ import annotations

from html import escape

EMU_PER_PIXEL, EMU_PER_MM = 914_400 // 96, 36_000
WIDEST, HIGHEST = 156 * EMU_PER_MM, 100 * EMU_PER_MM
"""The largest picture: the width of the text and 100 mm, in EMU."""

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_SIZED_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # JPEG segments that tell the size


def fitted(width: int, height: int) -> tuple[int, int]:
    """Return the size in EMU of so many pixels: 96 to the inch, smaller where the page is."""
    scale = min(EMU_PER_PIXEL, WIDEST / width, HIGHEST / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def sized(width: float, height: float) -> tuple[int, int]:
    """Return a size of so many millimetres in EMU, smaller where the page is."""
    scale = min(1, WIDEST / EMU_PER_MM / width, HIGHEST / EMU_PER_MM / height)
    return round(width * scale * EMU_PER_MM), round(height * scale * EMU_PER_MM)


def pixel_size(data: bytes) -> tuple[int, int] | None:
    """Return width and height of a PNG or JPEG from its header, or None when it does not tell."""
    if data.startswith(b"\x89PNG") and len(data) >= 24:
        width, height = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    else:
        width, height = _jpeg_size(data)
    return (width, height) if width and height else None


def _jpeg_size(data: bytes) -> tuple[int, int]:
    place = 2
    while place + 9 <= len(data) and data[place] == 0xFF:
        kind = data[place + 1]
        if kind in _SIZED_FRAMES:
            return int.from_bytes(data[place + 7 : place + 9]), int.from_bytes(data[place + 5 : place + 7])
        # a filling byte stands alone; other segments tell their length
        place += 1 if kind == 0xFF else 2 + int.from_bytes(data[place + 2 : place + 4])
    return 0, 0


def drawing(relation: str, number: int, alt: str, width: int, height: int) -> str:
    """Return the picture of a relation with its description, in EMU; `number` is its own in the document."""
    properties = f'id="{number}" name="Picture {number}" descr="{escape(alt)}"'
    picture = f"{_DRAWING}/picture"
    return (
        f'<w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing"'
        f' distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:docPr {properties}/>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{picture}"><pic:pic xmlns:pic="{picture}">'
        f"<pic:nvPicPr><pic:cNvPr {properties}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip xmlns:r="{_RELATIONS}" r:embed="{relation}"/>'
        f"<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        f"</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
