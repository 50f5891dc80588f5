"""Search the changes of one cell, or of two neighbours, that clear the most broken identities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from govreport_writer.cells import CellRef
from govreport_writer.form.edition import FormEdition
from govreport_writer.grid_layout import build_grid
from govreport_writer.suspects.effects import Change, Effects
from govreport_writer.suspects.linear import LinearIdentity, Number
from govreport_writer.suspects.slips import CellChange, joined

MOST_BROKEN = 60
"""Broken identities beyond which the tables are wrong altogether and no cell can be singled out."""


def changes_for(effects: Effects) -> list[Change]:
    """Return the changes that help, the likeliest first; none where nothing or too much is broken."""
    if not 0 < len(effects.broken) <= MOST_BROKEN:
        return []
    proposed = dict.fromkeys([*_of_one_cell(effects), *_of_neighbours(effects)])
    found = [change for cells in proposed if (change := effects.judged(cells)) is not None]
    return sorted(found, key=lambda each: (-each.gain, -each.likelihood))


def _of_one_cell(effects: Effects) -> Iterator[tuple[CellChange]]:
    """Yield the figure that one cell alone must hold for an equation; a bound names no figure."""
    values = effects.submission.values
    for index in effects.broken:
        each = effects.identities[index]
        for ref in each.cells if each.is_equation else ():
            if each.weight(ref):
                yield ((ref, values[ref], _mended(each, ref, values[ref] or 0)),)


def _mended(each: LinearIdentity, ref: CellRef, before: Number) -> Number:
    """Return the value with which one cell alone makes an equation hold."""
    after = before + Decimal(each.missing) / Decimal(each.weight(ref))
    return int(after) if after == after.to_integral_value() else after


def _of_neighbours(effects: Effects) -> Iterator[tuple[CellChange, CellChange]]:
    """Yield two neighbours exchanged, a part of one given to the other, and digits split over both joined."""
    gaps = _gaps(effects)
    values, units = effects.submission.values, effects.submission.units
    for one, other in _neighbours(effects.submission.edition):
        if one in gaps and other in gaps and units[one] == units[other]:
            first, second = values[one], values[other]
            shared = [step for step in gaps[one] if step in gaps[other]]
            for after in _divided(first or 0, second or 0, shared):
                yield (one, first, after[0]), (other, second, after[1])


def _gaps(effects: Effects) -> dict[CellRef, dict[Number, None]]:
    """Return by how much the broken equations of each cell are off."""
    gaps: dict[CellRef, dict[Number, None]] = {}
    for index in effects.broken:
        each = effects.identities[index]
        gap = each.missing if each.missing >= 0 else -each.missing
        for ref in each.cells if each.is_equation else ():
            gaps.setdefault(ref, {})[gap] = None
    return gaps


def _divided(first: Number, second: Number, steps: Iterable[Number]) -> Iterator[tuple[Number, Number]]:
    """Yield other ways in which the figures of two cells may stand in them."""
    if first != second:
        yield second, first
    for step in steps:
        yield from ((first - step, second + step), (first + step, second - step))
    whole = joined(first, second)
    if whole is not None:
        yield from ((0, whole), (whole, 0))


@lru_cache(maxsize=16)
def _neighbours(edition: FormEdition) -> tuple[tuple[CellRef, CellRef], ...]:
    """Return the pairs of cells that stand side by side, or one below the other, in the printed form."""
    found: list[tuple[CellRef, CellRef]] = []
    for table in edition.tables:
        at = {(cell.row, cell.column): cell.ref for cell in build_grid(table).cells if cell.ref}
        for (row, column), ref in at.items():
            beside, below = at.get((row, column + 1)), at.get((row + 1, column))
            found += [(ref, each) for each in (beside, below) if each is not None]
    return tuple(found)
