"""Rounds: what a unit was told each time it handed a submission in, and what changed between two times.

Everything here is plain text, so that a state file can keep it for years: findings as they were worded then.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, Literal

from govreport_writer import messages
from govreport_writer.findings import Finding, Instance, Verdict, basis_in_words
from govreport_writer.pipeline import Outcome
from govreport_writer.reports.words import labels, paths, stands, with_sides
from govreport_writer.text_clean import cleaned

LANGUAGE = "zh"
"""What a unit is told is told in Chinese, whatever the office that runs the program reads."""
SHOWN_SUMS = 6
"""Sums of one finding that are written out."""
LONGEST = 1_500
"""Characters of a message or an advice that are kept; ids and values are kept whole."""
_LONGEST_FORMULA = 120
_MANY_TERMS, _FIRST_TERMS = 6, 3
_PLUS = " + "


@dataclass(frozen=True, slots=True)
class Point:
    """A finding as told to a unit, in Chinese. `message` has a line for the relation and one for each sum.

    `severity` and `state` are those of findings; `advice` leaves out how to explain (id and values tell it).
    """

    id: str
    severity: str
    state: str
    heading: str
    place: str
    message: str
    advice: str
    basis: str
    values: str

    @property
    def is_open(self) -> bool:
        """Whether it still asks for something; an explained one does not."""
        return self.state != "explained"


@dataclass(frozen=True, slots=True)
class Round:
    """One file that a unit handed in, and what came of it. `number` counts the unit's files from 1.

    `day` is when it was first seen; `digest` the SHA-256 of what was handed in, in hex; `error` the line
    that tells why it could not be read, else None; `deadline` the last day for the correction, None if none.
    """

    number: int
    day: date
    file: str
    digest: str
    verdict: Verdict
    error: str | None
    points: tuple[Point, ...]
    deadline: date | None = None

    @property
    def is_returned(self) -> bool:
        """Whether the unit has something to do: hints alone ask for nothing."""
        return self.error is not None or any(each.is_open and each.severity != "hint" for each in self.points)


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of the points between two rounds; points as they stand now, those gone as they stood.

    `cleared` holds points that are gone, and those explained meanwhile (state explained). `kept` are open
    with the same values, `changed` with others, `new` were not open before. All are empty where either
    file could not be read: nothing is known then of what became of a point.
    """

    cleared: tuple[Point, ...] = ()
    kept: tuple[Point, ...] = ()
    changed: tuple[Point, ...] = ()
    new: tuple[Point, ...] = ()

    @property
    def explained(self) -> tuple[Point, ...]:
        """Those of the cleared that were explained rather than corrected."""
        return tuple(each for each in self.cleared if not each.is_open)


Key = tuple[str, int]
Fate = Literal["kept", "changed", "new"]


def points_of(outcome: Outcome) -> tuple[Point, ...]:
    """Return the findings of a checked submission as points, in their order; none for one not readable.

    Fields that a check filled with words are in the language the check ran in: run it in Chinese.
    """
    with messages.speaking(LANGUAGE):
        return tuple(_point(finding) for finding in outcome.findings)


def as_json(round: Round) -> dict[str, Any]:
    """Return a round as JSON has it; days are written 2025-01-31."""
    return {
        **{each.name: getattr(round, each.name) for each in fields(round)},
        "day": round.day.isoformat(),
        "points": [asdict(point) for point in round.points],
        "deadline": round.deadline and round.deadline.isoformat(),
    }


def from_json(data: Mapping[str, Any]) -> Round:
    """Return the round of which `as_json` made this; KeyError, TypeError or ValueError for anything else."""
    deadline = data["deadline"]
    known = {each.name: data[each.name] for each in fields(Round)}
    return Round(
        **known
        | {
            "day": date.fromisoformat(data["day"]),
            "points": tuple(Point(**point) for point in data["points"]),
            "deadline": None if deadline is None else date.fromisoformat(deadline),
        }
    )


def begins_new_round(last: Round | None, digest: str) -> bool:
    """Tell whether a file begins a new round: the first does, and one that differs from the last."""
    return last is None or last.digest != digest


def changes(before: Round | None, now: Round) -> Changes:
    """Return what became of the points since a round; without one before, all that are open are new."""
    if now.error is not None or (before is not None and before.error is not None):
        return Changes()
    old, current = _by_key(before.points if before else ()), _by_key(now.points)
    told: dict[Fate, list[Point]] = {"kept": [], "changed": [], "new": []}
    for key, point in current.items():
        if point.is_open:
            told[_fate(old.get(key), point)].append(point)
    gone = [key for key, point in old.items() if point.is_open and not _is_open(current.get(key))]
    cleared = tuple(current.get(key, old[key]) for key in gone)
    return Changes(cleared, tuple(told["kept"]), tuple(told["changed"]), tuple(told["new"]))


def last_readable(rounds: Sequence[Round]) -> Round | None:
    """Return the last of some rounds whose file could be read."""
    return next((each for each in reversed(rounds) if each.error is None), None)


def _fate(before: Point | None, now: Point) -> Fate:
    """Tell what an open point is to the round before; one whose explanation has lapsed is changed."""
    if before is not None and (before.values, before.severity) != (now.values, now.severity):
        return "changed"
    return "kept" if _is_open(before) else "new"


def _is_open(point: Point | None) -> bool:
    return point is not None and point.is_open


def _by_key(points: Iterable[Point]) -> dict[Key, Point]:
    """Return points by their id; a second one of an id is told from the first by its number."""
    seen: Counter[str] = Counter()
    found: dict[Key, Point] = {}
    for point in points:
        found[point.id, seen[point.id]] = point
        seen[point.id] += 1
    return found


def _point(finding: Finding) -> Point:
    return Point(
        id=_clean(finding.id),
        severity=finding.severity,
        state=finding.state,
        heading=shortened(finding.heading),
        place=shortened(_place(finding)),
        message=shortened("\n".join(_message(finding))),
        advice=shortened(_advice(finding)),
        basis=shortened(basis_in_words(finding.basis, finding.cite)),
        values=_clean(finding.values),
    )


def _advice(finding: Finding) -> str:
    lapsed = finding.state == "lapsed"
    return finding.remedy + (messages.text("words.lapsed", text=finding.explanation or "") if lapsed else "")


def _place(finding: Finding) -> str:
    """Return where the first sum stands; for a finding about no sum all its places."""
    if finding.first.formula:
        return _where(finding.first)
    cells = tuple(dict.fromkeys(place for instance in finding.instances for place in instance.cells))
    return _where(Instance(cells))


def _where(instance: Instance) -> str:
    places = [place for place in instance.cells if place.path or place.line or place.cell]
    return "\n".join(filter(None, (stands(places), labels(places)))) or paths(places)


def _message(finding: Finding) -> Iterator[str]:
    """Yield the relation and what it comes to in figures, or in words where nothing is added up."""
    if not finding.first.formula:
        yield finding.message
        return
    several = len(finding.instances) > 1
    yield _inshortened(finding.first.formula)
    for instance in finding.instances[:SHOWN_SUMS]:
        at = labels(list(instance.cells)) if several else ""
        total = with_sides(instance)
        yield messages.text("words.located", place=at, text=total) if at else total
    if len(finding.instances) > SHOWN_SUMS:
        yield messages.printed("slip.more_sums", count=len(finding.instances))


def _inshortened(formula: str) -> str:
    """Return a relation without the middle of a long sum: the form itself has it in full."""
    terms = formula.split(_PLUS)
    if len(formula) <= _LONGEST_FORMULA or len(terms) < _MANY_TERMS:
        return formula
    middle = messages.printed("slip.middle", count=len(terms) - _FIRST_TERMS - 1)
    return _PLUS.join((*terms[:_FIRST_TERMS], middle, terms[-1]))


def shortened(text: str) -> str:
    """Return a text without what cannot be printed, cut when it is longer than anybody reads."""
    clean = _clean(text)
    return clean if len(clean) <= LONGEST else clean[:LONGEST] + messages.printed("slip.cut")


def _clean(text: str) -> str:
    return cleaned(text)[0]
