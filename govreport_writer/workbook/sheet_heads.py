"""The words over each column of a sheet, whether cells are merged or not."""

from __future__ import annotations

from govreport_writer.workbook.sheets import Sheet
from govreport_writer.workbook.spots import Spot

JOINED = "›"
"""Stands between the words of a head, from the top."""


def heads_in(sheet: Sheet, rows: range) -> dict[int, str]:
    """Return for each column the words over it in some rows; a merged cell stands over all its columns.

    A cell without words, above one that has some, takes those to its left: the merge was lost.
    """
    over = _over(sheet, rows)
    heads: dict[int, str] = {}
    for column in sorted({column for row, column in sheet.texts() if row in rows}):
        own = [row for row in rows if (row, column) in sheet.texts()]
        if own:
            words = [_word(over, row, column) for row in rows if row <= own[-1]]
            heads[column] = JOINED.join(dict.fromkeys(word for word in words if word))
    return heads


def _over(sheet: Sheet, rows: range) -> dict[Spot, str]:
    """Return the words of cells; those of a merged cell in its first row, for all its columns."""
    over = {spot: text for spot, text in sheet.texts().items() if spot[0] in rows}
    for (top, left), (_, right) in sheet.merged():
        if (top, left) in over:
            for column in range(left, right + 1):
                over[top, column] = over[top, left]
    return over


def _word(over: dict[Spot, str], row: int, column: int) -> str:
    while column and (row, column) not in over:
        column -= 1
    return over.get((row, column), "")
