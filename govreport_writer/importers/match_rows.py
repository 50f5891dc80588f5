"""Find the rows of a statutory table among the rows of a document by their labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from govreport_writer.importers.expected import WantedRow, WantedTable
from govreport_writer.importers.in_order import in_order
from govreport_writer.importers.labels import Label, alike, folded, label_of, other_wordings, slipped
from govreport_writer.importers.published import FoundCell
from govreport_writer.importers.strips import Strip

MARGIN = 0.06
"""By how much a label with a slip must be nearer to one row than to any other."""
ABOVE = 0.02
"""What a label that stands over the row's own adds where it is found too."""
TOGETHER = 0.3
"""What it adds that other rows of the table stand in the same found table."""


@dataclass(frozen=True, slots=True)
class RowHit:
    """A wanted row found: the strip, the cell with its label, and how alike the label is (1 is the same)."""

    strip: Strip
    cell: FoundCell
    score: float


def match_rows(table: WantedTable, strips: Sequence[Strip]) -> dict[int, RowHit]:
    """Return the rows found by index: in the form's order, then those out of order that are unmistakable."""
    fitting = [_fitting(table, strip) for strip in strips]
    found = _ordered(table, strips, fitting)
    if _add_slips(table, strips, fitting, found):
        found = _ordered(table, strips, fitting)
    return found | dict(_out_of_order(found, fitting))


def _ordered(
    table: WantedTable, strips: Sequence[Strip], fitting: Sequence[dict[int, RowHit]]
) -> dict[int, RowHit]:
    together = _together(strips, fitting)
    scores = [
        {
            row: hit.score + together[hit.strip.piece] + _above(table.rows[row], hit.strip)
            for row, hit in hits.items()
        }
        for hits in fitting
    ]
    return {row: fitting[index][row] for row, index in in_order(scores).items()}


def _fitting(table: WantedTable, strip: Strip) -> dict[int, RowHit]:
    """Return the rows whose own label stands in a strip, with the cell that says it best."""
    hits: dict[int, RowHit] = {}
    index = _index(table)
    for cell, label in strip.labels:
        for row in index.get(label.folded, ()) or index.get(label.stem, ()):
            own = table.rows[row].own
            score = alike(label, own.label) if own else 0.0
            if score and _is_innermost(cell, strip, table) and (row not in hits or score > hits[row].score):
                hits[row] = RowHit(strip, cell, score)
    return hits


def _is_innermost(cell: FoundCell, strip: Strip, table: WantedTable) -> bool:
    """Whether a label is the row's own: it spans one row, and no other label stands to its right."""
    if strip.is_head or (cell.rowspan > 1 and strip.certain):
        return False
    right = (label_of(other.text) for other in strip.texts if other.column > cell.column)
    return not any(label.style or label.stem in table.names for label in right)


@lru_cache(maxsize=64)
def _index(table: WantedTable) -> dict[str, tuple[int, ...]]:
    """Return rows by everything that their label may be printed as."""
    found: dict[str, list[int]] = {}
    for index, row in enumerate(table.rows):
        if row.own:
            label = row.own.label
            for key in {label.folded, label.stem, *other_wordings().get(label.stem, ())}:
                found.setdefault(key, []).append(index)
    return {key: tuple(rows) for key, rows in found.items()}


def _add_slips(
    table: WantedTable, strips: Sequence[Strip], fitting: list[dict[int, RowHit]], found: dict[int, RowHit]
) -> bool:
    """Add labels with a slip for rows not found, where no other row is as near; tell whether any were."""
    missing = [
        (row, wanted.own.label) for row, wanted in enumerate(table.rows) if wanted.own and row not in found
    ]
    if not missing or not found:
        return False
    pieces = {hit.strip.piece for hit in found.values()}
    taken = {id(hit.strip) for hit in found.values()}
    before = sum(map(len, fitting))
    for strip, hits in zip(strips, fitting, strict=True):
        if id(strip) in taken or strip.piece not in pieces:
            continue
        for cell, label in strip.labels:
            if label.stem in table.stems:
                continue
            for score, row in _nearest(label, missing):
                if not _is_innermost(cell, strip, table):
                    continue
                if row not in hits or score > hits[row].score:
                    hits[row] = RowHit(strip, cell, score)
    return sum(map(len, fitting)) > before


def _nearest(label: Label, missing: Sequence[tuple[int, Label]]) -> list[tuple[float, int]]:
    """Return the rows that a label with a slip means: the nearest, if no others are as near."""
    near = [(score, row, wanted.stem) for row, wanted in missing if (score := slipped(label, wanted))]
    best = max(near, default=None)
    if best is None:
        return []
    others = [score for score, _, stem in near if stem != best[2]]
    if others and best[0] - max(others) < MARGIN:
        return []
    return [(score, row) for score, row, stem in near if stem == best[2]]


def _together(strips: Sequence[Strip], fitting: Sequence[dict[int, RowHit]]) -> dict[int, float]:
    """Return for each found table how much of the rows found anywhere it holds."""
    rows: dict[int, set[int]] = {}
    for strip, hits in zip(strips, fitting, strict=True):
        rows.setdefault(strip.piece, set()).update(hits)
    most = max(map(len, rows.values()), default=0) or 1
    return {piece: TOGETHER * len(held) / most for piece, held in rows.items()}


def _above(row: WantedRow, strip: Strip) -> float:
    """Return what the labels over the row's own add: they stand in merged cells that reach into the strip."""
    if len(row.labels) < 2:
        return 0.0
    there = {folded(cell.text) for cell in strip.texts}
    return ABOVE * sum(label.label.folded in there for label in row.labels[:-1])


def _out_of_order(
    found: dict[int, RowHit], fitting: Sequence[dict[int, RowHit]]
) -> Iterator[tuple[int, RowHit]]:
    """Yield rows left over that fit one free strip only, which fits no other row."""
    taken = {id(hit.strip) for hit in found.values()}
    free = [hits for hits in fitting if hits and id(next(iter(hits.values())).strip) not in taken]
    often = Counter(row for hits in free for row in hits)
    pieces = {hit.strip.piece for hit in found.values()}
    for hits in free:
        rows = [row for row in hits if row not in found]
        if len(hits) == 1 and rows and often[rows[0]] == 1 and hits[rows[0]].strip.piece in pieces:
            yield rows[0], hits[rows[0]]


def names_something(label: Label, table: WantedTable) -> bool:
    """Whether a label is one of a table, in its own or a known other wording."""
    if label.stem in table.stems:
        return True
    return any(label.stem in others for own, others in other_wordings().items() if own in table.stems)
