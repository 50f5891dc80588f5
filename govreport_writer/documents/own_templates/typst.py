"""Check an agency's own Typst template: it compiles, prints the report and downloads nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from govreport_writer.documents.appearance import Appearance
from govreport_writer.documents.own_templates.printed import left_out
from govreport_writer.documents.own_templates.problem import Problem, problem
from govreport_writer.documents.pdf.typst_engine import TEMPLATE, packages, render_pdf
from govreport_writer.documents.view import DocumentView
from govreport_writer.errors import RenderError


def check_typst(folder: Path, view: DocumentView) -> Iterator[Problem]:
    """Yield what is wrong with the template; RenderError with the line when Typst refuses it."""
    path = folder / TEMPLATE
    try:
        source = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RenderError("render.typst", file=path, why=error) from error
    named = [problem(TEMPLATE, "package", line=line, name=name) for line, name in packages(source)]
    yield from named
    if named:
        return
    document = render_pdf(view, appearance=Appearance(templates=folder))
    yield from left_out(TEMPLATE, view, document, "pdf")
    yield from _beside_the_text(document, view)


def _beside_the_text(document: bytes, view: DocumentView) -> Iterator[Problem]:
    """Yield what is not in the tagged text and is missing: the stamp on a page, pictures."""
    import pypdfium2 as pdfium
    from pypdfium2 import raw

    with pdfium.PdfDocument(document) as pdf:
        texts = [page.get_textpage().get_text_bounded() for page in pdf]
        pictures = any(thing.type == raw.FPDF_PAGEOBJ_IMAGE for page in pdf for thing in page.get_objects())
    if view.draft and not all(view.draft in "".join(text.split()) for text in texts):
        yield problem(TEMPLATE, "draft", word=view.draft)
    if not pictures:
        yield problem(TEMPLATE, "picture")
