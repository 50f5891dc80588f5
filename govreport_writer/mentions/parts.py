"""The parts of a list in the text, and whether they fit its whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from govreport_writer.mentions.mention import Reading

_TABLE = "outcomes"
_CHANNELS = "channels"
Number = int | Decimal


@dataclass(slots=True)
class Parts:
    """A whole and the figures said to be its parts, by what they divide it into ("" where unknown)."""

    reading: Reading
    whole: Number
    name: str
    line: int
    start: int
    end: int = 0
    exhaustive: bool = False
    open: bool = False
    overlapping: bool = False
    groups: dict[str, list[Number]] = field(default_factory=dict)

    def misfits(self) -> Iterator[tuple[list[Number], bool]]:
        """Yield the groups that do not fit the whole, and whether that is certain."""
        groups = self._merged()
        if sum(map(sum, groups.values())) == self.whole:
            return
        for kind, values in groups.items():
            total = sum(values)
            fits = total == self.whole if kind else _fills(values, self.whole)
            if len(values) > 1 and kind != _TABLE and not fits:
                mixed = kind == "" and len(groups) > 1
                if total > self.whole:
                    yield values, kind != "" or not (self.overlapping or mixed)
                elif total < self.whole and self.exhaustive and not self.open and not mixed:
                    yield values, True

    def _merged(self) -> dict[str, list[Number]]:
        """Return the groups; channels carry the same items, so they alone make no sum."""
        groups = {kind: list(values) for kind, values in self.groups.items()}
        channels = groups.pop(_CHANNELS, [])
        if "" in groups:
            groups[""] += channels
        return groups


def _fills(values: list[Number], whole: Number) -> bool:
    """Whether the values fill the whole once or several times over, divided in another way each time."""
    total: Number = 0
    filled = False
    for value in values:
        total += value
        if total == whole:
            total, filled = 0, True
        elif total > whole:
            return False
    return filled
