"""The parts that the introduction announces are those of the report (GR604).

What it does: compares 由……六个部分组成 with the headings, and the list before it with the form's sections.
Why: a reader who is told of five parts takes the sixth for a mistake, or looks in vain.
Example: 本报告由五个部分组成 over six headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from govreport_writer import messages
from govreport_writer.checks.context import Context
from govreport_writer.checks.prose import Passage, at_lines, hits, passages, says
from govreport_writer.findings import Finding
from govreport_writer.numbering import chinese_number
from govreport_writer.outline import Outline, outline
from govreport_writer.submission import PREFACE
from govreport_writer.wording import compiled, wording

CODES = ("GR604",)
_LIST = 300
"""Characters that the list of the parts may take."""
_NUMBERS = {chinese_number(number): number for number in range(1, 21)}
_TWO = 2


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding where number or list differ from the headings; free headings have no fixed parts."""
    if context.edition.free_headings:
        return
    places = (PREFACE, wording().sections.overview)
    for passage in passages(context.submission):
        if passage.section.id in places:
            yield from _of_passage(context, passage)


def _of_passage(context: Context, passage: Passage) -> Iterator[Finding]:
    plan = outline(context.submission)
    for match in hits(wording().parts.count, passage):
        before = passage.sentence_before(match.start(), _LIST)
        if not says(wording().parts.about, before + passage.sentence_after(match.end(), 4)):
            continue
        number = _number(match["count"])
        present = _present(context, plan)
        missing = _not_named(before, plan)
        if number in present and not missing:
            continue
        reasons = [] if number in present else [messages.text("findings.GR604_reason.count", count=number)]
        if missing:
            parts = messages.text("words.comma").join(missing)
            reasons.append(messages.text("findings.GR604_reason.missing", parts=parts))
        yield Finding(
            code="GR604",
            severity="should",
            anchor=passage.anchor,
            instances=at_lines((passage.line_at(match.start()),)),
            fields={"reason": messages.text("words.semicolon").join(reasons), "present": max(present)},
            basis="practice",
            values=" ".join([f"{number} ≠ {max(present)}", *missing]),
        )
        return


def _number(word: str) -> int:
    return int(word) if word.isascii() and word.isdigit() else _NUMBERS.get(word, _TWO)


def _present(context: Context, plan: Outline) -> set[int]:
    """Return how many parts there are: all headings or, in a list of one's own, those of the form alone."""
    own = {section.id for section in context.edition.sections}
    counts = {len(plan.parts)}
    if context.submission.raw.narrative_is_list:
        counts.add(sum(1 for part in plan.parts if part.id in own))
    return counts


def _not_named(before: str, plan: Outline) -> list[str]:
    """Return the headings that the list leaves out; none where there is no full list."""
    words = wording().parts
    openers = [match.end() for match in compiled(words.opener).finditer(before)]
    listed = before[openers[0] :] if openers else ""
    if len(re.findall("[、,]", listed)) < 2 or says(words.open_end, listed):
        return []
    return [
        part.title for part in plan.parts if part.id in words.names and not says(words.names[part.id], listed)
    ]
