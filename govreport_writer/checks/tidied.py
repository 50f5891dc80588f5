"""What was typed the usual way needs no tidying (GR015).

What it does: lists what the reader of a workbook took for something else than stands there: a date written
as 2025年1月17日, the result of a formula that an agency typed.
Why: nothing is read otherwise than typed without a word about it.
Example: =3+4 in an entry cell is read as 7.
"""

from __future__ import annotations

from collections.abc import Iterator

from govreport_writer import messages
from govreport_writer.checks.context import Context
from govreport_writer.findings import Finding, Instance, Place

CODES = ("GR015",)


def check(context: Context) -> Iterator[Finding]:
    """Yield one hint for all that was tidied."""
    remarks = [remark for remark in context.submission.raw.remarks if remark.code == "GR015"]
    if not remarks:
        return
    readings = [
        messages.text(
            "words.reading_at", place=remark.location, raw=remark.fields["raw"], value=remark.fields["value"]
        )
        for remark in remarks
    ]
    yield Finding(
        code="GR015",
        severity="hint",
        anchor="workbook",
        instances=tuple(
            Instance((Place(sheet=remark.location.sheet, cell=remark.location.cell),)) for remark in remarks
        ),
        fields={"readings": messages.text("words.comma").join(readings)},
        values="; ".join(f"{remark.location}={remark.fields['raw']}" for remark in remarks),
    )
