"""Which cell of a unit's edition belongs to which cell of the government's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

from govreport_writer.ancestry import cell_before
from govreport_writer.cells import CellRef
from govreport_writer.form.edition import Cell, FormEdition
from govreport_writer.rollup.figures import index_of


@lru_cache(maxsize=64)
def counterparts(edition: FormEdition, of_unit: FormEdition) -> Mapping[CellRef, CellRef]:
    """Return, for cells of the government's edition, those of a unit's with the same meaning.

    The same path, or where `was` says that a cell stood before; none where two cells would go to one, or
    where the types differ.
    """
    pairs = dict(_pairs(edition, of_unit))
    taken = Counter(pairs.values())
    return {ref: theirs for ref, theirs in pairs.items() if taken[theirs] == 1}


@lru_cache(maxsize=64)
def places_of(edition: FormEdition, of_unit: FormEdition) -> tuple[int | None, ...]:
    """Return, for each cell of the government's edition in order, at which index a unit has it."""
    theirs = index_of(of_unit)
    pairs = counterparts(edition, of_unit)
    return tuple(theirs.get(pairs.get(ref)) for ref in edition.cells)


@lru_cache(maxsize=64)
def without_place(edition: FormEdition, of_unit: FormEdition) -> tuple[int, ...]:
    """Return the indices of a unit's cells that have no place in the government's edition."""
    placed = set(places_of(edition, of_unit))
    return tuple(index for index in range(len(of_unit.cells)) if index not in placed)


def _pairs(edition: FormEdition, of_unit: FormEdition) -> Iterator[tuple[CellRef, CellRef]]:
    later = dict(_later(edition, of_unit))
    for ref, cell in edition.cells.items():
        theirs = cell_before(ref, edition, of_unit) or later.get(ref)
        if theirs is not None and _alike(cell, of_unit.cells.get(theirs)):
            yield ref, theirs


def _later(edition: FormEdition, of_unit: FormEdition) -> Iterator[tuple[CellRef, CellRef]]:
    """Yield the cells of the government's edition from which single cells of a later one descend."""
    descendants: dict[CellRef, list[CellRef]] = {}
    for theirs in of_unit.cells:
        before = cell_before(theirs, of_unit, edition)
        if before is not None:
            descendants.setdefault(before, []).append(theirs)
    return ((ref, found[0]) for ref, found in descendants.items() if len(found) == 1)


def _alike(cell: Cell, other: Cell | None) -> bool:
    return other is not None and cell.type == other.type
