"""What a reader finds in a finished document: text, tables as cells with spans, the data beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

Data = dict[str, object]
"""Plain data as JSON has it."""
TABLE = "\ufffc"
"""Stands for a table between the paragraphs; no text of an agency has this character."""


_NO_WIDTH = ("\u200b", "\u00ad", "\ufeff", "\u2060")
"""Where a line may or may not break; `text_clean` takes them out of what is filed."""


@dataclass(frozen=True, slots=True)
class ReadCell:
    """A cell as it stands in a document: position, spans, text without white space."""

    row: int
    column: int
    rowspan: int
    colspan: int
    text: str


Table = tuple[ReadCell, ...]


@dataclass(slots=True)
class ReadBack:
    """What a document says: the text outside its tables with TABLE in their places, and its tables in order.

    `copy` is the machine copy that a document carries, None without one, empty when it cannot be read;
    `data` is what a file of figures says, None for a document that people read.
    """

    pieces: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    copy: Data | None = None
    data: Data | None = None

    @property
    def text(self) -> str:
        """All text outside tables in reading order, without white space."""
        return squeezed("".join(self.pieces))

    @property
    def paragraphs(self) -> list[str]:
        """The pieces that say something, without white space and without the places of tables."""
        texts = (squeezed(piece).replace(TABLE, "") for piece in self.pieces)
        return [text for text in texts if text]

    def add_table(self, table: Table) -> None:
        """Put a table after what has been read so far."""
        self.pieces.append(TABLE)
        self.tables.append(table)


class Placing:
    """Give the cells of a table's rows their places as a browser does: each takes the first free column."""

    def __init__(self) -> None:
        self._taken: set[tuple[int, int]] = set()

    def column(self, row: int, start: int, rowspan: int, colspan: int) -> int:
        """Return the column of a row's next cell, at `start` or right of it, and take its area."""
        while (row, start) in self._taken:
            start += 1
        if rowspan > 1:
            self._taken.update(
                (row + down, start + right) for down in range(1, rowspan) for right in range(colspan)
            )
        return start


def squeezed(text: str) -> str:
    """Return a text without any white space, and without signs of no width, which programs put in."""
    text = "".join(text.split())
    for sign in _NO_WIDTH:
        if sign in text:
            text = text.replace(sign, "")
    return text


def rows_of(table: Table) -> list[list[ReadCell]]:
    """Return the cells that begin in each row, from left to right."""
    rows: list[list[ReadCell]] = [[] for _ in range(max((cell.row for cell in table), default=-1) + 1)]
    for cell in table:
        rows[cell.row].append(cell)
    return [sorted(row, key=lambda cell: cell.column) for row in rows]


def compact(table: Table) -> Iterator[ReadCell]:
    """Yield the cells on a grid with no line that no cell begins or ends at: programs split columns."""
    rows = _lines((cell.row, cell.row + cell.rowspan) for cell in table)
    columns = _lines((cell.column, cell.column + cell.colspan) for cell in table)
    for cell in table:
        row, column = rows[cell.row], columns[cell.column]
        down, right = rows[cell.row + cell.rowspan] - row, columns[cell.column + cell.colspan] - column
        yield ReadCell(row, column, down, right, cell.text)


def _lines(edges: Iterator[tuple[int, int]]) -> dict[int, int]:
    return {edge: index for index, edge in enumerate(sorted({each for pair in edges for each in pair}))}


def common_head(table: Table, other: Table) -> int:
    """Return how many rows two tables begin with alike."""
    rows, others = rows_of(table), rows_of(other)
    alike = (row == other_row for row, other_row in zip(rows, others, strict=False))
    return next((count for count, same in enumerate(alike) if not same), min(len(rows), len(others)))


def joined(table: Table, other: Table, head: int) -> Table:
    """Return a table with the rows of another below it, without the head that the other repeats."""
    shift = len(rows_of(table)) - head
    return table + tuple(replace(cell, row=cell.row + shift) for cell in other if cell.row >= head)
