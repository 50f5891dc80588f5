"""Write one figure as it was typed, so that it is read back the same."""

from __future__ import annotations

from decimal import Decimal

from xlsxwriter.worksheet import Worksheet

from govreport_writer.cells import Value
from govreport_writer.figures import printed
from govreport_writer.submission import RawCell
from govreport_writer.workbook.styles import Styles

EXACT = 15
"""Digits that a number of a spreadsheet holds; a longer one is written as text."""


def write_figure(
    sheet: Worksheet, row: int, column: int, typed: RawCell | None, style: Styles, look: str
) -> None:
    """Write a figure at (row, column) from 0; None and an empty cell are blank.

    The digits after the point are kept by a number format of their own.
    """
    value = None if typed is None else typed.value
    if value is None or value == "":
        sheet.write_blank(row, column, None, style(look))
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, style(look))
    elif isinstance(value, str) or len(printed(value).strip("-.0").replace(".", "")) > EXACT:
        sheet.write_string(row, column, value if isinstance(value, str) else printed(value), style(look))
    else:
        sheet.write_number(row, column, _number(value), style(look, number_format(value)))


def cached_value(value: Value) -> str | int | float:
    """Return the value that is written beside a formula; a blank is an empty text there."""
    return "" if value is None else _number(value)


def _number(value: int | Decimal) -> int | float:
    return value if isinstance(value, int) else float(value)


def number_format(value: int | Decimal) -> str:
    """Return the format that shows a decimal with all its digits; nothing for a whole number."""
    digits = -int(value.as_tuple().exponent) if isinstance(value, Decimal) else 0
    return "0." + "0" * digits if digits > 0 else ""
