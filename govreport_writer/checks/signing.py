"""The date under the text comes after the report year and not after publication (GR021).

What it does: looks at the date that is printed under the text, or at the day of publication in its place.
Why: last year's date is easily kept when last year's file is reused.
Example: a report for 2017 signed on 2017-02-26; one published on 2025-01-17 and signed on 2025-01-20.
"""

from __future__ import annotations

from collections.abc import Iterator

from govreport_writer import messages
from govreport_writer.checks.context import Context
from govreport_writer.findings import Finding, Instance, Place

CODES = ("GR021",)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for a date within the report year or before it, or after publication."""
    raw = context.submission.raw
    signed = raw.signature.date if raw.signature else None
    year = raw.year + 1
    if context.year_is_in_doubt:
        return
    for path, date in (("published", raw.published), ("signature.date", signed)):
        if date is not None and date.year < year:
            yield _finding(path, f"{date}", messages.text("findings.GR021_reason.early", year=year))
    if signed is None:
        return
    if raw.published is not None and signed > raw.published and raw.published.year >= year:
        reason = messages.text("findings.GR021_reason.late", published=raw.published)
        yield _finding("signature.date", f"{signed} > {raw.published}", reason)
    elif raw.published is None and signed.year > year:
        yield _finding(
            "signature.date", f"{signed}", messages.text("findings.GR021_reason.years_later", year=year)
        )


def _finding(path: str, values: str, reason: str) -> Finding:
    return Finding(
        code="GR021",
        severity="should",
        anchor=path,
        instances=(Instance((Place(path=path),)),),
        fields={"date": values.split()[0], "reason": reason},
        basis="practice",
        values=values,
    )
