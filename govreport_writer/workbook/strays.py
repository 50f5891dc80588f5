"""Note what stands in a table's sheet and is not read: figures beside the form's cells, merged cells."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from govreport_writer.cells import CellRef
from govreport_writer.messages import text
from govreport_writer.workbook.layout import TableLayout
from govreport_writer.workbook.sheets import Sheet
from govreport_writer.workbook.spots import Spot, a1
from govreport_writer.workbook.transcript import Transcript

SHOWN = 8
"""Cells named in a remark."""


def note_merged(sheet: Sheet, spots: Mapping[CellRef, Spot], transcript: Transcript) -> None:
    """Remark areas in which cells to fill in were merged: only the first of them holds a figure."""
    places = set(spots.values())
    for first, last in sheet.merged():
        inside = [
            spot for spot in places if first[0] <= spot[0] <= last[0] and first[1] <= spot[1] <= last[1]
        ]
        if len(inside) > 1:
            area = f"{a1(first)}:{a1(last)}"
            transcript.remark("GR013", sheet.located(first), area=area)


def note_strays(
    sheet: Sheet,
    layout: TableLayout,
    spots: Mapping[CellRef, Spot],
    around: Collection[Spot],
    transcript: Transcript,
) -> None:
    """Remark figures that are not read: within the table, where they change the form, and outside it."""
    if not spots:
        return
    known = {*spots.values(), *around}
    figures = [spot for spot, cell in sheet.cells.items() if _is_figure(cell) and spot not in known]
    inside = set(_inside(figures, layout, spots))
    if inside:
        reason = text("workbook_read.inserted", sheet=sheet.name, cells=_named(inside))
        transcript.remark("GR012", sheet.located(min(inside)), reason=reason)
    edge = _edge(layout, spots)
    outside = [spot for spot in figures if spot[0] > edge[0] or spot[1] > edge[1]]
    if outside:
        transcript.remark("GR011", sheet.located(min(outside)), sheet=sheet.name, cells=_named(outside))


def _is_figure(cell: Any) -> bool:
    return isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool)


def _inside(figures: list[Spot], layout: TableLayout, spots: Mapping[CellRef, Spot]) -> Iterator[Spot]:
    """Yield figures between the cells of one block that belong to none of its rows or columns."""
    last = max(column for _, column in spots.values())
    for block in _blocks(layout, spots):
        rows, first = {row for row, _ in block}, min(column for _, column in block)
        for spot in figures:
            if min(rows) <= spot[0] <= max(rows) and first <= spot[1] <= last:
                yield spot


def _blocks(layout: TableLayout, spots: Mapping[CellRef, Spot]) -> Iterator[list[Spot]]:
    for band in layout.grid.bands:
        cells = [cell for cell in layout.grid.cells if cell.ref and band.start <= cell.row < band.stop]
        places = [spots[cell.ref] for cell in cells if cell.ref in spots]  # type: ignore[index]  # never None
        if places:
            yield places


def _edge(layout: TableLayout, spots: Mapping[CellRef, Spot]) -> Spot:
    """Return the last row and column of what the program itself writes, moved as far as the table was."""
    row, column = layout.outermost({**layout.control, **layout.units, **layout.last_year})
    ref = max(spots, key=lambda ref: spots[ref])
    moved = (spots[ref][0] - layout.cells[ref][0], spots[ref][1] - layout.cells[ref][1])
    return row + max(0, moved[0]), column + max(0, moved[1])


def _named(spots: Collection[Spot]) -> str:
    """Name the first few cells."""
    names = [a1(spot) for spot in sorted(spots)]
    return " ".join(names[:SHOWN]) + (" …" if len(names) > SHOWN else "")
