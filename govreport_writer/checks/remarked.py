"""What readers remarked, as checks report it: which remarks, where they stand, their values in words."""

from __future__ import annotations

from collections.abc import Iterator

from govreport_writer import messages
from govreport_writer.cells import Value
from govreport_writer.checks.context import Context
from govreport_writer.figures import printed
from govreport_writer.findings import Place
from govreport_writer.submission import Remark


def remarks(context: Context, code: str) -> Iterator[Remark]:
    """Yield the remarks of a code, in the order of reading."""
    return (remark for remark in context.submission.raw.remarks if remark.code == code)


def place_of(remark: Remark) -> Place:
    """Return where a remark stands: the line of a text, or the cell of a workbook."""
    location = remark.location
    return Place(sheet=location.sheet, cell=location.cell, line=location.line)


def plain(value: object) -> str:
    """Return a value as it was read; nothing as the empty text."""
    return "" if value is None else printed(value) if isinstance(value, Value) else str(value)


def in_words(value: object) -> str:
    """Return a value as it was read; nothing as the word for a blank."""
    return plain(value) or messages.text("words.blank")
