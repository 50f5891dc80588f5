"""Reading pages of a PDF in tests: characters with their places, faces and sizes."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

MM = 72 / 25.4
LEFT, RIGHT = 28 * MM, 184 * MM
TOP, BOTTOM = 37 * MM, 262 * MM
CHARACTER = 15.75  # 16 pt less the tracking


@dataclass(frozen=True)
class Char:
    """A printed character; x and y are its origin in points from the top left corner."""

    text: str
    x: float
    y: float
    right: float
    size: float
    font: str
    upright: bool


def characters(page: pdfium.PdfPage) -> list[Char]:
    text = page.get_textpage()
    return [char for index in range(text.count_chars()) if (char := character(text, index)).text.strip()]


def character(text: pdfium.PdfTextPage, index: int) -> Char:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium_c.FPDFText_GetCharOrigin(text.raw, index, x, y)
    name = ctypes.create_string_buffer(100)
    pdfium_c.FPDFText_GetFontInfo(text.raw, index, name, 100, None)
    _, _, right, _ = text.get_charbox(index)
    return Char(
        chr(pdfium_c.FPDFText_GetUnicode(text.raw, index)),
        x.value,
        text.page.get_height() - y.value,
        right,
        round(pdfium_c.FPDFText_GetFontSize(text.raw, index) * scale(text, index), 2),
        name.value.decode(),
        abs(pdfium_c.FPDFText_GetCharAngle(text.raw, index)) < 0.01,
    )


def scale(text: pdfium.PdfTextPage, index: int) -> float:
    """Return by how much a page enlarges a character."""
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFText_GetMatrix(text.raw, index, ctypes.byref(matrix))
    return math.hypot(matrix.a, matrix.b)


def lines(page: pdfium.PdfPage) -> list[list[Char]]:
    """Return the upright characters of the text area by line, from the top, each from left to right."""
    found: dict[float, list[Char]] = {}
    for char in characters(page):
        if char.upright and char.y < BOTTOM:
            found.setdefault(round(char.y, 1), []).append(char)
    return [sorted(found[y], key=lambda char: char.x) for y in sorted(found)]


def printed(line: list[Char]) -> str:
    return "".join(char.text for char in line)


def face(char: Char) -> str:
    """Return the family of a character's font, without the mark of a subset."""
    return char.font.rpartition("+")[2].partition("-Regular")[0].replace("-", "")


def page_texts(document: pdfium.PdfDocument) -> list[str]:
    return ["".join(map(printed, lines(page))) for page in document]


def elements(document: pdfium.PdfDocument) -> Iterator[tuple[str, str]]:
    """Yield type and alternative text of every element of the structure tree."""
    for page in document:
        tree = pdfium_c.FPDF_StructTree_GetForPage(page.raw)
        for index in range(pdfium_c.FPDF_StructTree_CountChildren(tree)):
            yield from below(pdfium_c.FPDF_StructTree_GetChildAtIndex(tree, index))
        pdfium_c.FPDF_StructTree_Close(tree)


def below(element: object) -> Iterator[tuple[str, str]]:
    if not element:
        return
    yield (
        string(pdfium_c.FPDF_StructElement_GetType, element),
        string(pdfium_c.FPDF_StructElement_GetAltText, element),
    )
    for index in range(pdfium_c.FPDF_StructElement_CountChildren(element)):
        yield from below(pdfium_c.FPDF_StructElement_GetChildAtIndex(element, index))


def string(get: Callable[..., int], element: object) -> str:
    size = get(element, None, 0)
    buffer = ctypes.create_string_buffer(size)
    get(element, buffer, size)
    return buffer.raw.decode("utf-16-le").rstrip("\0")
