"""The characters of a PDF's pages with their places, as PDFium finds them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from govreport_writer.importers.read_pdf_turn import SAME, Matrix, mapped

SLANT = 0.02
"""Sine of the angle from which on text is a stamp across the page."""


class Char(NamedTuple):
    """A character: left and right edge, base line and size in points, the page's lower left corner at 0.

    `mark` is the number of its marked content, -1 outside any; `artifact` says that it is no content,
    `is_placed` that it stands in a form that is placed on the page, as pictures are.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    face: str
    mark: int
    artifact: bool
    is_placed: bool

    @property
    def middle(self) -> tuple[float, float]:
        """The point by which a character belongs to a cell."""
        return (self.left + self.right) / 2, self.base + self.size * 0.35


@dataclass(frozen=True, slots=True)
class _Run:
    """What all characters of one text object share."""

    size: float
    face: str
    mark: int
    artifact: bool
    is_placed: bool
    is_slanted: bool


def chars_of(page: Any, turn: Matrix = SAME) -> list[Char]:
    """Return the characters of a page in the order of PDFium, without slanted stamps and made-up spaces.

    `turn` maps a page that lies on its side.
    """
    import pypdfium2.raw as raw

    textpage = page.get_textpage()
    try:
        return list(_chars(raw, textpage.raw, _own_objects(raw, page.raw), turn))
    finally:
        textpage.close()


def _own_objects(raw: Any, page: Any) -> set[int]:
    """Return the addresses of the objects right on a page."""
    things = (raw.FPDFPage_GetObject(page, index) for index in range(raw.FPDFPage_CountObjects(page)))
    return {_address(thing) for thing in things}


def _address(thing: Any) -> int:
    return ctypes.cast(thing, ctypes.c_void_p).value or 0


def _chars(raw: Any, textpage: Any, own: set[int], turn: Matrix) -> Iterator[Char]:
    runs: dict[int, _Run] = {}
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    at_box, at_x, at_y = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    high = 0
    for index in range(raw.FPDFText_CountChars(textpage)):
        code = raw.FPDFText_GetUnicode(textpage, index)
        thing = raw.FPDFText_GetTextObject(textpage, index)
        if not thing or code < 32:
            continue
        key = _address(thing)
        run = runs.get(key)
        if run is None:
            run = runs[key] = _run(raw, thing, is_placed=key not in own)
        if run.is_slanted:
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high & 0x3FF) << 10) + (code & 0x3FF)
        raw.FPDFText_GetLooseCharBox(textpage, index, at_box)
        raw.FPDFText_GetCharOrigin(textpage, index, at_x, at_y)
        start, base = mapped(turn, x.value, y.value)
        (left, bottom), (right, top) = mapped(turn, box.left, box.bottom), mapped(turn, box.right, box.top)
        size = _size(run.size, abs(top - bottom)) if run.is_placed else run.size
        left, right = sorted((left, right)) if left != right else (start, start + size)
        yield Char(chr(code), left, right, base, size, run.face, run.mark, run.artifact, run.is_placed)


def _size(size: float, height: float) -> float:
    """Return the size of a character in a form, which may be scaled: what its height tells."""
    return size if 0.7 * height <= size <= 1.4 * height else height / 1.2


def _run(raw: Any, thing: Any, *, is_placed: bool) -> _Run:
    matrix, size = raw.FS_MATRIX(), ctypes.c_float()
    raw.FPDFPageObj_GetMatrix(thing, ctypes.byref(matrix))
    raw.FPDFTextObj_GetFontSize(thing, ctypes.byref(size))
    across, along = abs(matrix.b) + abs(matrix.c), abs(matrix.a) + abs(matrix.d)
    scale = max((matrix.c**2 + matrix.d**2) ** 0.5, 0.001)
    slanted = min(across, along) > SLANT * max(across, along, 0.001) and abs(matrix.b) > SLANT * scale
    mark = raw.FPDFPageObj_GetMarkedContentID(thing)
    artifact = mark < 0 and _is_artifact(raw, thing)
    return _Run(size.value * scale, _face(raw, thing), mark, artifact, is_placed, slanted)


def _face(raw: Any, thing: Any) -> str:
    """Return the name of a text object's font, without the letters of a subset."""
    font = raw.FPDFTextObj_GetFont(thing)
    if not font:
        return ""
    name = ctypes.create_string_buffer(128)
    raw.FPDFFont_GetBaseFontName(font, name, 128)
    return name.value.decode("utf-8", "replace").rpartition("+")[2]


def _is_artifact(raw: Any, thing: Any) -> bool:
    for index in range(raw.FPDFPageObj_CountMarks(thing)):
        name, size = ctypes.create_string_buffer(64), ctypes.c_ulong()
        mark = raw.FPDFPageObj_GetMark(thing, index)
        room = ctypes.cast(name, ctypes.POINTER(raw.FPDF_WCHAR))
        raw.FPDFPageObjMark_GetName(mark, room, 64, ctypes.byref(size))
        if name.raw[: max(0, size.value - 2)].decode("utf-16-le", "replace") == "Artifact":
            return True
    return False
