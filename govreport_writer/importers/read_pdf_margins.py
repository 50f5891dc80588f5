"""Page numbers and running heads: lines at the edges of pages that are no content."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from govreport_writer.importers.read_pdf_lines import TextLine

EDGE = 0.13
"""Share of a page's height at its upper and lower edge where page numbers stand."""
OFTEN = 3
"""Pages on which a line at the edge has to repeat to be a running head."""
PAGE_NUMBER = re.compile(
    r"[\s\-\u2010-\u2015\u2212\u00b7.\u00b7|]*"
    r"(?:\u7b2c?\s*)?[0-9\uff10-\uff19]{1,4}\s*\u9875?"
    r"(?:\s*(?:/|of|\u5171|\uff0c\u5171|,\s*\u5171)\s*(?:\u7b2c?\s*)?[0-9]{1,4}\s*\u9875?)?"
    r"[\s\-\u2010-\u2015\u2212\u00b7.|]*"
)
"""A page number as documents print it, alone on its line."""


def content_lines(pages: Sequence[tuple[float, list[TextLine]]]) -> list[list[TextLine]]:
    """Return the lines of each page, given with its height, that are content."""
    said = Counter(
        (_key(line), round(line.base / 4))
        for height, lines in pages
        for line in lines
        if _at_edge(line, height)
    )
    often = {key for key, count in said.items() if count >= max(OFTEN, len(pages) // 3)}
    return [
        [line for line in lines if not (_at_edge(line, height) and _is_running(line, often))]
        for height, lines in pages
    ]


def _at_edge(line: TextLine, height: float) -> bool:
    return line.base < EDGE * height or line.base > (1 - EDGE / 1.6) * height


def _is_running(line: TextLine, often: set[tuple[str, int]]) -> bool:
    return PAGE_NUMBER.fullmatch(line.text.strip()) is not None or (_key(line), round(line.base / 4)) in often


def _key(line: TextLine) -> str:
    return re.sub(r"\d+", "0", line.text.strip())
