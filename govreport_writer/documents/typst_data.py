"""Turn a DocumentView into the plain data that report.typ draws; every text and figure is a string."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence

from govreport_writer.documents.table_fit import (
    IN_TEXT,
    PAGE_HEIGHT,
    STATUTORY,
    Fitted,
    caption_height,
    fit,
    indent,
    proportional_widths,
)
from govreport_writer.documents.view import AnnexView, DocumentView, Figure, StatutoryTable, ViewBlock
from govreport_writer.grid import Band, Grid, GridCell
from govreport_writer.narrative import Heading, Image, Listing, Paragraph, Run, Runs, TextTable, plain
from govreport_writer.submission import Picture

Data = dict[str, object]

LINE = 28.95
_SHORT = 10 * 28
"""Characters of a paragraph that moves to the next page as a whole when the signature does."""
_MAX_URL = 2000
_LINKABLE = re.compile(r"(?:https?://|mailto:|tel:)\S", re.IGNORECASE)
_KINDS = {"value": "number", "stub": "label"}


def document_data(view: DocumentView, fallback: Sequence[str] = ()) -> Data:
    """Return all that the template draws; `fallback` are families for characters the shipped fonts lack."""
    return {
        "name": view.name,
        "title": list(view.title),
        "agency": view.agency,
        "date": _date(view),
        "draft": view.draft,
        "fallback": list(fallback),
        "body": _body(view),
        "signature": {"name": view.signature.name, "date": view.signature.date} if view.signature else None,
        "annex": _annex(view.annex) if view.annex else None,
    }


def _date(view: DocumentView) -> Data | None:
    day = view.date
    return None if day is None else {"year": day.year, "month": day.month, "day": day.day}


def _body(view: DocumentView) -> list[Data]:
    """Return the blocks in order; a short last paragraph stays with the signature, a long one may break."""
    body: list[Data] = []
    for block in _blocks(view):
        body += _drawn(block, _headings_above(body))
    if view.signature and body and body[-1].get("short"):
        body[-1]["sticky"] = True
    return body


def _blocks(view: DocumentView) -> Iterator[ViewBlock]:
    yield from view.preface
    for section in view.sections:
        yield Heading(1, (Run(section.title),))
        yield from section.blocks


def _headings_above(body: Sequence[Data]) -> float:
    """Return the height of the headings that end `body`: they stay with a table that follows."""
    height = 0.0
    for block in reversed(body):
        if block["type"] != "heading":
            break
        height += LINE * block["lines"]  # type: ignore[operator]  # put there by _heading
    return height


def _drawn(block: ViewBlock, above: float) -> list[Data]:
    """Return a block as the template draws it; `above` is the height taken by the headings it stays with.

    A view has no Image: build_view puts a Figure or text in its place.
    """
    match block:
        case Heading():
            return [_heading(block)]
        case Paragraph():
            return [_paragraph(block.runs)]
        case Listing():
            items = zip(block.markers, block.items, strict=True)
            return [_paragraph((Run(marker), *runs)) for marker, runs in items]
        case TextTable():
            return [_text_table(block, above)] if block.rows else []
        case StatutoryTable():
            return [_statutory_table(block, above)]
        case Figure():
            return [_picture(block)]
        case Image():
            raise TypeError(block)


def _heading(block: Heading) -> Data:
    lines = -(-(len(plain(block.runs)) + 2) // 28)
    return {"type": "heading", "level": block.level, "runs": _runs(block.runs), "lines": lines}


def _paragraph(runs: Runs) -> Data:
    return {"type": "paragraph", "runs": _runs(runs), "short": len(plain(runs)) <= _SHORT}


def _runs(runs: Runs) -> list[Data]:
    return [_run(run) for run in runs if run.text]


def _run(run: Run) -> Data:
    data: Data = {"text": run.text}
    if run.strong:
        data["strong"] = True
    if run.emphasis:
        data["emphasis"] = True
    if run.url and len(run.url) <= _MAX_URL and _LINKABLE.match(run.url):
        data["url"] = run.url
    return data


def _annex(annex: AnnexView) -> Data:
    above = LINE * (2.5 + -(-len(annex.title) // 20))
    return {
        "heading": annex.heading,
        "reference": annex.reference,
        "title": annex.title,
        "tables": [
            _statutory_table(table, 0.0 if index else above) for index, table in enumerate(annex.tables)
        ],
    }


def _statutory_table(table: StatutoryTable, above: float) -> Data:
    fitted = fit(table.grid, PAGE_HEIGHT - above - caption_height(table.caption), STATUTORY)
    return _table(table.grid, fitted, table.caption, {})


def _text_table(block: TextTable, above: float) -> Data:
    grid = _text_grid(block)
    runs = {(row, column): cell for row, cells in enumerate(block.rows) for column, cell in enumerate(cells)}
    return _table(grid, fit(grid, PAGE_HEIGHT - above, IN_TEXT), "", runs)


def _text_grid(block: TextTable) -> Grid:
    """Return a table of the text as a grid: the first row heads, no cell is merged."""
    n_columns = max(len(row) for row in block.rows)
    texts = [[plain(cell) for cell in row] + [""] * (n_columns - len(row)) for row in block.rows]
    cells = tuple(
        GridCell("", "unit" if row else "column", text, row, column)
        for row, line in enumerate(texts)
        for column, text in enumerate(line)
    )
    widths = proportional_widths(list(zip(*texts, strict=True)))
    bands = (Band("head", 0, 1), Band("body", 1, len(texts)))
    return Grid("", cells, len(texts), n_columns, widths, bands, whole=False)


def _table(grid: Grid, fitted: Fitted, caption: str, runs: dict[tuple[int, int], Runs]) -> Data:
    stacked = any(band.kind == "caption" for band in grid.bands)
    return {
        "type": "table",
        "caption": caption,
        "size": fitted.look.size,
        "row": fitted.look.row,
        "widths": list(fitted.widths),
        "heights": list(fitted.heights),
        "whole": fitted.whole,
        "parts": [
            {
                "level": _header_level(band, stacked),
                "repeat": not stacked,
                "cells": [
                    _cell(cell, fitted, runs) for cell in grid.cells if band.start <= cell.row < band.stop
                ],
            }
            for band in grid.bands
        ],
    }


def _header_level(band: Band, stacked: bool) -> int:
    """Return 0 for rows of data; the heads of a stacked table stand below its captions."""
    return {"body": 0, "caption": 1, "head": 2 if stacked else 1}[band.kind]


def _cell(cell: GridCell, fitted: Fitted, runs: dict[tuple[int, int], Runs]) -> Data:
    data: Data = {
        "kind": _KINDS.get(cell.role, "head" if cell.is_header else "mark"),
        "text": cell.text,
        "x": cell.column,
        "y": cell.row,
        "colspan": cell.colspan,
        "rowspan": cell.rowspan,
        "indent": indent(cell),
    }
    if (cell.row, cell.column) in runs:
        data["runs"] = _runs(runs[cell.row, cell.column])
    if cell.role == "value" and cell.text and not cell.text.isdecimal():
        data["boxed"] = True
    if cell.role == "value" and (size := fitted.number_size(cell)):
        data["size"] = size
    return data


def picture_files(view: DocumentView) -> dict[str, bytes]:
    """Return the pictures of a view by the names under which the template looks for them."""
    figures = (block for block in _blocks(view) if isinstance(block, Figure))
    return {_picture_name(figure.picture): figure.picture.data for figure in figures}


def _picture(figure: Figure) -> Data:
    return {"type": "picture", "file": _picture_name(figure.picture), "alt": figure.alt}


def _picture_name(picture: Picture) -> str:
    suffix = "png" if picture.media_type == "image/png" else "jpg"
    return f"{hashlib.sha256(picture.data).hexdigest()}.{suffix}"
