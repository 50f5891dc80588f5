"""Addresses: a cell of the form, and a place in a file."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

Value = int | Decimal | None
"""A filed figure; None is blank and never 0."""


class CellRef(NamedTuple):
    """One cell of a form, printed `requests/outcome.total/natural_person`."""

    table: str
    row: str
    column: str

    def __str__(self) -> str:
        return "/".join(self)

    @property
    def dotted(self) -> str:
        """The path as the narrative writes it, dots throughout."""
        return ".".join(self)

    @classmethod
    def parse(cls, path: str) -> CellRef:
        """Read `table/row/column`; ValueError when it has not three parts."""
        table, row, column = path.split("/")
        return cls(table, row, column)


@dataclass(frozen=True, slots=True)
class Location:
    """Where something stands: line of a text file, or sheet and cell of a workbook."""

    line: int | None = None
    sheet: str | None = None
    cell: str | None = None

    def __str__(self) -> str:
        """Return the name of a cell of a workbook, such as 封面!B4."""
        return "!".join(filter(None, (self.sheet, self.cell)))


NOWHERE = Location()
