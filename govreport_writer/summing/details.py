"""The details of a sum: what each figure rests on, as a workbook to follow it in or as CSV."""

from __future__ import annotations

import csv
import io

from govreport_writer import messages
from govreport_writer.figures import printed
from govreport_writer.summing.detail_rows import COLUMNS, Row, rows
from govreport_writer.summing.result import Rollup
from govreport_writer.text_clean import guarded
from govreport_writer.vocabulary import WORKBOOK


def details_bytes(rollup: Rollup, suffix: str, *, everything: bool = False) -> bytes:
    """Return the details in the format of a suffix; blank cells and zeros only with `everything`."""
    if suffix == WORKBOOK:
        from govreport_writer.summing.details_workbook import details_workbook

        return details_workbook(rollup, everything=everything)
    return _csv(rollup, everything=everything)


def _csv(rollup: Rollup, *, everything: bool) -> bytes:
    """Return one line for each cell of each unit, in UTF-8 with a mark by which spreadsheets know it."""
    data = io.BytesIO()
    text = io.TextIOWrapper(data, encoding="utf-8-sig", newline="", write_through=True)
    lines = csv.writer(text)
    lines.writerow(messages.text(f"rollup.head.{name}") for name in COLUMNS)
    lines.writerows(_line(row) for row in rows(rollup, everything=everything))
    text.flush()
    return data.getvalue()


def _line(row: Row) -> list[str]:
    filing = row.filing
    place = "" if row.place is None else str(row.place)
    words = (filing.name, filing.code, filing.place, place, row.table, row.row, row.column)
    filed = guarded(row.filed) if isinstance(row.filed, str) else printed(row.filed)
    figures = (filed, row.money or "", printed(row.counted), row.note, row.path)
    return [guarded(word or "") for word in words] + list(figures)
