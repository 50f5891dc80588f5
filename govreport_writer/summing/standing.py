"""Which of the units given are part of the sum, and why the others are not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from govreport_writer.rollup.findings import WHOLE
from govreport_writer.roster import Member
from govreport_writer.roster.members import code_key, folded
from govreport_writer.summing.filing import Filing, NotRead
from govreport_writer.summing.hierarchy import Hierarchy
from govreport_writer.summing.twins import twins

Reason = Literal[
    "unreadable", "itself", "same_file", "twice", "stranger", "elsewhere", "vertical", "covered", "unclean"
]
State = Literal["counted", "own"] | Reason
"""counted, own: part of the sum. itself: the government's own report. same_file: identical to another that
counts. twice: two files for one unit, neither counts. stranger: not in the roster. elsewhere: not below the
government. covered: below a government that is given itself. unclean: not clean though that was asked for."""
COUNTED: tuple[State, ...] = ("counted", "own")
WRONG: tuple[State, ...] = ("unreadable", "twice", "stranger", "elsewhere", "unclean")
"""What makes a sum incomplete; the others are as they should be."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit and whether it counts; `because` names the other file or unit that decides.

    `member` is the unit in the roster; None without a roster, and for one that is not in it.
    """

    filing: Filing | NotRead
    state: State
    because: str = ""
    member: Member | None = None

    @property
    def counts(self) -> bool:
        """Whether it is part of the sum."""
        return self.state in COUNTED

    @property
    def is_whole(self) -> bool:
        """Whether the unit's report stands for all units below it."""
        return isinstance(self.filing, Filing) and self.filing.kind == WHOLE

    @property
    def name(self) -> str:
        """The unit's name; the file where it could not be read."""
        return self.filing.name if isinstance(self.filing, Filing) else self.filing.place


@dataclass(frozen=True, slots=True)
class Whom:
    """The government for which is added up, by the names and the code that its own report bears."""

    name: str
    code: str | None = None
    short_names: tuple[str, ...] = ()

    def is_that_of(self, filing: Filing) -> bool:
        """Whether a submission is the government's own."""
        if filing.code and self.code and code_key(filing.code) == code_key(self.code):
            return True
        return folded(filing.name) in {folded(each) for each in (self.name, *self.short_names)}


def standings(
    given: Sequence[Filing | NotRead],
    own: Filing | None,
    whom: Whom,
    hierarchy: Hierarchy | None = None,
    *,
    clean_only: bool = False,
) -> tuple[Standing, ...]:
    """Return the standing of each unit in the order given, the government's own office first."""
    found = [] if own is None else [Standing(own, "own", member=_member(own, hierarchy))]
    for each in given:
        member = None if isinstance(each, NotRead) else _member(each, hierarchy)
        found.append(replace(_alone(each, member, whom, hierarchy), member=member))
    if clean_only:
        found = [_clean(each) for each in found]
    if hierarchy is not None:
        found = list(_without_covered(found, hierarchy))
    return tuple(_without_twins(found))


def _member(filing: Filing, hierarchy: Hierarchy | None) -> Member | None:
    if hierarchy is None:
        return None
    return hierarchy.roster.find(filing.name, filing.code, filing.short_names)


def _clean(standing: Standing) -> Standing:
    """Return a standing that counts only when the unit's verdict is clean."""
    filing = standing.filing
    unclean = isinstance(filing, Filing) and filing.verdict != "clean"
    return replace(standing, state="unclean") if standing.counts and unclean else standing


def _alone(
    filing: Filing | NotRead, member: Member | None, whom: Whom, hierarchy: Hierarchy | None
) -> Standing:
    """Return the standing of a unit by itself, whatever else is given."""
    if isinstance(filing, NotRead):
        return Standing(filing, "unreadable")
    if whom.is_that_of(filing) or (hierarchy is not None and member is hierarchy.top):
        return Standing(filing, "itself")
    if hierarchy is None:
        return Standing(filing, "counted")
    if member is None:
        return Standing(filing, "stranger")
    if not hierarchy.is_below(member):
        return Standing(filing, "elsewhere", member.place)
    vertical = hierarchy.vertical_at(member)
    if vertical is not None:
        return Standing(filing, "vertical", "" if vertical is member else vertical.name)
    return Standing(filing, "counted")


def _without_twins(found: Sequence[Standing]) -> Iterator[Standing]:
    """Let of files for one unit the first count when all are identical, and none when they differ."""
    groups = twins([(each.filing if each.counts else None, each.member) for each in found])
    for index, each in enumerate(found):
        others = groups.get(index, ())
        digests = {one.digest for other in others if isinstance(one := found[other].filing, Filing)}
        if len(digests) > 1:
            other = next(other for other in others if other != index)
            yield replace(each, state="twice", because=found[other].filing.place)
        elif others and index != others[0]:
            yield replace(each, state="same_file", because=found[others[0]].filing.place)
        else:
            yield each


def _without_covered(found: Sequence[Standing], hierarchy: Hierarchy) -> Iterator[Standing]:
    """Let a unit not count again that stands below a government which is given itself."""
    whole = {
        each.member.place
        for each in found
        if each.member is not None and each.is_whole and each.state in ("counted", "unclean")
    }
    for each in found:
        above = None
        if each.member is not None and each.state == "counted":
            above = next((one for one in hierarchy.above(each.member) if one.place in whole), None)
        yield each if above is None else replace(each, state="covered", because=above.name)
