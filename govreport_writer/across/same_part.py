"""The part on problems is the unit's own (GR520).

What it does: compares that part with the same part of all other units, leaving out figures, names of the
organ and its place, blanks and punctuation; two that share half of the shorter one are named.
Why: problems and improvements copied from a sister unit tell nothing, and assessors compare reports.
Example: 县司法局 and 县审计局 with the same three problems, only the name changed.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from govreport_writer.across.fingerprints import unpacked
from govreport_writer.across.sketch_texts import ProblemsSketch
from govreport_writer.across.units import Units
from govreport_writer.findings import Finding, Instance
from govreport_writer.wording import wording

CODES = ("GR520",)
ALIKE = 50
"""Per cent of the shorter part."""
_TRIED = 6
"""Other units that a part is compared with in full: those with which it shares the rarest runs."""
_NEAR = 4
"""Of many units with one run those before and after in order of the text: identical ones are neighbours."""
_MANY = 4 * _NEAR
_SAMPLE = 2
"""One of so many numbers is looked up."""
_SHIFT = 32
_RANK = (1 << _SHIFT) - 1

Pair = tuple[int, int]


def find(units: Units) -> Iterator[tuple[int, Finding]]:
    """Yield the unit's rank and a hint for each unit whose part is much like another's."""
    ranks, parts = _by_text(units)
    alike: dict[int, list[Pair]] = {}
    for (one, other), share in _alike(parts).items():
        alike.setdefault(one, []).append((-share, ranks[other]))
        alike.setdefault(other, []).append((-share, ranks[one]))
    places = {rank: at for at, rank in enumerate(ranks)}
    for at in sorted(alike, key=ranks.__getitem__):
        others = sorted(alike[at])
        nearest = parts[places[others[0][1]]]
        yield ranks[at], _finding(units, ranks[at], parts[at], nearest, others)


def _by_text(units: Units) -> tuple[list[int], list[ProblemsSketch]]:
    """Return the ranks of units with such a part, in order of its text, and the parts."""
    having = [
        (part.prints, rank, part)
        for rank, sketch in enumerate(units.sketches)
        if (part := sketch.problems) is not None
    ]
    having.sort(key=lambda each: each[:2])
    return [rank for _, rank, _ in having], [part for _, _, part in having]


def _alike(parts: Sequence[ProblemsSketch]) -> dict[Pair, int]:
    """Return the share of each pair that is much alike, as far as likely pairs were found."""
    shares: dict[Pair, int] = {}
    for pair in _likely(parts):
        share = shared(parts[pair[0]], parts[pair[1]])
        if share >= ALIKE:
            shares[pair] = share
    return shares


def shared(one: ProblemsSketch, other: ProblemsSketch) -> int:
    """Return how many per cent of the shorter part stand in the other one."""
    ours, theirs = _numbers(one.prints), _numbers(other.prints)
    return 100 * len(ours & theirs) // min(len(ours), len(theirs))


@lru_cache(maxsize=64)
def _numbers(prints: bytes) -> frozenset[int]:
    return frozenset(unpacked(prints))


def _likely(parts: Sequence[ProblemsSketch]) -> list[Pair]:
    """Return pairs worth comparing; their number grows with the number of units, not with its square."""
    index = array(
        "Q", sorted(number << _SHIFT | at for at, part in enumerate(parts) for number in _sample(part))
    )
    spans = _spans(index)
    pairs = {(at, at + 1) for at in range(len(parts) - 1) if parts[at].prints == parts[at + 1].prints}
    for at, part in enumerate(parts):
        weights: dict[int, float] = {}
        for number in _sample(part):
            if number in spans:
                first, last = spans[number]
                for each in _near(index, first, last, number << _SHIFT | at):
                    other = each & _RANK
                    weights[other] = weights.get(other, 0.0) + 1 / (last - first)
        weights.pop(at, None)
        rarest = sorted(weights, key=lambda other: (-weights[other], other))[:_TRIED]
        pairs.update((min(at, other), max(at, other)) for other in rarest)
    return sorted(pairs)


def _sample(part: ProblemsSketch) -> Iterator[int]:
    return (number for number in unpacked(part.prints) if not number % _SAMPLE)


def _spans(index: Sequence[int]) -> dict[int, Pair]:
    """Return from where to where each number stands that several units have."""
    spans: dict[int, Pair] = {}
    first = 0
    for at in range(1, len(index) + 1):
        if at == len(index) or index[at] >> _SHIFT != index[first] >> _SHIFT:
            if at - first > 1:
                spans[index[first] >> _SHIFT] = first, at
            first = at
    return spans


def _near(index: array[int], first: int, last: int, own: int) -> array[int]:
    """Return the units with a number; of many those whose text comes shortly before or after."""
    if last - first > _MANY:
        at = bisect_left(index, own, first, last)
        first, last = max(first, at - _NEAR), min(last, at + _NEAR + 1)
    return index[first:last]


def _finding(
    units: Units, rank: int, part: ProblemsSketch, nearest: ProblemsSketch, others: Sequence[Pair]
) -> Finding:
    ours, theirs = _numbers(part.prints), _numbers(nearest.prints)
    share, names = 100 * len(ours & theirs) // len(ours), units.named(other for _, other in others)
    passage = part.quote_in(theirs) or nearest.quote_in(ours)
    return Finding(
        code="GR520",
        severity="hint",
        anchor=wording().sections.problems,
        instances=(Instance((part.spot,)),),
        fields={"part": part.title, "others": names, "share": share, "passage": passage or ""},
        values=f"{share}%",
        in_workbook=units.sketches[rank].in_workbook,
    )
