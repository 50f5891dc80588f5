"""Lines of text from characters and their places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from govreport_writer.importers.read_pdf_chars import Char

SAME_LINE = 0.45
"""Share of a character's size within which base lines are one line: raised figures are on it."""
GAP, WIDE_GAP = 0.18, 0.8
"""Shares of a character's size from which on a gap is a space: among Latin letters and figures, elsewhere."""
_NARROW = re.compile(r"[\u0021-\u024f\u2010-\u2027]")
_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]")


@dataclass(slots=True)
class TextLine:
    """A line of text with the edges of its ink; `size` and `face` are those of most of its characters."""

    text: str
    left: float
    right: float
    base: float
    size: float
    face: str
    mark: int = -1
    page: int = 0


def lines_of(chars: Iterable[Char]) -> list[TextLine]:
    """Return the lines from the top down."""
    rows: list[list[Char]] = []
    for char in sorted(chars, key=attrgetter("base"), reverse=True):
        row = rows[-1] if rows else None
        if row is not None and row[0].base - char.base <= SAME_LINE * min(char.size, row[0].size):
            row.append(char)
        else:
            rows.append([char])
    return [line for row in rows if (line := _line(row)) is not None]


def _line(chars: list[Char]) -> TextLine | None:
    row = sorted(chars, key=attrgetter("left"))
    ink = [char for char in row if not char.text.isspace()]
    if not ink:
        return None
    size = Counter(round(char.size, 1) for char in ink).most_common(1)[0][0]
    face = Counter(char.face for char in ink if not _NARROW.match(char.text)).most_common(1)
    return TextLine(
        spaced(_once(row)),
        ink[0].left,
        ink[-1].right,
        ink[0].base,
        size,
        face[0][0] if face else ink[0].face,
        ink[0].mark,
    )


def _once(row: Sequence[Char]) -> list[Char]:
    """Return the characters without those drawn a second time in nearly the same place, as for bold."""
    found: list[Char] = []
    for char in row:
        if not any(
            char.text == other.text and abs(char.left - other.left) < 0.2 * char.size
            for other in found[-2:]
            if char.text.isalnum()
        ):
            found.append(char)
    return found


def spaced(row: Sequence[Char]) -> str:
    """Return the text of characters on one line, with spaces where gaps are as wide as one."""
    parts: list[str] = []
    last: Char | None = None
    for char in row:
        if last is not None and _is_gap(last, char):
            parts.append(" ")
        parts.append(char.text)
        last = char
    return "".join(parts)


def _is_gap(last: Char, char: Char) -> bool:
    if last.text.isspace() or char.text.isspace():
        return False
    narrow = _NARROW.match(last.text) and _NARROW.match(char.text)
    return char.left - last.right > (GAP if narrow else WIDE_GAP) * max(last.size, char.size)


def run_on(lines: Iterable[str]) -> str:
    """Return the text of lines that a page broke: only between Latin words a break stands for a space."""
    text = ""
    for line in lines:
        if text and line and _WORD.match(text[-1]) and _WORD.match(line[0]):
            text += " "
        text += line
    return text
