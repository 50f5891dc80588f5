"""Identities as sums of the cells that were filed, so that the effect of a change is a single addition.

A total left out is a sum itself: it stands for its parts, and so do the parts' totals.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from govreport_writer.cells import CellRef
from govreport_writer.checks.context import Context
from govreport_writer.checks.kinds import KINDS
from govreport_writer.checks.sides import Sides, sum_of, takes_part, values_of
from govreport_writer.figures import in_unit
from govreport_writer.form.edition import Identity, Term
from govreport_writer.submission import Submission

Number = int | Decimal
Weights = Mapping[CellRef, Number]
"""How often each filed cell counts on one side."""
EQUATIONS = ("footing", "balance")
"""Kinds of identities that say which figure a cell must hold."""
JUDGED = (*EQUATIONS, "bound", "together", "implies")
"""Kinds of identities that depend on nothing but two sums."""


@dataclass(frozen=True, slots=True)
class LinearIdentity:
    """Both sides of an identity: their sums now, and the weights of the cells they rest on.

    A sum is None where a side holds no number: nothing can be said then, and the identity is not broken.
    """

    identity: Identity
    left: Number | None
    right: Number | None
    left_weights: Weights
    right_weights: Weights

    def holds(self, left: Number | None, right: Number | None) -> bool:
        """Whether the identity holds with these sums."""
        if left is None or right is None:
            return True
        if self.is_equation:
            return left == right
        return KINDS[self.identity.kind].holds(Sides(left, right, (), ()))

    @property
    def is_broken(self) -> bool:
        """Whether it does not hold now."""
        return not self.holds(self.left, self.right)

    @property
    def is_equation(self) -> bool:
        """Whether it says how much is missing."""
        return self.identity.kind in EQUATIONS

    @property
    def missing(self) -> Number:
        """Return how much the left side falls short of the right one."""
        return (self.right or 0) - (self.left or 0)

    def weight(self, ref: CellRef) -> Number:
        """Return by how much the left side gains on the right one for each one more in a cell."""
        return self.left_weights.get(ref, 0) - self.right_weights.get(ref, 0)

    @property
    def cells(self) -> tuple[CellRef, ...]:
        """The filed cells on both sides."""
        return tuple({**self.left_weights, **self.right_weights})


def linear_identities(context: Context) -> Iterator[LinearIdentity]:
    """Yield the identities of a submission that can be read, but for hints and those that always hold."""
    filed = FiledCells(context.submission)
    for identity in context.edition.identities:
        judged = identity.kind in JUDGED and identity.severity != "hint"
        if judged and takes_part(identity, context):
            linear = _linear(identity, context, filed)
            if linear is not None and not _always_holds(linear):
                yield linear


def _always_holds(linear: LinearIdentity) -> bool:
    """Whether both sides rest on the same cells: a total that was left out is the sum of its parts."""
    return linear.left_weights == linear.right_weights and not linear.identity.needs_prior


def _linear(identity: Identity, context: Context, filed: FiledCells) -> LinearIdentity | None:
    first = (*identity.left, *identity.right)[0]
    unit = context.submission.units.get(first.ref)
    left, right = (values_of(side, context, unit) for side in (identity.left, identity.right))
    if left is None or right is None:
        return None
    left_weights, right_weights = (filed.weights(side, unit) for side in (identity.left, identity.right))
    return LinearIdentity(identity, sum_of(left), sum_of(right), left_weights, right_weights)


class FiledCells:
    """The cells that were filed of which others are the sums."""

    def __init__(self, submission: Submission) -> None:
        self.submission = submission
        self._known: dict[CellRef, dict[CellRef, int]] = {}

    def weights(self, terms: tuple[Term, ...], unit: str | None) -> Weights:
        """Return what the filed cells of this year count in a side, in its unit."""
        units = self.submission.units
        weights: dict[CellRef, Number] = {}
        for term in terms:
            for ref, weight in self._of(term.ref).items() if not term.prior else ():
                weights[ref] = weights.get(ref, 0) + in_unit(weight, units[ref], unit)
        return weights

    def _of(self, ref: CellRef) -> dict[CellRef, int]:
        """Return the cells that a cell adds up and how often; itself when it was filed."""
        if self.submission.origins[ref].state != "computed":
            return {ref: 1}
        if ref not in self._known:
            cell = self.submission.edition.cells[ref]
            total: Counter[CellRef] = Counter()
            for part in cell.column_parts or cell.row_parts:
                total.update(self._of(part))
            self._known[ref] = total
        return self._known[ref]
