"""Figures stay near those of the unit's own earlier years (GR525).

What it does: takes the totals, and all figures of tables without totals, of three or more earlier years, and
their median and its usual deviation (both of the logarithm); names a figure that is more than four such
deviations off and twenty more or less. What last year alone tells (GR511) is not repeated.
Why: a slip shows more surely against several years than against one that may itself be wrong.
Example: 130, 142 and 128 requests in three years, 410 in this.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import exp, log
from statistics import median

from govreport_writer import messages
from govreport_writer.ancestry import value_before
from govreport_writer.cells import CellRef
from govreport_writer.checks.swings import swings_far, watched
from govreport_writer.figures import printed
from govreport_writer.findings import Finding, Instance
from govreport_writer.form.edition import Cell
from govreport_writer.places import label_of, located, place
from govreport_writer.submission import Submission

CODES = ("GR525",)
YEARS = 3
"""Earlier years with a figure that it takes."""
DEVIATIONS = 4
USUAL = log(1.25)
"""A deviation is at least so much: a quarter more or less is nothing to speak of."""
SMALL = 20
"""Differences below are small."""
_EVENED = 10
"""Is added before the logarithm: among small figures one more or less is much in proportion."""
_NORMAL = 1.4826
"""Of a normal distribution the standard deviation is so many times the median deviation."""

Bounds = tuple[int, int]


def outliers(submission: Submission, earlier: Sequence[Submission]) -> tuple[Finding, ...]:
    """Return a hint for each table with figures far from those of earlier years; none with fewer than three.

    `earlier` are the same organ's, in any order, of any edition; of two for a year the first counts.
    """
    by_year: dict[int, Submission] = {}
    for each in earlier:
        if each.year < submission.year:
            by_year.setdefault(each.year, each)
    years = [by_year[year] for year in sorted(by_year)]
    return tuple(_findings(submission, years)) if len(years) >= YEARS else ()


def _findings(submission: Submission, years: Sequence[Submission]) -> Iterator[Finding]:
    for table in submission.edition.tables:
        far = dict(_far(submission, years, submission.edition.cells_of(table.id)))
        if far:
            finding = Finding(
                code="GR525",
                severity="hint",
                anchor=table.id,
                instances=tuple(Instance((place(submission, ref),)) for ref in far),
                fields={
                    "table": table.title or table.sheet,
                    "figures": messages.text("words.semicolon").join(far.values()),
                },
                values="; ".join(f"{ref} {printed(submission.values[ref])}" for ref in far),
            )
            yield located(finding, submission)


def _far(
    submission: Submission, years: Sequence[Submission], cells: tuple[Cell, ...]
) -> Iterator[tuple[CellRef, str]]:
    """Yield the cells far from their past, and what there is to say of each."""
    for cell in watched(cells):
        value = submission.values.get(cell.ref)
        before = [value_before(cell.ref, submission.edition, year) for year in years]
        past = [int(each) for each in before if each is not None]
        if cell.type != "count" or value is None or len(past) < YEARS:
            continue
        if years[-1].year == submission.year - 1 and swings_far(before[-1], value, only_to_zero=False):
            continue
        low, high = bounds(past)
        if not low <= value <= high:
            yield (
                cell.ref,
                messages.text(
                    "findings.GR525_figure.one",
                    label=label_of(submission.edition, cell.ref),
                    value=printed(value),
                    past=messages.text("words.comma").join(map(printed, past)),
                    low=low,
                    high=high,
                ),
            )


def bounds(past: Sequence[int]) -> Bounds:
    """Return between which figures one is to be expected after those of earlier years."""
    logs = [log(max(0, each) + _EVENED) for each in past]
    middle = median(logs)
    deviation = max(USUAL, _NORMAL * median(abs(each - middle) for each in logs))
    low, high = (exp(middle + sign * DEVIATIONS * deviation) - _EVENED for sign in (-1, 1))
    centre = exp(middle) - _EVENED
    return max(0, int(min(low, centre - SMALL))), int(max(high, centre + SMALL)) + 1
