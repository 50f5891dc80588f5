"""Check an agency's own DOCX template: its tags, its styles, and what it prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from govreport_writer.documents.appearance import Appearance
from govreport_writer.documents.docx.document import render_docx, template_context
from govreport_writer.documents.docx.fault import Fault, faults
from govreport_writer.documents.docx.package import read_parts
from govreport_writer.documents.docx.parts import Parts, StyleIds
from govreport_writer.documents.docx.shapes import undefined_shapes
from govreport_writer.documents.docx.tags import revisions_in, template_parts
from govreport_writer.documents.docx.template import load_template
from govreport_writer.documents.own_templates.printed import left_out
from govreport_writer.documents.own_templates.problem import Problem, problem
from govreport_writer.documents.view import DocumentView

NAME = "report.docx"


def check_docx(folder: Path, view: DocumentView) -> Iterator[Problem]:
    """Yield all problems of the template in a folder; RenderError when it cannot be opened or drawn."""
    parts = read_parts(folder / NAME)
    found = [_of_fault(fault) for fault in faults(parts, seen(view))]
    revisions = sum(revisions_in(part.root) for part in template_parts(parts))
    if revisions:
        found.append(problem(NAME, "revisions", warning=True, count=revisions))
    yield from found
    if any(each.severity == "error" for each in found):
        return
    missing = list(_missing_styles(folder / NAME, view))
    yield from missing
    if undefined_shapes(parts) and view.draft:
        yield problem(NAME, "draft", word=view.draft)
    if not missing:
        document = render_docx(view, Appearance(templates=folder))
        yield from left_out(NAME, view, document, "docx")
        yield from _beside_the_text(document, view)


def _of_fault(fault: Fault) -> Problem:
    slip = fault.slip
    return Problem(
        NAME, "error", slip.key, slip.message, fault.part, fault.paragraph, tag=slip.tag, text=fault.text
    )


class _AllStyles(StyleIds):
    """Styles of a template that note those it lacks instead of stopping at the first."""

    def __init__(self, known: Mapping[str, str]) -> None:
        super().__init__(known)
        self.missing: dict[str, None] = {}

    def __missing__(self, name: str) -> str:
        self.missing[name] = None
        return name


def seen(view: DocumentView) -> dict[str, Any]:
    """Return what a template is given, drawn in no template's styles."""
    return template_context(view, Parts(_AllStyles({})))


def _missing_styles(path: Path, view: DocumentView) -> Iterator[Problem]:
    styles = _AllStyles(load_template(path).styles)
    template_context(view, Parts(styles))
    return (problem(NAME, "style", name=name) for name in styles.missing)


def _beside_the_text(document: bytes, view: DocumentView) -> Iterator[Problem]:
    """Yield what is no text and is missing: the stamp of a draft, pictures."""
    with ZipFile(BytesIO(document)) as archive:
        names = archive.namelist()
        words = [
            archive.read(name).decode()
            for name in names
            if name.startswith("word/") and name.endswith(".xml")
        ]
    headers = [text for text in words if "<w:hdr" in text or "<w:document" in text]
    if view.draft and not any(view.draft in text for text in headers):
        yield problem(NAME, "draft", word=view.draft)
    if not any("<a:blip" in text for text in words):
        yield problem(NAME, "picture")
