"""The roster of a supervising office: which units owe a report, and what is known of each."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Member:
    """A unit of the roster; what was not filled in is None. `place` says where in the roster it stands.

    `parent` is the name or code of another member. `vertical`: 垂直管理, counted in no sum of its parent.
    """

    name: str
    code: str | None = None
    kind: str | None = None
    contact: str | None = None
    parent: str | None = None
    vertical: bool = False
    deadline: datetime.date | None = None
    place: str = ""
    level: str | None = None
    short_names: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Roster:
    """The members in the order of the file. `unused` names columns that say nothing to this program."""

    file: str
    members: tuple[Member, ...]
    unused: tuple[str, ...] = ()
    _by_code: Mapping[str, Member] = field(init=False, repr=False)
    _by_name: Mapping[str, tuple[Member, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        by_name: dict[str, tuple[Member, ...]] = {}
        for member in self.members:
            for name in dict.fromkeys(map(folded, (member.name, *member.short_names))):
                by_name[name] = (*by_name.get(name, ()), member)
        by_code = {code_key(member.code): member for member in self.members if member.code}
        object.__setattr__(self, "_by_code", by_code)
        object.__setattr__(self, "_by_name", by_name)

    def find(self, name: str, code: str | None = None, short_names: Collection[str] = ()) -> Member | None:
        """Return the member with this code, else with this name, else with a short name; None when unsure."""
        if code and code_key(code) in self._by_code:
            return self._by_code[code_key(code)]
        for each in (name, *short_names):
            found = self._by_name.get(folded(each), ())
            if len(found) == 1:
                return found[0]
        return None

    def parent_of(self, member: Member) -> Member | None:
        """Return the member above another; None for one at the top."""
        return None if member.parent is None else self.find(member.parent, member.parent)

    def under(self, name_or_code: str) -> tuple[Member, ...]:
        """Return the members directly below the one with this name or code, in their order."""
        above = self.find(name_or_code, name_or_code)
        return tuple(each for each in self.members if above is not None and self.parent_of(each) is above)


def folded(name: str) -> str:
    """Return a name for comparison: without white space, widths and cases of letters alike."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


code_key = folded
"""A code for comparison."""
