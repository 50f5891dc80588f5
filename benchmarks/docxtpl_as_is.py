"""docxtpl itself on the project's template and context: its tables are ready, only the rest is filled in."""

from __future__ import annotations

from io import BytesIO

from docxtpl import DocxTemplate

from govreport_writer.documents.docx import template_context
from govreport_writer.documents.docx_parts import Parts
from govreport_writer.documents.docx_template import load_template
from govreport_writer.documents.view import DocumentView
from govreport_writer.resources import templates_folder


def docx(view: DocumentView) -> bytes:
    """Fill the project's template; links are left out, for docxtpl wants them made its own way."""
    path = templates_folder() / "report.docx"
    template = DocxTemplate(path)
    template.render(template_context(view, Parts(load_template(path).styles)), autoescape=True)
    buffer = BytesIO()
    template.save(buffer)
    return buffer.getvalue()
