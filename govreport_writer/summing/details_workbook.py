"""The details as a workbook: totals with formulas over the rows they rest on, differences, units, rows."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from govreport_writer import messages
from govreport_writer.batch.own_results import MARK
from govreport_writer.summing.detail_rows import COLUMNS, Row, rows
from govreport_writer.summing.details_around import write_gaps, write_totals, write_units
from govreport_writer.summing.details_sheet import Content, begin, write_line
from govreport_writer.summing.result import Rollup
from govreport_writer.workbook.styles import Styles

MOST_ROWS = 1_048_576
"""Rows of a sheet; the first holds the heads."""
NAMES = ("totals", "gaps", "units", "figures")
"""The sheets in order; the last is continued on further sheets where one is full."""


def details_workbook(rollup: Rollup, *, everything: bool = False, most_rows: int = MOST_ROWS) -> bytes:
    """Return the workbook; sheets of rows hold `most_rows` at most, heads included.

    It marks itself, so that no later run takes it for a submission.
    """
    out = io.BytesIO()
    book = Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(rollup.submission.year, 12, 31)})
    book.set_custom_property(MARK, str(rollup.submission.year))
    book.set_calc_mode("auto")
    looks = Styles(book)
    sheets = {name: book.add_worksheet(messages.text(f"rollup.details.{name}")) for name in NAMES}
    spread = _figures(book, sheets["figures"], rollup, looks, everything=everything, most_rows=most_rows)
    write_totals(sheets["totals"], rollup, looks, spread, everything=everything)
    write_gaps(sheets["gaps"], rollup, looks)
    write_units(sheets["units"], rollup, looks)
    book.close()
    return out.getvalue()


def _figures(
    book: Workbook, first: Worksheet, rollup: Rollup, looks: Styles, *, everything: bool, most_rows: int
) -> list[tuple[str, int]]:
    """Write the rows on as many sheets as they take, and return each sheet's name and number of rows."""
    sheet, used = first, begin(first, COLUMNS, looks)
    full: list[tuple[str, int]] = []
    for row in rows(rollup, everything=everything):
        if used == most_rows:
            full.append((sheet.name, used))
            sheet.autofilter(0, 0, used - 1, len(COLUMNS) - 1)
            sheet = book.add_worksheet(f"{first.name}{len(full) + 1}")
            used = begin(sheet, COLUMNS, looks)
        write_line(sheet, used, _contents(row), looks)
        used += 1
    sheet.autofilter(0, 0, max(used - 1, 1), len(COLUMNS) - 1)
    return [*full, (sheet.name, used)]


def _contents(row: Row) -> Iterator[Content]:
    filing = row.filing
    place = row.place if isinstance(row.place, str) or row.place is None else str(row.place)
    yield from (filing.name, filing.code, filing.place, place, row.table, row.row, row.column)
    yield from (row.filed, row.money, row.counted, row.note, row.path)
