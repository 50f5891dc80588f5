"""A figure of the text is that of the table (GR610).

What it does: reads figures in the text by the patterns that the edition gives cells to, and compares them.
Why: text and tables are written by different hands, and one of them is corrected without the other.
Example: 主动公开政府信息526条, and 2938 in the table.
"""

from __future__ import annotations

from collections.abc import Iterator

from govreport_writer.checks.context import Context
from govreport_writer.checks.mentioned import differing
from govreport_writer.findings import Finding
from govreport_writer.mentions.readings import readings
from govreport_writer.mentions.tables import difference

CODES = ("GR610",)


def check(context: Context) -> Iterator[Finding]:
    """Yield 核实 for a figure that plainly differs, a hint where subject, scope or year leave a doubt."""
    submission = context.submission
    mentions = (mention for reading in readings(submission) for mention in reading.mentions.values())
    found = (difference(mention, submission) for mention in mentions)
    yield from differing(context, "GR610", (each for each in found if each is not None))
