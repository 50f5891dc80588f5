"""Fit a table into the page before it is drawn: type size, column widths in mm, row heights in points.

A block taller than the page would run off the paper without a word, so heights are reckoned here.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from govreport_writer.grid import TEXT_WIDTH, Grid, GridCell

PAGE_HEIGHT = 225 / 25.4 * 72
"""Height of the text area in points (GB/T 9704-2012)."""
WHOLE_ROWS = 30
"""A table of no more rows than this is never split over pages."""
_MM = 72 / 25.4
_LABEL_PAD = 1.0
_NUMBER_PAD = 0.5
_RULE = 0.5 / _MM
_MIN_LABEL_WIDTH = 24.0
_CLOSING = frozenset("，。、；：？！）》〉」』】”’…—·%℃,.;:?!)]}")
_NARROW = frozenset(".,:;'!|")
_OPENING = frozenset("（《〈「『【“‘([{")


@dataclass(frozen=True, slots=True)
class Look:
    """A type size and the least height of a row, in points."""

    size: float
    row: float

    @property
    def line(self) -> float:
        """Height of one line of text."""
        return 1.25 * self.size


STATUTORY = tuple(Look(size, row) for size in (9, 8, 7.5) for row in (17, 15.5, 14, 12.5))
"""From the best to the last resort: the rows get lower before the type gets smaller."""
IN_TEXT = (Look(10.5, 20),)
"""Tables of the text keep their size and rather break over pages."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """How a table is drawn; `height` estimates all of it, and a row's height of None grows with its text."""

    look: Look
    widths: tuple[float, ...]
    heights: tuple[float | None, ...]
    height: float
    whole: bool

    def number_size(self, cell: GridCell) -> float | None:
        """Return the type size at which a number too wide for its cell fits, else None."""
        room = _cell_width(cell, self.widths) - 2 * _NUMBER_PAD - _RULE
        wanted = _number_width(cell.text, self.look.size)
        if wanted <= room:
            return None
        return math.floor(self.look.size * room / wanted * 10) / 10


def fit(grid: Grid, room: float, looks: Sequence[Look] = STATUTORY) -> Fitted:
    """Return the first look in which numbers fit their columns and a table kept whole fits `room` points.

    In the smallest type numbers are made to fit one by one; a table too high even then is split over pages.
    """
    whole = grid.whole or grid.n_rows <= WHOLE_ROWS
    for look in looks:
        fitted, wide_enough = _fitted(grid, look)
        high_enough = not whole or fitted.height <= room
        if high_enough and (wide_enough or look.size == looks[-1].size):
            return replace(fitted, whole=whole)
    return fitted


def _fitted(grid: Grid, look: Look) -> tuple[Fitted, bool]:
    """Return the table in a look, split over pages, and whether its columns hold their numbers."""
    widths, wide_enough = _widths(grid, look.size)
    heights = _row_heights(grid, widths, look)
    fixed = _certain_heights(grid, widths, look, heights)
    return Fitted(look, widths, fixed, sum(heights), whole=False), wide_enough


def proportional_widths(columns: Sequence[Sequence[str]]) -> tuple[float, ...]:
    """Return the widths of a text table's columns, shared out by their longest cells within limits."""
    longest = [min(max((ems(text) for text in column), default=0), 24) + 2 for column in columns]
    return tuple(TEXT_WIDTH * each / sum(longest) for each in longest)


def _widths(grid: Grid, size: float) -> tuple[tuple[float, ...], bool]:
    """Return widths in which the numbers fit, and whether they do: columns with slack give to the others."""
    needs = _needs(grid, size)
    lacking = [max(0.0, need - width) for need, width in zip(needs, grid.widths, strict=True)]
    if not any(lacking):
        return grid.widths, True
    slack = _slack(grid, needs, size)
    given = min(sum(slack), sum(lacking))
    share = given / sum(lacking)
    taken = given / sum(slack) if given else 0.0
    changes = zip(grid.widths, lacking, slack, strict=True)
    return tuple(width + lack * share - loose * taken for width, lack, loose in changes), share > 0.999


def _needs(grid: Grid, size: float) -> list[float]:
    """Return the width that each column's widest number needs, 0 where there is none."""
    needs = [0.0] * grid.n_columns
    for cell in _numbers(grid):
        needed = _number_width(cell.text, size) + 2 * _NUMBER_PAD + _RULE
        needs[cell.column] = max(needs[cell.column], needed)
    return needs


def _slack(grid: Grid, needs: Sequence[float], size: float) -> list[float]:
    """Return what each column can give: the widest label column, or every column where there is none."""
    labels = set(range(grid.n_columns)) - {cell.column for cell in grid.cells if cell.role == "value"}
    if labels:
        widest = max(labels, key=lambda column: grid.widths[column])
        floors = [_MIN_LABEL_WIDTH if column == widest else math.inf for column in range(grid.n_columns)]
    else:
        two_characters = 2 * size / _MM + 2 * _LABEL_PAD + _RULE
        floors = [max(need, two_characters) for need in needs]
    return [max(0.0, width - floor) for width, floor in zip(grid.widths, floors, strict=True)]


def _numbers(grid: Grid) -> list[GridCell]:
    return [cell for cell in grid.cells if cell.role == "value" and cell.colspan == 1 and cell.text]


def _number_width(text: str, size: float) -> float:
    return sum(0.5 if character.isdigit() else 0.6 for character in text) * size / _MM


def _cell_width(cell: GridCell, widths: Sequence[float]) -> float:
    return sum(widths[cell.column : cell.column + cell.colspan])


def _row_heights(grid: Grid, widths: Sequence[float], look: Look) -> list[float]:
    """Return the estimated height of each row; a merged cell that needs more gets it from its last row."""
    heights = [look.row] * grid.n_rows
    for cell in sorted(grid.cells, key=lambda cell: cell.rowspan):
        rows = slice(cell.row, cell.row + cell.rowspan)
        short = _height(cell, widths, look) - sum(heights[rows])
        if short > 0:
            heights[cell.row + cell.rowspan - 1] += short
    return heights


def _height(cell: GridCell, widths: Sequence[float], look: Look) -> float:
    lines = 1 if cell.role == "value" else _lines(cell.text, _text_room(cell, widths, look))
    return look.row + (lines - 1) * look.line


def _text_room(cell: GridCell, widths: Sequence[float], look: Look) -> float:
    """Return the width for a cell's text in em."""
    return (_cell_width(cell, widths) - 2 * _LABEL_PAD) * _MM / look.size - indent(cell)


def indent(cell: GridCell) -> int:
    """Return by how many characters a label is indented: so one column of labels shows their nesting."""
    return cell.level - 1 if cell.role == "stub" and cell.column == 0 else 0


def _certain_heights(
    grid: Grid, widths: Sequence[float], look: Look, heights: Sequence[float]
) -> tuple[float | None, ...]:
    """Return the heights of rows that surely need no more, None for the rest; fixed rows draw faster."""
    growing = {
        row
        for cell in grid.cells
        if cell.role != "value" and not _surely_fits(cell, widths, look)
        for row in range(cell.row, cell.row + cell.rowspan)
    }
    return tuple(None if row in growing else height for row, height in enumerate(heights))


def _surely_fits(cell: GridCell, widths: Sequence[float], look: Look) -> bool:
    if cell.rowspan == 1:
        return len(cell.text) <= _text_room(cell, widths, look)
    return _height(cell, widths, look) + 2 * look.line <= cell.rowspan * look.row


def ems(text: str) -> float:
    """Return the width of a text in em, as good as its font need not be asked."""
    return sum(map(_em, text))


def _em(character: str) -> float:
    if not character.isascii():
        return 1.0
    if character in _NARROW:
        return 0.3
    return 0.5 if character.isdigit() else 0.75 if character.isupper() else 0.6


def _lines(text: str, room: float) -> int:
    """Return how many lines of `room` em a text takes; closing marks begin none, opening ones end none."""
    lines, used = 1, 0.0
    for index, character in enumerate(text):
        used += _em(character)
        if used > room + 0.01 and index:
            lines += 1
            used = _em(character) + (_em(text[index - 1]) if _clings(text[index - 1], character) else 0.0)
    return lines


def _clings(before: str, after: str) -> bool:
    return before in _OPENING or after in _CLOSING or (before.isascii() and after.isascii())


def caption_height(caption: str) -> float:
    """Return the height of a caption in points."""
    return 20.0 * _lines(caption, TEXT_WIDTH * _MM / 12) + 4 if caption else 0.0
