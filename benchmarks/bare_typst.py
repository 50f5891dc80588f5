"""The floor of the PDF: Typst alone, with template, fonts and data ready."""

from __future__ import annotations

import json

import typst

from govreport_writer.documents.pdf.typst_data import document_data
from govreport_writer.documents.view import build_view
from govreport_writer.resources import fonts_folder, templates_folder
from govreport_writer.submission import Submission


class BareTypst:
    """A compiler that keeps the shipped fonts, and the project's template."""

    def __init__(self) -> None:
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts_folder())]
        )
        self.compiler = typst.Compiler(font_paths=fonts)
        self.template = (templates_folder() / "report.typ").read_bytes()

    def pdf(self, data: str) -> bytes:
        """Compile the template with the data of one report."""
        document = self.compiler.compile(input=self.template, format="pdf", sys_inputs={"data": data})
        assert isinstance(document, bytes)
        return document


def prepared(submission: Submission) -> str:
    """Return the data of a report as the template reads it."""
    return json.dumps(document_data(build_view(submission)))
