"""Draw the sheet of explanations: one row for each finding that is explained rather than corrected."""

from __future__ import annotations

import datetime

from govreport_writer.messages import printed
from govreport_writer.workbook.book import PROTECTED, Book
from govreport_writer.workbook.names import EXPLANATION_COLUMNS, sheet_name
from govreport_writer.workbook.write_words import write_words

WIDTHS = (34, 30, 60, 12, 13)
ROOM = 30
HEAD_ROW = 3


def write_explanations(book: Book) -> None:
    """Add the sheet with the explanations filed and room for more."""
    sheet = book.sheet(sheet_name("explanations"))
    sheet.set_landscape()
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, printed("workbook.explanations.title"), book.style("title"))
    sheet.write_string(1, 0, printed("workbook.explanations.hint"), book.style("hint_line"))
    for column, (name, width) in enumerate(zip(EXPLANATION_COLUMNS, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        head = printed(f"workbook.explanation_head.{name}")
        sheet.write_string(HEAD_ROW - 1, column, head, book.style("head"))
    filed = book.submission.raw.explanations
    for index in range(max(ROOM, len(filed) + 10)):
        row = HEAD_ROW + index
        for column, name in enumerate(EXPLANATION_COLUMNS):
            value = getattr(filed[index], name) if index < len(filed) else None
            look = book.style("field_date" if name == "date" else "text_entry")
            if isinstance(value, datetime.date):
                sheet.write_datetime(row, column, datetime.datetime.combine(value, datetime.time()), look)
            else:
                write_words(sheet, row, column, value or "", look)
    sheet.freeze_panes(HEAD_ROW, 0)
    sheet.repeat_rows(HEAD_ROW - 1)
    sheet.print_area(0, 0, HEAD_ROW + len(filed) + 5, len(EXPLANATION_COLUMNS) - 1)
    sheet.protect("", PROTECTED | {"insert_rows": True})
