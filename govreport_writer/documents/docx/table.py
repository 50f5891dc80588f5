"""Tables as WordprocessingML: a statutory grid, and a simple table of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape

from govreport_writer.documents.docx.parts import Parts, text_run
from govreport_writer.documents.docx.widths import (
    FIGURE_MARGIN,
    LABEL_MARGIN,
    column_widths,
    figure_size,
    text_widths,
)
from govreport_writer.documents.view import StatutoryTable
from govreport_writer.grid import Grid, GridCell
from govreport_writer.narrative import TextTable, plain

_TOGETHER = 30  # a table of so many rows is not split
_LAST = 3  # fewer rows do not stand alone on the last page
_KEEP = "<w:keepNext/>"
_SHORT = 3  # a head of so many characters stays on one line, a longer one breaks evenly
_INDENT = 180  # a character of 9 pt
_CELL_NUMBER = re.compile(r"(?:^|-)t(\d+-.+)$")
_FIGURE = re.compile(r"[-+]?\d[\d,.]*%?|[-—/]*")


def _val(name: str, value: object) -> str:
    return f'<w:{name} w:val="{value}"/>'


def _width(name: str, twips: int) -> str:
    return f'<w:{name} w:w="{twips}" w:type="dxa"/>'


def _sides(twips: int) -> str:
    return _width("left", twips) + _width("right", twips)


_LABEL_MARGINS = f"<w:tcMar>{_sides(LABEL_MARGIN)}</w:tcMar>"
_BORDERS = "".join(
    f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def _cell(content: str, style: str, width: int, place: str = "", paragraph: str = "") -> str:
    """Return a cell: its runs, the id of its style, and how it lies in the table."""
    return f"{_before(style, width, place, paragraph)}{content}</w:p></w:tc>"


@lru_cache(maxsize=512)
def _before(style: str, width: int, place: str, paragraph: str) -> str:
    """Return what stands before the runs of a cell: the same in most cells of a column."""
    return (
        f"<w:tc><w:tcPr>{_width('tcW', width)}{place}{_val('vAlign', 'center')}</w:tcPr>"
        f"<w:p><w:pPr>{_val('pStyle', style)}{paragraph}</w:pPr>"
    )


def draw_grid(table: StatutoryTable, parts: Parts, place: str = "") -> str:
    """Return a statutory table; its heads repeat on a new page, a short one is never split.

    Programs that read documents aloud name it by its caption, else by `place`, the title it stands under.
    """
    grid = table.grid
    widths = column_widths(grid)
    repeated = _repeated(grid)
    whole = grid.whole or grid.n_rows <= _TOGETHER
    rows = []
    for index, cells in enumerate(_covered(grid)):
        last = grid.n_rows - index
        heads = not any(cell.ref for cell in cells)  # whatever band it stands in: a heading has no figure
        keep = last > 1 and (whole or last <= _LAST or heads)
        kept = _KEEP if keep else ""
        drawn = [_grid_cell(cell, index > cell.row, widths, kept, parts) for cell in cells]
        rows.append(_row(drawn, header=index < repeated))
    return _table(rows, widths, FIGURE_MARGIN, table.caption or place)


def draw_text_table(table: TextTable, parts: Parts, name: str = "") -> str:
    """Return a simple table of the text; its first row heads it, columns are as wide as their text asks."""
    widths = text_widths(table)
    rows = []
    for index, row in enumerate(table.rows):
        keep = index + 1 < len(table.rows) and (index == 0 or len(table.rows) <= _TOGETHER)
        cells = [
            _cell(
                parts.runs(runs),
                parts.styles[_text_style(index, plain(runs))],
                width,
                paragraph=_KEEP if keep else "",
            )
            for runs, width in zip(row, widths, strict=True)
        ]
        rows.append(_row(cells, header=index == 0))
    return _table(rows, widths, LABEL_MARGIN, name)


def _covered(grid: Grid) -> list[list[GridCell]]:
    """Return for each row the cells that begin in it or reach into it, from left to right."""
    rows: list[list[GridCell]] = [[] for _ in range(grid.n_rows)]
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            rows[row].append(cell)
    return [sorted(row, key=lambda cell: cell.column) for row in rows]


def _repeated(grid: Grid) -> int:
    """Return how many rows repeat on a new page; heads of stacked blocks would stand over a wrong block."""
    heads = [band for band in grid.bands if band.kind == "head"]
    return heads[0].stop if len(heads) == 1 else 0


def _grid_cell(cell: GridCell, continued: bool, widths: Sequence[int], keep: str, parts: Parts) -> str:
    # nesting that merged label columns show needs no indent
    indent = max(0, cell.level - 1 - cell.column) if cell.role == "stub" else 0
    width = sum(widths[cell.column : cell.column + cell.colspan])
    indented = f'<w:ind w:leftChars="{indent * 100}" w:left="{indent * _INDENT}"/>' if indent else ""
    return _cell(
        "" if continued else _content(cell, width, parts),
        parts.styles[_style(cell)],
        width,
        _place(cell, continued),
        keep + indented,
    )


def _style(cell: GridCell) -> str:
    if cell.role == "stub":
        return "table label"
    return "table head" if cell.is_header else "table value"


def _place(cell: GridCell, continued: bool) -> str:
    """Return spans, and margins that differ from those of figures."""
    span = _val("gridSpan", cell.colspan) if cell.colspan > 1 else ""
    if cell.rowspan > 1:
        span += "<w:vMerge/>" if continued else _val("vMerge", "restart")
    if not cell.is_header:
        return f"{span}<w:noWrap/>"
    return span if len(cell.text) <= _SHORT else span + _LABEL_MARGINS


def _content(cell: GridCell, width: int, parts: Parts) -> str:
    """Return the text of a cell; a bookmark tells a figure's place in the form."""
    text = text_run(cell.text, size=_size(cell, width)) if cell.text else ""
    found = _CELL_NUMBER.search(cell.id) if cell.ref else None
    if found is None:
        return text
    number = parts.number()
    name = "T" + found[1].replace("-", "_")
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{text}<w:bookmarkEnd w:id="{number}"/>'


def _size(cell: GridCell, width: int) -> str:
    """Return the smaller size of a figure too long for its column."""
    size = figure_size(cell.text, width) if cell.role == "value" else None
    return _val("sz", size) if size else ""


def _text_style(row: int, text: str) -> str:
    if row == 0:
        return "text table head"
    return "text table figure" if _FIGURE.fullmatch(text) else "text table cell"


def _row(cells: Sequence[str], *, header: bool) -> str:
    repeat = "<w:tblHeader/>" if header else ""
    height = '<w:trHeight w:val="340" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{repeat}</w:trPr>{''.join(cells)}</w:tr>"


def _table(rows: Sequence[str], widths: Sequence[int], margin: int, name: str) -> str:
    named = _val("tblCaption", escape(name)) if name else ""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f"<w:tbl><w:tblPr>{_width('tblW', sum(widths))}{_val('jc', 'center')}"
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{_sides(margin)}</w:tblCellMar>"
        f'<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
        f' w:noHBand="1" w:noVBand="1"/>{named}</w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
