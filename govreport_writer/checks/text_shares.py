"""A share in the text follows from figures (GR613).

What it does: divides the figure before 占 x% by the figures that may be its whole, in text or tables.
Why: shares are computed by hand and stay when a figure changes.
Example: 14 of 137 printed as 11%.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from govreport_writer.checks.context import Context
from govreport_writer.figures import printed
from govreport_writer.findings import Finding, Instance, Place
from govreport_writer.mentions.readings import readings
from govreport_writer.mentions.shares import WrongShare, wrong_shares

CODES = ("GR613",)
_TENTH = Decimal("0.1")


def check(context: Context) -> Iterator[Finding]:
    """Yield 核实 for a share beside others that follow, a hint for one whose whole is not certain."""
    counts: Counter[str] = Counter()
    for wrong in wrong_shares(readings(context.submission), context.submission):
        section = wrong.reading.section
        counts[section] += 1
        yield _finding(wrong, f"{section}.share.{counts[section]}")


def _finding(wrong: WrongShare, anchor: str) -> Finding:
    share = wrong.reading.sentence.signs[wrong.at]
    right = wrong.right.quantize(_TENTH, ROUND_HALF_UP)
    part, whole = printed(wrong.part.value), printed(wrong.whole.value)
    typed = printed(share.value)
    return Finding(
        code="GR613",
        severity="should" if wrong.certain else "hint",
        anchor=anchor,
        instances=(Instance((Place(line=share.line),), share.value, right),),
        fields={"part": part, "whole": whole, "typed": typed, "share": printed(right)},
        basis="practice",
        values=f"{part} / {whole} ≠ {typed}%",
    )
