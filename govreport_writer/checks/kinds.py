"""The kinds of identities: the sign between their sides, and when they hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from govreport_writer.cells import Value
from govreport_writer.checks.sides import Sides


@dataclass(frozen=True, slots=True)
class IdentityKind:
    """The sign that stands between two sums, and whether they agree."""

    sign: str
    holds: Callable[[Sides], bool]


def _suspiciously_equal(sides: Sides) -> bool:
    equal = sides.left == sides.right != 0
    return equal and _telling(sides.left_values) and _telling(sides.right_values)


def _telling(values: tuple[Value, ...]) -> bool:
    return len(values) == 1 or sum(1 for value in values if value) > 1


KINDS = {
    "footing": IdentityKind("=", lambda sides: sides.left == sides.right),
    "balance": IdentityKind("=", lambda sides: sides.left == sides.right),
    "bound": IdentityKind("≤", lambda sides: sides.left <= sides.right),
    "together": IdentityKind("⇔", lambda sides: (sides.left == 0) == (sides.right == 0)),
    "implies": IdentityKind("⇒", lambda sides: sides.left != 0 or sides.right == 0),
    "unlike": IdentityKind("=", lambda sides: not _suspiciously_equal(sides)),
}
"""By the word of the edition file; footings follow from totals."""
