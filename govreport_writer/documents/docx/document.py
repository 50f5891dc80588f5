"""The report as DOCX, from a template that people restyle in Word or WPS.

The template sees: `title` (lines), `name`, `agency`, `year`, `notice`, `draft` (a word or None);
`sections` (the preface, which has no title, then the numbered ones), each with `title` and `blocks`;
`signature` (None or `xml`); `annex` (None or `heading`, `reference`, `title`, `blocks`).
A block has a `kind`: heading2, heading3, heading4, paragraph, item and figure have `runs`; table, which a
chart is too, has `caption` and `xml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

from govreport_writer import messages
from govreport_writer.documents.appearance import Appearance
from govreport_writer.documents.charts.chart import Chart
from govreport_writer.documents.docx.machine_copy import copy_part
from govreport_writer.documents.docx.parts import NoStyleError, Parts, text_run
from govreport_writer.documents.docx.picture import sized
from govreport_writer.documents.docx.table import draw_grid, draw_text_table
from govreport_writer.documents.docx.template import load_template
from govreport_writer.documents.machine_copy import machine_copy
from govreport_writer.documents.view import (
    AnnexView,
    DocumentView,
    Figure,
    SignatureView,
    StatutoryTable,
    ViewBlock,
)
from govreport_writer.errors import RenderError
from govreport_writer.narrative import Heading, Image, Listing, Paragraph, Run, Runs, TextTable

if TYPE_CHECKING:
    from markupsafe import Markup

UNDATED = date(2000, 1, 1)
"""Dates the file of a report that gives no date."""

_EM = 320  # a character of 16 pt, in twips
_NO_SPACING = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'  # the indents reckon without it
_LONGEST_NAME = 25 * _EM  # a longer one takes two lines
Drawn = dict[str, object]


def render_docx(view: DocumentView, appearance: Appearance | None = None) -> bytes:
    """Return the document; RenderError when the template is wrong. Equal views give equal bytes."""
    from jinja2 import TemplateError

    look = appearance or Appearance()
    prepared = load_template(look.template("report.docx"), look.profile)
    parts = prepared.parts()
    try:
        return prepared.render(template_context(view, parts), parts, copy_part(machine_copy(view)))
    except (TemplateError, TypeError, NoStyleError) as error:
        raise RenderError("render.docx_template", file=prepared.path, why=error) from error


def template_context(view: DocumentView, parts: Parts) -> dict[str, Any]:
    """Return what the template sees."""
    return {
        "title": view.title,
        "name": view.name,
        "agency": view.agency,
        "year": view.year,
        "notice": view.notice,
        "date": (view.date or UNDATED).isoformat(),
        "draft": view.draft,
        "sections": list(_sections(view, parts)),
        "signature": view.signature and {"xml": _markup(signature_xml(view.signature, parts))},
        "annex": view.annex and _annex(view.annex, parts),
        **{key: messages.printed(f"document.docx.{key}") for key in ("subject", "category", "keywords")},
    }


def _sections(view: DocumentView, parts: Parts) -> Iterator[Drawn]:
    if view.preface:
        yield {"title": "", "blocks": _blocks(view.preface, view.name, parts)}
    for section in view.sections:
        yield {"title": section.title, "blocks": _blocks(section.blocks, section.title, parts)}


def _annex(annex: AnnexView, parts: Parts) -> Drawn:
    return {
        "heading": annex.heading,
        "reference": annex.reference,
        "title": annex.title,
        "blocks": _blocks(annex.tables, annex.title, parts),
    }


def _blocks(blocks: Iterable[ViewBlock], place: str, parts: Parts) -> list[Drawn]:
    """Return blocks as the template sees them; a table without a caption is named by the title above it."""
    return [drawn for block in blocks for drawn in _drawn(block, place, parts)]


def _drawn(block: ViewBlock, place: str, parts: Parts) -> list[Drawn]:
    match block:
        case Heading():
            return [_text(f"heading{block.level}", block.runs, parts)]
        case Paragraph():
            return [_text("paragraph", block.runs, parts)]
        case Listing():
            pairs = zip(block.markers, block.items, strict=True)
            return [_text("item", (Run(f"{marker} "), *runs), parts) for marker, runs in pairs]
        case TextTable():
            return [_table("", draw_text_table(block, parts))]
        case StatutoryTable():
            return [_table(block.caption, draw_grid(block, parts, place))]
        case Figure():
            return [{"kind": "figure", "runs": _markup(parts.picture(block))}]
        case Chart():
            return [_table(block.title, chart_xml(block, parts))]
        case Image():
            return [_text("paragraph", (Run(block.alt or block.name),), parts)]


def _text(kind: str, runs: Runs, parts: Parts) -> Drawn:
    return {"kind": kind, "runs": _markup(parts.runs(runs))}


def chart_xml(chart: Chart, parts: Parts) -> str:
    """Return the picture of a chart and, on the same page, the table of its figures."""
    from govreport_writer.documents.charts.png import chart_png

    drawing = parts.drawing(chart_png(chart), "png", chart.description, sized(chart.width, chart.height))
    look = f'<w:pStyle w:val="{parts.styles["figure"]}"/><w:keepNext/>'
    table = draw_text_table(chart.table, parts, chart.title)
    return f"<w:p><w:pPr>{look}</w:pPr>{drawing}</w:p>{table}"


def _table(caption: str, xml: str) -> Drawn:
    return {"kind": "table", "caption": caption, "xml": _markup(xml)}


def signature_xml(signature: SignatureView, parts: Parts) -> str:
    """Return name and date, each moved in from the right margin as GB/T 9704-2012 says."""
    name, day = signature_indents(signature)
    drawn = _signature_line("signature", signature.name, name, "<w:keepNext/>", parts)
    return drawn + (_signature_line("date", signature.date, day, "", parts) if signature.date else "")


def _signature_line(style: str, text: str, indent: int, keep: str, parts: Parts) -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{parts.styles[style]}"/>{keep}'
        f'{_NO_SPACING}<w:ind w:right="{indent}"/></w:pPr>'
        f"{text_run(text)}</w:p>"
    )


def signature_indents(signature: SignatureView) -> tuple[int, int]:
    """Return the right indents of name and date in twips.

    The name ends two characters from the margin and the date begins two characters after the name
    does; a longer date ends there instead, and the name begins two characters before it. A date under a
    name of several lines ends two characters from the margin.
    """
    name, day = _width(signature.name), _width(signature.date)
    if day > name:
        return 4 * _EM + day - name, 2 * _EM
    return 2 * _EM, name - day if name <= _LONGEST_NAME else 2 * _EM


def _width(text: str) -> int:
    return sum(_EM if east_asian_width(character) in "WFA" else _EM // 2 for character in text)


def _markup(xml: str) -> Markup:
    from markupsafe import Markup

    return Markup(xml)  # every text in it was escaped where it was written
