"""Finish a tagged PDF for a standard: cells name their headers, pictures what they show, figures go along.

Both engines tag a table's cells but not its row heads, and one of them wrong column heads; the grids of
the view know them all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

from govreport_writer.documents.charts.chart import Chart
from govreport_writer.documents.machine_copy import machine_copy
from govreport_writer.documents.pdf.date import UNDATED, file_date
from govreport_writer.documents.pdf.elements import below, elements, hide_unheld, take_out
from govreport_writer.documents.pdf.flow import blocks, spoken
from govreport_writer.documents.pdf.tables import set_headers
from govreport_writer.documents.view import DocumentView, Figure
from govreport_writer.vocabulary import PdfStandard

if TYPE_CHECKING:
    from pikepdf import Pdf

ATTACHED = "report.data.json"
"""The name of the printed figures inside a PDF/A-3."""

_PX = 0.75
_HEADINGS = ("/H1", "/H2", "/H3", "/H4", "/H5", "/H6")
_BARE = frozenset(("/Span", "/Div", "/NonStruct"))


def finished(document: bytes, view: DocumentView, standard: PdfStandard, *, cut: bool = False) -> bytes:
    """Return the PDF with what its engine left out; equal input gives equal bytes.

    `cut`: the engine tags each page for itself, repeats heads in the tree and leaves page numbers out of it.
    """
    import pikepdf

    with pikepdf.open(BytesIO(document)) as pdf:
        set_headers(pdf, view)
        _describe(pdf, view, cut=cut)
        _show_title(pdf)
        if cut:
            _step_headings(pdf)
            _take_out_stamp(pdf, view)
            hide_unheld(pdf)
        if standard == "a-3a":
            _attach(pdf, view)
        return _saved(pdf)


def _saved(pdf: Pdf) -> bytes:
    import pikepdf

    file = BytesIO()
    streams = pikepdf.ObjectStreamMode.generate
    pdf.save(file, deterministic_id=True, object_stream_mode=streams, fix_metadata_version=False)
    return file.getvalue()


def _describe(pdf: Pdf, view: DocumentView, *, cut: bool) -> None:
    """Give every picture and chart its description; one without says at least what it is."""
    import pikepdf

    figures = [element for element in below(pdf.Root.StructTreeRoot, "/Figure") if _is_drawing(element)]
    for element, words in zip(figures, _descriptions(view), strict=False):
        element.Alt = pikepdf.String(words)
        if cut:
            _place(element)


def _place(figure: Any) -> None:
    """Give the place of a picture in points from the foot of the page, not in pixels from its head."""
    from pikepdf import Array

    height = float(figure.Pg.MediaBox[3])
    left, high, right, low = map(float, figure.A.BBox)
    figure.A.BBox = Array(
        [round(each, 2) for each in (left * _PX, height - low * _PX, right * _PX, height - high * _PX)]
    )


def _is_drawing(element: Any) -> bool:
    """Whether a figure is the drawing itself and not what groups it with its caption."""
    return not any(below(element, "/Figure"))


def _descriptions(view: DocumentView) -> Iterator[str]:
    for block in blocks(view):
        if isinstance(block, Figure):
            yield spoken(block)
        elif isinstance(block, Chart):
            yield block.description


def _show_title(pdf: Pdf) -> None:
    """Let a reader's window show the title and not the file's name."""
    from pikepdf import Dictionary

    preferences = pdf.Root.get("/ViewerPreferences", Dictionary())
    preferences.DisplayDocTitle = True
    pdf.Root.ViewerPreferences = preferences


def _step_headings(pdf: Pdf) -> None:
    """Let no heading stand more than one step below the one before it."""
    from pikepdf import Name

    depth = 0
    for heading in below(pdf.Root.StructTreeRoot, *_HEADINGS):
        depth = min(int(str(heading.S)[2:]), depth + 1)
        heading.S = Name(_HEADINGS[depth - 1])


def _take_out_stamp(pdf: Pdf, view: DocumentView) -> None:
    """Let nobody read out the stamp of a draft, which stands beside the text on every page."""
    documents = elements(pdf.Root.StructTreeRoot) if view.draft else []
    for stamp in [each for document in documents for each in elements(document) if str(each.S) == "/Div"]:
        if _is_bare(stamp):
            take_out(stamp)


def _is_bare(element: Any) -> bool:
    """Whether an element holds no paragraph, table or picture, but text at most."""
    return all(str(inner.S) in _BARE and _is_bare(inner) for inner in elements(element))


def _attach(pdf: Pdf, view: DocumentView) -> None:
    """Attach what is printed as data (ISO 19005-3, 6.8: with its media type and its relation to the page)."""
    import pikepdf

    data = json.dumps(machine_copy(view), ensure_ascii=False, indent=1).encode()
    dated = (file_date(view, "a-3a") or UNDATED).strftime("D:%Y%m%d000000Z")
    file = pikepdf.AttachedFileSpec(
        pdf,
        data,
        filename=ATTACHED,
        description=view.name,
        mime_type="application/json",
        creation_date=dated,
        mod_date=dated,
    )
    file.relationship = pikepdf.Name.Source
    pdf.attachments[ATTACHED] = file
    pdf.Root.AF = pikepdf.Array([pdf.attachments[ATTACHED].obj])
