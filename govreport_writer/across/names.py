"""Find which of many names stand in a text, in a time that does not grow with their number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from govreport_writer.wording import wording

SHORTEST = 4
"""Characters: shorter names stand in too many words."""
LONGEST = 60
_ENDING = 2
"""Characters by which names are looked up."""


class Named(NamedTuple):
    """A name in a text, from its first character to behind its last."""

    start: int
    end: int
    name: str


def names_in(text: str, names: frozenset[str]) -> Iterator[Named]:
    """Yield the names in a text, of those that end at one place the longest.

    A name that goes on as the name of another organ (人民政府 in 人民政府办公室) is not meant.
    """
    lengths_by_ending = _lengths(names)
    for end in range(_ENDING, len(text) + 1):
        for length in lengths_by_ending.get(text[end - _ENDING : end], ()):
            start = end - length
            if start >= 0 and text[start:end] in names:
                if not text.startswith(_goes_on(), end):
                    yield Named(start, end, text[start:end])
                break


@lru_cache(maxsize=4)
def _lengths(names: frozenset[str]) -> Mapping[str, tuple[int, ...]]:
    """Return how long the names with an ending are, the longest first."""
    lengths: dict[str, set[int]] = {}
    for name in names:
        if SHORTEST <= len(name) <= LONGEST:
            lengths.setdefault(name[-_ENDING:], set()).add(len(name))
    return {ending: tuple(sorted(found, reverse=True)) for ending, found in lengths.items()}


@lru_cache(maxsize=1)
def _goes_on() -> tuple[str, ...]:
    return tuple(end for group in wording().organ.ends for end in group)
