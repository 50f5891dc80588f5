"""The organ speaks of itself as what it is (GR605).

What it does: looks for 我局, 我办, 我镇 and the like whose noun the organ's name does not have.
Why: text copied from another organ keeps that organ's way of saying “we”.
Example: 我局积极配合调整 in the report of a township.
"""

from __future__ import annotations

from collections.abc import Iterator

from govreport_writer.checks.context import Context
from govreport_writer.checks.prose import at_lines, hits, passages
from govreport_writer.findings import Finding
from govreport_writer.wording import wording

CODES = ("GR605",)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each such word."""
    agency = context.submission.agency
    names = " ".join((agency.name, *agency.short_names))
    lines: dict[str, list[int]] = {}
    for passage in passages(context.submission):
        for match in hits(wording().self_name, passage):
            if match["noun"] not in names:
                lines.setdefault(match[0], []).append(passage.line_at(match.start()))
    for word, found in lines.items():
        yield Finding(
            code="GR605",
            severity="should",
            anchor=word,
            instances=at_lines(dict.fromkeys(found)),
            fields={"word": word, "agency": agency.name},
            basis="practice",
            values=f"{word} / {agency.name}",
        )
