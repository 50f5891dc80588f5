"""Figures of a unit for a year: sums hold, and a year begins where the last one ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from random import Random
from typing import NamedTuple

from tools.units.organs import Organ
from tools.units.words import data

FIRST = 2021
"""The year with which stocks begin."""
BUSY = 12
"""Requests a year from which an organ is taken to review or court."""
RARE, UNASKED = 4, 0.4
"""Of organs with fewer requests a year, this share is never asked for anything."""

Vector = tuple[int, ...]


class Figures(NamedTuple):
    """All figures: by row; `fee` is in hundredths of 万元, requests go by applicant, stages by result."""

    files: Vector
    decisions: Vector
    fee: int
    received: Vector
    carried_in: Vector
    carried_out: Vector
    outcome: tuple[Vector, ...]
    stages: tuple[Vector, ...]

    @property
    def requested(self) -> bool:
        """Tell whether there was any request, this year's or last year's."""
        return any(self.received) or any(self.carried_in)


def drawn(organ: Organ, year: int, seed: int) -> Figures:
    """Return figures of a unit's own work, of the size that its facts name."""
    own = Random(f"{seed}/{organ.number}")
    size = own.lognormvariate(0, 0.45)
    rng = Random(f"{seed}/{organ.number}/{year}")
    quiet = organ.facts["scale"] < RARE and own.random() < UNASKED
    scale = 0 if quiet else organ.facts["scale"] * size * _level(organ)
    last, this = (_left_open(organ, each, seed, scale) for each in (year - 1, year))
    received = _received(rng, round(scale * rng.uniform(0.85, 1.2)), last.requests, this.requests)
    handled = map(lambda new, old, left: new + old - left, received, last.requests, this.requests)
    outcome = _outcome(rng, list(handled))
    return Figures(
        _files(organ, year, seed),
        tuple(round(each * size * rng.uniform(0.85, 1.2)) for each in organ.facts["decisions"]),
        round(100 * organ.facts["fee"] * size * rng.uniform(0.9, 1.1)),
        received,
        last.requests,
        this.requests,
        outcome,
        _stages(rng, last, this),
    )


def _level(organ: Organ) -> float:
    """Return how much more there is to do at a level."""
    return 2.2 if organ.level == "city" else 1.0


class Open(NamedTuple):
    """What is not finished at the end of a year; `new` are reviews that began in it."""

    requests: Vector
    reviews: int
    suits: int
    new: int


def _left_open(organ: Organ, year: int, seed: int, scale: float) -> Open:
    rng = Random(f"{seed}/{organ.number}/{year}/open")
    applicants = _running(tuple(data("organs.yaml")["applicants"].values()))
    few = rng.randint(0, max(1, int(scale * 0.08))) if scale else 0
    new = rng.randint(1, max(2, int(scale * 0.06))) if scale >= BUSY else 0
    return Open(_spread(rng, few, applicants), rng.randint(0, new // 2), rng.randint(0, min(1, new)), new)


def _received(rng: Random, count: int, before: Vector, left: Vector) -> Vector:
    """Draw new requests, of each applicant enough for what is left open."""
    new = _spread(rng, count, _running(tuple(data("organs.yaml")["applicants"].values())))
    return tuple(max(each, still - old) for each, old, still in zip(new, before, left, strict=True))


def _outcome(rng: Random, handled: Sequence[int]) -> tuple[Vector, ...]:
    """Spread what was handled over the outcomes: rows of applicants."""
    outcomes = _running(tuple(data("organs.yaml")["outcomes"].values()))
    return tuple(zip(*(_spread(rng, count, outcomes) for count in handled), strict=True))


@cache
def _running(weights: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(accumulate(weights))


def _spread(rng: Random, count: int, weights: tuple[float, ...]) -> Vector:
    """Spread a count over as many places as there are weights."""
    if not count:
        return (0,) * len(weights)
    found = Counter(rng.choices(range(len(weights)), cum_weights=weights, k=count))
    return tuple(found[place] for place in range(len(weights)))


def _files(organ: Organ, year: int, seed: int) -> Vector:
    """Return documents made, repealed, in force; a stock grows from FIRST on."""
    if organ.kind not in ("department", "government") or organ.vertical:
        return 0, 0, 0
    stock = 14 + Random(f"{seed}/{organ.number}/files").randint(0, 9)
    made = repealed = 0
    for each in range(FIRST, year + 1):
        rng = Random(f"{seed}/{organ.number}/{each}/files")
        made, repealed = rng.choice((0, 0, 1, 1, 2, 3)), rng.choice((0, 0, 0, 1, 2))
        stock = max(stock + made - repealed, 0)
    return made, repealed, stock


def _stages(rng: Random, last: Open, this: Open) -> tuple[Vector, ...]:
    """Return reviews, suits without a review (none: there is one first), suits after a review."""
    reviews = _spread(rng, last.reviews + this.new - this.reviews, (7, 8, 10))
    suits = _spread(rng, last.suits, (8, 9, 10))
    return (*reviews, this.reviews), (0, 0, 0, 0), (*suits, this.suits)
