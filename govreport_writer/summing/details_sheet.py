"""One sheet of the details: its heads, and rows in which text is only ever text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from xlsxwriter.worksheet import Worksheet

from govreport_writer import messages
from govreport_writer.text_clean import cleaned
from govreport_writer.workbook.book import A4
from govreport_writer.workbook.styles import Styles

LONGEST = 32_767
"""Characters of a cell."""
WIDTHS = (
    {"unit": 26, "code": 14, "file": 40, "place": 16, "path": 54, "table": 13, "row": 44, "column": 24}
    | {"filed": 12, "money": 9, "counted": 12, "note": 26, "likely": 80, "state": 44, "digest": 68}
    | {
        "value": 12,
        "followed": 14,
        "given": 12,
        "total": 12,
        "difference": 10,
        "lost_cells": 40,
        "blank_cells": 10,
        "edition": 18,
        "verdict": 12,
    }
)
"""Widths of columns in characters; 14 for any other."""
TITLE_HEIGHT = 26
"""Points of the line above all others."""
Content = str | int | Decimal | None
"""What a cell may hold; None is an empty one."""


def begin(sheet: Worksheet, columns: Sequence[str], looks: Styles, above: Sequence[str] = ()) -> int:
    """Set a sheet up, write the lines above its heads and the heads, and return the next row."""
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for index, name in enumerate(columns):
        sheet.set_column(index, index, WIDTHS.get(name, 14))
    if above:
        sheet.set_row(0, TITLE_HEIGHT)
    for row, line in enumerate(above):
        sheet.write_string(row, 0, line, looks("title" if row == 0 else "hint_line"))
    top = len(above)
    for index, name in enumerate(columns):
        sheet.write_string(top, index, messages.text(f"rollup.head.{name}"), looks("head"))
    sheet.freeze_panes(top + 1, 0)
    sheet.repeat_rows(top)
    return top + 1


def write_line(sheet: Worksheet, row: int, contents: Iterable[Content], looks: Styles) -> None:
    """Write a row: texts as texts whatever they look like, figures as numbers, nothing for None."""
    for column, content in enumerate(contents):
        if isinstance(content, str):
            if content:
                sheet.write_string(row, column, cleaned(content)[0][:LONGEST], looks("plain"))
        elif content is not None:
            sheet.write_number(row, column, float(content), looks("plain"))
