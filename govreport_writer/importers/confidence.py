"""How sure a reading is: the only place where confidence is given.

0.95  row and column known by their labels, and a sum of the form that this cell takes part in holds
0.8   row and column known by their labels, no sum speaks of the cell
0.85  the same, and a second witness says it too (a bookmark, another copy, the machine copy)
0.7   known by its place only, and a sum holds; or by labels with a slip, and a sum holds
0.6   known by labels, but a sum that the cell takes part in does not hold
0.5   known by its place only; or labels with a slip
0.3   two witnesses differ; or the text is no figure

From 0.9 on both is true: the labels matched, and at least one sum confirms the cell.
"""

from __future__ import annotations

from collections.abc import Collection

CONFIRMED = 0.95
WITNESSED = 0.85
LABELLED = 0.8
WEAK_CONFIRMED = 0.7
BROKEN = 0.6
WEAK = 0.5
CONTRADICTED = 0.3
LOW = 0.7
"""Readings below this are worth a look."""

WEAK_HOW = frozenset({"position", "slip", "rejoined", "spaced"})
BAD_HOW = frozenset({"copies_differ", "mark_differs", "copy_differs", "unreadable"})
WITNESSES = frozenset({"bookmark", "twice", "copy"})


def confidence(how: Collection[str]) -> float:
    """Return the confidence of a reading by how it was read (keys of import.how)."""
    ways = set(how)
    if ways & BAD_HOW:
        return CONTRADICTED
    if ways & WEAK_HOW:
        return WEAK_CONFIRMED if "confirmed" in ways and "broken" not in ways else WEAK
    if "broken" in ways:
        return BROKEN
    if "confirmed" in ways:
        return CONFIRMED
    return WITNESSED if ways & WITNESSES else LABELLED
