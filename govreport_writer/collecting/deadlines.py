"""Until when a unit has to hand in its report: by the roster, the office's own day, or the edition."""

from __future__ import annotations

import datetime
from functools import cache

from govreport_writer import editions
from govreport_writer.checks.sides import holds
from govreport_writer.collecting.seen import Seen
from govreport_writer.form.edition import FormEdition
from govreport_writer.form.file import ConditionFile
from govreport_writer.importers.words import OrganWords, compiled, words
from govreport_writer.roster import Member
from govreport_writer.submission import Agency

ANY_LEVEL = "county"
"""Stands for a level that no condition asks for."""


def deadline_of(
    member: Member, seen: Seen | None, year: int, due: datetime.date | None
) -> datetime.date | None:
    """Return the last day for a unit; None where nobody names one for such an organ.

    What the roster does not say of the organ's kind and level its submission says, else its name.
    """
    if member.deadline or due:
        return member.deadline or due
    edition = _edition(seen.edition if seen else None, year)
    if edition is None:
        return None
    days = [
        datetime.date.fromisoformat(f"{year + 1:04d}-{deadline.by}")
        for deadline in edition.file.deadlines
        if not deadline.when or any(_holds(condition, member, seen) for condition in deadline.when)
    ]
    return min(days, default=None)


@cache
def _edition(named: str | None, year: int) -> FormEdition | None:
    return editions.load(named) if named else editions.for_year(year)


def _holds(condition: ConditionFile, member: Member, seen: Seen | None) -> bool:
    """Whether a condition is true for an organ; one that asks for what nobody tells is not."""
    like = _told_by_name(member.name)
    kind = member.kind or (seen and seen.kind) or (like and like.kind)
    level = member.level or (seen and seen.level) or (like and like.level)
    if kind is None or (level is None and condition.levels):
        return False
    agency = Agency.model_validate({"name": member.name, "kind": kind, "level": level or ANY_LEVEL})
    return holds(condition, agency)


def _told_by_name(name: str) -> OrganWords | None:
    return next((each for each in words().kinds if compiled(each.pattern).search(name)), None)
