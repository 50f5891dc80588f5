"""No row of a table in the text has more cells than its head (GR009).

What it does: counts the cells of each row of a Markdown table.
Why: what stands beyond the head is not printed, and a figure would be lost without a word.
Example: a head of three columns over `| 1 | 2 | 3 | 4 |`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from govreport_writer.checks.context import Context
from govreport_writer.findings import Finding, Instance, Place

CODES = ("GR009",)
_RULE = re.compile(r"\s*\|?(\s*:?-+:?\s*\|)*\s*:?-+:?\s*\|?\s*")
_BAR = re.compile(r"(?<!\\)\|")


def check(context: Context) -> Iterator[Finding]:
    """Yield one finding for each text with rows that are too long."""
    for section in context.submission.raw.narrative:
        for ordinal, (text, first) in enumerate(section.texts()):
            lines = [first + line for line in ragged_rows(text)] if "|" in text else []
            if lines:
                yield Finding(
                    code="GR009",
                    severity="must",
                    anchor=f"{section.id or section.title}:{ordinal}",
                    instances=tuple(Instance((Place(line=line),)) for line in lines),
                    values=" ".join(str(line - first) for line in lines),
                )


def ragged_rows(text: str) -> Iterator[int]:
    """Yield the lines (from 0) of table rows with more cells than their head."""
    lines = text.split("\n")
    width = 0
    for number, line in enumerate(lines):
        if not line.strip():
            width = 0
        elif width and _cells(line) > width:
            yield number
        elif not width and "|" in line and number + 1 < len(lines) and _RULE.fullmatch(lines[number + 1]):
            width = _cells(line)


def _cells(line: str) -> int:
    return len(_BAR.findall(line.strip().strip("|"))) + 1
