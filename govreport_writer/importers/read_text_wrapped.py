"""Put together the paragraphs of text taken out of a PDF: lines of one width, page numbers, form feeds.

Its tables stay lines: what belongs to a cell cannot be told from such text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import east_asian_width

from govreport_writer.importers.read_pdf_lines import run_on
from govreport_writer.importers.read_pdf_margins import PAGE_NUMBER
from govreport_writer.numbering import NUMBERED

FEWEST, LONGEST = 8, 140
"""Lines of a wrapped text, and how wide they are at most in half characters."""
SLACK = 6
"""Half characters that a full line may lack."""
SHORT, FULL = 40, 0.4
"""Half characters of a line that tells of wrapping; the share of such lines that are full where there is."""
_APART = re.compile(r"\S {2,}\S+ {2,}\S")
"""A line of a table: fields with room between them."""
_STOPS = "\u3002\uff1b\uff01\uff1f\uff1a.;"


def unwrapped(lines: Sequence[str]) -> list[str]:
    """Return the lines, each paragraph in the place of its first line and nothing in those that follow."""
    if any(line.startswith(("\t", "|")) for line in lines):
        return list(lines)
    kept = _without_page_numbers(lines)
    widths = [_width(line.strip()) for line in kept if not _APART.search(line)]
    long = sorted(width for width in widths if width >= SHORT)
    full = long[int(len(long) * 0.9)] - SLACK if len(long) >= FEWEST else LONGEST
    if full >= LONGEST or sum(width >= full for width in long) < FULL * len(long):
        return kept
    return _joined(kept, full)


def _joined(lines: list[str], full: int) -> list[str]:
    """Return the lines joined; `full` is the width from which on a line may go on."""
    left = _left_edge(lines)
    found = [""] * len(lines)
    first: int | None = None
    last = ""
    for index, line in enumerate(lines):
        text = line.strip()
        if not text:
            continue
        if first is not None and _goes_on(last, line, full, left):
            found[first] = run_on((found[first], text))
        else:
            found[index], first = text, index
        last = text
    return found


def _goes_on(last: str, line: str, full: int, left: int) -> bool:
    text = line.strip()
    if _width(last) < full or _APART.search(last) or _APART.search(line):
        return False
    if len(line) - len(line.lstrip()) > left + 1:
        return False
    return not (last[-1] in _STOPS and NUMBERED.match(text))


def _left_edge(lines: Sequence[str]) -> int:
    """Return where full lines begin: what stands further right is a paragraph's first line, or centred."""
    return min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)


def _without_page_numbers(lines: Sequence[str]) -> list[str]:
    """Return the lines without form feeds, and without the page numbers next to them."""
    found = [line.replace("\f", "") for line in lines]
    breaks = [index for index, line in enumerate(lines) if "\f" in line]
    for index in (*breaks, len(lines)):
        above = next((at for at in range(index - 1, -1, -1) if found[at].strip()), None)
        if breaks and above is not None and PAGE_NUMBER.fullmatch(found[above]):
            found[above] = ""
    return found


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)
