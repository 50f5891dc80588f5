"""Add up figures cell by cell, and know of each sum what went into it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from govreport_writer.cells import CellRef, Value
from govreport_writer.form.edition import FormEdition
from govreport_writer.rollup.counterparts import places_of
from govreport_writer.rollup.figures import ABSENT, UNREADABLE, Figures
from govreport_writer.rollup.money import Rule, exactly, sum_in, unit_of_sum


@dataclass(frozen=True, slots=True)
class CellSum:
    """What the units filed in a cell, together; None when none has a number.

    `numbers`, `blanks`, `unreadable` and `absent` (no such cell, or a table not filed) count units. `unit` is
    that of an amount, `rule` how it was chosen. `no_unit` counts amounts left out for want of a unit.
    """

    ref: CellRef
    value: Value
    unit: str | None
    rule: Rule
    numbers: int
    blanks: int
    unreadable: int
    absent: int
    no_unit: int


Sums = Mapping[CellRef, CellSum]
"""The sums by the cells of the government's edition."""


class Adding:
    """Sums in the making: figures go in unit by unit, in any order."""

    def __init__(self, edition: FormEdition) -> None:
        self.edition = edition
        self._cells = tuple(edition.cells.values())
        size = len(self._cells)
        self._amounts = frozenset(index for index, cell in enumerate(self._cells) if cell.type == "amount")
        self._sums: list[Value] = [None] * size
        self._money: dict[int, dict[str | None, int | Decimal]] = {index: {} for index in self._amounts}
        self._numbers, self._unreadable, self._absent, self._no_unit = ([0] * size for _ in range(4))
        self._units = 0

    def add(self, edition: FormEdition, figures: Figures) -> None:
        """Add a unit's figures, which are in the order of its own edition's cells."""
        self._units += 1
        with exactly():
            for index, theirs in enumerate(places_of(self.edition, edition)):
                if theirs is None or figures.states[theirs] == ABSENT:
                    self._absent[index] += 1
                elif figures.states[theirs] == UNREADABLE:
                    self._unreadable[index] += 1
                elif (value := figures.values[theirs]) is not None:
                    self._add(index, value, figures.units.get(theirs))

    def _add(self, index: int, value: int | Decimal, unit: str | None) -> None:
        if index not in self._amounts:
            before = self._sums[index]
            self._sums[index] = value if before is None else before + value
        elif unit is None and value:
            self._no_unit[index] += 1
            return
        else:
            by_unit = self._money[index]
            by_unit[unit] = by_unit[unit] + value if unit in by_unit else value
        self._numbers[index] += 1

    def sums(self) -> Sums:
        """Return the sum of every cell."""
        return {cell.ref: self._sum(index) for index, cell in enumerate(self._cells)}

    def _sum(self, index: int) -> CellSum:
        cell = self._cells[index]
        by_unit = self._money.get(index, {})
        amount = index in self._amounts
        unit, rule = unit_of_sum(cell, by_unit) if amount else (cell.unit, "none")
        counted = (self._numbers, self._unreadable, self._absent, self._no_unit)
        numbers, unreadable, absent, no_unit = (each[index] for each in counted)
        return CellSum(
            ref=cell.ref,
            value=sum_in(unit, by_unit) if amount else self._sums[index],
            unit=unit,
            rule=rule,
            numbers=numbers,
            blanks=self._units - numbers - unreadable - absent - no_unit,
            unreadable=unreadable,
            absent=absent,
            no_unit=no_unit,
        )


def added_up(edition: FormEdition, units: Iterable[tuple[FormEdition, Figures]]) -> Sums:
    """Return the sums of units, each with its edition."""
    adding = Adding(edition)
    for own, figures in units:
        adding.add(own, figures)
    return adding.sums()
