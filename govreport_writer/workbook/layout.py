"""Where the cells of a form stand on their sheet: the table as printed, and what stands around it.

Pure: an edition and labels in, places out; the writer draws them and the reader looks there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from govreport_writer.cells import CellRef
from govreport_writer.form.edition import Cell, FormEdition
from govreport_writer.form.tree import Table
from govreport_writer.grid import Grid
from govreport_writer.grid_layout import build_grid
from govreport_writer.workbook.spots import Spot

TOP = 3
"""The row of a sheet in which its table begins, below title and hint."""
VERSION = 1
"""Raised when cells move: a workbook written before says so in its code sheet."""


@dataclass(frozen=True, eq=False)
class TableLayout:
    """One table on its sheet. `control`, `units` and `last_year` are the fields around it, by cell.

    `control` holds the totals that an agency may state from its own ledger (核对数); `units` the units of
    amounts for which the form names none; `below` tells that control and last year stand under the table.
    """

    table: Table
    grid: Grid
    cells: Mapping[CellRef, Spot]
    control: Mapping[CellRef, Spot]
    units: Mapping[CellRef, Spot]
    last_year: Mapping[CellRef, Spot]
    below: bool

    @property
    def bottom(self) -> int:
        """The last row of the table."""
        return TOP + self.grid.n_rows - 1

    @property
    def head_row(self) -> int:
        """The row in which the fields around the table have their heads."""
        first = min(row for row, _ in self.cells.values())
        return first - 1

    def heads(self, names: Sequence[str]) -> set[Spot]:
        """Return where the words over the fields around the table stand; `names` are control and unit."""
        spots = {"control": self.control, "unit": self.units}
        return {self.head(spots[name]) for name in names}

    def head(self, spots: Mapping[CellRef, Spot]) -> Spot:
        """Return where the words over some fields stand: above their column, or before their row."""
        row, column = min(spots.values())
        return (row - 1, 1) if self.below else (self.head_row, column)


@lru_cache(maxsize=64)
def layouts(edition: FormEdition) -> tuple[TableLayout, ...]:
    """Return the layout of every table of an edition."""
    return tuple(_layout(edition, table) for table in edition.tables)


def _layout(edition: FormEdition, table: Table) -> TableLayout:
    grid = build_grid(table)
    cells = {cell.ref: (cell.row + TOP, cell.column + 1) for cell in grid.cells if cell.ref}
    form = edition.cells_of(table.id)
    below = len({row for row, _ in cells.values()}) == 1
    controlled = [cell.ref for cell in _controlled(form)]
    open_units = [cell.ref for cell in form if cell.type == "amount" and cell.unit is None]
    around = _below if below else _beside
    control, units, last_year = around(grid, cells, controlled, open_units)
    return TableLayout(table, grid, cells, control, units, last_year, below)


def _controlled(form: tuple[Cell, ...]) -> Iterator[Cell]:
    """Yield the totals that a ledger states: those along the rows, else those down the columns."""
    along = [cell for cell in form if cell.column_parts]
    yield from along or [cell for cell in form if cell.row_parts]


Fields = dict[CellRef, Spot]


def _beside(
    grid: Grid, cells: Mapping[CellRef, Spot], controlled: list[CellRef], open_units: list[CellRef]
) -> tuple[Fields, Fields, Fields]:
    """Put the fields into columns to the right, each in the row of its cell."""
    column = grid.n_columns + 2
    control = {ref: (cells[ref][0], column) for ref in controlled}
    column += bool(control)
    units = {ref: (cells[ref][0], column) for ref in open_units}
    column += bool(units) + bool(control or units)
    first = min(column for _, column in cells.values())
    last_year = {ref: (row, column + at - first) for ref, (row, at) in cells.items()}
    return control, units, last_year


def _below(
    grid: Grid, cells: Mapping[CellRef, Spot], controlled: list[CellRef], open_units: list[CellRef]
) -> tuple[Fields, Fields, Fields]:
    """Put the fields into rows under a table of one row, each in the column of its cell."""
    row = TOP + grid.n_rows + 2
    control = {ref: (row, cells[ref][1]) for ref in controlled}
    row += 3 * bool(control)
    units = {ref: (row, cells[ref][1]) for ref in open_units}
    row += 3 * bool(units)
    last_year = {ref: (row, column) for ref, (_, column) in cells.items()}
    return control, units, last_year
