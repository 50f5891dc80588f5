"""What is to be said of a unit that counts: cells blank, unreadable, or without a place in the sum."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from govreport_writer.cells import CellRef
from govreport_writer.figures import added, in_unit
from govreport_writer.form.edition import FormEdition
from govreport_writer.rollup.additive import leaves_of
from govreport_writer.rollup.counterparts import counterparts, without_place
from govreport_writer.rollup.figures import BLANK, MISSING, UNREADABLE, Figures, index_of
from govreport_writer.rollup.money import exactly


@dataclass(frozen=True, slots=True)
class Remarks:
    """Cells of a unit, by its own edition.

    `blank` ones add nothing. These are missing in the sum: `unreadable`; `no_unit`, amounts that do not say
    of what; `no_place`, numbers in cells that the government's edition does not have.
    """

    edition: FormEdition
    blank: tuple[CellRef, ...]
    unreadable: tuple[CellRef, ...]
    no_unit: tuple[CellRef, ...]
    no_place: tuple[CellRef, ...]

    @property
    def lost(self) -> bool:
        """Whether something of the unit is missing in the sum."""
        return bool(self.unreadable or self.no_unit or self.no_place)


def remarks_on(figures: Figures, own: FormEdition, edition: FormEdition) -> Remarks | None:
    """Return what is to be said of a unit's figures on its `own` edition; None when nothing is."""
    refs, states = tuple(own.cells), figures.states
    blank = [index for index, state in enumerate(states) if state in (BLANK, MISSING)]
    no_unit = [index for index, unit in figures.units.items() if unit is None and figures.values[index]]
    no_place = [index for index in without_place(edition, own) if figures.values[index]]
    unreadable = [index for index, state in enumerate(states) if state == UNREADABLE]
    if not (blank or no_unit or no_place or unreadable):
        return None
    found = (tuple(refs[index] for index in each) for each in (blank, unreadable, no_unit, no_place))
    return Remarks(own, *found)


@dataclass(frozen=True, slots=True)
class OwnTotal:
    """A unit's total that is not the sum of its own parts."""

    unit: int
    ref: CellRef


def wrong_totals(
    refs: Sequence[CellRef], edition: FormEdition, units: Iterable[tuple[int, FormEdition, Figures]]
) -> Iterator[OwnTotal]:
    """Yield the units whose own total is not the sum of its parts, for totals of the government's edition."""
    for number, own, figures in units:
        order, pairs = index_of(own), counterparts(edition, own)
        for ref in refs:
            theirs = pairs.get(ref)
            if theirs is not None and figures.values[order[theirs]] != _sum(figures, order, own, theirs):
                yield OwnTotal(number, ref)


def _sum(figures: Figures, order: Mapping[CellRef | None, int], own: FormEdition, ref: CellRef) -> object:
    wanted = figures.units.get(order[ref])
    with exactly():
        return added(
            None if value is None else in_unit(value, figures.units.get(order[leaf]), wanted)
            for leaf in leaves_of(own, ref)
            for value in (figures.values[order[leaf]],)
        )
