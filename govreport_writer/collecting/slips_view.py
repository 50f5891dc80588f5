"""What a return slip says, as plain text ready to be set: the same for DOCX and HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from typing import TypeVar

from govreport_writer.collecting.rounds import Round
from govreport_writer.collecting.slips_changes import Comparison, comparison, counts
from govreport_writer.collecting.slips_parts import (
    Group,
    History,
    Unreadable,
    groups,
    history,
    unreadable,
    verdict_in_words,
)
from govreport_writer.collecting.slips_words import in_words, one_line
from govreport_writer.messages import printed
from govreport_writer.numbering import chinese_number

SHORT_DIGEST = 16
"""Characters of the SHA-256 that people compare."""
Fact = tuple[str, str]
_Part = TypeVar("_Part", Unreadable | None, Group, Comparison | None, History | None)


@dataclass(frozen=True, slots=True)
class Slip:
    """A return slip; its sections follow each other in this order and number their titles from one."""

    name: str
    title: tuple[str, ...]
    returned: str
    agency: str
    addressed: str
    opening: tuple[str, ...]
    facts: tuple[Fact, ...]
    unreadable: Unreadable | None
    groups: tuple[Group, ...]
    changes: Comparison | None
    history: History | None
    office: str
    day: date
    date: str


def slip_of(agency: str, office: str, year: int, rounds: Sequence[Round]) -> Slip | None:
    """Return the slip for the last of a unit's rounds; None when it asks the unit for nothing."""
    if not rounds or not rounds[-1].is_returned:
        return None
    now, name = rounds[-1], one_line(agency)
    returned = sum(each.is_returned for each in rounds)
    numbers = count(1)
    return Slip(
        name=printed("slip.name", agency=name, year=year),
        title=tuple(printed("slip.title", year=year).split("\n")),
        returned=printed("slip.returned", count=returned),
        agency=name,
        addressed=printed("slip.addressed", agency=name),
        opening=_opening(year, now),
        facts=_facts(now),
        unreadable=_numbered(unreadable(now), numbers),
        groups=tuple(_numbered(each, numbers) for each in groups(rounds)),
        changes=_numbered(comparison(rounds), numbers),
        history=_numbered(history(rounds), numbers),
        office=one_line(office),
        day=now.day,
        date=in_words(now.day),
    )


def _numbered(part: _Part, numbers: Iterator[int]) -> _Part:
    """Return a section with the next number before its title; None stays None and takes no number."""
    if part is None:
        return part
    number = chinese_number(next(numbers))
    return replace(part, title=printed("slip.numbered", number=number, title=part.title))


def _opening(year: int, now: Round) -> tuple[str, ...]:
    until = printed("slip.until", deadline=in_words(now.deadline)) if now.deadline else printed("slip.soon")
    if now.error is not None:
        return (printed("slip.opening_unreadable", year=year, until=until),)
    told = printed(
        "slip.opening", year=year, verdict=verdict_in_words(now), counts=counts(now.points), until=until
    )
    partly = printed("slip.incomplete") if now.verdict == "incomplete" else ""
    return told + partly, printed("slip.rule")


def _facts(now: Round) -> tuple[Fact, ...]:
    last = now.deadline
    said = {
        "file": one_line(now.file),
        "round": printed("slip.said.round", number=now.number, day=in_words(now.day)),
        "digest": printed("slip.said.digest", short=one_line(now.digest)[:SHORT_DIGEST]),
        "verdict": verdict_in_words(now),
        "deadline": (
            printed("slip.said.deadline", deadline=in_words(last))
            if last
            else printed("slip.said.no_deadline")
        ),
    }
    return tuple((printed(f"slip.fact.{name}"), text) for name, text in said.items())
