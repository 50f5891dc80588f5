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
from govreport_writer.checks.remarked import place_of, remarks
from govreport_writer.findings import Finding, Instance

CODES = ("GR015",)


def check(context: Context) -> Iterator[Finding]:
    """Yield one hint for all that was tidied."""
    tidied = list(remarks(context, "GR015"))
    if not tidied:
        return
    readings = [
        messages.text(
            "words.reading_at", place=remark.location, raw=remark.fields["raw"], value=remark.fields["value"]
        )
        for remark in tidied
    ]
    yield Finding(
        code="GR015",
        severity="hint",
        anchor="workbook",
        instances=tuple(Instance((place_of(remark),)) for remark in tidied),
        fields={"readings": messages.text("words.comma").join(readings)},
        values="; ".join(f"{remark.location}={remark.fields['raw']}" for remark in tidied),
    )
