"""Hold a government's own figures against the sum of its units, and look for the unit that explains a gap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from govreport_writer.cells import CellRef
from govreport_writer.figures import in_unit
from govreport_writer.form.edition import FormEdition
from govreport_writer.rollup.additive import left_blank
from govreport_writer.rollup.counterparts import places_of
from govreport_writer.rollup.figures import UNREADABLE, Figures
from govreport_writer.rollup.money import exactly
from govreport_writer.rollup.sums import Sums
from govreport_writer.submission import Submission

Why = Literal["left_out", "twice", "not_counted"]
"""How a unit's figure may explain a gap: the government left it out, counted it twice, or counted a unit
that is not part of the sum."""


@dataclass(frozen=True, slots=True)
class Likely:
    """A unit whose own figure in the cell is just the gap.

    `unit` is its index; `cells` tells how many gaps of the table it explains in this way.
    """

    unit: int
    why: Why
    cells: int = 0


@dataclass(frozen=True, slots=True)
class Gap:
    """A cell in which the government's figure is not the sum; both in the government's unit."""

    ref: CellRef
    given: int | Decimal
    total: int | Decimal
    likely: tuple[Likely, ...] = ()

    @property
    def difference(self) -> int | Decimal:
        """The government's figure minus the sum."""
        return self.given - self.total


@dataclass(frozen=True, slots=True)
class Compared:
    """Where the government's figures differ, and cells in which only one side has a number that is not 0."""

    gaps: tuple[Gap, ...]
    only_given: tuple[CellRef, ...]
    only_units: tuple[CellRef, ...]


def compared(given: Submission, sum_: Submission, sums: Sums) -> Compared:
    """Compare a government's submission with the sum of its units; cells that cannot be added up stay out.

    A total is the sum of the units' totals: a slip inside the government's own sums is a finding of `check`.
    """
    gaps: list[Gap] = []
    only_given: list[CellRef] = []
    only_units: list[CellRef] = []
    blank = left_blank(given.edition)
    for ref, value in given.values.items():
        if ref in blank or not given.readable(ref):
            continue
        total = _total(ref, sum_, sums, given.units.get(ref))
        if value is not None and total is not None:
            if value != total:
                gaps.append(Gap(ref, value, total))
        elif value:
            only_given.append(ref)
        elif total:
            only_units.append(ref)
    return Compared(tuple(gaps), tuple(only_given), tuple(only_units))


def _total(ref: CellRef, sum_: Submission, sums: Sums, unit: str | None) -> int | Decimal | None:
    value = sum_.values.get(ref)
    own = sums[ref].unit if sum_.edition.cells[ref].type == "amount" else None
    if value is None:
        return None
    with exactly():
        return in_unit(value, own, unit)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that may explain gaps: its index, edition, figures, and whether it is part of the sum."""

    unit: int
    edition: FormEdition
    figures: Figures
    counted: bool


def explained_by(
    gaps: Sequence[Gap],
    edition: FormEdition,
    units: Mapping[CellRef, str | None],
    candidates: Iterable[Candidate],
) -> tuple[Gap, ...]:
    """Return the gaps with the units that may explain each, those that explain most gaps of a table first.

    `units` name the government's unit of each amount.
    """
    order = {ref: index for index, ref in enumerate(edition.cells)}
    found: dict[CellRef, list[Likely]] = {gap.ref: [] for gap in gaps}
    for each in candidates:
        places = places_of(edition, each.edition)
        for gap in gaps:
            found[gap.ref] += _likely(gap, each, places[order[gap.ref]], units.get(gap.ref))
    often = Counter((ref.table, one.unit, one.why) for ref, likely in found.items() for one in likely)
    in_table = Counter(gap.ref.table for gap in gaps)
    return tuple(
        replace(gap, likely=_ranked(gap.ref.table, found[gap.ref], often, in_table[gap.ref.table]))
        for gap in gaps
    )


def _likely(gap: Gap, each: Candidate, index: int | None, unit: str | None) -> Iterator[Likely]:
    value = None if index is None or each.figures.states[index] == UNREADABLE else each.figures.values[index]
    if not value or index is None:
        return
    with exactly():
        own, missing = in_unit(value, each.figures.units.get(index), unit), gap.difference
        if own == missing:
            yield Likely(each.unit, "twice" if each.counted else "not_counted")
        elif each.counted and -own == missing:
            yield Likely(each.unit, "left_out")


def _ranked(
    table: str, likely: Sequence[Likely], often: Mapping[tuple[str, int, Why], int], gaps: int
) -> tuple[Likely, ...]:
    """Return the units that explain at least half of a table's gaps; the others are chance."""
    counted = [replace(each, cells=often[table, each.unit, each.why]) for each in likely]
    weighty = [each for each in counted if each.cells * 2 >= gaps]
    return tuple(sorted(weighty, key=lambda each: (-each.cells, each.unit)))
