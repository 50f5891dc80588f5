"""Hold what a reader found against an edition: figures read, omitted totals computed, origins kept."""

from __future__ import annotations

from typing import Literal

from govreport_writer.cells import CellRef, Value
from govreport_writer.figures import Reading, added, in_unit, read_figure
from govreport_writer.form.edition import Cell, FormEdition
from govreport_writer.submission import Origin, RawSubmission, Submission


def build(edition: FormEdition, raw: RawSubmission) -> Submission:
    """Read every cell and compute the totals that were left out.

    Only an omitted total is computed, from its cells that hold numbers; a typed one stays as typed.
    """
    filed = {ref.table for ref in raw.cells}
    cells = [
        cell
        for table in edition.tables
        if not table.optional or table.id in filed
        for cell in edition.cells_of(table.id)
    ]
    builder = _Builder(edition, raw)
    for cell in cells:
        builder.read(cell)
    for cell in cells:
        builder.resolve(cell)
    values = {cell.ref: builder.values[cell.ref] for cell in cells}
    return Submission(edition, raw, values, builder.units, builder.origins)


class _Builder:
    def __init__(self, edition: FormEdition, raw: RawSubmission) -> None:
        self.edition = edition
        self.raw = raw
        self.values: dict[CellRef, Value] = {}
        self.units: dict[CellRef, str | None] = {}
        self.origins: dict[CellRef, Origin] = {}

    def read(self, cell: Cell) -> None:
        typed = self.raw.cells.get(cell.ref)
        self.units[cell.ref] = cell.unit
        if typed is None:
            self.origins[cell.ref] = Origin("computed" if cell.is_total else "missing")
            return
        reading = read_figure(typed.value, cell.type, typed.unit or cell.unit)
        if reading.unit and typed.unit and reading.unit != typed.unit:
            reading = Reading(None, readable=False, raw=f"{reading.raw} ({typed.unit})")
        self.values[cell.ref] = reading.value
        self.units[cell.ref] = typed.unit or reading.unit or cell.unit
        state: Literal["filed", "unreadable"] = "filed" if reading.readable else "unreadable"
        self.origins[cell.ref] = Origin(state, reading.raw, typed.location)

    def resolve(self, cell: Cell) -> Value:
        """Fill in a cell that was not typed: a total from its parts, anything else blank.

        A corner is the sum of its row's cells (the column's definition).
        """
        if cell.ref not in self.values:
            parts = cell.column_parts or cell.row_parts
            values = [
                None if value is None else in_unit(value, self.units[part], self.units[cell.ref])
                for part in parts
                for value in (self.resolve(self.edition.cells[part]),)
            ]
            waits = any(self.origins[part].state in ("unreadable", "waiting") for part in parts)
            if waits:
                self.origins[cell.ref] = Origin("waiting")
            self.values[cell.ref] = None if waits else added(values)
        return self.values[cell.ref]
