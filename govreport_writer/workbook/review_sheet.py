"""The sheet of findings in an annotated copy: one row each, with a link to the cell."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

from govreport_writer import messages
from govreport_writer.findings import Finding, Place
from govreport_writer.messages import printed
from govreport_writer.workbook.cell_marks import FILLS, Record
from govreport_writer.workbook.names import width_of
from govreport_writer.workbook.spots import by_sheet, column_name, quoted

HEADS = ("number", "severity", "place", "problem", "advice", "finding", "values", "text", "basis", "state")
WIDTHS = (6, 8, 26, 60, 52, 34, 30, 30, 14, 9)
"""The last of the middle three are those of the sheet of explanations, so that a row can be copied there."""
PLACE = 3
"""The column that leads to the cells."""
HEAD_ROW = 3
LINE = 15.0
"""Points of a line of text."""
RECORD = 30
"""The first of four hidden columns: what marked cells looked like before."""


def is_review(sheet: Any) -> bool:
    """Whether a sheet was written here: by its title and its heads."""
    heads = [sheet.cell(HEAD_ROW, column).value for column in range(1, len(HEADS) + 1)]
    wanted = [printed(f"workbook.review_head.{name}") for name in HEADS]
    return bool(sheet["A1"].value == printed("workbook.review.title") and heads == wanted)


def records_in(sheet: Any) -> list[Record]:
    """Return the cells that an earlier copy marked, with what they looked like before."""
    rows = sheet.iter_rows(min_row=HEAD_ROW + 1, min_col=RECORD, max_col=RECORD + 3, values_only=True)
    return [tuple(str(value or "") for value in row) for row in rows if row[0]]  # type: ignore[misc]  # four values


def write_review(
    sheet: Any, findings: Sequence[Finding], verdict: str, records: Sequence[Record] = ()
) -> None:
    """Fill the sheet: verdict, a row for each finding; out of sight, how to take the marks off again."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    line = Side("thin", color="7F7F7F")
    box, wrap = Border(line, line, line, line), Alignment(vertical="top", wrap_text=True)
    sheet["A1"] = printed("workbook.review.title")
    sheet["A1"].font = Font(name=None, size=16, bold=True)
    sheet["A2"] = verdict
    for column, (name, width) in enumerate(zip(HEADS, WIDTHS, strict=True), 1):
        cell = sheet.cell(HEAD_ROW, column, printed(f"workbook.review_head.{name}"))
        cell.font, cell.border, cell.alignment = Font(bold=True), box, wrap
        sheet.column_dimensions[cell.column_letter].width = width
    for number, finding in enumerate(findings, 1):
        row = HEAD_ROW + number
        values = _row(number, finding)
        sheet.row_dimensions[row].height = _height(values)
        for column, value in enumerate(values, 1):
            cell = sheet.cell(row, column)
            _write(cell, value)
            if column == PLACE:
                _link(cell, finding)
            cell.border, cell.alignment = box, wrap
        sheet.cell(row, 2).fill = PatternFill("solid", fgColor=FILLS[finding.severity])
    for number, record in enumerate(records, HEAD_ROW + 1):
        for column, text in enumerate(record, RECORD):
            _write(sheet.cell(number, column), text)
    _set_up(sheet)


def _height(values: Sequence[str | int]) -> float:
    """Return the height of a row in points: that of its longest text in its column."""
    lines = (ceil(2 * width_of(str(value)) / width) for value, width in zip(values, WIDTHS, strict=True))
    return LINE * max(lines) + 4


def _set_up(sheet: Any) -> None:
    for column in range(RECORD, RECORD + 4):
        sheet.column_dimensions[column_name(column)].hidden = True
    sheet.print_area = f"A1:{column_name(len(HEADS))}{max(sheet.max_row, HEAD_ROW)}"
    sheet.freeze_panes = sheet.cell(HEAD_ROW + 1, 1)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"


def _row(number: int, finding: Finding) -> tuple[str | int, ...]:
    return (
        number,
        messages.text(f"severity.{finding.severity}"),
        _places(finding),
        finding.message,
        finding.advice,
        finding.id,
        finding.values,
        finding.explanation or "",
        messages.text(f"basis.{finding.basis}"),
        messages.text("state.explained") if finding.state == "explained" else "",
    )


def _write(cell: Any, value: str | int) -> None:
    """Write a value; text stays text whatever it begins with."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def _cells(finding: Finding) -> list[Place]:
    return [place for instance in finding.instances for place in instance.cells if place.sheet]


def _places(finding: Finding) -> str:
    """Return the cells of a finding, sheet by sheet."""
    return "; ".join(
        by_sheet(dict.fromkeys((place.sheet or "", place.cell or "") for place in _cells(finding)))
    )


def _link(cell: Any, finding: Finding) -> None:
    """Let the place lead to its first cell."""
    from openpyxl.worksheet.hyperlink import Hyperlink

    first = next((place for place in _cells(finding) if place.cell), None)
    if first is not None:
        cell.style = "Hyperlink"
        cell.hyperlink = Hyperlink(
            ref=cell.coordinate, location=f"{quoted(first.sheet or '')}!{first.cell}", display=cell.value
        )
