"""An amount is in the unit of its cell (GR207).

What it does: looks, where the form asks for 万元, for amounts that would be more than a hundred million 元,
and for amounts more than ten times last year's.
Why: an amount typed in 元 is ten thousand times too large, and no sum of the form notices.
Example: 251000 under 本年收费金额（单位：万元）.
"""

from __future__ import annotations

from collections.abc import Iterator

from govreport_writer import messages
from govreport_writer.ancestry import cell_before
from govreport_writer.cells import CellRef
from govreport_writer.checks.context import Context
from govreport_writer.checks.figures import TOO_LARGE
from govreport_writer.figures import UNITS_OF_MONEY, in_unit, printed
from govreport_writer.findings import Finding, Instance
from govreport_writer.places import label_of, place

CODES = ("GR207",)
LARGE = 10**8
"""元: below provinces and ministries hardly any organ charges or spends this much here."""
TIMES = 10
_EXEMPT = ("national", "province")


def check(context: Context) -> Iterator[Finding]:
    """Yield a hint for each such amount in a cell whose unit the form prints."""
    submission = context.submission
    for ref, cell in context.edition.cells.items():
        if cell.type != "amount" or cell.unit is None:
            continue
        value = submission.values.get(ref)
        if not value or value >= TOO_LARGE or submission.units[ref] not in UNITS_OF_MONEY:
            continue
        reason = _reason(context, ref)
        if reason:
            yield Finding(
                code="GR207",
                severity="hint",
                anchor=str(ref),
                instances=(Instance((place(submission, ref),)),),
                fields={
                    "label": label_of(context.edition, ref),
                    "value": printed(value),
                    "unit": submission.units[ref],
                    "reason": reason,
                },
                values=printed(value),
            )


def _reason(context: Context, ref: CellRef) -> str:
    value, unit = context.submission.values[ref], context.submission.units[ref]
    assert value is not None
    worth = UNITS_OF_MONEY[unit or ""]
    if value * worth > LARGE and worth > 1 and context.submission.agency.level not in _EXEMPT:
        return messages.text("findings.GR207_reason.large")
    before = cell_before(ref, context.edition, context.prior.edition) if context.prior else None
    if before is None or context.prior is None:
        return ""
    old = context.prior.values.get(before)
    if not old or value <= TIMES * in_unit(old, context.prior.units.get(before), unit):
        return ""
    return messages.text("findings.GR207_reason.times", old=printed(old))
