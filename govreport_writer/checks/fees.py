"""The fee for information is a sum that the tariff can give (GR411).

What it does: reads amounts of 信息处理费 in the text and divides them by the smallest step of the tariff.
Why: pages cost 10, 20 or 40元 and requests 100元, so no other sum comes out.
Example: 收取信息处理费375元.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from govreport_writer.checks.context import Context
from govreport_writer.checks.prose import at_lines, hits, passages
from govreport_writer.figures import UNITS_OF_MONEY
from govreport_writer.findings import Finding
from govreport_writer.wording import wording

CODES = ("GR411",)
FIRST_YEAR = 2021
"""The tariff is in force since then."""


def check(context: Context) -> Iterator[Finding]:
    """Yield a hint for each passage with an amount that is no multiple of the step."""
    if context.submission.year < FIRST_YEAR:
        return
    words = wording().fees
    for passage in passages(context.submission):
        found = {}
        for pattern in words.charged:
            for match in hits(pattern, passage):
                amount = Decimal(match["amount"].replace(",", ""))
                if amount * UNITS_OF_MONEY[match["unit"]] % words.step:
                    found[f"{match['amount']}{match['unit']}"] = passage.line_at(match.start())
        if found:
            yield Finding(
                code="GR411",
                severity="hint",
                anchor=passage.anchor,
                instances=at_lines(found.values()),
                fields={"amount": next(iter(found)), "step": words.step},
                values=" ".join(found),
            )
