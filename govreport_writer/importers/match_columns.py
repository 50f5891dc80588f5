"""Find the columns of one block by the labels in its head."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from govreport_writer.importers.expected import WantedLabel
from govreport_writer.importers.in_order import in_order
from govreport_writer.importers.labels import Label, alike, folded, label_of, slipped
from govreport_writer.importers.published import FoundCell
from govreport_writer.importers.strips import Strip

ABOVE = 0.02
MOST_HEADS = 8
"""Rows of a head that are looked at."""


@dataclass(frozen=True, slots=True)
class ColumnHit:
    """A wanted column in a head: where its cell begins and ends, its label as printed, how alike it is."""

    start: int
    stop: int
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Head:
    """What a head says: columns by their index in the block, the words over them, whether there is a head.

    `named` are the columns whose labels stand in the head in reading order, wherever they are placed.
    """

    columns: dict[int, ColumnHit]
    named: frozenset[int]
    texts: dict[int, str]
    is_there: bool
    others: tuple[tuple[int, int], ...] = ()
    """Where columns stand that the form does not have."""


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    stop: int
    options: tuple[str, ...]
    above: frozenset[str]


def match_columns(columns: Sequence[tuple[WantedLabel, ...]], strips: Sequence[Strip]) -> Head:
    """Return which columns the rows of a head name, and where."""
    strips = strips[-MOST_HEADS:]
    places = _places(strips)
    scores = [_scores(place, columns) for place in places]
    pairs = in_order([{index: score for index, (score, _) in fits.items()} for fits in scores])
    hits = {
        index: ColumnHit(places[at].start, places[at].stop, scores[at][index][1], scores[at][index][0])
        for index, at in pairs.items()
    }
    hits |= _elsewhere(columns, places, scores, pairs)
    named = _named(columns, strips)
    known = {hit.start for hit in hits.values()}
    others = tuple((place.start, place.stop) for place in places if place.start not in known)
    there = any(len(strip.texts) > 1 for strip in strips)
    return Head(hits, frozenset(named), named, there, others)


def _places(strips: Sequence[Strip]) -> list[_Place]:
    """Return the columns of a head: runs of grid columns under the same lowest words, with those above."""
    last = max((cell.column + cell.colspan for strip in strips for cell in strip.cells), default=0)
    places: list[_Place] = []
    before: FoundCell | None = None
    for column in range(last):
        stack = _stack(strips, column)
        if not stack:
            before = None
            continue
        if stack[-1] is before:
            places[-1] = _Place(places[-1].start, column + 1, places[-1].options, places[-1].above)
            continue
        before = stack[-1]
        texts = [cell.text for cell in stack]
        options = tuple(
            "".join(texts[start:]) for start in range(len(texts) - 1, max(-1, len(texts) - 4), -1)
        )
        places.append(_Place(column, column + 1, options, frozenset(map(folded, texts[:-1]))))
    return places


def _stack(strips: Sequence[Strip], column: int) -> list[FoundCell]:
    """Return the cells with words over a column, from the top, each once."""
    found: list[FoundCell] = []
    for strip in strips:
        for cell in strip.texts:
            if cell.column <= column < cell.column + cell.colspan and cell not in found:
                found.append(cell)
    return found


def _scores(place: _Place, columns: Sequence[tuple[WantedLabel, ...]]) -> dict[int, tuple[float, str]]:
    found: dict[int, tuple[float, str]] = {}
    for index, labels in enumerate(columns):
        fits = [(_fit(label_of(text), labels[-1].label), text) for text in place.options]
        score, text = max(fits, key=lambda fit: fit[0])
        if score:
            over = sum(label.label.folded in place.above for label in labels[:-1])
            found[index] = (score + ABOVE * over, text)
    return found


def _fit(label: Label, wanted: Label) -> float:
    return alike(label, wanted) or slipped(label, wanted)


def _elsewhere(
    columns: Sequence[tuple[WantedLabel, ...]],
    places: Sequence[_Place],
    scores: Sequence[dict[int, tuple[float, str]]],
    pairs: dict[int, int],
) -> dict[int, ColumnHit]:
    """Return columns out of order whose label stands in the head once and means one column only."""
    free = [at for at in range(len(places)) if at not in pairs.values()]
    hits: dict[int, ColumnHit] = {}
    for index in range(len(columns)):
        fitting = [at for at in free if index in scores[at] and len(scores[at]) == 1]
        if index not in pairs and len(fitting) == 1:
            place = places[fitting[0]]
            score, text = scores[fitting[0]][index]
            hits[index] = ColumnHit(place.start, place.stop, text, score)
    return hits


def _named(columns: Sequence[tuple[WantedLabel, ...]], strips: Sequence[Strip]) -> dict[int, str]:
    """Return the columns whose labels stand in the head in the form's order, row by row, with their words.

    That says what stands over n figures in a row even where the grid says nothing, as in plain text.
    """
    groups: dict[str, list[int]] = {}
    for index, labels in enumerate(columns):
        groups.setdefault(labels[-1].label.stem, []).append(index)
    said = [cell.text for strip in strips for cell in strip.texts if cell.row == strip.row]
    found: dict[int, str] = {}
    used: dict[str, int] = {}
    for text in said:
        label = label_of(text)
        for stem, indices in groups.items():
            if _fit(label, columns[indices[0]][-1].label):
                at = used.get(stem, 0)
                used[stem] = at + 1
                if at < len(indices):
                    found[indices[at]] = text
                break
    return found if _keeps_order(found, strips) else {}


def _keeps_order(found: dict[int, str], strips: Sequence[Strip]) -> bool:
    """Whether in every row of the head the labels found stand in the form's order."""
    by_text: dict[str, list[int]] = {}
    for index, text in found.items():
        by_text.setdefault(text, []).append(index)
    return all(_rises(_indices(strip, by_text)) for strip in strips)


def _indices(strip: Strip, by_text: dict[str, list[int]]) -> Iterable[int]:
    for cell in strip.texts:
        if cell.row == strip.row and len(by_text.get(cell.text, ())) == 1:
            yield by_text[cell.text][0]


def _rises(indices: Iterable[int]) -> bool:
    found = list(indices)
    return found == sorted(found)
