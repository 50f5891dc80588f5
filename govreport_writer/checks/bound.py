"""The left side of a bound is not above its right side (GR303; GR403, GR503).

What it does: adds the terms of each side and compares.
Why: a part cannot be larger than what it is a part of.
Example: 5 press conferences with the principal present, out of 3.
"""

from __future__ import annotations

from collections.abc import Iterator

from govreport_writer.checks.broken import broken
from govreport_writer.checks.context import Context
from govreport_writer.findings import Finding

CODES = ("GR303", "GR403", "GR503")


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each bound that is exceeded."""
    return broken(context, "bound")
