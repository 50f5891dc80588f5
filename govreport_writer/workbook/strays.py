"""Note what stands in a table's sheet and is not read: figures beside the form's cells, merged cells."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from govreport_writer.cells import CellRef
from govreport_writer.figures import read_figure
from govreport_writer.messages import printed, text
from govreport_writer.workbook.find_table import Found
from govreport_writer.workbook.layout import TableLayout
from govreport_writer.workbook.names import folded
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
    found: Found,
    spots: Mapping[CellRef, Spot],
    around: Collection[Spot],
    transcript: Transcript,
) -> None:
    """Remark figures that are not read: within the table, where they change the form, and outside it."""
    if not spots:
        return
    known = {*spots.values(), *around, *_last_year(sheet, layout, spots)}
    figures = [spot for spot in sheet.cells if spot not in known and _is_figure(sheet, spot)]
    rows = [row for row in found.rows if row is not None]
    last = max(column for _, column in spots.values())
    inside = {spot for spot in figures if min(rows) <= spot[0] <= max(rows) and spot[1] <= last}
    if inside:
        reason = text("workbook_read.inserted", sheet=sheet.name, cells=_named(inside))
        transcript.remark("GR012", sheet.located(min(inside)), reason=reason)
    outside = [spot for spot in figures if spot not in inside]
    if outside:
        transcript.remark("GR011", sheet.located(min(outside)), sheet=sheet.name, cells=_named(outside))


def _is_figure(sheet: Sheet, spot: Spot) -> bool:
    """Whether a cell holds a number, a text that is one, or a formula."""
    value = sheet.cells[spot].value
    if isinstance(value, str) and not sheet.is_formula(spot):
        reading = read_figure(value, "amount")
        return reading.readable and reading.value is not None
    return (value is not None and not isinstance(value, (str, bool))) or sheet.is_formula(spot)


def _last_year(sheet: Sheet, layout: TableLayout, spots: Mapping[CellRef, Spot]) -> Iterator[Spot]:
    """Yield the places of last year's figures, where the words over them stand."""
    start = folded(printed("workbook.aside.last_year", year="#").partition("#")[0])
    heads = [spot for spot, words in sheet.texts().items() if words.startswith(start)]
    if not heads:
        return
    row, column = min(heads)
    first = min(at for _, at in layout.last_year.values())
    for ref, (_, at) in layout.last_year.items():
        if ref in spots:
            yield (row + 1, spots[ref][1]) if layout.below else (spots[ref][0], column + at - first)


def _named(spots: Collection[Spot]) -> str:
    """Name the first few cells."""
    names = [a1(spot) for spot in sorted(spots)]
    return " ".join(names[:SHOWN]) + (" …" if len(names) > SHOWN else "")
