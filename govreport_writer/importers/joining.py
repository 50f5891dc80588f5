"""Join tables that were cut, where the head repeats word for word; drop second copies of a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from govreport_writer.importers.published import FoundCell, FoundTable, Piece

FEWEST = 8
"""Cells of a table that stands twice in a document for certain."""
Row = list[tuple[int, int, int, str]]


def joined(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return the pieces with their tables joined and counted from 1."""
    found: list[Piece] = []
    for piece in _without_copies(pieces):
        last = found[-1] if found else None
        if isinstance(piece, FoundTable) and isinstance(last, FoundTable):
            head = _common_head(last, piece)
            if head and _width(last) == _width(piece):
                found[-1] = _joined(last, piece, head)
                continue
        found.append(piece)
    return tuple(_numbered(found))


def _without_copies(pieces: Sequence[Piece]) -> Iterator[Piece]:
    known: set[tuple[tuple[int, int, str], ...]] = set()
    for piece in pieces:
        if isinstance(piece, FoundTable) and len(piece.cells) >= FEWEST:
            said = tuple((cell.row, cell.column, _squeezed(cell.text)) for cell in piece.cells)
            if said in known:
                continue
            known.add(said)
        yield piece


def _numbered(pieces: Sequence[Piece]) -> Iterator[Piece]:
    number = 0
    for piece in pieces:
        if isinstance(piece, FoundTable):
            number += 1
            cells = tuple(replace(cell, spot=replace(cell.spot, table=number)) for cell in piece.cells)
            yield replace(piece, cells=cells, spot=replace(piece.spot, table=number))
        else:
            yield piece


def _width(table: FoundTable) -> int:
    return max(cell.column + cell.colspan for cell in table.cells)


def _common_head(table: FoundTable, other: FoundTable) -> int:
    """Return how many rows two tables begin with alike; 0 when nothing else is left of the other."""
    rows, others = _rows(table), _rows(other)
    alike = 0
    while alike < min(len(rows), len(others)) and rows[alike] == others[alike]:
        alike += 1
    said = any(text for row in others[:alike] for *_, text in row)
    return alike if said and alike < len(others) else 0


def _rows(table: FoundTable) -> list[Row]:
    rows: list[Row] = [[] for _ in range(max(cell.row for cell in table.cells) + 1)]
    for cell in table.cells:
        rows[cell.row].append((cell.column, cell.rowspan, cell.colspan, _squeezed(cell.text)))
    return rows


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _joined(table: FoundTable, other: FoundTable, head: int) -> FoundTable:
    """Return a table with the rows of another below it, without the head that the other repeats."""
    shift = max(cell.row for cell in table.cells) + 1 - head
    below = tuple(_lower(cell, shift) for cell in other.cells if cell.row >= head)
    return replace(table, cells=table.cells + below, certain=table.certain and other.certain)


def _lower(cell: FoundCell, shift: int) -> FoundCell:
    spot = replace(cell.spot, row=cell.row + shift + 1)
    return replace(cell, row=cell.row + shift, spot=spot)
