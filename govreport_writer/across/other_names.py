"""The report is under the unit's own name, not under another unit's of the roster (GR524).

What it does: looks for the names of other units where the organ names itself: in the title, the signature,
beside 我局 and 本机关; and, as a hint, where a sentence begins with such a name and goes on with the work of
such a report. What GR606 finds without a roster, names inside the own name, and organs that are mentioned
otherwise, as partners or superiors, are left out.
Why: a name left in shows that the report was copied from a sister unit.
Example: 我局（青溪县司法局）认真贯彻条例 in the report of 青溪县审计局.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import islice

from govreport_writer.across.names import Named, names_in
from govreport_writer.across.words import words
from govreport_writer.checks.organs import same_organ
from govreport_writer.checks.prose import MOST, Passage, at_lines, passages, says
from govreport_writer.findings import Finding, Instance, Place
from govreport_writer.places import located
from govreport_writer.submission import Submission
from govreport_writer.vocabulary import Severity
from govreport_writer.wording import compiled, wording

CODES = ("GR524",)
_WHITE = re.compile(r"\s+")
AROUND = 80
"""Characters before and behind a name that are read."""


def foreign_names(submission: Submission, names: Collection[str]) -> tuple[Finding, ...]:
    """Return a finding for each place where the organ goes by another unit's name.

    `names` are full and short names of all units, its own among them or not; a frozenset is prepared once.
    """
    known = names if isinstance(names, frozenset) else frozenset(names)
    found = [*_of_heads(submission, known), *_of_text(submission, known)]
    return tuple(located(finding, submission) for finding in found)


def _of_heads(submission: Submission, known: frozenset[str]) -> Iterator[Finding]:
    """Yield a finding for a title and a signature that name another unit and not this one."""
    raw, own = submission.raw, _own_names(submission)
    title = _WHITE.sub("", "".join(raw.title))
    signature = _WHITE.sub("", (raw.signature and raw.signature.name) or "")
    heads = (
        ("title", title, compiled(wording().organ.title).sub("", title)),
        ("signature.name", signature, signature),
    )
    for path, text, organ in heads:
        others = _others(text, known, own)
        if others and same_organ(organ, own) and not any(name in text for name in own):
            instances = (Instance((Place(path=path),)),)
            yield _finding(submission, path.partition(".")[0], others[0].name, instances, "should")


def _of_text(submission: Submission, known: frozenset[str]) -> Iterator[Finding]:
    for passage in passages(submission):
        lines: dict[tuple[str, Severity], list[int]] = {}
        for named in _others(passage.bare, known, _own_names(submission)):
            severity = _speaks_as(submission, passage, named)
            if severity:
                lines.setdefault((named.name, severity), []).append(passage.line_at(named.start))
        for (name, severity), at in lines.items():
            yield _finding(submission, passage.anchor, name, at_lines(dict.fromkeys(at)), severity)


def _others(text: str, known: frozenset[str], own: tuple[str, ...]) -> list[Named]:
    """Return the names of other units in a text, so many as are looked at."""
    return list(islice((each for each in names_in(text, known) if not _is_own(each.name, own)), MOST))


def _speaks_as(submission: Submission, passage: Passage, named: Named) -> Severity | None:
    """Return how sure it is that the organ goes by a name; None when it seems not. GR606 tells the rest."""
    before = passage.sentence_before(named.start, AROUND)
    after = passage.sentence_after(named.end, AROUND)
    look = words()
    in_brackets = says(look.self_before, before) and says(look.self_closed, after)
    report = says(look.report_before, before) and says(look.report_after, after)
    untold = report and same_organ(named.name, _own_names(submission))
    if in_brackets or says(look.self_after, after) or untold:
        return "should"
    work = says(look.work_before, before) and says(look.work_after, after)
    return "hint" if work and submission.agency.kind != "government" else None


def _own_names(submission: Submission) -> tuple[str, ...]:
    return (submission.agency.name, *submission.agency.short_names)


def _is_own(name: str, own: tuple[str, ...]) -> bool:
    """Whether a name may be the organ's own: the one has the characters of the other in their order."""
    return any(_within(name, each) or _within(each, name) for each in own)


def _within(short: str, long: str) -> bool:
    characters = iter(long)
    return all(character in characters for character in short)


def _finding(
    submission: Submission,
    anchor: str,
    other: str,
    instances: tuple[Instance, ...],
    severity: Severity,
) -> Finding:
    return Finding(
        code="GR524",
        severity=severity,
        anchor=anchor,
        instances=instances,
        fields={"other": other, "agency": submission.agency.name},
        basis="practice",
        values=f"{other} / {submission.agency.name}",
    )
