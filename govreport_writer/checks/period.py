"""The period of the figures is the whole report year (GR602).

What it does: reads ranges of dates that the text gives as the period of the figures.
Why: figures of another period are not those of the year, and a wrong year was copied from last year's text.
Example: 统计期限为2023年1月1日至2023年12月31日 in a report for 2024; 统计截至2021年12月28日.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from govreport_writer.checks.context import Context
from govreport_writer.checks.prose import Passage, at_lines, hits, passages, says
from govreport_writer.findings import Finding
from govreport_writer.wording import wording

CODES = ("GR602",)
_BEFORE = 45
"""Characters of the sentence that are read before a range of dates."""

Day = tuple[int, int, int]


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each passage with another period."""
    year = context.submission.year
    for passage in () if context.year_is_in_doubt else passages(context.submission):
        found = [*_ranges(passage, year), *_last_days(passage, year)]
        if found:
            yield Finding(
                code="GR602",
                severity="should",
                anchor=passage.anchor,
                instances=at_lines(dict.fromkeys(line for line, _ in found)),
                fields={"found": found[0][1], "wanted": _shown((year, 1, 1), (year, 12, 31))},
                basis="practice",
                values="; ".join(dict.fromkeys(shown for _, shown in found)),
            )


def _ranges(passage: Passage, year: int) -> Iterator[tuple[int, str]]:
    words = wording().period
    for match in hits(words.range, passage):
        first, last = _day(match, "y", "m", "d"), _day(match, "y2", "m2", "d2", match["y"])
        stated = says(words.stated, passage.sentence_before(match.start(), _BEFORE))
        almost = first == (year, 1, 1) and last[:2] == (year, 12)
        if (stated or almost) and (first, last) != ((year, 1, 1), (year, 12, 31)):
            yield passage.line_at(match.start()), _shown(first, last)


def _last_days(passage: Passage, year: int) -> Iterator[tuple[int, str]]:
    for match in hits(wording().period.until, passage):
        last = _day(match, "y", "m", "d")
        if last != (year, 12, 31):
            yield passage.line_at(match.start()), _shown(last)


def _day(match: re.Match[str], year: str, month: str, day: str, same: str = "") -> Day:
    return int(match[year] or same), int(match[month]), int(match[day])


def _shown(*days: Day) -> str:
    return "–".join(f"{year}-{month:02d}-{day:02d}" for year, month, day in days)
