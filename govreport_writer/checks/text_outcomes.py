"""The outcomes that one sentence lists make the number of requests handled (GR612).

What it does: adds up the outcomes in a sentence and compares with the number handled, of the sentence or the
table; an outcome that the sentence leaves out counts as in the table.
Why: an outcome left out, or counted twice, shows in the sum.
Example: 办结70件 with outcomes that make 57.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from govreport_writer import messages
from govreport_writer.cells import Value
from govreport_writer.checks.context import Context
from govreport_writer.checks.mentioned import text_place
from govreport_writer.figures import added, printed
from govreport_writer.findings import Finding, Instance
from govreport_writer.mentions.lexicon import lexicon
from govreport_writer.mentions.mention import Mention, Reading
from govreport_writer.mentions.readings import readings
from govreport_writer.mentions.tables import difference, table_figure
from govreport_writer.submission import Submission

CODES = ("GR612",)
FEWEST = 3
"""Outcomes that make a list."""


def check(context: Context) -> Iterator[Finding]:
    """Yield 核实 for a sentence whose outcomes do not make the number handled."""
    counts: Counter[str] = Counter()
    for reading in readings(context.submission):
        outcomes = [each for each in reading.mentions.values() if _is_outcome(each)]
        if len(outcomes) >= FEWEST:
            finding = _compared(context, reading, outcomes, counts)
            if finding is not None:
                yield finding


def _is_outcome(mention: Mention) -> bool:
    return mention.pattern.file.part == "outcomes" and mention.standing == "plain"


def _compared(
    context: Context, reading: Reading, outcomes: list[Mention], counts: Counter[str]
) -> Finding | None:
    submission = context.submission
    total, typed = _handled(reading, submission)
    listed = {each.pattern.file.id: each.value for each in outcomes}
    if total is None or len(listed) < len(outcomes) or not all(each.exact for each in outcomes):
        return None
    wrong = any(difference(each, submission) for each in outcomes)
    rest = _left_out(set(listed), submission)
    whole = (added(listed.values()) or 0) + (rest or 0)
    if whole == total or (wrong and not typed) or (rest is None and whole < total):
        return None
    counts[reading.section] += 1
    return _finding(context, reading, outcomes, total, whole, counts[reading.section])


def _handled(reading: Reading, submission: Submission) -> tuple[Value, bool]:
    """Return the number handled, and whether the sentence itself says it."""
    names = lexicon().file.sums.handled
    for mention in reading.mentions.values():
        if mention.pattern.file.id in names and mention.exact and mention.standing == "plain":
            return mention.value, True
    return table_figure(names[0], submission), False


def _left_out(listed: set[str], submission: Submission) -> Value:
    """Return what the table has for the outcomes that are not listed, None where it cannot be told."""
    sums = lexicon().file.sums
    covered = listed | {part for whole, parts in sums.together.items() if whole in listed for part in parts}
    missing = [names[0] for names in sums.outcomes if covered.isdisjoint(names)]
    values = [table_figure(name, submission) for name in missing]
    return None if None in values else (added(values) or 0)


def _finding(
    context: Context, reading: Reading, outcomes: list[Mention], total: Value, whole: Value, number: int
) -> Finding:
    listed = " + ".join(printed(each.value) for each in outcomes)
    rest = (whole or 0) - (added(each.value for each in outcomes) or 0)
    shown = listed + (messages.text("findings.text_parts.rest", rest=printed(rest)) if rest else "")
    return Finding(
        code="GR612",
        severity="should",
        anchor=f"{reading.section}.outcomes.{number}",
        instances=(Instance((text_place(context.submission, outcomes[0].line, None),), whole, total),),
        fields={"listed": shown, "total": printed(total), "whole": printed(whole)},
        basis="practice",
        values=f"{listed} / {printed(whole)} ≠ {printed(total)}",
    )
