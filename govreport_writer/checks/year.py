"""The edition named serves the report year (GR001).

What it does: compares the year with the years of the edition.
Why: the form has changed three times; a report on another year's form is returned.
Example: `edition: ogi-2014` with `year: 2024`.
"""

from __future__ import annotations

from collections.abc import Iterator

from govreport_writer import editions
from govreport_writer.checks.context import Context
from govreport_writer.findings import Finding, Instance, Place

CODES = ("GR001",)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding when the edition does not serve the year."""
    edition, year = context.edition, context.submission.year
    if edition.serves(year):
        return
    years = edition.reporting_years
    in_force = editions.for_year(year)
    yield Finding(
        code="GR001",
        severity="must",
        anchor="year",
        instances=(Instance((Place(path="year"),)),),
        fields={
            "year": year,
            "edition": edition.id,
            "years": f"{years.first}–{years.last or ''}",
            "serving": in_force.id if in_force else "—",
        },
        basis="regulation",
        cite=edition.notice,
        values=f"{year} {edition.id}",
    )
