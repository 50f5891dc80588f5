"""Headings are numbered in one way (GR703).

What it does: looks for a heading that goes on counting in another style than the one before, and for a
paragraph （二） or later that no （一） leads up to.
Why: a reader looks for the part that is missing.
Example: 六、 followed by 7、; （二）改进措施 without （一）.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from govreport_writer.checks.context import Context
from govreport_writer.checks.prose import at_lines, text_of
from govreport_writer.findings import Finding
from govreport_writer.numbering import OF_HEADING, chinese_number
from govreport_writer.submission import NarrativeSection

CODES = ("GR703",)
_NUMBERS = {chinese_number(number): number for number in range(1, 100)}
_LEADING = re.compile(r"^[ \t\u3000#*]{0,12}[（(](\w{1,3})[)）]", re.MULTILINE)
_MOST = 200
"""Numbered paragraphs looked at in one section."""


def check(context: Context) -> Iterator[Finding]:
    """Yield one finding for the headings of the parts, and one for each part with a gap inside."""
    narrative = context.submission.raw.narrative
    changed = list(_changes(narrative))
    if changed:
        shown = " ".join(number for number, _ in changed)
        yield _finding("headings", shown, [line for _, line in changed])
    for section in narrative:
        gap = _gap(text_of(section))
        if gap is not None:
            number, offset = gap
            line = _line_of(section, offset)
            yield _finding(section.id or section.title or "", number, [line])


def _line_of(section: NarrativeSection, offset: int) -> int:
    """Return the line of a character of both texts together."""
    beyond = offset - len(section.before) - 1
    if beyond < 0:
        return section.lines[0] + section.before.count("\n", 0, offset)
    return section.lines[1] + section.after.count("\n", 0, beyond)


def _finding(anchor: str, numbers: str, lines: list[int]) -> Finding:
    return Finding(
        code="GR703",
        severity="should",
        anchor=anchor,
        instances=at_lines(lines),
        fields={"numbers": numbers},
        basis="practice",
        values=numbers,
    )


def _changes(narrative: tuple[NarrativeSection, ...]) -> Iterator[tuple[str, int]]:
    """Yield the headings that go on counting in another style, with their lines.

    Headings like 1. below one like 一、 or 1、 are a level of their own while they count from 1.
    """
    last: tuple[int, str] | None = None
    below = 0
    for section in narrative:
        match = OF_HEADING.match(section.title or "")
        if match is None:
            continue
        number = int(match["digits"]) if match["digits"] else _NUMBERS.get(match["words"], 0)
        style = f"{'1' if match['digits'] else ''}{match['mark'].replace('．', '.')}"
        if last is not None and style != last[1] and style == "1." and number == below + 1:
            below = number
            continue
        below = 0
        if last is not None and style != last[1] and number == last[0] + 1:
            yield match[0].strip(), section.lines[0]
        last = (number, style)


def _gap(text: str) -> tuple[str, int] | None:
    """Return the first （N） at the head of a paragraph that nothing leads up to, and where it stands."""
    seen = 0
    for count, match in enumerate(_LEADING.finditer(text)):
        number = _NUMBERS.get(match[1])
        if number is None:
            continue
        if count > _MOST:
            return None
        if number > 1 and number != seen + 1 and not _stands(number - 1, text, match.start()):
            return match[0].strip(" \t\u3000#*"), match.start(1)
        seen = number
    return None


def _stands(number: int, text: str, end: int) -> bool:
    word = chinese_number(number)
    return any(text.find(f"{opening}{word}", 0, end) >= 0 for opening in "（(")
