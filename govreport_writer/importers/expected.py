"""What a statutory table looks like when printed, derived from its grid: rows and columns with labels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from govreport_writer.cells import CellRef
from govreport_writer.form.edition import FormEdition
from govreport_writer.form.tree import Table
from govreport_writer.grid import Grid, GridCell
from govreport_writer.grid_layout import build_grid
from govreport_writer.importers.labels import Label, label_of


@dataclass(frozen=True, slots=True)
class WantedLabel:
    """A label of the form with the address under which a submission may print it otherwise."""

    text: str
    label: Label
    address: str | None


@dataclass(frozen=True, slots=True)
class WantedRow:
    """A printed row: its labels from the outermost, its cells by column (None in a heading), its unit."""

    labels: tuple[WantedLabel, ...]
    refs: tuple[CellRef | None, ...]
    unit: str | None
    block: int

    @property
    def own(self) -> WantedLabel | None:
        """The innermost label; None for a row without one."""
        return self.labels[-1] if self.labels else None


@dataclass(frozen=True, slots=True)
class WantedBlock:
    """Columns over rows: the labels over each column from the top, and the caption above, if any."""

    caption: WantedLabel | None
    columns: tuple[tuple[WantedLabel, ...], ...]


@dataclass(frozen=True, eq=False)
class WantedTable:
    """A statutory table as it is looked for. Equal only to itself."""

    id: str
    name: str
    optional: bool
    has_units: bool
    blocks: tuple[WantedBlock, ...]
    rows: tuple[WantedRow, ...]
    heads: tuple[WantedLabel, ...]
    """Labels that name no column: the head of the stub, of the units, the note."""

    @cached_property
    def labelled(self) -> bool:
        """Whether its rows have labels."""
        return all(row.labels for row in self.rows)

    @cached_property
    def labels(self) -> tuple[WantedLabel, ...]:
        """Every label that it prints."""
        found = [*self.heads, *(block.caption for block in self.blocks if block.caption)]
        found += [label for block in self.blocks for column in block.columns for label in column]
        return (*found, *(label for row in self.rows for label in row.labels))

    @cached_property
    def names(self) -> frozenset[str]:
        """The words of the labels of rows and columns, which no cell of a figure holds."""
        rows = (label.label.stem for row in self.rows for label in row.labels)
        columns = (label.label.stem for block in self.blocks for column in block.columns for label in column)
        return frozenset((*rows, *columns))

    @cached_property
    def stems(self) -> frozenset[str]:
        """The words of all its labels."""
        return frozenset(label.label.stem for label in self.labels)


@lru_cache(maxsize=64)
def wanted_tables(edition: FormEdition) -> tuple[WantedTable, ...]:
    """Return the tables of an edition as they are printed."""
    return tuple(_wanted(table, edition) for table in edition.tables)


def _wanted(table: Table, edition: FormEdition) -> WantedTable:
    grid = build_grid(table)
    heads = {cell.id: cell for cell in grid.cells if cell.is_header}
    blocks: list[WantedBlock] = []
    rows: list[WantedRow] = []
    for band in grid.bands:
        if band.kind == "body":
            body = [line for index, line in enumerate(grid.rows()) if band.start <= index < band.stop]
            values = [[cell for cell in line if cell.role in ("value", "heading_value")] for line in body]
            blocks.append(_block(values[0], heads))
            rows += [_row(line, heads, edition, len(blocks) - 1) for line in values]
    name = table.title or table.sheet
    has_units = any(cell.role == "unit" for cell in grid.cells)
    return WantedTable(
        table.id, name, table.optional, has_units, tuple(blocks), tuple(rows), _heads(grid, blocks)
    )


def _block(values: list[GridCell], heads: dict[str, GridCell]) -> WantedBlock:
    columns = tuple(_labels(cell, heads, "spanner", "column") for cell in values)
    caption = _labels(values[0], heads, "caption")
    return WantedBlock(caption[0] if caption else None, columns)


def _row(values: list[GridCell], heads: dict[str, GridCell], edition: FormEdition, block: int) -> WantedRow:
    ref = next((cell.ref for cell in values if cell.ref), None)
    unit = edition.cells[ref].unit if ref else None
    return WantedRow(_labels(values[0], heads, "stub"), tuple(cell.ref for cell in values), unit, block)


def _labels(cell: GridCell, heads: dict[str, GridCell], *roles: str) -> tuple[WantedLabel, ...]:
    above = (heads[name] for name in cell.headers if name in heads)
    return tuple(_label(head) for head in above if head.role in roles)


def _label(cell: GridCell) -> WantedLabel:
    return WantedLabel(cell.text, label_of(cell.text), cell.address)


def _heads(grid: Grid, blocks: Iterable[WantedBlock]) -> tuple[WantedLabel, ...]:
    known = {label.text for block in blocks for column in block.columns for label in column}
    over = (cell for cell in grid.cells if cell.role in ("note", "column") and cell.text not in known)
    return tuple({cell.text: _label(cell) for cell in over if cell.text}.values())
