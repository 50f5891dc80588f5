"""Find the rows and columns of a form in a sheet by their labels, in order, or not at all."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

MAX_LENGTH = 3_000
"""Rows or columns that are searched; the time grows with their number."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where each expected label stands: an index, or None where it was not found.

    `certain` is False when the labels could stand elsewhere just as well, or in another order.
    """

    places: tuple[int | None, ...]
    certain: bool


def align(expected: Sequence[str], actual: Sequence[Set[str]]) -> Alignment:
    """Place labels among lines that each hold some texts: as many as possible, in their order.

    Two ways of doing so that differ make it uncertain, and so does a label left over on both sides.
    """
    if len(actual) > MAX_LENGTH:
        return Alignment((None,) * len(expected), certain=False)
    last = _latest(expected, actual)
    mirrored = _latest(expected[::-1], actual[::-1])[::-1]
    first = tuple(None if place is None else len(actual) - 1 - place for place in mirrored)
    taken = set(first)
    left = {label for label, place in zip(expected, first, strict=True) if place is None}
    spare: set[str] = set().union(*(texts for index, texts in enumerate(actual) if index not in taken))
    return Alignment(first, certain=first == last and not left & spare)


def _latest(expected: Sequence[str], actual: Sequence[Set[str]]) -> tuple[int | None, ...]:
    """Return the longest common sequence in which every label stands as late as it can."""
    n, m = len(expected), len(actual)
    best = [[0] * (m + 1) for _ in range(n + 1)]
    for i in range(n - 1, -1, -1):
        row, below = best[i], best[i + 1]
        label = expected[i]
        for j in range(m - 1, -1, -1):
            row[j] = below[j + 1] + 1 if label in actual[j] else max(below[j], row[j + 1])
    places: list[int | None] = []
    j = 0
    for i in range(n):
        while j < m and best[i][j] == best[i][j + 1]:
            j += 1
        if best[i][j] > best[i + 1][j]:
            places.append(j)
            j += 1
        else:
            places.append(None)
    return tuple(places)
