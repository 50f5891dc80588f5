"""Draw what stands around a table: the ledger's totals, units of amounts, last year's figures."""

from __future__ import annotations

from collections.abc import Mapping

from xlsxwriter.worksheet import Worksheet

from govreport_writer.ancestry import value_before
from govreport_writer.cells import CellRef
from govreport_writer.figures import UNITS_OF_MONEY
from govreport_writer.messages import printed
from govreport_writer.submission import RawCell, Submission
from govreport_writer.workbook.book import Book
from govreport_writer.workbook.layout import TableLayout
from govreport_writer.workbook.spots import Spot
from govreport_writer.workbook.write_figure import write_figure
from govreport_writer.workbook.write_words import write_words

NARROW = 6
"""The width of a column of last year's figures."""


def write_around(book: Book, layout: TableLayout, sheet: Worksheet) -> None:
    """Write the fields around a table, and what the submission puts into them."""
    writer = _AroundWriter(book, layout, sheet)
    writer.control()
    writer.units()
    if book.prior is not None:
        writer.last_year(book.prior)


class _AroundWriter:
    def __init__(self, book: Book, layout: TableLayout, sheet: Worksheet) -> None:
        self.book = book
        self.layout = layout
        self.sheet = sheet
        self.submission = book.submission

    def control(self) -> None:
        """Write the cells of the ledger's totals; a typed total that agrees with its parts stands there."""
        self._head("control", self.layout.control)
        for ref, (row, column) in self.layout.control.items():
            stated = self.book.stated(ref)
            write_figure(self.sheet, row - 1, column - 1, stated, self.book.style, "control")

    def units(self) -> None:
        """Offer the units of money, and write those that were filed."""
        self._head("unit", self.layout.units)
        offered = {"validate": "list", "source": list(UNITS_OF_MONEY), "error_type": "warning"}
        for ref, (row, column) in self.layout.units.items():
            unit = self.submission.units.get(ref) if ref in self.submission.raw.cells else None
            write_words(self.sheet, row - 1, column - 1, unit or "", self.book.style("control"))
            self.sheet.data_validation(row - 1, column - 1, row - 1, column - 1, offered)

    def last_year(self, prior: Submission) -> None:
        """Write last year's figures in grey, where last year's form had the cell."""
        spots = self.layout.last_year
        self._head("last_year", spots, "hint_line", year=prior.year)
        if not self.layout.below:
            columns = [column for _, column in spots.values()]
            self.sheet.set_column(min(columns) - 1, max(columns) - 1, NARROW)
        for ref, (row, column) in spots.items():
            value = value_before(ref, self.book.edition, prior)
            if value is not None:
                write_figure(self.sheet, row - 1, column - 1, RawCell(value), self.book.style, "last_year")

    def _head(
        self, name: str, spots: Mapping[CellRef, Spot], look: str = "aside_head", **fields: object
    ) -> None:
        """Write the words of some fields: above their column, or before their row."""
        if not spots:
            return
        at = self.layout.head(spots)
        style = self.book.style("hint_line" if self.layout.below else look)
        self.sheet.write_string(at[0] - 1, at[1] - 1, printed(f"workbook.aside.{name}", **fields), style)
