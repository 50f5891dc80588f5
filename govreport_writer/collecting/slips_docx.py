"""A return slip as DOCX: own text in the page, the styles and the page numbers of the report's template."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from govreport_writer.collecting.slips_view import Slip
from govreport_writer.collecting.slips_words import words
from govreport_writer.documents.docx.document import signature_xml
from govreport_writer.documents.docx.package import read_parts
from govreport_writer.documents.docx.packing import DECLARATION, packed
from govreport_writer.documents.docx.template import DocxTemplate, environment, load_template
from govreport_writer.documents.view import SignatureView
from govreport_writer.messages import printed
from govreport_writer.resources import templates_folder

if TYPE_CHECKING:
    from jinja2 import Template

_PAGE = re.compile(r"<w:sectPr\b.*?</w:sectPr>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Shell:
    """What all slips share: the report's template, packed parts of it, and the compiled text."""

    template: DocxTemplate
    packed: bytes
    text: Template
    page: str


def slip_docx(slip: Slip) -> bytes:
    """Return the slip as DOCX. Equal slips give equal bytes: its date is that of the round."""
    shell = _shell()
    context = _context(slip, shell)
    written = {
        name: DECLARATION.encode() + template.render(context).encode()
        for name, template in shell.template.compiled.items()
        if name != shell.template.main
    }
    written[shell.template.main] = DECLARATION.encode() + shell.text.render(context).encode()
    return packed(written, shell.packed)


def _context(slip: Slip, shell: _Shell) -> Mapping[str, object]:
    """Return what the text sees, and what headers and properties see in the report's template."""
    signature = SignatureView(slip.office, slip.date)
    return {
        "slip": slip,
        "words": words(),
        "styles": shell.template.styles,
        "signature": signature_xml(signature, shell.template.parts()),
        "page": shell.page,
        "draft": None,
        "name": slip.name,
        "agency": slip.office,
        "date": slip.day.isoformat(),
        "subject": printed("slip.subject"),
        "category": printed("slip.subject"),
        "keywords": printed("slip.keywords"),
    }


@lru_cache(maxsize=1)
def _shell() -> _Shell:
    path = templates_folder() / "report.docx"
    template = load_template(path)
    parts = read_parts(path)
    page = _PAGE.findall(parts[template.main].decode())[-1]
    rest = {name: data for name, data in parts.items() if name not in template.compiled}
    source = (templates_folder() / "slip.document.xml").read_text(encoding="utf-8")
    return _Shell(template, packed(rest), environment().from_string(source), page)
