"""Whether two names mean one organ: short forms, abbreviations, names without the place."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from govreport_writer.wording import wording


@lru_cache(maxsize=256)
def class_of(name: str) -> frozenset[str]:
    """Return the endings that an organ of this name may have; none for a name of no known kind."""
    words = wording().organ
    found = [(end, group) for group in words.ends for end in group if name.endswith(end)]
    if not found:
        return frozenset()
    end, group = max(found, key=lambda each: len(each[0]))
    return frozenset((*group, *words.also.get(end, ())))


def same_organ(candidate: str, names: Iterable[str]) -> bool:
    """Whether a name may mean the organ of one of the names; a name of no known kind may mean any."""
    kind = class_of(candidate)
    return not kind or any(_same(candidate, kind, name) for name in names)


def _same(candidate: str, kind: frozenset[str], name: str) -> bool:
    if name in candidate and candidate.endswith(name):
        return True
    own = class_of(name)
    if own and kind.isdisjoint(own):
        return False
    end = max((len(end) for end in kind if candidate.endswith(end)), default=0)
    last = len(candidate) - end - 2  # of a name within a phrase, at least two characters before its ending
    starts = (0, *range(1, last + 1))
    return any(_abbreviates(candidate[start:], name) for start in starts) or _abbreviates(name, candidate)


def _abbreviates(short: str, long: str) -> bool:
    """Whether the characters of one name stand in the other in this order."""
    characters = iter(long)
    return len(short) > 1 and all(character in characters for character in short)
