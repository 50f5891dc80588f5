"""The charts of a report: which figures of which years they draw, and the table of exactly these."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from govreport_writer import messages
from govreport_writer.documents.charts.chart import Chart, Charts
from govreport_writer.documents.charts.columns import draw_columns, most_groups
from govreport_writer.documents.charts.figures import absent, mark_of, name_of, partial
from govreport_writer.documents.charts.plot import Mark, Plot
from govreport_writer.documents.charts.rows import MOST_STACKS, draw_bars, draw_stacks
from govreport_writer.form.edition import FormChart
from govreport_writer.form.file import ChartKind
from govreport_writer.last_year import years_before
from govreport_writer.narrative import Run, TextTable
from govreport_writer.outline import outline
from govreport_writer.submission import Submission

Row = tuple[Mark | None, ...]
_DRAWINGS: Mapping[ChartKind, Callable[[Plot], tuple[str, float, float]]] = {
    "years": draw_columns,
    "stacked": draw_stacks,
    "bars": draw_bars,
}


def charts(submission: Submission, earlier: Sequence[Submission] = ()) -> Charts:
    """Return the charts that the edition offers and the figures fill, for sections that the report has.

    `earlier` may hold any organ's submissions: those of this one's earlier years take part.
    """
    years = (*years_before(submission, earlier), submission)
    sections = {part.id for part in outline(submission).parts}
    drawn: dict[str, tuple[Chart, ...]] = {}
    for form in submission.edition.charts:
        data = _data(form, years)
        if form.section in sections and data.worth_drawing:
            drawn[form.section] = (*drawn.get(form.section, ()), _chart(data))
    return drawn


@dataclass(frozen=True, slots=True)
class _Data:
    """What a chart shows of which submissions, the last of them this year's: a row of marks for each year."""

    form: FormChart
    years: tuple[Submission, ...]
    rows: tuple[Row, ...]

    @property
    def this(self) -> Submission:
        return self.years[-1]

    @property
    def worth_drawing(self) -> bool:
        """Whether some bar has a length, and a stack does not stand alone: bars show one year better."""
        sizes = [mark.size or 0 for row in self.rows for mark in row if mark]
        return max(sizes, default=0) > 0 and (self.form.kind != "stacked" or len(self.rows) > 1)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name_of(series, self.this) for series in self.form.series)

    @property
    def totals(self) -> tuple[Mark, ...]:
        total = self.form.total
        return tuple(mark_of(total, year, self.this) or absent() for year in self.years) if total else ()

    @property
    def span(self) -> str:
        first, last = self.years[0].year, self.this.year
        if first == last:
            return messages.printed("document.chart.year", year=last)
        return messages.printed("document.chart.span", first=first, last=last)


def _data(form: FormChart, years: tuple[Submission, ...]) -> _Data:
    """Return the data of this year, or of all years that have data; years beyond the page are left out."""
    this = years[-1]
    if form.kind == "bars":
        return _Data(form, (this,), (_row(form, this, this),))
    rows = {year: _row(form, year, this) for year in years}
    known = [year for year in years if year is this or _compares(form, rows[year])]
    known = known[-(MOST_STACKS if form.kind == "stacked" else most_groups(len(form.series))) :]
    return _Data(form, tuple(known), tuple(rows[year] for year in known))


def _row(form: FormChart, year: Submission, this: Submission) -> Row:
    return tuple(mark_of(series, year, this) for series in form.series)


def _compares(form: FormChart, row: Row) -> bool:
    """Whether a year has what is drawn: any column, but every part of a stack."""
    return None not in row if form.kind == "stacked" else any(row)


def _chart(data: _Data) -> Chart:
    key = "document.chart.title" if data.form.unit else "document.chart.title_without_unit"
    title = messages.printed(key, years=data.span, title=data.form.title, unit=data.form.unit)
    marks = tuple(tuple(mark or absent() for mark in row) for row in data.rows)
    plot = Plot(
        id=f"y{data.this.year}-chart-{data.form.id}",
        title=title,
        description=_description(data),
        names=data.names,
        groups=_years(data),
        marks=marks,
        totals=_printed_totals(data),
        note=messages.printed("document.chart.partial_note") if partial((*marks, data.totals)) else "",
    )
    if data.form.kind == "bars":
        plot = plot.with_names_as_groups()
    svg, width, height = _DRAWINGS[data.form.kind](plot)
    return Chart(title, plot.description, svg, width, height, _table(data, plot))


def _years(data: _Data) -> tuple[str, ...]:
    return tuple(messages.printed("document.chart.year", year=each.year) for each in data.years)


def _description(data: _Data) -> str:
    listed = messages.printed("document.chart.separator").join(data.names)
    return messages.printed(f"document.chart.{data.form.kind}", years=data.span, names=listed)


def _printed_totals(data: _Data) -> tuple[str, ...]:
    name = name_of(data.form.total, data.this) if data.form.total else ""
    return tuple(
        messages.printed("document.chart.total", name=name, figure=each.text) for each in data.totals
    )


def _table(data: _Data, plot: Plot) -> TextTable:
    """Return the figures drawn: a row for each group, a column for each mark and for the total."""
    rows = [
        [group, *(mark.text for mark in marks)] for group, marks in zip(plot.groups, plot.marks, strict=True)
    ]
    if data.form.total:
        rows = [[*row, total.text] for row, total in zip(rows, data.totals, strict=True)]
    return TextTable(tuple(tuple((Run(text),) for text in row) for row in (_head(data), *rows)))


def _head(data: _Data) -> list[str]:
    if data.form.kind == "bars":
        return [messages.printed("document.chart.item_head"), messages.printed("document.chart.number_head")]
    last = [name_of(data.form.total, data.this)] if data.form.total else []
    return [messages.printed("document.chart.year_head"), *data.names, *last]
