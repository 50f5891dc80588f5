"""Give the cells of a found row to the columns of the form, or say that they do not fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from govreport_writer.importers.figures_in_cells import is_figure
from govreport_writer.importers.match_columns import Head
from govreport_writer.importers.match_rows import RowHit
from govreport_writer.importers.published import FoundCell
from govreport_writer.importers.strips import Strip

MOST_UNKNOWN = 1


@dataclass(frozen=True, slots=True)
class RowCells:
    """The cells of a row by column, how each was told (`label` or `position`), and the cell of the unit.

    `run` is what stands beside the label when the cells could not be given to columns.
    """

    cells: dict[int, FoundCell] = field(default_factory=dict)
    how: dict[int, str] = field(default_factory=dict)
    unit: FoundCell | None = None
    run: tuple[FoundCell, ...] = ()


def cells_of_row(hit: RowHit, head: Head, count: int, *, has_unit: bool) -> RowCells:
    """Return the cells of a row with a label; `count` is how many columns the form has there."""
    run = _run(hit.strip, hit.cell, count, has_unit=has_unit)
    unit, run = _unit(run, count) if has_unit else (None, run)
    return cells_of_run(run, head, count, unit)


def cells_of_run(run: Sequence[FoundCell], head: Head, count: int, unit: FoundCell | None = None) -> RowCells:
    """Return the cells of a run by column: under the columns of the head, else one for one."""
    placed = _by_place(head, run, count)
    if placed is not None and (len(run) != count or _leaves_order(head)):
        return RowCells(placed, dict.fromkeys(placed, "label"), unit)
    if len(run) == count and _can_count_off(head, count):
        cells = dict(enumerate(run))
        return RowCells(cells, {index: _how(index, head) for index in cells}, unit)
    return RowCells(unit=unit, run=tuple(run))


def _how(index: int, head: Head) -> str:
    """Tell a column as known by its label when the head names it, here or in the order of its labels."""
    return "label" if index in head.columns or index in head.named else "position"


def _can_count_off(head: Head, count: int) -> bool:
    """Whether cells may be given to columns one for one: their labels say so, or there are none.

    Of labels that are there one may be unknown between others that are known; more mean another table.
    """
    unknown = count - len(head.named.union(head.columns))
    return unknown == 0 or not head.is_there or (unknown == 1 and count > MOST_UNKNOWN + 1)


def _run(strip: Strip, label: FoundCell, count: int, *, has_unit: bool) -> list[FoundCell]:
    """Return the cells behind a row's label, without empty ones past the last column; else those before."""
    behind = [cell for cell in strip.cells if cell.column > label.column and cell.row == strip.row]
    most = count + (1 if has_unit else 0)
    while len(behind) > most and not behind[-1].text.strip():
        behind.pop()
    if any(is_figure(cell.text) for cell in behind):
        return behind
    before = [
        cell
        for cell in strip.cells
        if cell.column < label.column and is_figure(cell.text) and cell.row == strip.row
    ]
    return before if len(before) == count and any(cell.text.strip() for cell in before) else behind


def _unit(run: list[FoundCell], count: int) -> tuple[FoundCell | None, list[FoundCell]]:
    """Take the cell of the unit off a row: the first of one too many, or the only one with words."""
    if len(run) == count + 1:
        if run and not is_figure(run[-1].text) and is_figure(run[0].text):
            return run[-1], run[:-1]
        return run[0], run[1:]
    return None, run


def _by_place(head: Head, run: Sequence[FoundCell], count: int) -> dict[int, FoundCell] | None:
    """Return the cells under the columns of the head; None when one column has none or shares one."""
    if len(head.columns) < count:
        return None
    found: dict[int, FoundCell] = {}
    for index, column in head.columns.items():
        under = [cell for cell in run if column.start <= cell.column < column.stop]
        wide = [
            cell for cell in run if cell.column <= column.start and column.stop <= cell.column + cell.colspan
        ]
        fitting = under or wide
        if len(fitting) != 1:
            return None
        found[index] = fitting[0]
    taken = {id(cell) for cell in found.values()}
    left = [cell for cell in run if id(cell) not in taken and cell.text.strip()]
    return found if len(taken) == count and all(_in_other(cell, head) for cell in left) else None


def _in_other(cell: FoundCell, head: Head) -> bool:
    """Whether a cell stands under the label of a column that the form does not have."""
    return any(start <= cell.column < stop for start, stop in head.others)


def _leaves_order(head: Head) -> bool:
    """Whether the columns stand in another order than the form's."""
    starts = [head.columns[index].start for index in sorted(head.columns)]
    return starts != sorted(starts)
