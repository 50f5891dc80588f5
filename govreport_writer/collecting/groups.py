"""Units by the unit above them, with the counts of each group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from govreport_writer.collecting.standing import DONE, STATES, Standing, State
from govreport_writer.roster import Member, Roster

Tally = dict[State, int]


@dataclass(frozen=True, slots=True)
class Group:
    """The units directly below one, None for those at the top; `below` counts those further down too."""

    head: Member | None
    depth: int
    standings: tuple[Standing, ...]
    own: Tally
    below: Tally

    @property
    def done(self) -> int:
        """Units of the group whose report is finished."""
        return sum(self.own[state] for state in DONE)


def tally(standings: Iterable[Standing]) -> Tally:
    """Return how many units are in each state."""
    counted: Tally = dict.fromkeys(STATES, 0)
    for standing in standings:
        counted[standing.state] += 1
    return counted


def groups_of(standings: Sequence[Standing], roster: Roster) -> tuple[Group, ...]:
    """Return the groups, each before those of the units in it."""
    below: dict[str | None, list[Standing]] = {}
    for standing in standings:
        above = roster.parent_of(standing.member)
        below.setdefault(None if above is None else above.place, []).append(standing)
    return tuple(_groups(below))


def _groups(below: dict[str | None, list[Standing]]) -> Iterator[Group]:
    """Yield the groups from the top; without recursion, as a roster may be nested deeply."""
    order: list[tuple[Member | None, int]] = []
    waiting: list[tuple[Member | None, int]] = [(None, 0)]
    while waiting:
        head, depth = waiting.pop()
        order.append((head, depth))
        heads = [each.member for each in below.get(_key(head), ()) if each.member.place in below]
        waiting += [(each, depth + 1) for each in reversed(heads)]
    sums: dict[str | None, Tally] = {}
    for head, _ in reversed(order):
        total = tally(below.get(_key(head), ()))
        for each in below.get(_key(head), ()):
            for state, count in sums.get(each.member.place, {}).items():
                total[state] += count
        sums[_key(head)] = total
    for head, depth in order:
        own = tuple(below.get(_key(head), ()))
        yield Group(head, depth, own, tally(own), sums[_key(head)])


def _key(head: Member | None) -> str | None:
    return None if head is None else head.place
