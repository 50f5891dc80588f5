"""Evaluate identities: add up both sides, or say that one has no number yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from govreport_writer.ancestry import cell_before
from govreport_writer.cells import Value
from govreport_writer.checks.context import Context
from govreport_writer.figures import added, in_unit
from govreport_writer.form.edition import Identity, Term
from govreport_writer.form.file import ConditionFile
from govreport_writer.submission import Agency, Submission


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sums of an identity, in the unit of its first cell, and each term's own value."""

    left: int | Decimal
    right: int | Decimal
    left_values: tuple[Value, ...]
    right_values: tuple[Value, ...]


def identities_of(context: Context, kind: str) -> Iterator[Identity]:
    """Yield the identities of a kind that apply to this agency and year, and whose input was given."""
    for identity in context.edition.identities:
        if identity.kind == kind and takes_part(identity, context):
            yield identity


def takes_part(identity: Identity, context: Context) -> bool:
    """Whether the relation is meant for this agency and year, and its input was given."""
    given = context.prior is not None or not identity.needs_prior
    return given and meant_for(identity, context.submission)


def evaluate(identity: Identity, context: Context) -> Sides | None:
    """Return both sums, or None when a side has no number or a cell cannot be read."""
    first = (*identity.left, *identity.right)[0]
    unit = context.submission.units.get(first.ref)
    left = values_of(identity.left, context, unit)
    right = values_of(identity.right, context, unit)
    if left is None or right is None:
        return None
    sums = (sum_of(left), sum_of(right))
    if sums[0] is None or sums[1] is None:
        return None
    return Sides(sums[0], sums[1], left, right)


def meant_for(identity: Identity, submission: Submission) -> bool:
    """Whether the relation is meant for this agency and this report year."""
    return identity.serves(submission.year) and applies(identity, submission.agency)


def applies(identity: Identity, agency: Agency) -> bool:
    """Whether the relation is meant for this agency (`when`, `unless`)."""
    if identity.when and not any(holds(condition, agency) for condition in identity.when):
        return False
    return not any(holds(condition, agency) for condition in identity.unless)


def holds(condition: ConditionFile, agency: Agency) -> bool:
    """Whether a condition of the edition is true for an agency."""
    return (
        (not condition.kinds or agency.kind in condition.kinds)
        and (not condition.levels or agency.level in condition.levels)
        and (not condition.name_ends or agency.name.endswith(condition.name_ends))
    )


def values_of(terms: tuple[Term, ...], context: Context, unit: str | None) -> tuple[Value, ...] | None:
    """Return the terms' values in one unit; None when one cannot be read or last year's form had it not."""
    values: list[Value] = []
    for term in terms:
        source = context.prior if term.prior else context.submission
        assert source is not None
        ref = cell_before(term.ref, context.edition, source.edition) if term.prior else term.ref
        if ref is None or not source.readable(ref):
            return None
        value = source.values[ref]
        values.append(None if value is None else in_unit(value, source.units[ref], unit))
    return tuple(values)


def sum_of(values: tuple[Value, ...]) -> int | Decimal | None:
    """Return the sum of the numbers: None when there is none, 0 for a side without terms."""
    return added(values) if values else 0
