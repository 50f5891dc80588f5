"""The figures of a chart: what one year's submission has for a bar, and what the bar is called."""

from __future__ import annotations

from collections.abc import Iterable

from govreport_writer import messages
from govreport_writer.ancestry import cell_before
from govreport_writer.cells import CellRef
from govreport_writer.documents.charts.plot import Mark
from govreport_writer.figures import added, printed
from govreport_writer.form.edition import ChartSeries, FormEdition
from govreport_writer.form.paths import cells_at
from govreport_writer.numbering import NUMBERED
from govreport_writer.submission import Submission


def mark_of(series: ChartSeries, of: Submission, this: Submission) -> Mark | None:
    """Return the sum of a series in one year's submission, or None where its form asked for no such thing.

    A sum of which some cells are blank is starred; `this` is the year whose edition names the cells.
    """
    refs = _cells(series, of.edition, this.edition)
    if not any(ref in of.values for ref in refs):
        return None
    if not all(of.readable(ref) for ref in refs):
        return Mark(messages.printed("document.chart.unread"))
    values = [of.values[ref] for ref in refs]
    total = added(values)
    if total is None:
        return Mark(messages.printed("document.chart.blank"))
    figure = printed(total)
    if None in values:
        figure = messages.printed("document.chart.partial", figure=figure)
    return Mark(figure, float(total))


def absent() -> Mark:
    """Return what stands for a figure that a year's form did not ask for."""
    return Mark(messages.printed("document.chart.absent"))


def name_of(series: ChartSeries, submission: Submission) -> str:
    """Return the submission's own label, else the chart's, else the form's; without the number before it."""
    own = submission.raw.labels.get(series.address)
    return NUMBERED.sub("", own or series.own or series.printed)


def partial(rows: Iterable[tuple[Mark, ...]]) -> bool:
    """Whether some figure is a sum of which cells are blank."""
    star = messages.printed("document.chart.partial", figure="")
    return any(each.size is not None and each.text.endswith(star) for row in rows for each in row)


def _cells(series: ChartSeries, edition: FormEdition, this: FormEdition) -> tuple[CellRef, ...]:
    """Return the cells of a series in an edition: of the same name, or what they were; () if one lacks."""
    if edition is this:
        return series.cells
    found = [ref for path in series.paths for ref in _cells_of(path, edition, this)]
    return () if None in found else tuple(ref for ref in found if ref)


def _cells_of(path: str, edition: FormEdition, this: FormEdition) -> tuple[CellRef | None, ...]:
    named = cells_at(path, {table.id: table for table in edition.tables})
    here = cells_at(path, {table.id: table for table in this.tables})
    return named or tuple(cell_before(ref, this, edition) for ref in here)
