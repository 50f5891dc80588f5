"""What a change of figures does to the identities of one submission: which it clears, which it breaks."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from govreport_writer.cells import CellRef, Value
from govreport_writer.checks.context import Context
from govreport_writer.form.edition import Identity
from govreport_writer.suspects.linear import Number, linear_identities
from govreport_writer.suspects.slips import KNOWN_SLIP, CellChange, likelihood

LARGEST = 10**12
COST_OF_BREAKING = 2
"""What an identity newly broken counts against those cleared."""
CERTAIN = 4.0
"""The likelihood of a change that puts a possible figure in the place of an impossible one."""


Key = tuple[str, str]
"""A relation and the path of its first cell, as a finding has them."""


def key_of(identity: Identity) -> Key:
    """Return what tells an identity from the others of its relation."""
    first = (*identity.left, *identity.right)[0]
    return identity.relation, f"prior/{first.ref}" if first.prior else str(first.ref)


@dataclass(frozen=True, slots=True)
class Change:
    """Cells with what they hold and what they would hold; `clears` and `breaks` are numbers of identities."""

    cells: tuple[CellChange, ...]
    clears: frozenset[int]
    breaks: int
    likelihood: float

    @property
    def gain(self) -> int:
        """How many identities more would hold, those newly broken counted dearly."""
        return len(self.clears) - COST_OF_BREAKING * self.breaks


class Effects:
    """The identities of a submission, by the filed cells that take part in them.

    `open` are the keys of those to be cleared: not the ones explained, nor those of a rule turned off.
    """

    def __init__(self, context: Context, open: Container[Key]) -> None:
        self.submission = context.submission
        self.identities = list(linear_identities(context))
        self.broken = {
            index: key_of(each.identity)
            for index, each in enumerate(self.identities)
            if each.is_broken and key_of(each.identity) in open
        }
        self.holds_now = [not each.is_broken for each in self.identities]
        self.of_cell: dict[CellRef, list[tuple[int, Number | None, Number | None]]] = {}
        for index, each in enumerate(self.identities):
            for ref in each.cells:
                weights = (each.left_weights.get(ref), each.right_weights.get(ref))
                self.of_cell.setdefault(ref, []).append((index, *weights))

    def judged(self, cells: tuple[CellChange, ...]) -> Change | None:
        """Return a change with what it clears and breaks; None for one that cannot be or does not help."""
        if not all(self._is_possible(ref, after) for ref, _, after in cells):
            return None
        clears, breaks = set(), 0
        for index, sums in self._sums_after(cells).items():
            holds = self.identities[index].holds(*sums)
            if holds and index in self.broken:
                clears.add(index)
            breaks += self.holds_now[index] and not holds
        if len(clears) <= COST_OF_BREAKING * breaks:
            return None
        change = Change(cells, frozenset(clears), breaks, self._likelihood(cells))
        return change if self._is_telling(change) else None

    def _sums_after(self, cells: tuple[CellChange, ...]) -> dict[int, tuple[Number | None, Number | None]]:
        """Return both sums of the identities that a change touches; a side without a number gets one."""
        after: dict[int, tuple[Number | None, Number | None]] = {}
        for ref, before, value in cells:
            step = (value or 0) - (before or 0)
            for index, one, other in self.of_cell.get(ref, ()):
                each = self.identities[index]
                left, right = after.get(index, (each.left, each.right))
                left = left if one is None else (left or 0) + one * step
                right = right if other is None else (right or 0) + other * step
                after[index] = (left, right)
        return after

    def _is_possible(self, ref: CellRef, value: Value) -> bool:
        """Whether a figure can stand in a cell: whole, not negative, not beyond all bounds."""
        cell = self.submission.edition.cells[ref]
        if value is None or not -LARGEST < value < LARGEST:
            return False
        return (isinstance(value, int) or cell.type == "amount") and (value >= 0 or cell.type == "change")

    def _likelihood(self, cells: tuple[CellChange, ...]) -> float:
        impossible = [
            ref for ref, before, _ in cells if before is not None and not self._is_possible(ref, before)
        ]
        return CERTAIN if impossible else likelihood(cells)

    def _is_telling(self, change: Change) -> bool:
        """Whether a change is no coincidence: it restores a sum for each cell, or undoes a known slip."""
        equations = sum(self.identities[index].is_equation for index in change.clears)
        return equations >= (1 if change.likelihood >= KNOWN_SLIP else len(change.cells))
