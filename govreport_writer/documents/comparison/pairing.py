"""Pair two sequences in order so that the pairs have as much in common as can be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

MOST_PAIRS = 10_000
"""More pairs are not tried: the n-th goes with the n-th."""

Numbers = tuple[int | None, int | None]
_Pairs = tuple[tuple[int, int], ...]


def paired(one: Sequence[frozenset[str]], other: Sequence[frozenset[str]], least: float) -> Iterator[Numbers]:
    """Yield the numbers of what goes together, in order, and None beside what stands alone.

    A pair has at least the share `least` of its signs in common; the more, the better.
    """
    i = j = 0
    for left, right in (*_best(one, other, least), (len(one), len(other))):
        yield from ((index, None) for index in range(i, left))
        yield from ((None, index) for index in range(j, right))
        if left < len(one):
            yield left, right
        i, j = left + 1, right + 1


def _best(one: Sequence[frozenset[str]], other: Sequence[frozenset[str]], least: float) -> _Pairs:
    if len(one) * len(other) > MOST_PAIRS:
        return tuple((index, index) for index in range(min(len(one), len(other))))
    above: list[tuple[float, _Pairs]] = [(0.0, ())] * (len(other) + 1)
    for i, signs in enumerate(one):
        row: list[tuple[float, _Pairs]] = [(0.0, ())]
        for j, found in enumerate(other):
            kept = max(above[j + 1], row[j], key=lambda each: each[0])
            alike = _in_common(signs, found)
            total = above[j][0] + alike
            row.append((total, (*above[j][1], (i, j))) if alike >= least and total > kept[0] else kept)
        above = row
    return above[-1][1]


def _in_common(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0
