"""A page of a PDF as its characters and lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from govreport_writer.errors import SubmissionError
from govreport_writer.importers.read_pdf_chars import Char, chars_of
from govreport_writer.importers.read_pdf_rules import Rules, rules_of
from govreport_writer.importers.read_pdf_turn import turned

MOST_CHARS = 2_000_000
LARGE_PICTURE = 0.04
"""Share of a page from which on a picture may show a table."""


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page, counted from 1; `pictures` are the heights of the upper edges of large ones."""

    number: int
    height: float
    chars: list[Char]
    rules: Rules
    pictures: list[float]


def page_of(pdf: Any, index: int) -> PdfPage:
    """Return a page of a document, counted from 0."""
    page = pdf[index]
    try:
        turn, height = turned(page)
        chars = chars_of(page, turn)
        if len(chars) > MOST_CHARS:
            raise SubmissionError("import.too_much", limit=MOST_CHARS // 2**20 or 1)
        return PdfPage(index + 1, height, chars, rules_of(page, turn), _pictures(page))
    finally:
        page.close()


def _pictures(page: Any) -> list[float]:
    import pypdfium2.raw as raw

    whole = page.get_width() * page.get_height()
    boxes = (thing.get_bounds() for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]))
    return [
        top for left, bottom, right, top in boxes if (right - left) * (top - bottom) >= LARGE_PICTURE * whole
    ]
