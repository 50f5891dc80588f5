"""Exact sums, and the unit of money in which a sum is given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from decimal import Context, Decimal, Inexact, localcontext
from typing import Literal

from govreport_writer.cells import Value
from govreport_writer.figures import UNITS_OF_MONEY, added, in_unit
from govreport_writer.form.edition import Cell

DIGITS = 200
"""More than any sum of figures takes, each of which has 40 at most."""
Rule = Literal["form", "common", "larger", "none"]
"""Who chose a unit of money: the form, all agencies alike, the larger of two; none where there is none."""


def exactly() -> AbstractContextManager[Context]:
    """Calculate without rounding; an inexact result would be an error."""
    return localcontext(Context(prec=DIGITS, traps=[Inexact]))


def unit_of_sum(cell: Cell, used: Iterable[str | None]) -> tuple[str | None, Rule]:
    """Return the unit in which amounts of a cell are added up, and by which rule; `used` are the units'."""
    if cell.unit is not None:
        return cell.unit, "form"
    named = sorted({unit for unit in used if unit is not None}, key=lambda unit: UNITS_OF_MONEY[unit])
    if not named:
        return None, "none"
    return named[-1], "common" if len(named) == 1 else "larger"


def sum_in(unit: str | None, by_unit: Mapping[str | None, int | Decimal]) -> Value:
    """Return the sum of amounts that are kept by their units; None where there is no number."""
    with exactly():
        return added(in_unit(value, own, unit) for own, value in by_unit.items())
