"""docxtpl itself on the project's template and context: its tables are ready, only the rest is filled in."""

from __future__ import annotations

from io import BytesIO

from docxtpl import DocxTemplate

from govreport_writer.documents.docx.document import template_context
from govreport_writer.documents.docx.parts import Parts
from govreport_writer.documents.docx.template import load_template
from govreport_writer.documents.view import build_view
from govreport_writer.resources import templates_folder
from govreport_writer.submission import Submission


def docx(submission: Submission) -> bytes:
    """Fill the project's template; a link would lead nowhere, for docxtpl wants links made its own way."""
    view = build_view(submission)
    path = templates_folder() / "report.docx"
    template = DocxTemplate(path)
    template.render(template_context(view, Parts(load_template(path).styles)), autoescape=True)
    buffer = BytesIO()
    template.save(buffer)
    return buffer.getvalue()
