"""Slips of the hand, seeded into the figures of a clean submission, cell by cell."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from govreport_writer.cells import CellRef, Value
from govreport_writer.figures import printed
from govreport_writer.form.edition import FormEdition
from govreport_writer.grid_layout import build_grid

Figures = Mapping[CellRef, Value]
Beside = dict[CellRef, CellRef]
"""The filed cell to the right of another, or below it."""
PAIR = "two at once"


@dataclass(frozen=True, slots=True)
class SeededError:
    """A kind of slip and the figures that it leaves; the rest stays as it was."""

    kind: str
    after: Figures


def errors_in(figures: Figures, edition: FormEdition, rng: random.Random) -> Iterator[SeededError]:
    """Yield every slip in every cell that changes a figure, then as many pairs as there are cells."""
    found: list[SeededError] = []
    right, below = (_beside(edition, figures, step) for step in ((0, 1), (1, 0)))
    for ref in figures:
        found += _alone(figures, ref)
        found += _with_neighbour(figures, ref, right, below, rng)
    yield from found
    for _ in figures:
        one, other = rng.sample(found, 2)
        if one.after.keys().isdisjoint(other.after):
            yield SeededError(PAIR, {**one.after, **other.after})


def _alone(figures: Figures, ref: CellRef) -> Iterator[SeededError]:
    for kind, slip in SLIPS.items():
        after = slip(figures[ref])
        if after != figures[ref]:
            yield SeededError(kind, {ref: after})


def _swapped(value: Value) -> Value:
    """Return a count with its last two unlike digits swapped, so that no nought comes first."""
    digits = printed(value)
    for at in range(len(digits) - 2, -1, -1):
        one, other = digits[at : at + 2]
        if isinstance(value, int) and one.isdigit() and one != other and (at or other != "0"):
            return int(f"{digits[:at]}{other}{one}{digits[at + 2 :]}")
    return value


SLIPS: dict[str, Callable[[Value], Value]] = {
    "+1": lambda value: (value or 0) + 1,
    "−1": lambda value: (value or 0) - 1,
    "×10": lambda value: (value or 0) * 10,
    "digits swapped": _swapped,
    "blank": lambda _: None,
}


def _with_neighbour(
    figures: Figures, ref: CellRef, right: Beside, below: Beside, rng: random.Random
) -> Iterator[SeededError]:
    for kind, beside in (("to the next column", right), ("to the next row", below)):
        if ref in beside and figures[ref]:
            yield SeededError(kind, _moved(figures, ref, beside[ref], rng))
    beside = right if ref in right else below
    digits = printed(figures[ref])
    if ref in beside and digits.isdigit() and len(digits) > 1 and not figures[beside[ref]]:
        at = rng.randrange(1, len(digits))
        yield SeededError("split over two", {ref: int(digits[:at]), beside[ref]: int(digits[at:])})


def _moved(figures: Figures, ref: CellRef, to: CellRef, rng: random.Random) -> Figures:
    """Return a figure in the wrong cell: alone there, added to what stands there, or changed for it."""
    one, other = figures[ref] or 0, figures[to] or 0
    changed = other and one != other and rng.random() < 0.5
    return {ref: other, to: one} if changed else {ref: 0, to: other + one}


def _beside(edition: FormEdition, figures: Figures, step: tuple[int, int]) -> Beside:
    found = {}
    for (table, row, column), ref in _positions(edition).items():
        to = _positions(edition).get((table, row + step[0], column + step[1]))
        if to in figures and ref in figures:
            found[ref] = to
    return found


@cache
def _positions(edition: FormEdition) -> dict[tuple[str, int, int], CellRef]:
    """Return where each figure stands in print."""
    return {
        (table.id, cell.row, cell.column): cell.ref
        for table in edition.tables
        for cell in build_grid(table).cells
        if cell.ref
    }
