"""Found tables as one run of rows, so that a table in pieces is looked for like one in one piece."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from govreport_writer.importers.figures_in_cells import is_figure
from govreport_writer.importers.labels import Label, label_of
from govreport_writer.importers.published import FoundCell, FoundTable, Piece

MOST_COLUMNS = 120
"""Columns of a table that are looked at; a form has at most fifteen."""
MOST = 60_000
"""Places in all tables that are looked at: a cell over many rows counts in each."""

FEWEST_HEADS = 3
"""Labels from which on a row without figures is a head: a row of the form has fewer, a unit included."""


@dataclass(frozen=True, eq=False)
class Strip:
    """A row of a found table: the cells that stand in it, also those that began above, from left to right.

    `piece` is the index of the table among the pieces of the document.
    """

    piece: int
    row: int
    cells: tuple[FoundCell, ...]
    certain: bool

    @cached_property
    def own(self) -> tuple[FoundCell, ...]:
        """The cells that begin in this row."""
        return tuple(cell for cell in self.cells if cell.row == self.row)

    @cached_property
    def texts(self) -> tuple[FoundCell, ...]:
        """The cells with words in them, which may be labels."""
        return tuple(cell for cell in self.cells if not is_figure(cell.text))

    @cached_property
    def labels(self) -> tuple[tuple[FoundCell, Label], ...]:
        """The cells with words and their labels; then their words joined, where a label stands in pieces."""
        single = [(cell, label_of(cell.text)) for cell in self.texts]
        ours = [cell for cell in self.texts if cell.row == self.row]
        joined = [
            (ours[end], label_of("".join(cell.text for cell in ours[start : end + 1])))
            for start in range(min(len(ours), 3))
            for end in range(start + 1, min(len(ours), start + 3))
        ]
        return (*single, *joined)

    @cached_property
    def is_head(self) -> bool:
        """Whether it can only be the head of columns: three labels or more, and more of them than figures."""
        words = sum(not is_figure(cell.text) for cell in self.own)
        return words >= FEWEST_HEADS and words > len(self.own) - words

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all stands in it."""
        return not any(cell.text.strip() for cell in self.cells)


def strips_of(pieces: Sequence[Piece]) -> list[Strip]:
    """Return the rows of all tables in the order of the document; those beyond MOST places are left out."""
    found: list[Strip] = []
    left = MOST
    for index, piece in enumerate(pieces):
        if isinstance(piece, FoundTable) and left > 0:
            rows = _rows(piece.cells)
            left -= sum(map(len, rows))
            found += [
                Strip(index, row, tuple(sorted(cells, key=_column)), piece.certain)
                for row, cells in enumerate(rows)
                if cells
            ]
    return found


def _rows(cells: Iterable[FoundCell]) -> list[list[FoundCell]]:
    cells = list(cells)
    last = max((cell.row for cell in cells), default=-1)
    rows: list[list[FoundCell]] = [[] for _ in range(last + 1)]
    for cell in cells:
        if cell.column >= MOST_COLUMNS:
            continue
        for row in range(cell.row, min(cell.row + max(cell.rowspan, 1), last + 1)):
            rows[row].append(cell)
    return rows


def _column(cell: FoundCell) -> tuple[int, int]:
    return cell.column, cell.row
