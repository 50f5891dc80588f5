"""The units of a roster below one government, and which of them were not given."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from govreport_writer.errors import GovReportError
from govreport_writer.roster import Member, Roster


class Hierarchy:
    """The tree of a roster below one government. GovReportError when the roster has no unit below it."""

    def __init__(self, roster: Roster, under: str, code: str | None = None) -> None:
        self.roster = roster
        self._children: dict[str, list[Member]] = {}
        self._parents: dict[str, Member] = {}
        for member in roster.members:
            above = roster.parent_of(member)
            if above is not None:
                self._parents[member.place] = above
                self._children.setdefault(above.place, []).append(member)
        self.top = roster.find(under, code or under)
        if self.top is None or self.top.place not in self._children:
            raise GovReportError("rollup.nobody_under", file=roster.file, name=under)

    def above(self, member: Member) -> Iterator[Member]:
        """Yield the members above one, the nearest first, up to the government itself, which is left out."""
        each = self._parents.get(member.place)
        while each is not None and each is not self.top:
            yield each
            each = self._parents.get(each.place)

    def is_below(self, member: Member) -> bool:
        """Whether a member stands below the government."""
        *_, highest = (member, *self.above(member))
        return self._parents.get(highest.place) is self.top

    def vertical_at(self, member: Member) -> Member | None:
        """Return the member, or the one above it, that is under vertical management; None for neither."""
        return next((each for each in (member, *self.above(member)) if each.vertical), None)

    def missing(self, given: Collection[str]) -> tuple[Member, ...]:
        """Return the members that were expected and not given; `given` are places in the roster.

        A government stands for all below it; where it is not given itself, some or all of its units may be.
        """
        top = self.top
        return () if top is None else tuple(self._missing(top, given))

    def _missing(self, top: Member, given: Collection[str]) -> Iterator[Member]:
        for member in self._children.get(top.place, ()):
            if member.vertical or member.place in given:
                continue
            if self._any_below(member, given):
                yield from self._missing(member, given)
            else:
                yield member

    def _any_below(self, member: Member, given: Collection[str]) -> bool:
        return any(
            child.place in given or self._any_below(child, given)
            for child in self._children.get(member.place, ())
        )
