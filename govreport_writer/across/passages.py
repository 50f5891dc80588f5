"""Which long passages several units have in common, and which of these are a template."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from govreport_writer.across.units import Units

SEVERAL = 3
"""Units that have a passage before it is told."""
TEMPLATE = 8
"""Units, and half of those of one parent at least, that make a passage a template."""
_SLICES = 8
"""The passages are counted in so many goes, which keeps memory small."""
_SHIFT = 32

Spread = tuple[str, int]
"""A group with a template, empty for all units, and how many of it have the template."""


@dataclass(frozen=True, slots=True)
class Passages:
    """The passages that several units have, with the ranks of these; of templates where they are used."""

    having: Mapping[int, tuple[int, ...]]
    templates: Mapping[int, tuple[Spread, ...]]

    def spread_in(self, passage: int, group: str) -> Spread | None:
        """Return where a passage is a template for the units of a group; None where it is none."""
        spreads = self.templates.get(passage, ())
        return next((each for each in spreads if each[0] in ("", group)), None)


def passages_of(units: Units) -> Passages:
    """Return the passages that several of the units have; the order of the units does not matter."""
    having: dict[int, tuple[int, ...]] = {}
    templates: dict[int, tuple[Spread, ...]] = {}
    sizes = Counter(units.groups)
    sizes[""] = len(units.sketches)
    for number, ranks in _shared(units):
        spreads = tuple(_spreads(units, ranks, sizes))
        if spreads:
            templates[number] = spreads
        having[number] = ranks
    return Passages(having, templates)


def _shared(units: Units) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield each passage that several units have, with their ranks."""
    for piece in range(_SLICES):
        index = sorted(
            number << _SHIFT | rank
            for rank, sketch in enumerate(units.sketches)
            for number in {each for part in sketch.parts for each in part.numbers()}
            if number % _SLICES == piece
        )
        first = 0
        for at in range(1, len(index) + 1):
            if at == len(index) or index[at] >> _SHIFT != index[first] >> _SHIFT:
                if at - first >= SEVERAL:
                    mask = (1 << _SHIFT) - 1
                    yield index[first] >> _SHIFT, tuple(each & mask for each in index[first:at])
                first = at


def _spreads(units: Units, ranks: tuple[int, ...], sizes: Mapping[str, int]) -> Iterator[Spread]:
    """Yield where a passage is a template: among all units, else in which groups."""
    if _is_template(len(ranks), sizes[""]):
        yield "", len(ranks)
        return
    if len(ranks) >= TEMPLATE:
        counts = Counter(units.groups[rank] for rank in ranks if units.groups[rank])
        yield from ((group, count) for group, count in counts.items() if _is_template(count, sizes[group]))


def _is_template(count: int, size: int) -> bool:
    return count >= TEMPLATE and 2 * count >= size
