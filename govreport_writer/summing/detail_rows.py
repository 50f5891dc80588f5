"""The rows of the details: one for each cell of each unit, with what was filed and what was counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from govreport_writer import messages
from govreport_writer.cells import CellRef, Value
from govreport_writer.figures import in_unit
from govreport_writer.form.edition import FormEdition
from govreport_writer.places import labels_of
from govreport_writer.rollup.counterparts import counterparts
from govreport_writer.rollup.figures import ABSENT, UNREADABLE, Figures
from govreport_writer.rollup.money import exactly
from govreport_writer.summing.filing import Filing
from govreport_writer.summing.result import Rollup

COLUMNS = (
    *("unit", "code", "file", "place", "table", "row", "column"),
    *("filed", "money", "counted", "note", "path"),
)
"""The columns of the details, in order; their heads are in the catalogues."""


@dataclass(frozen=True, slots=True)
class Row:
    """A cell of a unit. `path` is the cell's in the government's edition, else in the unit's own.

    `filed` is the text of a cell that is no number. `counted` is in the unit of money of the sum; None for
    what adds nothing.
    """

    filing: Filing
    place: int | str | None
    path: str
    table: str
    row: str | None
    column: str | None
    filed: Value | str
    money: str | None
    counted: Value
    note: str


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of a unit's edition; `ref` is that of the sum, None where the sum has no such cell."""

    index: int
    ref: CellRef | None
    path: str
    table: str
    row: str | None
    column: str | None


def rows(rollup: Rollup, *, everything: bool) -> Iterator[Row]:
    """Yield the rows of all units that count, in their order; blanks and zeros only with `everything`."""
    for index in rollup.counted:
        filing = rollup.standings[index].filing
        if isinstance(filing, Filing):
            yield from _rows_of(rollup, filing, everything=everything)


def _rows_of(rollup: Rollup, filing: Filing, *, everything: bool) -> Iterator[Row]:
    figures = filing.figures
    for cell in _cells(rollup.edition, filing.edition):
        value, state = figures.values[cell.index], figures.states[cell.index]
        if state == ABSENT or not (value or state == UNREADABLE or everything):
            continue
        counted, note = _counted(rollup, cell, figures)
        money = figures.units.get(cell.index)
        place = figures.places[cell.index]
        filed = figures.unread.get(cell.index, value)
        labels = (cell.path, cell.table, cell.row, cell.column)
        yield Row(filing, place, *labels, filed, money, counted, _words(note))


def _counted(rollup: Rollup, cell: _Cell, figures: Figures) -> tuple[Value, str]:
    """Return what of a cell is in the sum, and the note beside it."""
    value = figures.values[cell.index]
    if figures.states[cell.index] == UNREADABLE:
        return None, "unreadable"
    if cell.ref is None:
        return None, "no_place" if value else ""
    if value is None:
        return None, "blank"
    unit = figures.units.get(cell.index)
    if cell.index in figures.units and unit is None and value:
        return None, "no_unit"
    if cell.ref in rollup.not_added:
        return None, "not_added"
    wanted = rollup.sums[cell.ref].unit if cell.index in figures.units else unit
    with exactly():
        return in_unit(value, unit, wanted), "total" if rollup.edition.cells[cell.ref].is_total else ""


@lru_cache(maxsize=64)
def _cells(edition: FormEdition, own: FormEdition) -> tuple[_Cell, ...]:
    into = {theirs: ref for ref, theirs in counterparts(edition, own).items()}
    sheets = {table.id: table.sheet for table in own.tables}
    return tuple(
        _Cell(index, into.get(ref), str(into.get(ref, ref)), sheets[ref.table], *labels_of(own, ref))
        for index, ref in enumerate(own.cells)
    )


@lru_cache(maxsize=16)
def _words(note: str) -> str:
    return messages.text(f"rollup.note.{note}") if note else ""
