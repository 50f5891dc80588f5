"""Read a roster and refuse one that contradicts itself."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from govreport_writer.errors import GovReportError
from govreport_writer.roster.members import Member, Roster, code_key, folded
from govreport_writer.roster.rows import members_in


def read_roster(path: Path) -> Roster:
    """Return the roster in a workbook or a CSV; GovReportError in one line that names the cell of a slip."""
    members, unused = members_in(path)
    _refuse_twins(members, path)
    roster = Roster(str(path), tuple(members), unused)
    _refuse_wrong_parents(roster, path)
    return roster


def _refuse_twins(members: Iterable[Member], path: Path) -> None:
    """Refuse a code that stands twice, and a name that stands twice where codes do not tell them apart."""
    codes: dict[str, Member] = {}
    names: dict[str, Member] = {}
    for member in members:
        if member.code:
            first = codes.setdefault(code_key(member.code), member)
            if first is not member:
                raise GovReportError(
                    "roster.code_twice", file=path, at=member.place, code=member.code, first=first.place
                )
        first = names.setdefault(folded(member.name), member)
        if first is not member and not (first.code and member.code):
            raise GovReportError(
                "roster.name_twice", file=path, at=member.place, name=member.name, first=first.place
            )


def _refuse_wrong_parents(roster: Roster, path: Path) -> None:
    """Refuse a parent that is no member, and members that stand below themselves."""
    sound: set[str] = set()
    for member in roster.members:
        way: dict[str, Member] = {}
        each: Member | None = member
        while each is not None and each.place not in sound:
            if each.place in way:
                raise GovReportError("roster.circle", file=path, at=member.place, name=member.name)
            way[each.place] = each
            above = roster.parent_of(each)
            if above is None and each.parent is not None:
                raise GovReportError("roster.no_parent", file=path, at=each.place, parent=each.parent)
            each = above
        sound |= way.keys()
