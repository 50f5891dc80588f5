"""Copy an agency's own workbook with the findings in it: cells coloured, comments, a sheet with links."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from govreport_writer.errors import SubmissionError
from govreport_writer.findings import Finding
from govreport_writer.messages import printed
from govreport_writer.workbook.cell_marks import mark, unmark
from govreport_writer.workbook.losses import losses
from govreport_writer.workbook.package import Package
from govreport_writer.workbook.review_sheet import is_review, records_in, write_review

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def annotated(path: Path, findings: Sequence[Finding], verdict: str) -> tuple[bytes, tuple[str, ...]]:
    """Return the copy, and what of the original it could not keep.

    Open findings colour their cells; explained ones stand in the sheet only. An annotated copy is cleared of
    its marks first.
    SubmissionError for a file that is no workbook.
    """
    package = Package(path)
    book = _loaded(path)
    before = [sheet for sheet in book.worksheets if is_review(sheet)]
    for sheet in before:
        unmark(book, records_in(sheet))
        book.remove(sheet)
    records = list(mark(book, findings))
    write_review(book.create_sheet(printed("workbook.sheet.review")), findings, verdict, records)
    return _saved(book), losses(package, book)


def _loaded(path: Path) -> Workbook:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what is lost is listed
        return load_workbook(path, rich_text=True)


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
