"""Two sums that are seldom equal are equal (GR306; GR406, GR506).

What it does: compares sums that are not zero; a side of several terms counts when two of them are not zero.
Why: a total that is the plain sum of channels usually means that items were counted once per channel.
Example: 2938 items disclosed, and 72 + 526 + 1207 + 816 + 317 = 2938 over the channels.
"""

from __future__ import annotations

from collections.abc import Iterator

from govreport_writer.checks.broken import broken
from govreport_writer.checks.context import Context
from govreport_writer.findings import Finding

CODES = ("GR306", "GR406", "GR506")


def check(context: Context) -> Iterator[Finding]:
    """Yield a hint for each pair of equal sums that should not be."""
    return broken(context, "unlike")
