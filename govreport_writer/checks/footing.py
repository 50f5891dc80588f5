"""A total equals the sum of its parts (GR301).

What it does: adds up the cells that the form makes a total of, down each column and along each row.
Why: a total beside parts that do not add up is the commonest fault of published reports.
Example: 12 + 5 + 3 = 20, but the total cell says 19.
"""

from __future__ import annotations

from collections.abc import Iterator

from govreport_writer.checks.broken import broken
from govreport_writer.checks.context import Context
from govreport_writer.findings import Finding

CODES = ("GR301",)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each total that is not the sum of its parts."""
    return broken(context, "footing")
