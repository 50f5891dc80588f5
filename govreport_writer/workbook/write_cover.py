"""Draw the cover: who reports, whom to ask, when published, who filled it in."""

from __future__ import annotations

import datetime
from typing import get_args

from xlsxwriter.worksheet import Worksheet

from govreport_writer.messages import printed
from govreport_writer.submission import RawSubmission
from govreport_writer.vocabulary import Kind, Level
from govreport_writer.workbook import cover
from govreport_writer.workbook.book import PROTECTED, Book
from govreport_writer.workbook.cover import Field
from govreport_writer.workbook.names import sheet_name

LOOKS = {"year": "field_year", "date": "field_date"}
LINES = {"lines": 2.4}
"""Heights of fields that hold several lines, in lines."""


def write_cover(book: Book) -> None:
    """Add the cover with what is known of the agency."""
    sheet = book.sheet(sheet_name("cover"))
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 46)
    sheet.set_column(2, 2, 52)
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, printed("workbook.cover.title", title=book.edition.title), book.style("title"))
    sheet.write_formula(1, 0, _period(), book.style("hint_line"), _period_value(book.submission.year))
    rows = cover.rows()
    for field, row in rows.items():
        _field(sheet, book, field, row - 1)
        if field.path in cover.GROUPS:
            group = printed(f"workbook.cover.{cover.GROUPS[field.path]}")
            sheet.write_string(row - 2, 0, group, book.style("group"))
    sheet.write_string(max(rows.values()) + 1, 0, printed("workbook.cover.seal"), book.style("plain"))
    sheet.print_area(0, 0, max(rows.values()) + 1, 2)
    sheet.protect("", PROTECTED)


def _period() -> str:
    """Return the formula of the period that the figures cover."""
    year = f'"&B{cover.row_of("year")}&"'
    return f'="{printed("workbook.cover.period", year=year)}"'


def _period_value(year: int) -> str:
    return printed("workbook.cover.period", year=year)


def _field(sheet: Worksheet, book: Book, field: Field, row: int) -> None:
    sheet.set_row(row, 20 * LINES.get(field.form, 1))
    mark = printed("workbook.cover.required") if field.required else ""
    sheet.write_string(row, 0, field.label + mark, book.style("label"))
    look = book.style(LOOKS.get(field.form, "field"))
    value = value_of(field, book)
    if value is None:
        sheet.write_blank(row, 1, None, look)
    elif isinstance(value, datetime.date):
        sheet.write_datetime(row, 1, datetime.datetime.combine(value, datetime.time()), look)
    elif isinstance(value, int):
        sheet.write_number(row, 1, value, look)
    else:
        sheet.write_string(row, 1, value, look)
    hint = f"workbook.cover_hint.{'_'.join(field.path)}"
    sheet.write_string(row, 2, printed(hint), book.style("hint"))
    _offer(sheet, field, row)


def _offer(sheet: Worksheet, field: Field, row: int) -> None:
    """Offer the words of a choice; anything else is refused with what to do."""
    if field.form not in ("kind", "level"):
        return
    names = get_args(Kind if field.form == "kind" else Level)
    words = [printed(f"workbook.{field.form}.{name}") for name in names]
    rule = {
        "validate": "list",
        "source": words,
        "error_title": printed("workbook.validation.title"),
        "error_message": printed("workbook.validation.choice"),
    }
    sheet.data_validation(row, 1, row, 1, rule)


def value_of(field: Field, book: Book) -> str | int | datetime.date | None:
    """Return what the submission says in a field, as the cell has it; None where it says nothing."""
    raw = book.submission.raw
    value = _at(raw, field.path)
    if field.form == "names":
        return cover.joined(value) if value else None  # type: ignore[arg-type]  # a tuple of names
    if field.form == "lines":
        return "\n".join(value) if value else None  # type: ignore[arg-type]  # a tuple of lines
    if field.form == "tables":
        sheets = {table.id: table.sheet for table in book.edition.tables}
        return cover.sheets_joined([sheets[name] for name in value]) if value else None  # type: ignore[attr-defined]
    if field.form in ("kind", "level"):
        return printed(f"workbook.{field.form}.{value}")
    return value  # type: ignore[return-value]  # text, year or date


def _at(raw: RawSubmission, path: tuple[str, ...]) -> object:
    value: object = raw
    for step in path:
        value = None if value is None else getattr(value, step)
    return value
