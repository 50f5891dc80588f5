"""Put together the paragraphs of text taken out of a PDF: lines of one width, indents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from govreport_writer.importers.read_pdf_lines import run_on
from govreport_writer.numbering import NUMBERED

FEWEST, LONGEST = 8, 140
"""Lines of a wrapped text, and how wide they are at most in half characters."""
SLACK = 6
"""Half characters that a full line may lack."""
TIGHT = 3
"""The same for a line that is no first one, which lacks its indent."""
SHORT, FULL = 40, 0.4
"""Half characters of a line that tells of wrapping; the share of such lines that are full where there is."""
NEARLY, HALF = 0.85, 0.6
"""Shares of a full line that a line without a stop has when it goes on; the latter where indents tell."""
INDENTED = 0.1
"""The share of lines that begin further right where indents tell of paragraphs."""
LONGEST_PARAGRAPH = 20_000
"""Characters of a paragraph that still goes on."""
MOST_OPEN = 1_000
"""Characters before a line that are looked at for brackets."""
CENTRED = 9
"""Columns from which on a line is no paragraph's first."""
_APART = re.compile(r"\S {2,}\S+ {2,}\S")
"""A line of a table: fields with room between them."""
_STOPS = "\u3002\uff1b\uff01\uff1f\uff1a.;"
_GOING_ON = "\uff0c\u3001"
_NEVER_FIRST = "\u3001\u3002\uff0c\uff1b\uff1a\uff01\uff1f\uff09\u300b\u300d\u300f\u3011\u3015\u201d\u2019"
_OPENING = "\uff08\u300a\u201c\u3014"
_CLOSED = "\u300b\u3015"
_PAIRS = (("\uff08", "\uff09"), ("\u300a", "\u300b"), ("\u201c", "\u201d"), ("\u3014", "\u3015"))


@dataclass(frozen=True, slots=True)
class _Wrapping:
    """The width from which on a line may go on, and whether indents tell where paragraphs begin."""

    full: int
    indents: bool


def unwrapped(lines: Sequence[str], breaks: frozenset[int] = frozenset()) -> list[str]:
    """Return the lines, each paragraph in the place of its first line and nothing in those that follow.

    `breaks` are the places of tables, over which no paragraph goes on.
    """
    widths = [_width(line.strip()) for line in lines if not _APART.search(line)]
    long = sorted(width for width in widths if width >= SHORT)
    full = long[int(len(long) * 0.9)] - SLACK if len(long) >= FEWEST else LONGEST
    if full >= LONGEST or sum(width >= full for width in long) < FULL * len(long):
        return list(lines)
    said = [line for line in lines if line.strip()]
    starts = [_start(line) for line in said]
    indents = min(starts) == 0 and sum(start > 0 for start in starts) >= INDENTED * len(said)
    return _joined(lines, _Wrapping(full, indents), breaks)


def _joined(lines: Sequence[str], wrapping: _Wrapping, breaks: frozenset[int]) -> list[str]:
    left = min((_start(line) for line in lines if line.strip()), default=0)
    found = [""] * len(lines)
    first: int | None = None
    last = ""
    for index, line in enumerate(lines):
        text = line.strip()
        if index in breaks or (first is not None and len(found[first]) > LONGEST_PARAGRAPH):
            first = None
        if not text:
            continue
        if first is not None and _goes_on(found[first], last, line[left:], wrapping):
            found[first] = run_on((found[first], text))
            last = last + text if _on_one_line(last, text, wrapping.full) else line[left:]
        else:
            found[index], first = text, index
            last = line[left:]
    return found


def _goes_on(paragraph: str, last: str, line: str, wrapping: _Wrapping) -> bool:
    """Whether a line goes on with the last one, which is the end of a paragraph so far."""
    text, before = line.strip(), last.strip()
    if _APART.search(last) or _APART.search(line):
        return False
    if _on_one_line(last, text, wrapping.full):
        return True
    width, stops = _width(before), before[-1] in _STOPS
    if wrapping.indents:
        return _goes_on_by_place(last, line, width, stops, wrapping.full)
    if _start(line) > 1:
        return False
    if width >= wrapping.full:
        return not stops or not _may_begin(text, wrapping.full)
    if stops or NUMBERED.match(text):
        return False
    is_heading = before == paragraph and NUMBERED.match(before) is not None
    return _is_open(paragraph) or (width >= NEARLY * wrapping.full and not is_heading)


def _on_one_line(last: str, text: str, full: int) -> bool:
    """Whether two lines are one in the document: signs that share a place part them in its text."""
    before = last.strip()
    if text[0] in _NEVER_FIRST:
        return True
    if text[0] not in _OPENING or NUMBERED.match(text):
        return False
    whole = full <= _width(before) + _width(text) <= full + 2 * SLACK
    return before[-1] in _CLOSED or (whole and before[-1] in _STOPS and _is_open(text))


def _may_begin(text: str, full: int) -> bool:
    """Whether a line behind a full one with a stop begins a paragraph: it has a number, or ends too early."""
    early = _width(text) < full + SLACK - TIGHT and text[-1] not in _STOPS
    return early or NUMBERED.match(text) is not None


def _goes_on_by_place(last: str, line: str, width: int, stops: bool, full: int) -> bool:
    """Whether a line goes on where the first line of a paragraph begins further right than others."""
    if _start(line) > 0:
        return _start(line) == 1 and width >= full and not stops
    if _start(last) >= CENTRED and width < full:
        return False
    whole = _width(line.strip()) >= HALF * full or line.rstrip()[-1] in _STOPS
    return width >= full or (not stops and width >= HALF * full and whole) or last.strip()[-1] in _GOING_ON


def _is_open(text: str) -> bool:
    """Whether a text ends inside brackets or quotation marks, or with a comma."""
    text = text[-MOST_OPEN:]
    return text[-1] in _GOING_ON or any(text.count(one) > text.count(other) for one, other in _PAIRS)


def _start(line: str) -> int:
    return len(line) - len(line.lstrip())


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)
