"""Copy an agency's own workbook with the findings in it: cells coloured, comments, a sheet with links."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govreport_writer import messages
from govreport_writer.errors import SubmissionError
from govreport_writer.findings import Finding
from govreport_writer.messages import printed
from govreport_writer.vocabulary import Severity
from govreport_writer.workbook.losses import losses
from govreport_writer.workbook.package import Package
from govreport_writer.workbook.review_sheet import AUTHOR, is_review, write_review

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

FILLS: Mapping[Severity, str] = {"must": "FFC7CE", "should": "FFEB9C", "hint": "DDEBF7"}
WORST: tuple[Severity, ...] = ("must", "should", "hint")
WIDTH = 340
"""Pixels of a comment."""
CHARACTERS, LINE = 24, 18
"""Chinese characters in a line of a comment, and its height in pixels."""
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def annotated(path: Path, findings: Sequence[Finding], verdict: str) -> tuple[bytes, tuple[str, ...]]:
    """Return the copy, and what of the original it could not keep.

    Open findings colour their cells, the gravest winning; explained ones stand in the sheet only.
    SubmissionError for a file that is no workbook.
    """
    package = Package(path)
    book = _loaded(path)
    by_cell: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if finding.state != "explained":
            for place in (place for instance in finding.instances for place in instance.cells):
                if place.cell and place.sheet and place.sheet in book.sheetnames:
                    by_cell.setdefault((place.sheet, place.cell), []).append(finding)
    for (sheet, cell), found in by_cell.items():
        _mark(_anchor(book[sheet], cell), found)
    write_review(_fresh_sheet(book), findings, verdict)
    return _saved(book), losses(package, book)


def _loaded(path: Path) -> Workbook:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what is lost is listed
        return load_workbook(path, rich_text=True)


def _anchor(sheet: Any, name: str) -> Any:
    """Return the cell that holds a value where cells were merged."""
    cell = sheet[name]
    area = next((each for each in sheet.merged_cells.ranges if name in each), None)
    return cell if area is None else sheet.cell(area.min_row, area.min_col)


def _mark(cell: Any, findings: Sequence[Finding]) -> None:
    """Colour a cell and put the findings into its comment, after what stands there."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    worst = min((finding.severity for finding in findings), key=WORST.index)
    cell.fill = PatternFill("solid", fgColor=FILLS[worst])
    own = [cell.comment.text] if cell.comment and cell.comment.author != AUTHOR else []
    text = "\n\n".join(own + list(dict.fromkeys(_words(finding) for finding in findings)))
    cell.comment = Comment(text, AUTHOR, width=WIDTH, height=_height(text))


def _height(text: str) -> int:
    return LINE * (1 + sum(1 + len(line) // CHARACTERS for line in text.split("\n")))


def _words(finding: Finding) -> str:
    severity = messages.text(f"severity.{finding.severity}")
    return f"[{severity}] {finding.code} {finding.heading}\n{finding.message}\n{finding.advice}"


def _fresh_sheet(book: Workbook) -> Any:
    """Return the sheet for the findings, the last one; that of an earlier run goes."""
    for sheet in [each for each in book.worksheets if is_review(each)]:
        book.remove(sheet)
    return book.create_sheet(printed("workbook.sheet.review"))


def is_annotated(path: Path) -> bool:
    """Whether a file is an annotated copy made before."""
    try:
        return any(is_review(sheet) for sheet in Package(path).formulas.worksheets)
    except SubmissionError:
        return False


def _saved(book: Workbook) -> bytes:
    """Return the file; the times at which it was made are left out, so that equal input gives equal bytes."""
    buffer = BytesIO()
    book.save(buffer)
    steady = BytesIO()
    with (
        zipfile.ZipFile(buffer) as source,
        zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            data = _MODIFIED.sub(rb"\g<1>1980-01-01T00:00:00Z\g<2>", source.read(name))
            target.writestr(zipfile.ZipInfo(name, _LONG_AGO), data, zipfile.ZIP_DEFLATED)
    return steady.getvalue()
