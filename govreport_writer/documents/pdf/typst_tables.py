"""Tables as the plain data that report.typ draws: cells in their places, sizes reckoned beforehand."""

from __future__ import annotations

from govreport_writer.documents.pdf.flow import fitted
from govreport_writer.documents.pdf.typst_text import Data, runs_data
from govreport_writer.documents.table_fit import (
    IN_TEXT,
    PAGE_HEIGHT,
    Fitted,
    fit,
    indent,
    proportional_widths,
)
from govreport_writer.documents.view import StatutoryTable
from govreport_writer.grid import Band, Grid, GridCell
from govreport_writer.narrative import Runs, TextTable, plain

_KINDS = {"value": "number", "stub": "label", "note": "label"}


def statutory_data(table: StatutoryTable, above: float) -> Data:
    """Return a table of the form; `above` is the height, in points, of the headings it stays with."""
    return _table(table.grid, fitted(table, above), table.caption, {})


def text_table_data(block: TextTable, above: float = 0.0) -> Data:
    """Return a table of the text, which has at least one row."""
    grid = text_grid(block)
    runs = {(row, column): cell for row, cells in enumerate(block.rows) for column, cell in enumerate(cells)}
    return _table(grid, fit(grid, PAGE_HEIGHT - above, IN_TEXT), "", runs)


def text_grid(block: TextTable) -> Grid:
    """Return a table of the text as a grid: the first row heads, no cell is merged."""
    n_columns = max(len(row) for row in block.rows)
    texts = [[plain(cell) for cell in row] + [""] * (n_columns - len(row)) for row in block.rows]
    cells = tuple(
        GridCell(f"r{row}c{column}", "unit", text, row, column, headers=(f"c{column}",))
        if row
        else GridCell(f"c{column}", "column", text, row, column)
        for row, line in enumerate(texts)
        for column, text in enumerate(line)
    )
    widths = proportional_widths(list(zip(*texts, strict=True)))
    bands = (Band("head", 0, 1), Band("body", 1, len(texts)))
    return Grid("", cells, len(texts), n_columns, widths, bands, whole=False)


def _table(grid: Grid, fit: Fitted, caption: str, runs: dict[tuple[int, int], Runs]) -> Data:
    return {
        "type": "table",
        "caption": caption,
        "size": fit.look.size,
        "row": fit.look.row,
        "widths": list(fit.widths),
        "heights": list(fit.heights),
        "whole": fit.whole,
        "parts": [_part(band, grid, fit, runs) for band in grid.bands],
    }


def _part(band: Band, grid: Grid, fit: Fitted, runs: dict[tuple[int, int], Runs]) -> Data:
    stacked = any(each.kind == "caption" for each in grid.bands)
    return {
        "level": _header_level(band, stacked),
        "repeat": not stacked,
        "cells": [_cell(cell, fit, runs) for cell in grid.cells if band.start <= cell.row < band.stop],
    }


def _header_level(band: Band, stacked: bool) -> int:
    """Return 0 for rows of data; the heads of a stacked table stand below its captions."""
    return {"body": 0, "caption": 1, "head": 2 if stacked else 1}[band.kind]


def _cell(cell: GridCell, fit: Fitted, runs: dict[tuple[int, int], Runs]) -> Data:
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
        data["runs"] = runs_data(runs[cell.row, cell.column])
    if cell.role == "value" and cell.text and not cell.text.isdecimal():
        data["boxed"] = True
    if cell.role == "value" and (size := fit.number_size(cell)):
        data["size"] = size
    return data
