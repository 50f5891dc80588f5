"""The sections of a return slip: what is wrong by severity, why a file cannot be read, the rounds so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import get_args

from govreport_writer.collecting.rounds import Round, shortened
from govreport_writer.collecting.slips_changes import fates
from govreport_writer.collecting.slips_entries import Entry, entry
from govreport_writer.collecting.slips_words import one_line
from govreport_writer.findings import Verdict, worst
from govreport_writer.messages import printed
from govreport_writer.vocabulary import WORKBOOK, Severity

SHOWN_POINTS = 60
"""Points of one severity that a slip lists; the rest is a count."""
SHOWN_ROUNDS = 8
"""Rounds that the history lists, the last ones."""
_FOLDER_ENDS = ("/", "\\")


@dataclass(frozen=True, slots=True)
class Group:
    """The points of one severity; `more` counts those left out, empty when there are none."""

    severity: Severity
    title: str
    lead: str
    entries: tuple[Entry, ...]
    more: str


@dataclass(frozen=True, slots=True)
class History:
    """The rounds so far: number, day, file, verdict and counts of each; `more` tells of earlier ones."""

    title: str
    rows: tuple[tuple[str, ...], ...]
    more: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a file could not be read, and what to do."""

    title: str
    lines: tuple[str, ...]


def verdict_in_words(round: Round) -> str:
    """Return the verdict that a unit is told."""
    return printed(f"verdict.{_verdict_told(round)}")


def _verdict_told(round: Round) -> Verdict:
    """Return the verdict that the points of a round bear out: the worse of it and what they ask for."""
    if round.error is not None:
        return "unreadable"
    asked = {point.severity for point in round.points if point.is_open}
    own: Verdict = "blocked" if "must" in asked else "explain" if "should" in asked else "clean"
    return worst((own, round.verdict))


def unreadable(now: Round) -> Unreadable | None:
    """Return why the file of a round cannot be read; None when it can."""
    if now.error is None:
        return None
    why = printed("slip.unreadable.why", why=_without_folders(one_line(shortened(now.error)), now.file))
    return Unreadable(printed("slip.group.unreadable"), (why, printed("slip.unreadable.advice")))


def _without_folders(error: str, file: str) -> str:
    """Return an error that names a file without the folders of the office's computer before its name."""
    name = PurePosixPath(one_line(file)).name
    before, found, after = error.partition(name)
    return found + after if name and found and before.endswith(_FOLDER_ENDS) else error


def groups(rounds: Sequence[Round]) -> list[Group]:
    """Return the open points by severity, numbered through: people speak of them by number."""
    now, known = rounds[-1], fates(rounds)
    in_workbook = now.file.lower().endswith(WORKBOOK)
    found: list[Group] = []
    first = 1
    for severity in get_args(Severity):
        points = [point for point in now.points if point.is_open and point.severity == severity]
        shown = enumerate(points[:SHOWN_POINTS], first)
        entries = [entry(n, each, known.get(each, ""), in_workbook=in_workbook) for n, each in shown]
        found += [_group(severity, len(points), tuple(entries))] if points else []
        first += len(entries)
    return found


def _group(severity: Severity, count: int, entries: tuple[Entry, ...]) -> Group:
    more = printed("slip.head.more", count=count, shown=len(entries)) if count > len(entries) else ""
    title = printed(f"slip.group.{severity}", count=count)
    return Group(severity, title, printed(f"slip.lead.{severity}"), entries, more)


def history(rounds: Sequence[Round]) -> History | None:
    """Return the rounds so far; None for the first."""
    if len(rounds) == 1:
        return None
    left_out = len(rounds) - SHOWN_ROUNDS
    return History(
        printed("slip.group.history"),
        tuple(_past(each) for each in rounds[-SHOWN_ROUNDS:]),
        printed("slip.past.more", count=left_out) if left_out > 0 else "",
    )


def _past(round: Round) -> tuple[str, ...]:
    severities = [point.severity for point in round.points if point.is_open]
    found = ["" if round.error else str(severities.count(each)) for each in get_args(Severity)]
    number = printed("slip.past.number", number=round.number)
    return number, round.day.isoformat(), one_line(round.file), verdict_in_words(round), *found
