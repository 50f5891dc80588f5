"""Write a submission as a workbook: blank, prefilled or complete."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from io import BytesIO

from xlsxwriter import Workbook

from govreport_writer.cells import CellRef
from govreport_writer.submission import Submission
from govreport_writer.workbook import codes
from govreport_writer.workbook.book import Book
from govreport_writer.workbook.names import sheet_name
from govreport_writer.workbook.styles import Styles
from govreport_writer.workbook.write_checks import mark_broken, write_checks
from govreport_writer.workbook.write_cover import write_cover
from govreport_writer.workbook.write_explanations import write_explanations
from govreport_writer.workbook.write_guide import write_guide
from govreport_writer.workbook.write_table import write_table
from govreport_writer.workbook.write_text import write_text

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
"""Texts of an agency stay texts, whatever they begin with."""


def workbook_bytes(
    submission: Submission,
    prior: Submission | None = None,
    *,
    brought: bool = False,
    marks: Mapping[CellRef, str] | None = None,
) -> bytes:
    """Return the workbook of a submission; equal input gives equal bytes.

    `prior` is last year's submission, whose figures stand in grey beside the entry cells; None: no figures.
    `brought` tells that the figures of the submission were brought forward from there, and are to be checked.
    `marks` are words on cells that are doubtful, which are coloured; what is read back stays the same.
    """
    buffer = BytesIO()
    file = Workbook(buffer, OPTIONS)
    created = datetime.datetime(submission.year, 12, 31)
    file.set_properties({"title": submission.edition.title, "created": created})
    file.set_calc_mode("auto")
    book = Book(file, submission, prior, Styles(file), brought, marks or {})
    _draw(book)
    file.close()
    return buffer.getvalue()


def _draw(book: Book) -> None:
    write_cover(book)
    write_guide(book)
    write_text(book)
    tables = {layout.table.sheet: write_table(book, layout) for layout in book.layouts}
    for sheet, conditions in write_checks(book).items():
        mark_broken(tables[sheet], conditions, book)
    write_explanations(book)
    _write_codes(book)


def _write_codes(book: Book) -> None:
    sheet = book.file.add_worksheet(sheet_name("codes"))
    for number, row in enumerate(codes.rows_of(book.edition, book.submission.raw)):
        for column, text in enumerate(row):
            sheet.write_string(number, column, text)
    sheet.hide()
