"""Text that keeps the places of a page: pages, and fields with the columns where they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from unicodedata import east_asian_width

from govreport_writer.importers.figures_in_cells import is_figure
from govreport_writer.importers.read_text_known import Known

_FIELD = re.compile(r"[^ \u3000\xa0]+(?:[ \u3000\xa0][^ \u3000\xa0]+)*")
MOST = 40
"""Fields of a line of a table."""
LONGEST = 400
"""Characters of a line that is looked at."""
Metric = Callable[[str], int]
"""How many columns a text takes up."""


@dataclass(frozen=True, slots=True)
class Field:
    """A run of text in a line, from column `start` to before `end`; lines count from 0."""

    line: int
    start: int
    end: int
    text: str

    @property
    def middle(self) -> float:
        """The column in the middle."""
        return (self.start + self.end) / 2

    @property
    def is_figure(self) -> bool:
        """Whether it can stand in the cell of a figure."""
        return is_figure(self.text)

    def over(self, start: int, end: int) -> bool:
        """Whether it shares a column with others."""
        return self.start < end and start < self.end


def wide(text: str) -> int:
    """Return the columns of a text in which a Han character takes two."""
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)


def fields_of(line: str, number: int, known: Known, metric: Metric = len) -> list[Field]:
    """Return the fields of a line: two spaces part them, one only where labels or figures end."""
    found: list[Field] = []
    for match in islice(_FIELD.finditer(line), MOST) if len(line) <= LONGEST else ():
        at = match.start()
        for part in _parts(match[0], known):
            start = metric(line[:at])
            found.append(Field(number, start, start + metric(part), part))
            at += len(part) + 1
    return found


def words_of(fields: Sequence[Field], metric: Metric = len) -> list[Field]:
    """Return the fields of a line parted at every space, none for a line of one field or of very many."""
    found = []
    for field in fields if 1 < len(fields) <= MOST else ():
        for match in re.finditer(r"\S+", field.text):
            start = field.start + metric(field.text[: match.start()])
            found.append(Field(field.line, start, start + metric(match[0]), match[0]))
    return found


def _parts(text: str, known: Known) -> list[str]:
    """Return a field in parts: figures side by side, figures behind a label, labels side by side."""
    parts = re.split(r"[ \u3000\xa0]", text)
    if len(parts) == 1 or known.is_row(text):
        return [text]
    if all(map(is_figure, parts)):
        return parts
    last = len(parts)
    while last and is_figure(parts[last - 1]):
        last -= 1
    words = text[: sum(map(len, parts[:last])) + last - 1]
    if last < len(parts) and known.is_part(words):
        return [*_parts(words, known), *parts[last:]]
    return parts if all(map(known.is_part, parts)) else [text]


def columns_of(fields: Sequence[Field]) -> list[tuple[int, int]]:
    """Return where fields stand that share columns, from left to right."""
    found: list[tuple[int, int]] = []
    for field in sorted(fields, key=lambda field: (field.start, field.end)):
        if found and field.start < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], field.end))
        else:
            found.append((field.start, field.end))
    return found


def clashes(fields: Sequence[Field]) -> int:
    """Return how many fields share a column with another one of their line."""
    places = columns_of(fields)
    taken = [
        (field.line, next(at for at, place in enumerate(places) if field.over(*place))) for field in fields
    ]
    return len(taken) - len(set(taken))
