"""Draw the instructions: how to fill the workbook in, what the colours mean, what happens next."""

from __future__ import annotations

from govreport_writer.messages import printed
from govreport_writer.workbook.book import PROTECTED, Book
from govreport_writer.workbook.names import sheet_name

COLOURS = ("entry", "brought", "total", "typed_total", "closed", "last_year")
HAN_IN_LINE = 46


def write_guide(book: Book) -> None:
    """Add the sheet of instructions."""
    sheet = book.sheet(sheet_name("guide"))
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 88)
    sheet.set_row(0, 30)
    title = printed("workbook.guide.title", year=book.submission.year, title=book.edition.title)
    sheet.write_string(0, 0, title, book.style("title"))
    row = 2
    for step, text in enumerate(_steps(book), 1):
        sheet.set_row(row, 17 * (1 + len(text) // HAN_IN_LINE) + 4)
        sheet.write_string(row, 0, printed("workbook.guide.step", number=step), book.style("group"))
        sheet.write_string(row, 1, text, book.style("wrap"))
        row += 1
    row += 1
    for look in (*COLOURS, *(("doubtful",) if book.marks else ())):
        sheet.write_string(row, 0, printed("workbook.guide.example"), book.style(look))
        sheet.write_string(row, 1, printed(f"workbook.colour.{look}"), book.style("wrap"))
        row += 1
    row += 1
    for source in book.edition.sources:
        sheet.write_string(row, 1, source, book.style("hint"))
        row += 1
    sheet.protect("", PROTECTED)


def _steps(book: Book) -> list[str]:
    text = printed("workbook.guide.steps", notice=book.edition.notice)
    return [line for line in text.strip().splitlines() if line.strip()]
