"""The figures of all units: governments add up what those below them count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tools.units.figures import Figures, Vector, drawn
from tools.units.organs import Organ


class Book:
    """Knows the figures of all units for all years from FIRST on.

    The first government counts some `planted` requests more than the units below it.
    """

    def __init__(self, organs: Sequence[Organ], seed: int, planted: int = 0) -> None:
        self._seed, self._planted, self._first = seed, planted, organs[0].number
        self._below: dict[str, list[Organ]] = {}
        for organ in organs:
            if organ.parent and not organ.vertical:
                self._below.setdefault(organ.parent, []).append(organ)
        self._known: dict[tuple[int, int], Figures] = {}

    def of(self, organ: Organ, year: int) -> Figures:
        """Return what a unit counts for a year; a government that stands above others, their sum."""
        key = organ.number, year
        if key not in self._known:
            below = self._below.get(organ.name)
            found = _sum(self.of(each, year) for each in below) if below else drawn(organ, year, self._seed)
            self._known[key] = _with(found, self._planted) if organ.number == self._first else found
        return self._known[key]


def _with(figures: Figures, planted: int) -> Figures:
    """Return figures with more requests, all of the first kind of applicant and granted."""
    first, *others = figures.received
    (granted, *rest), *rows = figures.outcome
    outcome = ((granted + planted, *rest), *rows)
    return figures._replace(received=(first + planted, *others), outcome=outcome)


def _sum(parts: Iterable[Figures]) -> Figures:
    files, decisions, fees, received, carried_in, carried_out, outcomes, stages = zip(*parts, strict=True)
    return Figures(
        _added(files),
        _added(decisions),
        sum(fees),
        _added(received),
        _added(carried_in),
        _added(carried_out),
        tuple(map(_added, zip(*outcomes, strict=True))),
        tuple(map(_added, zip(*stages, strict=True))),
    )


def _added(rows: Iterable[Vector]) -> Vector:
    return tuple(map(sum, zip(*rows, strict=True)))
