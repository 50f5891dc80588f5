"""Grow the charts of an edition file: which cells each bar adds up, and under which label."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from govreport_writer.cells import CellRef
from govreport_writer.form.edition import Cell, ChartSeries, FormChart
from govreport_writer.form.file import MOST_IN_A_YEAR, ChartFile, EditionFile, SeriesFile
from govreport_writer.form.growth import Misfit, Steps
from govreport_writer.form.paths import cells_at
from govreport_writer.form.tree import Node, Table, walk

Tables = Mapping[str, Table]
Cells = Mapping[CellRef, Cell]


def grow_charts(file: EditionFile, tables: Tables, cells: Cells, *, lenient: bool) -> tuple[FormChart, ...]:
    """Return the charts in the order of the file; with `lenient` a bar over a dropped row is left out.

    Misfit for an id used twice, a section or a cell that does not exist, amounts, units that differ.
    """
    return tuple(_charts(file, tables, cells, lenient))


def _charts(file: EditionFile, tables: Tables, cells: Cells, lenient: bool) -> Iterator[FormChart]:
    sections = {section.id for section in file.sections}
    taken: set[str] = set()
    for index, chart in enumerate(file.charts):
        steps = ("charts", index)
        if chart.id in taken:
            raise Misfit("edition.duplicate", (*steps, "id"), id=chart.id)
        if chart.section not in sections:
            raise Misfit("edition.dangling", (*steps, "section"), name=chart.section)
        if chart.kind != "bars" and len(chart.series) > MOST_IN_A_YEAR:
            raise Misfit("edition.chart_series", (*steps, "series"), id=chart.id, most=MOST_IN_A_YEAR)
        taken.add(chart.id)
        series = tuple(_all_series(chart, tables, steps, lenient))
        if series:
            yield _chart(chart, series, tables, cells, steps)


def _chart(
    chart: ChartFile, series: tuple[ChartSeries, ...], tables: Tables, cells: Cells, steps: Steps
) -> FormChart:
    total = _series(chart.total, tables, (*steps, "total")) if chart.total else None
    drawn = [cells[ref] for each in (*series, *filter(None, (total,))) for ref in each.cells]
    units = {cell.unit for cell in drawn}
    if len(units) > 1 or any(cell.type != "count" for cell in drawn):
        raise Misfit("edition.chart_counts", steps, id=chart.id)
    return FormChart(chart.id, chart.section, chart.title, chart.kind, units.pop(), series, total)


def _all_series(chart: ChartFile, tables: Tables, steps: Steps, lenient: bool) -> Iterator[ChartSeries]:
    for index, series in enumerate(chart.series):
        try:
            yield _series(series, tables, (*steps, "series", index))
        except Misfit:
            if not lenient:
                raise


def _series(series: SeriesFile, tables: Tables, steps: Steps) -> ChartSeries:
    found = [cells_at(path, tables) for path in series.cells]
    for path, refs in zip(series.cells, found, strict=True):
        if not refs:
            raise Misfit("edition.dangling", steps, name=path)
    address, printed = _label(series.cells[0], tables)
    cells = tuple(ref for refs in found for ref in refs)
    return ChartSeries(series.cells, cells, address, series.label, printed)


def _label(path: str, tables: Tables) -> tuple[str, str]:
    """Return the address of the label of a path, its row's or else its column's, and what the form prints."""
    table, _, rest = path.partition(".")
    blocks = tables[table].blocks
    row = max(
        (row for block in blocks for row in walk(block.rows) if f"{rest}.".startswith(f"{row.path}.")),
        key=lambda row: len(row.path),
    )
    if row.label is not None:
        return f"{table}/{row.path}", row.label
    column = _column(rest.removeprefix(row.path).removeprefix("."), tables[table])
    return (f"{table}/{row.path}", "") if column is None else (f"{table}//{column.path}", column.label or "")


def _column(path: str, table: Table) -> Node | None:
    return next((node for block in table.blocks for node in walk(block.columns) if node.path == path), None)
