"""Read a published document of any format into its pieces."""

from __future__ import annotations

from pathlib import Path

from govreport_writer.errors import SubmissionError
from govreport_writer.importers.flatten import pieces_of
from govreport_writer.importers.found import Found
from govreport_writer.importers.published import Published, PublishedFormat
from govreport_writer.importers.sniff import content_of, format_of


def read_published(path: Path) -> Published:
    """Return what a document shows; SubmissionError with one line for a file that cannot be read."""
    try:
        data = content_of(path)
        kind = format_of(data)
        found = _read(data, kind)
        pieces = pieces_of(found.blocks)
        if not pieces:
            raise SubmissionError("import.empty")
    except SubmissionError as error:
        error.file = error.file or str(path)
        raise
    except RecursionError as error:
        raise SubmissionError("import.too_deep", file=path) from error
    return Published(str(path), kind, pieces, found.copy, found.facts)


def _read(data: bytes, kind: PublishedFormat) -> Found:
    """Return the content by the reader of a format; each brings its own engine along."""
    if kind == "docx":
        from govreport_writer.importers.read_docx import read_docx

        return read_docx(data)
    if kind == "pdf":
        from govreport_writer.importers.read_pdf import read_pdf

        return read_pdf(data)
    if kind == "html":
        from govreport_writer.importers.read_html import read_html

        return read_html(data)
    from govreport_writer.importers.read_text import read_text

    return read_text(data)
