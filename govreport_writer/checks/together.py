"""Two sums are zero together or not at all (GR304; GR404, GR504).

What it does: compares whether each side is zero.
Why: one cannot be without the other.
Example: 2 training courses, 0 people trained.
"""

from __future__ import annotations

from collections.abc import Iterator

from govreport_writer.checks.broken import broken
from govreport_writer.checks.context import Context
from govreport_writer.findings import Finding

CODES = ("GR304", "GR404", "GR504")


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each pair of which one side alone is zero."""
    return broken(context, "together")
