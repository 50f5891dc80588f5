"""Turn a DocumentView into the plain data that report.typ draws; every text and figure is a string."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from govreport_writer.documents.charts.chart import Chart
from govreport_writer.documents.pdf.flow import annex_flow, blocks, flow, spoken
from govreport_writer.documents.pdf.fonts import families
from govreport_writer.documents.pdf.typst_tables import statutory_data, text_table_data
from govreport_writer.documents.pdf.typst_text import Data, runs_data
from govreport_writer.documents.view import AnnexView, DocumentView, Figure, StatutoryTable, ViewBlock
from govreport_writer.narrative import Heading, Image, Listing, Paragraph, Run, Runs, TextTable, plain
from govreport_writer.profile import Profile, standard_profile
from govreport_writer.submission import Picture

_SHORT = 10 * 28
"""Characters of a paragraph that moves to the next page as a whole when the signature does."""


def document_data(view: DocumentView, fallback: Sequence[str] = (), profile: Profile | None = None) -> Data:
    """Return all that the template draws; `fallback` are families for characters the shipped fonts lack."""
    profile = profile or standard_profile()
    return {
        "name": view.name,
        "title": list(view.title),
        "agency": view.agency,
        "date": _date(view),
        "draft": view.draft,
        "look": _look(profile),
        "fallback": list(fallback),
        "body": _body(view, profile.pitch),
        "signature": {"name": view.signature.name, "date": view.signature.date} if view.signature else None,
        "annex": _annex(view.annex, profile.pitch) if view.annex else None,
    }


def _look(profile: Profile) -> Data:
    """Return what a profile says about the page; `pitch` in points, `faces` from the best to the last."""
    return {
        "pitch": profile.pitch,
        "number": profile.page_number,
        "place": profile.page_number_place,
        "faces": {
            use: [{"name": family.name, "covers": family.covers} for family in faces]
            for use, faces in families(profile).items()
        },
    }


def _date(view: DocumentView) -> Data | None:
    day = view.date
    return None if day is None else {"year": day.year, "month": day.month, "day": day.day}


def _body(view: DocumentView, pitch: float) -> list[Data]:
    """Return the blocks in order; a short last paragraph stays with the signature, a long one may break."""
    body = [data for block, above in flow(view, pitch) for data in _drawn(block, above)]
    _set_depths([data for data in body if data["type"] == "heading"])
    if view.signature and body and body[-1].get("short"):
        body[-1]["sticky"] = True
    return body


def _drawn(block: ViewBlock, above: float) -> list[Data]:
    """Return a block as the template draws it; `above` is the height taken by the headings it stays with.

    A view has no Image: build_view puts a Figure or text in its place.
    """
    match block:
        case Heading():
            return _heading(block)
        case Paragraph():
            return [_paragraph(block.runs)]
        case Listing():
            items = zip(block.markers, block.items, strict=True)
            return [_paragraph((Run(marker), *runs)) for marker, runs in items]
        case TextTable():
            return [text_table_data(block, above)] if block.rows else []
        case StatutoryTable():
            return [statutory_data(block, above)]
        case Figure():
            return [{"type": "picture", "file": _picture_name(block.picture), "alt": spoken(block)}]
        case Chart():
            return _chart(block)
        case Image():
            raise TypeError(block)


def _heading(block: Heading) -> list[Data]:
    """Return a heading; one without text is none."""
    runs = runs_data(block.runs)
    return [{"type": "heading", "level": block.level, "runs": runs}] if plain(block.runs).strip() else []


def _set_depths(headings: Sequence[Data]) -> None:
    """Say how deep each heading stands: 1. right under 一、 looks like level 3 and stands on the second."""
    depth = 0
    for heading in headings:
        depth = heading["depth"] = min(int(str(heading["level"])), depth + 1)


def _paragraph(runs: Runs) -> Data:
    return {"type": "paragraph", "runs": runs_data(runs), "short": len(plain(runs)) <= _SHORT}


def _chart(chart: Chart) -> list[Data]:
    """Return the drawing, its size in millimetres, and below it the table of what it shows."""
    drawing: Data = {
        "type": "chart",
        "caption": chart.title,
        "svg": chart.svg,
        "alt": chart.description,
        "width": chart.width,
        "height": chart.height,
    }
    return [drawing, text_table_data(chart.table)] if chart.table.rows else [drawing]


def _annex(annex: AnnexView, pitch: float) -> Data:
    return {
        "heading": annex.heading,
        "reference": annex.reference,
        "title": annex.title,
        "tables": [statutory_data(table, above) for table, above in annex_flow(annex, pitch)],
    }


def picture_files(view: DocumentView) -> dict[str, bytes]:
    """Return the pictures of a view by the names under which the template looks for them."""
    figures = (block for block in blocks(view) if isinstance(block, Figure))
    return {_picture_name(figure.picture): figure.picture.data for figure in figures}


def _picture_name(picture: Picture) -> str:
    suffix = "png" if picture.media_type == "image/png" else "jpg"
    return f"{hashlib.sha256(picture.data).hexdigest()}.{suffix}"
