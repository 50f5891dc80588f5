"""What was collected as a workbook: units, findings, files outside the roster, history, counts."""

from __future__ import annotations

import datetime
import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govreport_writer.batch.own_results import MARK
from govreport_writer.collecting.book_rows import (
    COUNTS,
    FINDINGS,
    HISTORY,
    OTHERS,
    ROUNDS,
    UNITS,
    Cell,
    counts_rows,
    findings_rows,
    history_rows,
    others_rows,
    rounds_rows,
    units_rows,
)
from govreport_writer.collecting.order import Collected
from govreport_writer.messages import text
from govreport_writer.text_clean import cleaned, guarded
from govreport_writer.workbook.names import width_of

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST_CELL = 32_000
"""Characters of a cell; a cell holds 32,767."""
LINE, MOST_LINES = 15.0, 12
"""Points of a line, and lines of the highest row."""
PRINTED = 14
"""Columns that go onto paper; the others are for filters."""
FACE = "Microsoft YaHei"
COLOURS = {
    "missing": "#F2F2F2",
    "overdue": "#FBD5D5",
    "unreadable": "#FBD5D5",
    "incomplete": "#FBD5D5",
    "blocked": "#FDE3CC",
    "explain": "#FFF3C4",
    "clean": "#DDF0DF",
    "published": "#CFE6D4",
}
"""Behind the state; the word itself says it too."""


@dataclass(frozen=True, slots=True)
class _Look:
    """The formats of cells."""

    head: Format
    cell: Format
    day: Format
    number: Format
    states: dict[str, Format]


def book_bytes(collected: Collected) -> bytes:
    """Return the workbook; it marks itself, so that no later run takes it for a submission."""
    from xlsxwriter import Workbook

    buffer = io.BytesIO()
    book = Workbook(buffer, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    title = text("collect.page.title", year=collected.year)
    created = datetime.datetime.combine(collected.today, datetime.time())
    book.set_properties({"title": title, "created": created})
    book.set_custom_property(MARK, f"{collected.year}")
    look = _look(book)
    _sheet(book, "matrix", UNITS, units_rows(collected), look)
    _sheet(book, "findings", FINDINGS, findings_rows(collected), look)
    _sheet(book, "others", OTHERS, others_rows(collected), look)
    _sheet(book, "history", HISTORY, history_rows(collected), look)
    _sheet(book, "rounds", ROUNDS, rounds_rows(collected), look)
    _sheet(book, "counts", COUNTS, counts_rows(collected), look)
    book.close()
    return buffer.getvalue()


def _look(book: Workbook) -> _Look:
    plain = {"font_name": FACE, "font_size": 10, "valign": "top", "text_wrap": True, "border": 1}
    plain["border_color"] = "#C8CDD3"
    head = {**plain, "bold": True, "bg_color": "#E9EDF2", "valign": "vcenter", "align": "center"}
    states = {
        state: book.add_format({**plain, "bg_color": colour, "bold": True, "align": "center"})
        for state, colour in COLOURS.items()
    }
    day = {**plain, "num_format": "yyyy-mm-dd", "align": "center"}
    middle = {**plain, "align": "center"}
    return _Look(
        book.add_format(head), book.add_format(plain), book.add_format(day), book.add_format(middle), states
    )


def _sheet(
    book: Workbook,
    name: str,
    columns: Sequence[tuple[str, int]],
    rows: Iterable[Sequence[Cell]],
    look: _Look,
) -> None:
    """Write a sheet with its head in view, filters, and a page that is as wide as its columns."""
    sheet = book.add_worksheet(text(f"collect.book.{name}"))
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    sheet.set_footer("&C&P / &N")
    sheet.repeat_rows(0)
    for index, (_, width) in enumerate(columns):
        sheet.set_column(index, index, width)
    sheet.set_row(0, 24)
    for index, (column, _) in enumerate(columns):
        sheet.write_string(0, index, _heading(column), look.head)
    last = 0
    for last, cells in enumerate(rows, 1):
        sheet.set_row(last, LINE * _lines(cells, columns))
        for index, value in enumerate(cells):
            _write(sheet, last, index, value, columns[index][0], look)
    sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
    sheet.print_area(0, 0, max(last, 1), min(len(columns), PRINTED) - 1)


def _lines(cells: Sequence[Cell], columns: Sequence[tuple[str, int]]) -> int:
    """Return how many lines the longest cell that is printed takes: not every program measures it itself."""
    seen = zip(cells[:PRINTED], columns, strict=False)
    texts = ((cell, width) for cell, (_, width) in seen if isinstance(cell, str))
    return min(MOST_LINES, max((_lines_of(text, width) for text, width in texts), default=1))


def _lines_of(cell: str, width: int) -> int:
    if 2 * len(cell) < width and "\n" not in cell:
        return 1
    paragraphs = cell[:LONGEST_CELL].split("\n")
    return sum(max(1, math.ceil(2 * width_of(each) / (width - 1))) for each in paragraphs)


def _heading(column: str) -> str:
    return text(f"collect.{column}" if "." in column else f"collect.column.{column}")


def _write(sheet: Worksheet, row: int, index: int, value: Cell, column: str, look: _Look) -> None:
    if value is None:
        sheet.write_blank(row, index, None, look.cell)
    elif isinstance(value, datetime.date):
        sheet.write_datetime(row, index, datetime.datetime.combine(value, datetime.time()), look.day)
    elif isinstance(value, int):
        sheet.write_number(row, index, value, look.number)
    elif column in ("state", "before", "after") and value:
        sheet.write_string(row, index, text(f"collect.state.{value}"), look.states[value])
    else:
        sheet.write_string(row, index, guarded(cleaned(value)[0][:LONGEST_CELL]), look.cell)
