"""The report is published in time (GR020).

What it does: compares the day of publication with the last day that the edition names for such an organ;
of several days the earliest counts, so that a regional edition can name an earlier one.
Why: a late report is held against the organ, whatever stands in it.
Example: the report of a county department for 2024, published on 2025-02-05.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from govreport_writer.checks.context import Context
from govreport_writer.checks.sides import holds
from govreport_writer.findings import Finding, Instance, Place
from govreport_writer.form.file import DeadlineFile

CODES = ("GR020",)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding when the day of publication is after the last day."""
    published = context.submission.raw.published
    last = None if context.year_is_in_doubt else _last_day(context)
    if published is None or last is None or published <= last[0]:
        return
    yield Finding(
        code="GR020",
        severity="should",
        anchor="published",
        instances=(Instance((Place(path="published"),)),),
        fields={"published": f"{published}", "last": f"{last[0]}"},
        basis=last[1].basis,
        cite=last[1].cite,
        values=f"{published} > {last[0]}",
    )


def _last_day(context: Context) -> tuple[datetime.date, DeadlineFile] | None:
    agency, year = context.submission.agency, context.submission.year + 1
    days = [
        (datetime.date.fromisoformat(f"{year:04d}-{deadline.by}"), deadline)
        for deadline in context.edition.file.deadlines
        if not deadline.when or any(holds(condition, agency) for condition in deadline.when)
    ]
    return min(days, key=lambda day: day[0], default=None)
