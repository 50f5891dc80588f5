"""Title, signature and text name the organ that reports (GR606).

What it does: compares the names in the title, under the text and in the text with that of the organ. A short
form (municipal bureau for the bureau of the city), an abbreviation and the short names given are the same.
Why: a department that shows the government's figures reports for another organ.
Example: the title 青溪县人民政府2024年政府信息公开工作年度报告 over the report of its office.
"""

from __future__ import annotations

from collections.abc import Iterator

from govreport_writer.checks.context import Context
from govreport_writer.checks.organs import class_of, same_organ
from govreport_writer.checks.prose import Passage, at_lines, hits, passages, says
from govreport_writer.findings import Finding, Instance, Place
from govreport_writer.submission import Submission
from govreport_writer.wording import compiled, wording

CODES = ("GR606",)
_BEFORE = 45
"""Characters before the name of the report in which its organ is looked for."""


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each place that names another organ."""
    submission = context.submission
    names = _names(submission)
    raw = submission.raw
    title = compiled(wording().organ.title).sub("", "".join(raw.title))
    if title and not same_organ(title, names):
        yield _finding(submission, "title", title, (Instance((Place(path="title"),)),))
    if raw.signature and raw.signature.name and not same_organ(raw.signature.name, names):
        places = (Instance((Place(path="signature.name"),)),)
        yield _finding(submission, "signature", raw.signature.name, places)
    for passage in passages(submission):
        others = [*_reporting(passage, names), *_governments(passage, names)]
        if others:
            lines = at_lines(dict.fromkeys(line for line, _ in others))
            yield _finding(submission, passage.anchor, others[0][1], lines)


def _names(submission: Submission) -> tuple[str, ...]:
    """Return the names of the organ: given, and those that the text defines for it."""
    agency = submission.agency
    given = (agency.name, *agency.short_names)
    defined = [
        match["short"]
        for passage in passages(submission)
        for match in hits(wording().organ.short, passage)
        if passage.text[: match.start()].rstrip("（( ").endswith(given)
    ]
    return (*given, *defined)


def _reporting(passage: Passage, names: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Yield the organs whose report the text says it is."""
    for match in hits(wording().organ.report, passage):
        found = compiled(wording().organ.reporting).search(passage.sentence_before(match.start(), _BEFORE))
        if found and class_of(found["organ"]) and not same_organ(found["organ"], names):
            yield passage.line_at(match.start()), found["organ"]


def _governments(passage: Passage, names: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Yield the government that received requests in the report of another organ."""
    words = wording().organ
    if says(words.is_government, names[0]):
        return
    for match in hits(words.government, passage):
        organ = match["organ"]
        if match[0][len(organ) :].startswith(tuple(words.ends[1])) or same_organ(organ, names[1:]):
            continue
        yield passage.line_at(match.start()), organ


def _finding(submission: Submission, anchor: str, other: str, instances: tuple[Instance, ...]) -> Finding:
    return Finding(
        code="GR606",
        severity="should",
        anchor=anchor,
        instances=instances,
        fields={"other": other, "agency": submission.agency.name},
        basis="practice",
        values=f"{other} / {submission.agency.name}",
    )
