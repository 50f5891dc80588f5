"""Match a run of wanted labels with a run of found ones: in order, as well as the whole allows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Scores = Mapping[int, float]
"""How well a found thing fits each wanted one, by index; those that do not fit are left out."""


def in_order(found: Sequence[Scores]) -> dict[int, int]:
    """Return the found index for wanted ones, each used once and both rising, with the highest sum of scores.

    Of equal sums the one that takes found things early wins.
    """
    best: dict[int, tuple[float, Path | None]] = {}
    for index, scores in enumerate(found):
        fresh = [(wanted, _extended(best, wanted, index, score)) for wanted, score in scores.items()]
        for wanted, path in fresh:
            if wanted not in best or path[0] > best[wanted][0] + 1e-9:
                best[wanted] = path
    end = max(best.values(), key=lambda path: path[0], default=(0.0, None))
    return _followed(end[1])


Path = tuple[int, int, "Path | None"]


def _extended(
    best: Mapping[int, tuple[float, Path | None]], wanted: int, index: int, score: float
) -> tuple[float, Path | None]:
    """Return the best sum that ends in a pair, with the way there."""
    before = max(
        ((total, path) for last, (total, path) in best.items() if last < wanted),
        key=lambda each: each[0],
        default=(0.0, None),
    )
    return before[0] + score, (wanted, index, before[1])


def _followed(path: Path | None) -> dict[int, int]:
    pairs: dict[int, int] = {}
    while path is not None:
        wanted, index, path = path
        pairs[wanted] = index
    return dict(sorted(pairs.items()))
