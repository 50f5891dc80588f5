"""Give the cells of a raw table their places as a browser does, and keep wrong spans inside the table."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import chain

from govreport_writer.importers.blocks import Paragraph, RawCell, RawTable
from govreport_writer.importers.limits import MAX_SPAN, CellCount
from govreport_writer.importers.published import FoundCell, Spot
from govreport_writer.importers.seen import seen

Placed = tuple[int, int, int, int, RawCell]
"""Row, column, rows and columns of a cell."""


def placed(table: RawTable, count: CellCount) -> tuple[FoundCell, ...]:
    """Return the cells of a table by rows, none where nothing is said.

    Rows and columns in which no cell begins go.
    """
    cells = _placed(table, count)
    if not any(cell_text(cell) for *_, cell in cells):
        return ()
    rows = sorted({row for row, *_ in cells})
    columns = sorted({column for _, column, *_ in cells})
    return tuple(
        _found(bisect_left(rows, row), bisect_left(columns, column),
               bisect_left(rows, row + down), bisect_left(columns, column + right), cell)
        for row, column, down, right, cell in cells
    )  # fmt: skip


def _found(top: int, left: int, bottom: int, right: int, cell: RawCell) -> FoundCell:
    spot = Spot(row=top + 1, column=left + 1, line=cell.line, page=cell.page)
    return FoundCell(top, left, bottom - top, right - left, cell_text(cell), spot, cell.mark)


def _placed(table: RawTable, count: CellCount) -> list[Placed]:
    """Return every cell with its area; what a cell above covers is not free."""
    until: dict[int, int] = {}  # the row from which on a column is free again
    cells: list[Placed] = []
    for row, line in enumerate(table.rows):
        count.add(len(line))
        column = 0
        for cell in line:
            column = _free(until, row, column) if cell.column is None else cell.column
            left = len(table.rows) - row
            down = min(cell.rowspan, left) if cell.rowspan > 0 else left
            right = min(max(1, cell.colspan), MAX_SPAN)
            count.ensure_columns(column + right)
            cells.append((row, column, down, right, cell))
            if down > 1:
                until.update(dict.fromkeys(range(column, column + right), row + down))
            column += right
    return cells


def _free(until: dict[int, int], row: int, column: int) -> int:
    while until.get(column, 0) > row:
        column += 1
    return column


def cell_text(cell: RawCell) -> str:
    """Return the text of a cell, a line for each paragraph that says something."""
    return "\n".join(filter(None, map(seen, _texts(cell))))


def _texts(cell: RawCell) -> Iterable[str]:
    for block in cell.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, RawTable):
            yield from chain.from_iterable(map(_texts, block.cells()))
