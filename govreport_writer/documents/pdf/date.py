"""The day that a PDF is dated by."""

from __future__ import annotations

from datetime import date

from govreport_writer.documents.view import DocumentView
from govreport_writer.vocabulary import PdfStandard

UNDATED = date(2000, 1, 1)
"""The day of an undated report where the standard wants one: never the clock's."""


def file_date(view: DocumentView, standard: PdfStandard | None) -> date | None:
    """Return the day in a file's properties; None for an undated report unless it is to be PDF/A."""
    if view.date is None and standard in ("a-2a", "a-3a"):
        return UNDATED
    return view.date
