"""Read one typed figure, and print one: the only place where text becomes a number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from govreport_writer.cells import Value
from govreport_writer.vocabulary import ValueType
from govreport_writer.yaml_strict import MAX_DIGITS, Scalar

BLANK_MARKS = frozenset({"", "/", "-", "—", "——", "无"})
"""What people write into a cell they leave empty; quoted as typed, never read as 0."""

_FULL_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)} | {
    0xFF0C: ",", 0xFF0E: ".", 0xFF0D: "-", 0xFF0B: "+", 0xFF0F: "/", 0x2212: "-",
}  # fmt: skip
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_NUMBER = re.compile(r"[+-]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
UNITS_OF_MONEY = {"元": Decimal(1), "万元": Decimal(10_000)}
"""Units of money with their worth in 元."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says: a number, blank (value None), or unreadable. `raw` is the text when it differs.

    `unit` is the unit typed behind the number, None where there is none.
    """

    value: Value
    readable: bool = True
    raw: str | None = None
    unit: str | None = None


def read_figure(typed: Scalar, type: ValueType, unit: str | None = None) -> Reading:
    """Read a typed value as a figure of a type; a count written 35074.0 is the whole number.

    `unit` is the unit of the cell: it may be typed behind the number, and for an amount so may any of money.
    """
    if typed is None:
        return Reading(None)
    if isinstance(typed, bool):
        return Reading(None, readable=False, raw=str(typed).lower())
    if isinstance(typed, int):
        return Reading(typed)
    if isinstance(typed, Decimal):
        return _of_decimal(typed, str(typed), type, normalised=False)
    return _read_text(typed, type, unit)


def _read_text(typed: str, type: ValueType, unit: str | None) -> Reading:
    text = typed.translate(_FULL_WIDTH).strip()
    if text in BLANK_MARKS:
        return Reading(None, raw=typed)
    units = {*UNITS_OF_MONEY, unit} if type == "amount" else {unit}
    text, typed_unit = _split(text, units)
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    if len(text) > MAX_DIGITS or not _NUMBER.fullmatch(text):
        return Reading(None, readable=False, raw=typed)
    return replace(_of_decimal(Decimal(text), typed, type, normalised=True), unit=typed_unit)


def _split(text: str, units: Iterable[str | None]) -> tuple[str, str | None]:
    """Return a text without the unit behind it, and the unit: the longest that it ends in."""
    found = [unit for unit in units if unit and text.endswith(unit)]
    if not found:
        return text, None
    unit = max(found, key=len)
    return text.removesuffix(unit).rstrip(), unit


def _of_decimal(value: Decimal, typed: str, type: ValueType, *, normalised: bool) -> Reading:
    value = value.copy_abs() if value.is_zero() else value  # -0.0 is zero
    whole = value == value.to_integral_value()
    if whole and (type != "amount" or value.as_tuple().exponent == 0):
        return Reading(int(value), raw=None if typed == str(int(value)) else typed)
    return Reading(value, raw=typed if normalised and typed != printed(value) else None)


def printed(value: Value) -> str:
    """Return a figure as it is printed: as filed, without separators; blank is the empty text."""
    if value is None:
        return ""
    return str(value) if isinstance(value, int) else format(value, "f")


def added(values: Iterable[Value]) -> int | Decimal | None:
    """Return the sum of the numbers among values, None when there is none: a blank adds nothing."""
    numbers = [value for value in values if value is not None]
    return sum(numbers[1:], start=numbers[0]) if numbers else None


def in_unit(value: int | Decimal, unit: str | None, wanted: str | None) -> int | Decimal:
    """Convert an amount between 元 and 万元; other units are left as they are."""
    if unit == wanted or unit not in UNITS_OF_MONEY or wanted not in UNITS_OF_MONEY:
        return value
    return Decimal(value) * UNITS_OF_MONEY[unit] / UNITS_OF_MONEY[wanted]


def is_money(unit: str | None) -> bool:
    """Whether a unit is one of money."""
    return unit in UNITS_OF_MONEY
