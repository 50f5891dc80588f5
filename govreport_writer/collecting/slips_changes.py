"""What changed since the unit was last told, in the words of a return slip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from govreport_writer.collecting.rounds import Changes, Point, Round, changes, last_readable
from govreport_writer.collecting.slips_words import one_line
from govreport_writer.messages import printed

SHOWN = 8
"""Points of one kind that are named; the rest is a count."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The changes since a round: a note if something is to be said first; rows of kind, count, points."""

    title: str
    note: str = ""
    rows: tuple[tuple[str, str, str], ...] = ()


def comparison(rounds: Sequence[Round]) -> Comparison | None:
    """Return what changed from the round before to the last one; None when there is none before."""
    *earlier, now = rounds
    if not earlier:
        return None
    last, before = earlier[-1], last_readable(earlier)
    if now.error is None and before is not None and now.digest != last.digest:
        note = "" if before is last else _note("compared_earlier", last.number, earlier=before.number)
        return Comparison(_title(before), note, _rows(changes(before, now)))
    return Comparison(_title(last), _why_not(now, last, before))


def fates(rounds: Sequence[Round]) -> Mapping[Point, str]:
    """Return for each open point of the last round what it is to the one before: a word to mark it with."""
    *earlier, now = rounds
    before = last_readable(earlier)
    if before is None:
        return {}
    told = changes(before, now)
    return {
        point: printed(f"slip.fates.{kind}")
        for kind, points in (("kept", told.kept), ("changed", told.changed), ("new", told.new))
        for point in points
    }


def counts(points: Sequence[Point]) -> str:
    """Return how many points of each severity are open, in words."""
    severities = [point.severity for point in points if point.is_open]
    return printed("report.counts", **{each: severities.count(each) for each in ("must", "should", "hint")})


def _why_not(now: Round, last: Round, before: Round | None) -> str:
    """Tell why nothing can be compared."""
    if now.digest == last.digest:
        return _note("same_file", last.number)
    if now.error is None:
        return _note("was_unreadable", last.number)
    if before is None:
        return _note("still_unreadable", last.number)
    return _note("now_unreadable", before.number, counts=counts(before.points))


def _note(key: str, number: int, **fields: object) -> str:
    return printed(f"slip.change.{key}", number=number, **fields)


def _title(before: Round) -> str:
    return printed("slip.group.changes", number=before.number)


def _rows(told: Changes) -> tuple[tuple[str, str, str], ...]:
    corrected = tuple(point for point in told.cleared if point.is_open)
    kinds = {
        "cleared": corrected,
        "explained": told.explained,
        "kept": told.kept,
        "changed": told.changed,
        "new": told.new,
    }
    return tuple(
        (printed(f"slip.change.{kind}"), str(len(points)), _named(points)) for kind, points in kinds.items()
    )


def _named(points: Sequence[Point]) -> str:
    if not points:
        return printed("slip.nothing")
    named = printed("words.semicolon").join(_name(point) for point in points[:SHOWN])
    return named + (printed("slip.change.more", count=len(points)) if len(points) > SHOWN else "")


def _name(point: Point) -> str:
    heading, place = one_line(point.heading), one_line(point.place)
    return printed("slip.change.point", heading=heading, place=place) if place else heading
