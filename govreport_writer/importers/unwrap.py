"""Put together rows that were pieced together from lines: a label in some lines around its figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from govreport_writer import editions
from govreport_writer.importers.expected import wanted_tables
from govreport_writer.importers.figures_in_cells import is_figure
from govreport_writer.importers.labels import label_of
from govreport_writer.importers.published import FoundCell
from govreport_writer.importers.strips import Strip

MOST_LINES = 4
"""Lines of one label."""


def unwrapped(strips: Sequence[Strip]) -> list[Strip]:
    """Return the rows with those joined that only together have a label of a form and figures once."""
    known = _known(editions.available())
    found: list[Strip] = []
    at = 0
    while at < len(strips):
        count = 1 if strips[at].certain else _lines(strips, at, known)
        found.append(_joined(strips[at : at + count]) if count > 1 else strips[at])
        at += count
    return found


@lru_cache(maxsize=4)
def _known(names: tuple[str, ...]) -> frozenset[str]:
    tables = (table for name in names for table in wanted_tables(editions.load(name)))
    return frozenset(row.own.label.stem for table in tables for row in table.rows if row.own)


def _lines(strips: Sequence[Strip], at: int, known: frozenset[str]) -> int:
    """Return how many rows from here on are one: no part of the label is a label of its own."""
    words = ""
    figures = 0
    for count in range(1, min(MOST_LINES, len(strips) - at) + 1):
        strip = strips[at + count - 1]
        label = _label(strip)
        figures += _has_figures(strip)
        if strip.piece != strips[at].piece or figures > 1 or strip.is_head:
            return 1
        if label is not None and label_of(label.text).stem in known:
            return 1
        words += label.text if label is not None else ""
        if count > 1 and figures == 1 and label is not None and label_of(words).stem in known:
            return count
    return 1


def _label(strip: Strip) -> FoundCell | None:
    """Return the innermost words of a row."""
    own = [cell for cell in strip.own if not is_figure(cell.text)]
    return own[-1] if own else None


def _has_figures(strip: Strip) -> bool:
    return any(cell.text.strip() and is_figure(cell.text) for cell in strip.own)


def _joined(strips: Sequence[Strip]) -> Strip:
    """Return one row: the whole label in its first place, the figures, and what else stands beside them."""
    row = next(strip for strip in strips if _has_figures(strip))
    parts = [label for strip in strips if (label := _label(strip)) is not None]
    label = replace(parts[0], text="".join(part.text for part in parts), row=row.row, rowspan=1)
    others = [cell for strip in strips for cell in strip.own if cell not in parts and cell.text.strip()]
    figures = [cell for cell in row.own if is_figure(cell.text)]
    words = [replace(cell, row=row.row) for cell in others if not is_figure(cell.text)]
    return Strip(row.piece, row.row, tuple(_in_line(label, [*words, *figures])), row.certain)


def _in_line(label: FoundCell, cells: Sequence[FoundCell]) -> list[FoundCell]:
    """Return the cells from left to right, without empty ones where the label stands."""
    first = min(cell.column for cell in cells if cell.text.strip() and is_figure(cell.text))
    label = replace(label, column=min(label.column, first - 1), colspan=1)
    beside = [cell for cell in cells if cell.text.strip() or cell.column > label.column]
    return sorted([label, *beside], key=lambda cell: cell.column)
