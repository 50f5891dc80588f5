"""What was done is told of the report year (GR603).

What it does: looks for another year right before 主动公开, 收到, 受理 and the like, where nothing says that
an earlier year is compared or a later one planned.
Why: a sentence kept from last year's report still names last year.
Example: 2023年，我局主动公开政府信息126条 in a report for 2024.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from govreport_writer.checks.context import Context
from govreport_writer.checks.prose import Passage, at_lines, hits, passages, says
from govreport_writer.findings import Finding
from govreport_writer.wording import wording

CODES = ("GR603",)
_REST = 60
"""Characters of the sentence that are read behind the year and the act."""


def check(context: Context) -> Iterator[Finding]:
    """Yield a hint for each passage that tells of another year."""
    year = context.submission.year
    for passage in () if context.year_is_in_doubt else passages(context.submission):
        found = [match for match in hits(wording().years.beside, passage) if _is_odd(match, passage, year)]
        if found:
            yield Finding(
                code="GR603",
                severity="hint",
                anchor=passage.anchor,
                instances=at_lines(dict.fromkeys(passage.line_at(match.start()) for match in found)),
                fields={"found": found[0]["year"], "year": year, "what": found[0]["what"]},
                values=" ".join(dict.fromkeys(match["year"] for match in found)),
            )


def _is_odd(match: re.Match[str], passage: Passage, year: int) -> bool:
    found, words = int(match["year"]), wording()
    before = passage.bare[match.start() - 1 : match.start()]
    if found == year or (before and before in words.years.not_behind):
        return False
    if says(words.years.excused, match["between"]):
        return False
    if found < year:
        return not says(words.years.after, passage.sentence_after(match.end(), 20))
    if passage.section.id == words.sections.problems:
        return False
    around = match["between"] + passage.sentence_after(match.end(), _REST)
    return not says(words.years.planned, around)
