"""A roster to begin with: every column, and units of each kind."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Sequence

from govreport_writer import messages
from govreport_writer.batch.own_results import MARK
from govreport_writer.errors import GovReportError
from govreport_writer.messages import text
from govreport_writer.roster.heads import FIELDS
from govreport_writer.vocabulary import WORKBOOK

UTF8_MARK = "\ufeff"
"""Tells WPS and Excel that a CSV is UTF-8."""
_WIDTHS = (34, 26, 14, 12, 16, 26, 30, 12, 14)


def example_roster(suffix: str, year: int) -> bytes:
    """Return a roster as a workbook or a CSV, with the deadlines of reports on a year."""
    if suffix == WORKBOOK:
        return _workbook(_rows(year))
    if suffix != ".csv":
        raise GovReportError("collect.roster_suffix", suffix=suffix)
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerows(_rows(year))
    return (UTF8_MARK + written.getvalue()).encode()


def _rows(year: int) -> list[tuple[str, ...]]:
    government = text("collect.said.example")
    day, last = f"{year + 1}-01-31", f"{year + 1}-03-31"
    units = (
        (government, "government", "county", "", "no", last),
        (text("collect.said.example_unit"), "department", "county", government, "no", day),
        (text("collect.said.example_tax"), "department", "county", government, "yes", day),
        (text("collect.said.example_town"), "township", "town", government, "no", day),
    )
    heads = tuple(_word("head", name) for name in FIELDS)
    return [heads, *(_row(*unit) for unit in units)]


def _row(name: str, kind: str, level: str, parent: str, vertical: str, deadline: str) -> tuple[str, ...]:
    cells = {"name": name, "kind": _word("kind", kind), "level": _word("level", level), "parent": parent}
    cells |= {"vertical": _word("vertical", vertical), "deadline": deadline}
    return tuple(cells.get(field, "") for field in FIELDS)


def _word(subject: str, name: str) -> str:
    """Return the first of the words that are known for something."""
    return messages.text(f"collect.roster.{subject}.{name}").partition("|")[0]


def _workbook(rows: Sequence[Sequence[str]]) -> bytes:
    from xlsxwriter import Workbook

    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": datetime.datetime(2000, 1, 1)})
    book.set_custom_property(MARK, "roster")
    sheet = book.add_worksheet()
    head = book.add_format({"bold": True, "bg_color": "#E9EDF2", "border": 1, "border_color": "#C8CDD3"})
    as_text = book.add_format({"num_format": "@"})
    for index, width in enumerate(_WIDTHS):
        sheet.set_column(index, index, width, as_text)
    for number, row in enumerate(rows):
        for index, cell in enumerate(row):
            sheet.write_string(number, index, cell, head if number == 0 else as_text)
    sheet.freeze_panes(1, 1)
    for index, subject in ((2, "kind"), (3, "level"), (7, "vertical")):
        choices = [_word(subject, name) for name in _names(subject)]
        sheet.data_validation(1, index, 9999, index, {"validate": "list", "source": choices})
    book.close()
    return buffer.getvalue()


def _names(subject: str) -> list[str]:
    prefix = f"collect.roster.{subject}."
    known = messages.catalogue(messages.language(), "collect")
    return [key.removeprefix(prefix) for key in known if key.startswith(prefix)]
