"""The left side of a balance equals its right side (GR302; GR402 between tables, GR502 with last year).

What it does: adds the terms of each side, in one unit, and compares.
Why: a gap means that cases were lost or counted twice.
Example: new 37 + carried in 4 = 41, handled 38 + carried out 2 = 40.
"""

from __future__ import annotations

from collections.abc import Iterator

from govreport_writer.checks.broken import broken
from govreport_writer.checks.context import Context
from govreport_writer.findings import Finding

CODES = ("GR302", "GR402", "GR502")


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each balance whose two sides differ."""
    return broken(context, "balance")
