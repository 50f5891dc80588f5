"""A sheet as read: its cells by place, texts tidied, merged areas, formulas with the values they had."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from govreport_writer.cells import Location
from govreport_writer.workbook.names import folded
from govreport_writer.workbook.package import Package
from govreport_writer.workbook.spots import Spot, a1
from govreport_writer.yaml_strict import Scalar

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

EXACT = 15
"""Digits that a number of a spreadsheet holds."""
_ESCAPE = re.compile("_x(00[01][0-9A-Fa-f])_")
"""How the file format writes control characters; openpyxl has resolved the escape of the escape itself."""
_DECIMALS = re.compile(r"\.(0+)")


@dataclass(slots=True)
class Sheet:
    """One sheet of an opened workbook."""

    name: str
    worksheet: Worksheet
    package: Package
    _texts: dict[Spot, str] | None = field(default=None)

    @property
    def cells(self) -> dict[Spot, Any]:
        """The cells that the file holds, by row and column; never the millions that it could hold."""
        cells: dict[Spot, Any] = self.worksheet._cells  # asking for a range makes every cell in it
        return cells

    def texts(self) -> dict[Spot, str]:
        """Return the texts of all cells that hold one, folded for comparison."""
        if self._texts is None:
            self._texts = {
                spot: folded(cell.value)
                for spot, cell in self.cells.items()
                if isinstance(cell.value, str) and cell.data_type != "f" and cell.value.strip()
            }
        return self._texts

    def value(self, spot: Spot) -> Scalar:
        """Return the plain value of a cell: text, number, or None; a date as text, a formula by its value."""
        if self.is_formula(spot):
            return scalar(self._value_cell(spot))
        cell = self.cells.get(spot)
        return None if cell is None else scalar(cell)

    def is_formula(self, spot: Spot) -> bool:
        """Whether a cell holds a formula."""
        cell = self.cells.get(spot)
        return cell is not None and cell.data_type == "f"

    def formula(self, spot: Spot) -> str:
        """Return the formula of a cell as written."""
        value = self.cells[spot].value
        return str(getattr(value, "text", value) or "")

    def _value_cell(self, spot: Spot) -> Any:
        return self.package.values[self.name]._cells.get(spot)

    def located(self, spot: Spot) -> Location:
        """Return a cell as a place in a file."""
        return Location(sheet=self.name, cell=a1(spot))

    def merged(self) -> Iterator[tuple[Spot, Spot]]:
        """Yield the first and last cells of merged areas."""
        for area in self.worksheet.merged_cells.ranges:
            yield (area.min_row, area.min_col), (area.max_row, area.max_col)

    @property
    def last_row(self) -> int:
        """The last row in which the file holds a cell."""
        return max((row for row, _ in self.cells), default=0)


def opened(package: Package) -> dict[str, Sheet]:
    """Return the sheets of a workbook by name, in their order; charts are left out."""
    book = package.formulas
    return {sheet.title: Sheet(sheet.title, sheet, package) for sheet in book.worksheets}


def scalar(cell: Any) -> Scalar:
    """Return a cell's value as a submission may hold it: numbers exact, dates and times as text."""
    value = None if cell is None else cell.value
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        return exact(value)
    if isinstance(value, str):
        return unescaped(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    return str(value)


def exact(value: float) -> Scalar:
    """Return a number with the digits that a spreadsheet holds, and no more."""
    if value != value or value in (float("inf"), float("-inf")):
        return str(value)
    return Decimal(format(value, f".{EXACT}g")) if not value.is_integer() else int(value)


def padded(value: int | Decimal, number_format: str) -> int | Decimal:
    """Return an amount with the zeros behind the point that its number format shows: 0.10, not 0.1."""
    match = _DECIMALS.search(number_format.split(";")[0])
    digits = len(match[1]) if match else 0
    number = Decimal(value)
    if digits <= -int(number.as_tuple().exponent):
        return value
    return number.quantize(Decimal(1).scaleb(-digits))


def unescaped(text: str) -> str:
    """Return a text with the escapes of the file format resolved, lines ended the same way."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return text.replace("\r\n", "\n")
