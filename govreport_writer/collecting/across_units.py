"""What is found only when units are held against each other, as points of the units it is about."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from govreport_writer import messages
from govreport_writer.across import Sketch, copied, foreign_names, outliers, sketch_of
from govreport_writer.batch.checking import CheckUnit
from govreport_writer.batch.unit import Unit
from govreport_writer.collecting.rounds import LANGUAGE, Point, points_of
from govreport_writer.collecting.seen import Seen, seen
from govreport_writer.explanations import explained
from govreport_writer.findings import Finding, group
from govreport_writer.pipeline import Outcome
from govreport_writer.places import located
from govreport_writer.roster import Roster
from govreport_writer.roster.members import folded
from govreport_writer.rules_off import Off, findings_on
from govreport_writer.submission import Submission

UNANSWERED = ("GR003",)
"""The codes that tell of explanations which answer no finding."""
Looked = tuple[Seen, Sketch | None]
"""A file with what is kept of it for comparison; None when it could not be read."""


@dataclass(frozen=True, slots=True)
class LookAt:
    """Reads and checks a file, and sketches it. What it finds is told in Chinese, as the units are told.

    `names` are those of all units of the roster.
    """

    check: CheckUnit
    names: frozenset[str] = frozenset()

    def __call__(self, unit: Unit) -> Looked:
        """Return what the file turns out to be, and its sketch."""
        with messages.speaking(LANGUAGE):
            outcome = self.check.outcome(unit)
            submission = outcome.submission
            if submission is None:
                return seen(unit, outcome), None
            found = [*foreign_names(submission, self.names), *outliers(submission, outcome.earlier)]
            findings = _with_own(outcome.findings, found, submission, self.check.off)
            return seen(unit, replace(outcome, findings=findings)), sketch_of(submission)


def _with_own(
    known: Sequence[Finding], found: Iterable[Finding], submission: Submission, off: Off
) -> tuple[Finding, ...]:
    """Return findings with further ones as a check would give them: located, explained where somebody did.

    An explanation that answers one of the further ones is no longer said to answer none.
    """
    more = group(located(finding, submission) for finding in found)
    names = {finding.id for finding in more}
    own, beside = (
        tuple(each for each in given if each.finding in names)
        for given in (submission.raw.explanations, submission.raw.beside)
    )
    told = [each for each in explained(more, own, beside) if each.code not in UNANSWERED]
    kept = [each for each in known if each.code not in UNANSWERED or each.anchor not in names]
    return (*kept, *findings_on(told, off))


def names_in(roster: Roster) -> frozenset[str]:
    """Return the full and short names of all units."""
    return frozenset(name for member in roster.members for name in (member.name, *member.short_names))


def compared(looked: Sequence[Looked], roster: Roster, off: Off) -> list[Seen]:
    """Return the files with what their comparison with each other has shown.

    Of several files of one organ for a year only the first is compared: a unit copies nothing from itself.
    """
    sketches: dict[tuple[str, int | None], tuple[str, Sketch]] = {}
    groups: dict[str, str] = {}
    for each, sketch in looked:
        if each.agency is None or sketch is None:
            continue
        member = roster.find(each.agency, each.code, each.short_names)
        above = roster.parent_of(member) if member is not None else None
        if above is not None:
            groups[each.unit.name] = above.name
        organ = folded(each.agency) if member is None else member.place
        sketches.setdefault((organ, each.year), (each.unit.name, sketch))
    with messages.speaking(LANGUAGE):
        shown = copied(list(sketches.values()), groups)
        return [_with(each, shown.get(each.unit.name, ()), off) for each, _ in looked]


def _with(each: Seen, found: Collection[Finding], off: Off) -> Seen:
    points = _points(found, off)
    answered = {f"{code}@{point.id}" for code in UNANSWERED for point in points}
    return each.with_points(points, answered) if points else each


def _points(found: Collection[Finding], off: Off) -> tuple[Point, ...]:
    return points_of(Outcome(file="", findings=tuple(findings_on(list(found), off))))
