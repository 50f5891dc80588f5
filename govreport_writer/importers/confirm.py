"""Which readings the sums of the form confirm, and which they contradict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from govreport_writer.cells import CellRef, Value
from govreport_writer.figures import added
from govreport_writer.form.edition import FormEdition, Identity, Term

EQUATIONS = ("footing", "balance")
Values = Mapping[CellRef, Value]
"""The cells that were read, None for blank; those that were not found or are no figures are left out."""


def equations(edition: FormEdition) -> list[Identity]:
    """Return the sums of the form that have to hold inside one report."""
    return [
        identity
        for identity in edition.identities
        if identity.kind in EQUATIONS and identity.severity == "must" and not identity.needs_prior
    ]


def holds(identity: Identity, values: Values) -> bool | None:
    """Whether a sum holds with the values read; None where it says nothing: a cell missing, no number."""
    terms = (*identity.left, *identity.right)
    if any(term.ref not in values for term in terms):
        return None
    left, right = _sum(identity.left, values), _sum(identity.right, values)
    if left is None and right is None:
        return None
    return (left or 0) == (right or 0)


def confirmed(edition: FormEdition, values: Values) -> tuple[set[CellRef], set[CellRef]]:
    """Return the cells that take part in a sum that holds, and those in one that does not."""
    good: set[CellRef] = set()
    bad: set[CellRef] = set()
    for identity in equations(edition):
        verdict = holds(identity, values)
        if verdict is not None:
            (good if verdict else bad).update(term.ref for term in (*identity.left, *identity.right))
    return good, bad


def _sum(terms: Sequence[Term], values: Values) -> int | Decimal | None:
    return added(values[term.ref] for term in terms)
