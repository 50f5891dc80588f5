"""Where the left side is zero, so is the right side (GR305; GR405, GR505).

What it does: looks at the right side only when the left side is zero.
Why: what did not arrive was not answered either, unless it came the year before.
Example: 0 requests received, 3 answered.
"""

from __future__ import annotations

from collections.abc import Iterator

from govreport_writer.checks.broken import broken
from govreport_writer.checks.context import Context
from govreport_writer.findings import Finding

CODES = ("GR305", "GR405", "GR505")


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each case of something out of nothing."""
    return broken(context, "implies")
