"""Which unit of the roster each file belongs to; what belongs to none, or to one twice, is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal

from govreport_writer.collecting.seen import Seen
from govreport_writer.roster import Member, Roster
from govreport_writer.roster.members import folded

Reason = Literal["unknown", "unreadable", "contradiction"]
"""Nobody of that name; nobody knows whose it is; its code and its name are those of two units."""
SHORTEST_NAME, SHORTEST_CODE = 3, 6
"""Characters of a name or code by which a path tells whose an unreadable file is."""
MOST_NEAR = 20
"""Strangers for which near names are looked up."""


@dataclass(frozen=True, slots=True)
class Stranger:
    """A file of no unit of the roster; `near` are names that it might have meant."""

    seen: Seen
    reason: Reason
    near: tuple[str, ...] = ()


@dataclass(slots=True)
class Matched:
    """The files of each member (by its place in the roster) for the year, and those that count for none.

    `other_years` holds the members' files for other years; `alike` those that repeat another byte for byte.
    """

    files: dict[str, list[Seen]] = field(default_factory=dict)
    other_years: dict[str, list[Seen]] = field(default_factory=dict)
    strangers: list[Stranger] = field(default_factory=list)
    alike: dict[str, list[Seen]] = field(default_factory=dict)


def year_of(files: Iterable[Seen]) -> int | None:
    """Return the year that most files report on, of several the latest; None when none could be read."""
    years = Counter(each.year for each in files if each.year is not None)
    return max(years, key=lambda year: (years[year], year), default=None)


def matched(files: Sequence[Seen], roster: Roster, year: int, known: Mapping[str, Member]) -> Matched:
    """Return the files by the members they belong to; `known` tells whose a path was before.

    An unreadable file goes by its path, and only to a member of whom there is no other: whose name stands
    over a folder need not be whose file lies in it.
    """
    result = Matched()
    for each in (each for each in files if each.agency is not None):
        member = _owner(each, roster)
        if member is None:
            result.strangers.append(_stranger(each, roster, len(result.strangers) < MOST_NEAR))
        elif each.year != year:
            result.other_years.setdefault(member.place, []).append(each)
        else:
            result.files.setdefault(member.place, []).append(each)
    _add_unreadable(result, [each for each in files if each.agency is None], _Paths(roster), known)
    for place, several in result.files.items():
        result.alike[place] = [each for each in several[1:] if each.digest == several[0].digest != ""]
        result.files[place] = [each for each in several if each not in result.alike[place]]
    return result


def _add_unreadable(
    result: Matched, files: Sequence[Seen], paths: _Paths, known: Mapping[str, Member]
) -> None:
    taken = set(result.files)
    for each in files:
        member = known.get(each.unit.name) or paths.owner(each.unit.name)
        if member is None:
            result.strangers.append(Stranger(each, "unreadable"))
        elif member.place in taken:
            result.strangers.append(Stranger(each, "unreadable", (member.name,)))
        else:
            result.files.setdefault(member.place, []).append(each)


def _owner(seen: Seen, roster: Roster) -> Member | None:
    """Return whose a readable file is; None where its code and its name are those of two members."""
    by_name = roster.find(seen.agency or "", None, seen.short_names)
    by_code = roster.find("", seen.code) if seen.code else None
    if by_code is not None and by_name is not None and by_code is not by_name:
        return None
    return by_code or roster.find(seen.agency or "", seen.code, seen.short_names)


def _stranger(seen: Seen, roster: Roster, wanted: bool) -> Stranger:
    by_code = roster.find("", seen.code) if seen.code else None
    by_name = roster.find(seen.agency or "", None, seen.short_names)
    if by_code is not None and by_name is not None:
        return Stranger(seen, "contradiction", (by_code.name, by_name.name))
    names = [member.name for member in roster.members] if wanted else []
    return Stranger(seen, "unknown", tuple(get_close_matches(seen.agency or "", names, n=3)))


class _Paths:
    """Tells by the names in a path whose a file is."""

    def __init__(self, roster: Roster) -> None:
        self._words: dict[str, Member | None] = {}
        for member in roster.members:
            for name in (member.name, *member.short_names):
                self._add(folded(name), member, SHORTEST_NAME)
            self._add(folded(member.code or ""), member, SHORTEST_CODE)

    def _add(self, word: str, member: Member, shortest: int) -> None:
        """Let a word stand for a member, or for nobody when it stands for another."""
        if len(word) >= shortest:
            first = self._words.setdefault(word, member)
            self._words[word] = member if first is member else None

    def owner(self, path: str) -> Member | None:
        """Return the member whose name or code stands in the last part that has one; the longest counts."""
        for part in reversed(path.split("/")):
            shown = folded(part)
            found = max((word for word in self._words if word in shown), key=len, default=None)
            if found is not None:
                return self._words[found]
        return None
