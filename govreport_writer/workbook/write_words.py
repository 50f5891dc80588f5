"""Write a text, or a truly blank cell where there is none: an empty text is no blank to a spreadsheet."""

from __future__ import annotations

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet


def write_words(sheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    """Write a text at (row, column) from 0; the empty text is blank."""
    if text:
        sheet.write_string(row, column, text, look)
    else:
        sheet.write_blank(row, column, None, look)
