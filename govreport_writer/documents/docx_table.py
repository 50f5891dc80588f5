"""Tables as WordprocessingML: a statutory grid, and a simple table of the text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from govreport_writer.documents.docx_parts import Parts, text_run
from govreport_writer.documents.view import StatutoryTable
from govreport_writer.grid import Grid, GridCell
from govreport_writer.narrative import TextTable, plain

TEXT_WIDTH = 8845
"""Width of the text in twips."""

_TWIPS_PER_MM = 1440 / 25.4
_DIGIT, _SMALL_DIGIT = 100, 84  # a digit of 9 pt, of 7.5 pt, in the widest face that is likely
_LONG = 6  # a figure of more digits is set smaller
_SIZE, _LEAST_SIZE = 18, 11  # of type, in half points
_LEAST_LABEL, _LEAST_VALUE = 1134, 480  # six characters of 9 pt; two
_TOGETHER = 30  # a table of so many rows is not split
_LAST = 3  # fewer rows do not stand alone on the last page
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


_LABEL, _VALUE = 57, 28  # margins beside text: 1 mm; beside figures: 0.5 mm
_LABEL_MARGINS = f"<w:tcMar>{_sides(_LABEL)}</w:tcMar>"
_BORDERS = "".join(
    f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
)


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell ready to write: the name of its style, its runs, and how it lies in the table."""

    style: str
    content: str
    width: int
    place: str = ""
    paragraph: str = ""

    def xml(self, styles: Mapping[str, str], keep: str) -> str:
        return (
            f"<w:tc><w:tcPr>{_width('tcW', self.width)}{self.place}{_val('vAlign', 'center')}</w:tcPr>"
            f"<w:p><w:pPr>{_val('pStyle', styles[self.style])}{keep}{self.paragraph}</w:pPr>"
            f"{self.content}</w:p></w:tc>"
        )


def draw_grid(table: StatutoryTable, parts: Parts) -> str:
    """Return a statutory table; its heads repeat on a new page, a short one is never split."""
    grid = table.grid
    widths = column_widths(grid)
    repeated = _repeated(grid)
    whole = grid.whole or grid.n_rows <= _TOGETHER
    rows = []
    for index, cells in enumerate(_covered(grid)):
        last = grid.n_rows - index
        keep = last > 1 and (whole or last <= _LAST or grid.band_of(index).kind != "body")
        drawn = [_grid_cell(cell, index > cell.row, widths, parts) for cell in cells]
        rows.append(_row(drawn, parts, header=index < repeated, keep=keep))
    return _table(rows, widths, _VALUE, table.caption)


def draw_text_table(table: TextTable, parts: Parts) -> str:
    """Return a simple table of the text; its first row heads it, columns are as wide as their text asks."""
    widths = _text_widths(table)
    rows = []
    for index, row in enumerate(table.rows):
        cells = [
            _Cell(_text_style(index, plain(runs)), parts.runs(runs), width)
            for runs, width in zip(row, widths, strict=True)
        ]
        keep = index + 1 < len(table.rows) and (index == 0 or len(table.rows) <= _TOGETHER)
        rows.append(_row(cells, parts, header=index == 0, keep=keep))
    return _table(rows, widths, _LABEL)


def column_widths(grid: Grid) -> list[int]:
    """Return the widths in twips; a column too narrow for its figures takes from the roomiest."""
    edges = [round(sum(grid.widths[:column]) * _TWIPS_PER_MM) for column in range(grid.n_columns + 1)]
    widths = [right - left for left, right in pairwise(edges)]
    needs = _needs(grid, widths)
    for column, need in enumerate(needs):
        giver = max(range(grid.n_columns), key=lambda each: widths[each] - needs[each])
        given = max(0, min(need - widths[column], widths[giver] - needs[giver]))
        widths[column] += given
        widths[giver] -= given
    return widths


def _needs(grid: Grid, widths: Sequence[int]) -> list[int]:
    """Return the least width of each column: a few characters of a label, the longest figure."""
    needs = [min(width, _LEAST_VALUE) for width in widths]
    for cell in grid.cells:
        if cell.role == "stub":
            needs[cell.column] = min(widths[cell.column], _LEAST_LABEL)
        elif cell.role == "value" and cell.colspan == 1:
            digit = _DIGIT if len(cell.text) <= _LONG else _SMALL_DIGIT
            needs[cell.column] = max(needs[cell.column], len(cell.text) * digit + 2 * _VALUE)
    return needs


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


def _grid_cell(cell: GridCell, continued: bool, widths: Sequence[int], parts: Parts) -> _Cell:
    # nesting that merged label columns show needs no indent
    indent = max(0, cell.level - 1 - cell.column) if cell.role == "stub" else 0
    width = sum(widths[cell.column : cell.column + cell.colspan])
    return _Cell(
        style=_style(cell),
        content="" if continued else _content(cell, width, parts),
        width=width,
        place=_place(cell, continued),
        paragraph=f'<w:ind w:leftChars="{indent * 100}" w:left="{indent * _INDENT}"/>' if indent else "",
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
    text = text_run(cell.text, _fitting(cell, width)) if cell.text else ""
    found = _CELL_NUMBER.search(cell.id) if cell.ref else None
    if found is None:
        return text
    number = parts.number()
    name = "T" + found[1].replace("-", "_")
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{text}<w:bookmarkEnd w:id="{number}"/>'


def _fitting(cell: GridCell, width: int) -> str:
    """Return the smaller size of a figure too long for its column: it never breaks."""
    size = (width - 2 * _VALUE) * _SIZE // (len(cell.text) * _DIGIT)
    return "" if cell.role != "value" or size >= _SIZE else _val("sz", max(size, _LEAST_SIZE))


def _text_style(row: int, text: str) -> str:
    if row == 0:
        return "text table head"
    return "text table figure" if _FIGURE.fullmatch(text) else "text table cell"


def _text_widths(table: TextTable) -> list[int]:
    """Share the text width by the longest text of each column, between 4 and 24 characters."""
    longest = [max(len(plain(runs)) for runs in column) for column in zip(*table.rows, strict=True)]
    shares = [min(max(length, 4), 24) + 2 for length in longest]
    edges = [round(TEXT_WIDTH * sum(shares[:column]) / sum(shares)) for column in range(len(shares) + 1)]
    return [right - left for left, right in pairwise(edges)]


def _row(cells: Sequence[_Cell], parts: Parts, *, header: bool, keep: bool) -> str:
    repeat = "<w:tblHeader/>" if header else ""
    drawn = "".join(cell.xml(parts.styles, "<w:keepNext/>" if keep else "") for cell in cells)
    height = '<w:trHeight w:val="340" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{repeat}</w:trPr>{drawn}</w:tr>"


def _table(rows: Sequence[str], widths: Sequence[int], margin: int, caption: str = "") -> str:
    named = _val("tblCaption", escape(caption)) if caption else ""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f"<w:tbl><w:tblPr>{_width('tblW', sum(widths))}{_val('jc', 'center')}"
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{_sides(margin)}</w:tblCellMar>"
        f'<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
        f' w:noHBand="1" w:noVBand="1"/>{named}</w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
