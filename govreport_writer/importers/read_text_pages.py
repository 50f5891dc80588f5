"""The pages of text taken out of a PDF: form feeds part them, numbers stand at their ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from govreport_writer.importers.read_pdf_margins import PAGE_NUMBER

_DASHED = re.compile(r"[\u2014\u2013-]\s*[0-9]{1,4}\s*[\u2014\u2013-]")
_DIGITS = re.compile(r"[0-9]+")


def pages_of(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield each page of a text, without its number, after the number of its first line."""
    starts = [0, *(at for at, line in enumerate(lines) if at and "\f" in line), len(lines)]
    only = len(starts) == 2
    for page, (start, stop) in enumerate(pairwise(starts), start=1):
        shown = [line.replace("\f", "") for line in lines[start:stop]]
        yield start, shown if only else _without_number(shown, page)


def _without_number(lines: list[str], page: int) -> list[str]:
    """Return the lines of a page without its number.

    That is the last line, dashed or with the words for a page; a bare number has to be that of the page, for
    it might be a figure; and a dashed number of the page may stand anywhere.
    """
    said = [at for at, line in enumerate(lines) if line.strip()]
    places = [at for at in said if _DASHED.fullmatch(lines[at].strip()) and _number(lines[at]) == page]
    if not places and said and _is_number(lines[said[-1]].strip(), page):
        places = said[-1:]
    return ["" if at in places else line for at, line in enumerate(lines)]


def _is_number(text: str, page: int) -> bool:
    if not PAGE_NUMBER.fullmatch(text):
        return False
    return not text.isdecimal() or int(text) == page


def _number(text: str) -> int:
    return int(_DIGITS.findall(text)[0])
