"""The machine copy: exactly what a report prints, as plain data, for programs that read it back.

It stands in the DOCX (custom XML), in a PDF/A-3 (attached) and beside the documents (`.data.json`). It
holds no explanation and nobody's name who filled in, reviewed or answers for the submission.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from decimal import Decimal

from govreport_writer.cells import Value
from govreport_writer.documents.charts.chart import Chart
from govreport_writer.documents.view import AnnexView, DocumentView, Figure, StatutoryTable, ViewBlock
from govreport_writer.figures import printed
from govreport_writer.grid import Grid, GridCell
from govreport_writer.narrative import Heading, Image, Listing, Paragraph, TextTable, plain

Data = dict[str, object]
FORMAT = 1
JOINT = " > "
"""Stands between the labels of one path."""


def machine_copy(view: DocumentView) -> Data:
    """Return the report as JSON-like data; figures are whole numbers, amounts decimal strings, None blank."""
    return {
        "format": FORMAT,
        "edition": view.edition,
        "notice": view.notice,
        "year": view.year,
        "organ": view.organ.name,
        "organ_code": view.organ.code,
        "region_code": view.organ.region_code,
        "title": list(view.title),
        "date": view.date.isoformat() if view.date else None,
        "preface": _blocks(view.preface),
        "sections": [
            {"id": section.id, "title": section.title, "blocks": _blocks(section.blocks)}
            for section in view.sections
        ],
        "annex": _annex(view.annex) if view.annex else None,
        "signature": {"name": view.signature.name, "date": view.signature.date} if view.signature else None,
        "tables": [_table(table, view) for table in view.tables],
        "sha256": figures_hash(cell_texts(view)),
    }


def figures_hash(texts: Sequence[str]) -> str:
    """Return the SHA-256 (hexadecimal) of the visible texts of all value cells, a line each."""
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


def cell_texts(view: DocumentView) -> list[str]:
    """Return the visible texts of all value cells, table by table, row by row."""
    return [cell.text for table in view.tables for cell in table.grid.cells if cell.ref]


def _annex(annex: AnnexView) -> Data:
    return {
        "heading": annex.heading,
        "reference": annex.reference,
        "title": annex.title,
        "blocks": _blocks(annex.tables),
    }


def _blocks(blocks: Sequence[ViewBlock]) -> list[Data]:
    return [_block(block) for block in blocks]


def _block(block: ViewBlock) -> Data:
    match block:
        case Heading():
            return {"kind": "heading", "level": block.level, "text": plain(block.runs)}
        case Paragraph():
            return {"kind": "paragraph", "text": plain(block.runs)}
        case Listing():
            pairs = zip(block.markers, block.items, strict=True)
            return {"kind": "list", "items": [f"{marker}{plain(item)}" for marker, item in pairs]}
        case TextTable():
            return {"kind": "table", "rows": _rows(block)}
        case StatutoryTable():
            return {"kind": "statutory", "table": block.grid.table}
        case Chart():
            return {"kind": "chart", "title": block.title, "rows": _rows(block.table)}
        case Figure() | Image():
            return {"kind": "picture", "text": block.alt}


def _rows(table: TextTable) -> list[list[str]]:
    return [[plain(cell) for cell in row] for row in table.rows]


def _table(table: StatutoryTable, view: DocumentView) -> Data:
    names = CellNames(table.grid)
    cells = [
        {
            "row_code": cell.ref.row,
            "row_name": names.row(cell),
            "column_code": cell.ref.column,
            "column_name": names.column(cell),
            "unit": view.units.get(cell.ref),
            "value": exact(view.values.get(cell.ref)),
        }
        for cell in table.grid.cells
        if cell.ref
    ]
    return {"table": table.grid.table, "caption": table.caption, "cells": cells}


def exact(value: Value) -> int | str | None:
    """Return a figure as JSON keeps it exact: a decimal as a string of its digits."""
    return printed(value) if isinstance(value, Decimal) else value


class CellNames:
    """The printed labels that a value cell of one table stands under, from the outermost."""

    def __init__(self, grid: Grid) -> None:
        self._heads = {cell.id: cell for cell in grid.cells if cell.is_header}

    def row(self, cell: GridCell) -> str:
        """Return the labels of the row, and of the block it stands in; empty where a form names no row."""
        heads = sorted(self._of(cell, "caption", "stub"), key=lambda head: head.role != "caption")
        return JOINT.join(head.text for head in heads)

    def column(self, cell: GridCell) -> str:
        """Return the labels of the column and of the spanners above it."""
        return JOINT.join(head.text for head in self._of(cell, "spanner", "column"))

    def _of(self, cell: GridCell, *roles: str) -> Iterator[GridCell]:
        heads = (self._heads[head] for head in cell.headers if head in self._heads)
        return (head for head in heads if head.role in roles)
