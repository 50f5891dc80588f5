"""Work out which cells of a table in text were merged: text does not say how wide a cell was.

Figures stand at the right; labels share the rest. A head is as wide as what stands below it, and an empty
cell below a label or a head goes on with it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from govreport_writer.importers.blocks import RawCell
from govreport_writer.importers.placing import cell_text
from govreport_writer.importers.read_text_cells import Rows

_VALUE = re.compile(r"[\s\d.,，%/+*\u2014\uff0d\u2013-]*")
"""What may stand in a cell for a figure."""
_MOST_IN_HEAD = 60
"""Cells of a row that is still looked at as the head of a table."""
Widths = list[int]


def spread(rows: Rows) -> list[list[RawCell]]:
    """Return the rows with spans that make them equally wide."""
    if not rows:
        return []
    texts = [[cell_text(cell) for cell in row] for row in rows]
    width = max(map(len, texts))
    figures = max(_figures(row) for row in texts if len(row) == width)
    widths = _widths(texts, width, figures)
    for row, spans in zip(rows, widths, strict=True):
        for cell, span in zip(row, spans, strict=True):
            cell.colspan = span
    return _merged_down(rows, texts, width - figures)


def _figures(row: Sequence[str]) -> int:
    """Return how many cells at the end of a row may be figures."""
    return next((count for count, text in enumerate(reversed(row)) if not _VALUE.fullmatch(text)), len(row))


def _widths(texts: list[list[str]], width: int, figures: int) -> list[Widths]:
    """Return the spans of each row, worked out from the last to the first."""
    found: list[Widths] = []
    for index in range(len(texts) - 1, -1, -1):
        below = texts[index + 1] if index + 1 < len(texts) else None
        found.append(_of_row(texts[index], width, figures, below, found[-1] if found else []))
    return found[::-1]


def _of_row(row: list[str], width: int, figures: int, below: list[str] | None, spans: Widths) -> Widths:
    if len(row) == width:
        return [1] * width
    if len(row) == 1:
        return [width]
    if not _is_head(row, figures):
        return _of_body(len(row), width, min(_figures(row), figures), figures)
    if below is not None and len(below) == len(row):
        return spans
    return (_of_head(row, below, spans) if below is not None else None) or _last_widest(len(row), width)


def _is_head(row: list[str], figures: int) -> bool:
    """Whether a row names columns: it has words where others have figures."""
    return any(not _VALUE.fullmatch(text) for text in row[-figures:][1:]) or _figures(row) == 0


def _of_body(cells: int, width: int, values: int, figures: int) -> Widths:
    labels = cells - values
    if not labels and width % cells == 0:
        return [width // cells] * cells
    if not labels:
        return _last_widest(cells, width)
    return _last_widest(labels, width - figures) + _last_widest(values, figures)


def _last_widest(cells: int, width: int) -> Widths:
    """Return spans of one for all cells but the last; where there is no room, of one for all."""
    return [1] * (cells - 1) + [max(1, width - cells + 1)] if cells else []


def _of_head(row: list[str], below: list[str], spans: Widths) -> Widths | None:
    """Return the spans of heads above heads: an empty cell below goes on with the head above it alone."""
    if not len(row) < len(below) <= _MOST_IN_HEAD:
        return None
    even = sum(spans) / len(row)

    @cache
    def best(upper: int, lower: int) -> tuple[float, tuple[int, ...]] | None:
        if upper == len(row):
            return (0.0, ()) if lower == len(below) else None
        found = []
        for end in range(lower + 1, len(below) + 1):
            rest = best(upper + 1, end)
            if rest is not None and (end - lower == 1 or all(below[lower:end])):
                off = sum(spans[lower:end]) - even
                found.append((rest[0] + off**2, (end - lower, *rest[1])))
        return min(found, default=None)

    counts = best(0, 0)
    if counts is None:
        return None
    edges = [sum(counts[1][:index]) for index in range(len(row) + 1)]
    return [sum(spans[start:end]) for start, end in pairwise(edges)]


def _merged_down(rows: Rows, texts: list[list[str]], labels: int) -> list[list[RawCell]]:
    """Return the rows without the empty cells that go on with a label or a head above."""
    above: dict[int, tuple[RawCell, int]] = {}
    figures = sum(cell.colspan for cell in rows[0]) - labels
    in_head = True
    kept: list[list[RawCell]] = []
    for row, said in zip(rows, texts, strict=True):
        in_head = in_head and not any(text and _VALUE.fullmatch(text) for text in said)
        is_head = in_head and not said[0] and not all(map(_VALUE.fullmatch, said[-figures:]))
        room = labels + figures if is_head else labels
        kept.append(_kept(row, said, room, above, is_head=is_head))
    return kept


def _kept(
    row: list[RawCell], said: list[str], room: int, above: dict[int, tuple[RawCell, int]], *, is_head: bool
) -> list[RawCell]:
    """Return the cells of a row that begin there; others within `room` columns make one above longer."""
    kept: list[RawCell] = []
    column = 0
    for index, (cell, text) in enumerate(zip(row, said, strict=True)):
        end = column + cell.colspan
        upper, upper_end = above.get(column, (cell, -1))
        leads = end <= room and (is_head or any(said[index + 1 :]))
        if not text and upper_end == end and leads and cell_text(upper):
            upper.rowspan += 1
        else:
            cell.column = column
            kept.append(cell)
            above[column] = (cell, end)
        column = end
    return kept
