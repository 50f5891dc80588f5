"""The units that are compared with each other: sketches with their keys, those of one year together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from govreport_writer import messages
from govreport_writer.across.sketch import Sketch

NAMED = 3
"""Other units that a finding names."""


@dataclass(frozen=True)
class Units:
    """Units of one year in the order of their keys; `groups` are the parents of those that have one."""

    keys: tuple[str, ...]
    sketches: tuple[Sketch, ...]
    groups: tuple[str, ...]

    @classmethod
    def of(cls, sketches: Mapping[str, Sketch], groups: Mapping[str, str]) -> Units:
        """Return the units by key; whose parent is not told belongs to the place in its name."""
        keys = tuple(sorted(sketches))
        parents = tuple(groups.get(key, sketches[key].place) for key in keys)
        return cls(keys, tuple(sketches[key] for key in keys), parents)

    def named(self, ranks: Iterable[int]) -> str:
        """Return the names of a few units, and whether there are more."""
        all_of_them = list(ranks)
        rest = messages.text("words.and_more") if len(all_of_them) > NAMED else ""
        return messages.text("words.comma").join(map(self._name, all_of_them[:NAMED])) + rest

    def _name(self, rank: int) -> str:
        """Return the name of a unit, with its key where several have that name."""
        name = self.sketches[rank].name
        return name if self._often[name] == 1 else f"{name} ({self.keys[rank]})"

    @cached_property
    def _often(self) -> Counter[str]:
        return Counter(sketch.name for sketch in self.sketches)
