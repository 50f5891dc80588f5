"""Widths of the columns of a DOCX table, and the size of figures that would not fit in theirs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from govreport_writer.grid import Grid
from govreport_writer.narrative import TextTable, plain

TEXT_WIDTH = 8845
"""Width of the text in twips."""

LABEL_MARGIN, FIGURE_MARGIN = 57, 28
"""Margins in a cell, in twips: 1 mm beside text, half of it beside figures."""

_TWIPS_PER_MM = 1440 / 25.4
_DIGIT, _SMALL_DIGIT = 115, 96  # a digit of 9 pt, of 7.5 pt, in the widest face that is likely
_LONG = 5  # a figure of more digits is set smaller
_SIZE, _LEAST_SIZE = 18, 11  # of type, in half points
_LEAST_LABEL, _LEAST_VALUE = 1134, 480  # six characters of 9 pt; two
_KEPT = 5 / 6  # of a column of labels, whatever the figures ask: table 3 fills its page


def column_widths(grid: Grid) -> list[int]:
    """Return the widths in twips; columns too narrow for their figures share what the roomiest can give."""
    widths = _whole(grid.widths)
    needs = _needs(grid, widths)
    wanted = [max(0, need - width) for need, width in zip(needs, widths, strict=True)]
    spare = [max(0, width - need) for need, width in zip(needs, widths, strict=True)]
    part = min(1.0, sum(spare) / (sum(wanted) or 1))
    grown = [int(each * part) for each in wanted]
    given = _given(spare, sum(grown))
    return [width + more - less for width, more, less in zip(widths, grown, given, strict=True)]


def _whole(millimetres: Sequence[float]) -> list[int]:
    """Return widths in whole twips; what rounding leaves goes to the first columns of those that lose most.

    LibreOffice rounds widths of single cells and of merged ones apart: equal columns must not alternate.
    """
    exact = [width * _TWIPS_PER_MM for width in millimetres]
    widths = [int(width) for width in exact]
    losing = sorted(range(len(exact)), key=lambda column: round(widths[column] - exact[column], 6))
    for column in losing[: round(sum(exact)) - sum(widths)]:
        widths[column] += 1
    return widths


def _given(spare: Sequence[int], total: int) -> list[int]:
    """Return what each column gives of a total: the roomiest first, all that it can."""
    given = [0] * len(spare)
    for column in sorted(range(len(spare)), key=lambda each: -spare[each]):
        given[column] = min(spare[column], total - sum(given))
    return given


def _needs(grid: Grid, widths: Sequence[int]) -> list[int]:
    """Return the least width of each column: most of its own where labels stand, its longest figure."""
    needs = [min(width, _LEAST_VALUE) for width in widths]
    for cell in grid.cells:
        if cell.role == "stub":
            needs[cell.column] = max(min(widths[cell.column], _LEAST_LABEL), int(widths[cell.column] * _KEPT))
        elif cell.role == "value" and cell.colspan == 1:
            digits = _digits(cell.text)
            digit = _DIGIT if digits <= _LONG else _SMALL_DIGIT
            needs[cell.column] = max(needs[cell.column], digits * digit + 2 * FIGURE_MARGIN)
    return needs


def figure_size(text: str, width: int) -> int | None:
    """Return in half points the size at which a long figure does not break; None: the usual size will do."""
    size = (width - 2 * FIGURE_MARGIN) * _SIZE // (_digits(text) * _DIGIT) if text else _SIZE
    return None if size >= _SIZE else max(size, _LEAST_SIZE)


def _digits(text: str) -> int:
    """Return the width of a figure in digits; a unit behind it is Chinese."""
    return len(text) if text.isascii() else sum(1 if character.isascii() else 2 for character in text)


def text_widths(table: TextTable) -> list[int]:
    """Share the text width by the longest text of each column, between 4 and 24 characters."""
    longest = [max(len(plain(runs)) for runs in column) for column in zip(*table.rows, strict=True)]
    shares = [min(max(length, 4), 24) + 2 for length in longest]
    edges = [round(TEXT_WIDTH * sum(shares[:column]) / sum(shares)) for column in range(len(shares) + 1)]
    return [right - left for left, right in pairwise(edges)]
