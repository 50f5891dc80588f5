"""Draw a submission in the formats asked for, in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from os import getpid
from pathlib import Path
from tempfile import TemporaryDirectory

from govreport_writer.checks.characters import printed_text
from govreport_writer.documents.view import DocumentView, build_view
from govreport_writer.fonts import cut_out, installed_fonts, uncovered
from govreport_writer.submission import Submission
from govreport_writer.vocabulary import PdfEngine


def render(
    submission: Submission, formats: tuple[str, ...], *, draft: bool = False, pdf_engine: PdfEngine = "typst"
) -> dict[str, bytes]:
    """Return the documents by format; RenderError where an engine refuses."""
    view = build_view(submission, draft=draft)
    # Typst lets other threads run: the PDF is set while the rest is drawn
    pdf = _beside(getpid()).submit(PDF_ENGINES[pdf_engine], view, submission) if "pdf" in formats else None
    documents = {name: WRITERS[name](view, submission) for name in formats if name != "pdf"}
    if pdf is not None:
        documents["pdf"] = pdf.result()
    return {name: documents[name] for name in formats}


@cache
def _beside(_process: int) -> ThreadPoolExecutor:
    """Return the one thread that sets PDFs in this process; an engine keeps what it loaded in it."""
    return ThreadPoolExecutor(1)


def _docx(view: DocumentView, _submission: Submission) -> bytes:
    from govreport_writer.documents.docx import render_docx

    return render_docx(view)


def _html(view: DocumentView, _submission: Submission) -> bytes:
    from govreport_writer.documents.html import render_html

    return render_html(view).encode()


def _typst(view: DocumentView, submission: Submission) -> bytes:
    """Draw the PDF; characters that the shipped fonts lack are cut out of installed ones on the spot."""
    from govreport_writer.documents.pdf_typst import render_pdf

    missing = uncovered(printed_text(submission))
    if not missing:
        return render_pdf(view)
    with TemporaryDirectory(prefix="govreport-fonts-") as folder:
        families = cut_out(installed_fonts(missing), Path(folder))
        return render_pdf(view, tuple((family, Path(folder)) for family in families))


def _weasyprint(view: DocumentView, _submission: Submission) -> bytes:
    from govreport_writer.documents.pdf_weasyprint import render_pdf

    return render_pdf(view)


Writer = Callable[[DocumentView, Submission], bytes]
WRITERS: Mapping[str, Writer] = {"docx": _docx, "html": _html}
PDF_ENGINES: Mapping[PdfEngine, Writer] = {"typst": _typst, "weasyprint": _weasyprint}
