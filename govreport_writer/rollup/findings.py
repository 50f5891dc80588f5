"""A government's figures are those of its units together (GR530).

What it does: adds up the figures of a government's own office, its departments and lower governments, and
compares each cell with the government's report; needs those units (`govreport rollup --against`).
Why: the government's report is drawn from its units' reports; a gap means that a unit was left out, counted
twice, or changed its report afterwards. Organs under vertical management may stand outside the sum.
Example: 412 requests in the county's report, 405 in its units' together; one township received just 7.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govreport_writer import messages
from govreport_writer.figures import printed
from govreport_writer.findings import Finding, Gap, Instance, group
from govreport_writer.places import label_of, place
from govreport_writer.rollup import differences
from govreport_writer.submission import Submission

CODES = ("GR530",)
WHOLE = "government"
"""The kind of agency whose report stands for all below it."""


def without_units(submission: Submission) -> Iterator[Gap]:
    """Yield that the rule was not applied to a government's report by itself; nothing for other agencies."""
    if submission.agency.kind == WHOLE:
        yield Gap(CODES[0], messages.text("skipped.units", code=CODES[0]))


def findings_of(given: Submission, gaps: Sequence[differences.Gap]) -> list[Finding]:
    """Return a finding for each table with gaps, with an instance a cell; to be corrected or explained."""
    return group(_findings(given, gaps))


def _findings(given: Submission, gaps: Sequence[differences.Gap]) -> Iterator[Finding]:
    for table in given.edition.tables:
        own = [gap for gap in gaps if gap.ref.table == table.id]
        if own:
            yield Finding(
                code="GR530",
                severity="should",
                anchor=table.id,
                instances=tuple(_instance(given, gap) for gap in own),
                fields={"table": table.title or table.sheet},
                values="; ".join(f"{gap.ref} {printed(gap.given)} {printed(gap.total)}" for gap in own),
                in_workbook=bool(given.raw.lines),
            )


def _instance(given: Submission, gap: differences.Gap) -> Instance:
    cell = label_of(given.edition, gap.ref)
    return Instance(
        cells=(place(given, gap.ref),),
        left=gap.given,
        right=gap.total,
        formula=messages.text("rollup.line.relation", cell=cell),
        substitution=f"{printed(gap.given)} ≠ {printed(gap.total)}",
    )
