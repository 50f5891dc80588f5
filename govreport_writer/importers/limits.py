"""How much of a document is read, so that a hostile one ends in a line and not in a full memory."""

from __future__ import annotations

from govreport_writer.errors import SubmissionError

MAX_BYTES = 100 * 2**20
"""Bytes of a file."""
MAX_XML = 40 * 2**20
"""Bytes of a DOCX's text unpacked; a report has less than one MiB."""
MAX_MARKUP = 20 * 2**20
"""Bytes of a page or a text file."""
MAX_PARTS = 2_000
MAX_CELLS = 20_000
"""Cells of all tables; a report has less than a thousand."""
MAX_DEPTH = 200
MAX_PAGES = 300
MAX_SPAN = 1_000
"""Columns or rows of one cell, as browsers limit it."""


MAX_COLUMNS = 2 * MAX_SPAN


class CellCount:
    """Counts the cells of a document's tables; SubmissionError beyond what a report can have."""

    def __init__(self) -> None:
        self._cells = 0

    def add(self, count: int = 1) -> None:
        """Count further cells."""
        self._cells += count
        if self._cells > MAX_CELLS:
            raise SubmissionError("import.too_many_cells", limit=MAX_CELLS)

    def ensure_columns(self, count: int) -> None:
        """Refuse a table that is wider than a report can have."""
        if count > MAX_COLUMNS:
            raise SubmissionError("import.too_many_cells", limit=MAX_CELLS)
