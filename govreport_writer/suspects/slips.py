"""How likely a change undoes a slip of the hand: digits swapped, ten times too much, a figure left out.

The weights order changes that clear as much as each other; nothing but their order counts.
"""

from __future__ import annotations

from govreport_writer.cells import CellRef, Value
from govreport_writer.figures import printed

CellChange = tuple[CellRef, Value, Value]
"""A cell, what it holds and what it would hold."""
KNOWN_SLIP = 2.0
"""The likelihood from which a change undoes a slip with a name."""


def likelihood(changes: tuple[CellChange, ...]) -> float:
    """Return a weight for a change of one or two cells: higher for a known slip, 0 for one from nowhere."""
    if len(changes) == 1:
        return _of_one(*changes[0][1:])
    (_, first, one), (_, second, other) = changes
    if joined(first, second) == other and not one:
        return 2.5
    return _of_moved(first, second, exchanged=(first or 0, second or 0) == (other, one))


def _of_one(before: Value, after: Value) -> float:
    if before is None:
        return 3.0
    old, new = printed(before), printed(after)
    if len(old) > 1 and sorted(old) == sorted(new):
        return 3.0
    if before and after and (before * 10 == after or after * 10 == before):
        return 2.8
    if before and (_one_digit_more(old, new) or _one_digit_more(new, old)):
        return KNOWN_SLIP
    if not before:
        return 0.2 if len(new) == 1 else 0.0
    return 1.5 if _one_off(before, after) or _one_digit_other(old, new) else 1.0


def _one_off(before: Value, after: Value) -> bool:
    return abs((before or 0) - (after or 0)) == 1


def _one_digit_more(shorter: str, longer: str) -> bool:
    """Whether a digit was put in, or left out, somewhere."""
    if len(longer) != len(shorter) + 1:
        return False
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))


def _one_digit_other(one: str, other: str) -> bool:
    """Whether two figures of one length differ in one digit."""
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _of_moved(first: Value, second: Value, *, exchanged: bool) -> float:
    """Return the weight of a figure that stood in the wrong cell: alone, or with another one."""
    empty = not first or not second
    if exchanged:
        return 1.9 if empty else 1.4
    return 1.4 if empty else 0.4


def joined(first: Value, second: Value) -> int | None:
    """Return the count whose digits stand in two cells; None when they are not two counts."""
    if isinstance(first, int) and isinstance(second, int) and first > 0 and second > 0:
        return int(f"{first}{second}")
    return None
