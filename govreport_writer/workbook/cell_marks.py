"""Mark cells with findings, and take the marks of an earlier copy off again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from govreport_writer import messages
from govreport_writer.findings import Finding
from govreport_writer.messages import printed
from govreport_writer.vocabulary import Severity

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

FILLS: Mapping[Severity, str] = {"must": "FFC7CE", "should": "FFEB9C", "hint": "DDEBF7"}
WORST: tuple[Severity, ...] = ("must", "should", "hint")
AUTHOR = "govreport"
WIDTH = 340
"""Pixels of a comment."""
CHARACTERS, LINE = 24, 18
"""Chinese characters in a line of a comment, and its height in pixels."""

Record = tuple[str, str, str, str]
"""A marked cell: sheet, cell, the colour it had ("" for none), the author of its comment ("" for none)."""


def mark(book: Workbook, findings: Sequence[Finding]) -> Iterator[Record]:
    """Colour the cells of open findings, the gravest winning, and comment them; yield how to undo it."""
    by_cell: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if finding.state != "explained":
            for place in (place for instance in finding.instances for place in instance.cells):
                if place.cell and place.sheet and place.sheet in book.sheetnames:
                    anchor = _anchor(book[place.sheet], place.cell)
                    by_cell.setdefault((place.sheet, anchor.coordinate), []).append(finding)
    for (sheet, cell), found in by_cell.items():
        yield (sheet, cell, *_marked(book[sheet][cell], found))


def _anchor(sheet: Any, name: str) -> Any:
    """Return the cell that holds a value where cells were merged."""
    area = next((each for each in sheet.merged_cells.ranges if name in each), None)
    return sheet[name] if area is None else sheet.cell(area.min_row, area.min_col)


def _marked(cell: Any, findings: Sequence[Finding]) -> tuple[str, str]:
    """Colour a cell and put the findings under what its comment says; return its colour and author."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    colour = str(cell.fill.fgColor.rgb) if cell.fill.patternType == "solid" else ""
    author = cell.comment.author or AUTHOR if cell.comment else ""
    worst = min((finding.severity for finding in findings), key=WORST.index)
    cell.fill = PatternFill("solid", fgColor=FILLS[worst])
    own = [cell.comment.text] if cell.comment else []
    words = dict.fromkeys(_words(finding) for finding in findings)
    text = "\n\n".join([*own, printed("workbook.review.mark"), *words])
    cell.comment = Comment(text, author or AUTHOR, width=WIDTH, height=_height(text))
    return colour, author


def unmark(book: Workbook, records: Sequence[Record]) -> None:
    """Take the marks of an earlier copy off: colours as they were, comments as they were."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    for sheet, name, colour, author in records:
        if sheet not in book.sheetnames:
            continue
        cell = _anchor(book[sheet], name)
        cell.fill = PatternFill("solid", fgColor=colour) if colour else PatternFill()
        own = cell.comment.text.partition(printed("workbook.review.mark"))[0].strip() if cell.comment else ""
        cell.comment = Comment(own, author or AUTHOR, width=WIDTH, height=_height(own)) if own else None


def _height(text: str) -> int:
    return LINE * (1 + sum(1 + len(line) // CHARACTERS for line in text.split("\n")))


def _words(finding: Finding) -> str:
    severity = messages.text(f"severity.{finding.severity}")
    return f"[{severity}] {finding.code} {finding.heading}\n{finding.message}\n{finding.advice}"
