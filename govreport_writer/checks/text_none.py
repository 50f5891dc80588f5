"""Where the text says that there was none, the table says 0 (GR616).

What it does: reads 未收到申请, 没有发生行政复议, 全部办结 and the like as 0, and compares.
Why: such sentences stay from year to year.
Example: 全年没有发生行政复议, and 3 in the table.
"""

from __future__ import annotations

from collections.abc import Iterator

from govreport_writer.checks.context import Context
from govreport_writer.checks.mentioned import differing
from govreport_writer.findings import Finding
from govreport_writer.mentions.readings import readings
from govreport_writer.mentions.tables import difference

CODES = ("GR616",)


def check(context: Context) -> Iterator[Finding]:
    """Yield 核实 for a cell that is not 0 although the text says that there was none."""
    submission = context.submission
    mentions = (mention for reading in readings(submission) for mention in reading.none)
    found = (difference(mention, submission) for mention in mentions)
    yield from differing(context, "GR616", (each for each in found if each is not None))
