"""Draw a submission in the formats asked for, in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from os import getpid
from pathlib import Path
from tempfile import TemporaryDirectory

from govreport_writer.checks.characters import printed_text
from govreport_writer.documents.appearance import Appearance
from govreport_writer.documents.charts.chart import NO_CHARTS, Charts
from govreport_writer.documents.view import DocumentView, build_view
from govreport_writer.fonts import cut_out, installed_fonts, uncovered
from govreport_writer.submission import Submission
from govreport_writer.vocabulary import PdfEngine


def render(
    submission: Submission,
    formats: tuple[str, ...],
    *,
    draft: bool = False,
    appearance: Appearance | None = None,
    charts: Charts = NO_CHARTS,
) -> dict[str, bytes]:
    """Return the documents by format; RenderError where an engine refuses."""
    look = appearance or Appearance()
    view = build_view(submission, draft=draft, profile=look.profile, charts=charts)
    return draw(view, submission, formats, look)


Check = Callable[[str, bytes], None]
"""Takes a format and a document just made; raises RenderError when it is not to be used."""


def unchecked(_format: str, _document: bytes) -> None:
    """Take any document."""


def draw(
    view: DocumentView,
    submission: Submission,
    formats: tuple[str, ...],
    appearance: Appearance,
    check: Check = unchecked,
) -> dict[str, bytes]:
    """Return the documents of a view by format; RenderError where an engine or `check` refuses."""

    def made(name: str) -> bytes:
        if name == "pdf":
            document = PDF_ENGINES[appearance.pdf_engine](view, submission, appearance)
        else:
            document = WRITERS[name](view, appearance)
        check(name, document)
        return document

    # Typst lets other threads run: the PDF is set, and checked, while the rest is drawn
    pdf = _beside(getpid()).submit(made, "pdf") if "pdf" in formats else None
    documents = {name: made(name) for name in formats if name != "pdf"}
    if pdf is not None:
        documents["pdf"] = pdf.result()
    return {name: documents[name] for name in formats}


@cache
def _beside(_process: int) -> ThreadPoolExecutor:
    """Return the one thread that sets PDFs in this process; an engine keeps what it loaded in it."""
    return ThreadPoolExecutor(1)


def _docx(view: DocumentView, appearance: Appearance) -> bytes:
    from govreport_writer.documents.docx.document import render_docx

    return render_docx(view, appearance)


def _html(view: DocumentView, appearance: Appearance) -> bytes:
    from govreport_writer.documents.html.page import render_html

    return render_html(view, appearance).encode()


def _fragment(view: DocumentView, appearance: Appearance) -> bytes:
    from govreport_writer.documents.html.page import render_fragment

    return render_fragment(view, appearance).encode()


def _csv(view: DocumentView, _appearance: Appearance) -> bytes:
    from govreport_writer.documents.open_data import csv_bytes

    return csv_bytes(view)


def _json(view: DocumentView, _appearance: Appearance) -> bytes:
    from govreport_writer.documents.open_data import json_bytes

    return json_bytes(view)


def _jsonld(view: DocumentView, _appearance: Appearance) -> bytes:
    from govreport_writer.documents.open_data import jsonld_bytes

    return jsonld_bytes(view)


def _typst(view: DocumentView, submission: Submission, appearance: Appearance) -> bytes:
    """Draw the PDF; characters that the shipped fonts lack are cut out of installed ones on the spot."""
    from govreport_writer.documents.pdf.typst_engine import render_pdf

    missing = uncovered(printed_text(submission))
    if not missing:
        return render_pdf(view, appearance=appearance)
    with TemporaryDirectory(prefix="govreport-fonts-") as folder:
        families = cut_out(installed_fonts(missing), Path(folder))
        return render_pdf(view, tuple((family, Path(folder)) for family in families), appearance)


def _weasyprint(view: DocumentView, _submission: Submission, appearance: Appearance) -> bytes:
    from govreport_writer.documents.pdf.weasyprint_engine import render_pdf

    return render_pdf(view, appearance)


Writer = Callable[[DocumentView, Appearance], bytes]
WRITERS: Mapping[str, Writer] = {
    "docx": _docx,
    "html": _html,
    "fragment": _fragment,
    "csv": _csv,
    "json": _json,
    "jsonld": _jsonld,
}
PDF_ENGINES: Mapping[PdfEngine, Callable[[DocumentView, Submission, Appearance], bytes]] = {
    "typst": _typst,
    "weasyprint": _weasyprint,
}
