"""Read text and tables back out of finished documents, and compare them with what was filed."""

from __future__ import annotations

from collections.abc import Iterator

from govreport_writer.documents.comparison.difference import Difference
from govreport_writer.documents.comparison.tables import tables_differences
from govreport_writer.documents.comparison.text import text_differences
from govreport_writer.documents.comparison.wanted import Piece, Wanted, WantedTable, wanted
from govreport_writer.documents.readback.cells import TABLE, ReadBack
from govreport_writer.documents.view import DocumentView


def read_back(document: bytes, format: str) -> ReadBack:
    """Read a finished document of a format; RenderError for one that cannot be read as such."""
    if format in ("html", "fragment"):
        from govreport_writer.documents.readback.html import read_html

        return read_html(document)
    if format == "docx":
        from govreport_writer.documents.readback.docx import read_docx

        return read_docx(document)
    if format == "pdf":
        from govreport_writer.documents.readback.pdf import read_pdf

        return read_pdf(document)
    from govreport_writer.documents.readback.data import read_data

    return read_data(document, format)


def expected(view: DocumentView) -> ReadBack:
    """Return what a faithful document says."""
    says = wanted(view)
    pieces = [each.text if isinstance(each, Piece) else TABLE for each in says.flow]
    return ReadBack(pieces, [table.cells for table in says.tables])


def differences(view: DocumentView, found: ReadBack, *, own_template: bool = False) -> list[Difference]:
    """Return where a document says something else than the view; empty when it says the same.

    An agency's own template may add text and tables of its own, and leave out title, captions, signature
    and the annex's lines; figures and the filed text have to be there.
    """
    if found.data is not None:
        from govreport_writer.documents.comparison.data import data_differences

        return list(data_differences(view, found.data))
    says = wanted(view)
    visible = list(_visible_differences(says, found, own_template))
    if found.copy is None:
        return visible
    from govreport_writer.documents.comparison.data import copy_differences

    return [*visible, *copy_differences(view, says, found, visible)]


def _visible_differences(says: Wanted, found: ReadBack, own_template: bool) -> Iterator[Difference]:
    texts = list(text_differences(says.pieces, found.paragraphs, own_template=own_template))
    tables = list(tables_differences(says.tables, found.tables, own_template=own_template))
    yield from texts
    yield from tables
    if not texts and not tables and not own_template and says.text != found.text:
        yield _moved(says, found)


def _moved(says: Wanted, found: ReadBack) -> Difference:
    """Return the first table that stands before or after another text than it should."""
    places, others = (text.split(TABLE) for text in (says.text, found.text))
    number = next(n for n, (one, other) in enumerate(zip(places, others, strict=True)) if one != other)
    table: WantedTable = says.tables[min(number, len(says.tables) - 1)]
    return Difference("moved", table.label, places[number], others[number])
