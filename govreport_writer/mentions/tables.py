"""Hold a figure of the text against the cells that its edition names for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from govreport_writer.cells import CellRef, Value
from govreport_writer.figures import added, in_unit, is_money
from govreport_writer.mentions.mention import Mention
from govreport_writer.submission import Submission

ROUGHLY = (Decimal("0.75"), Decimal(2))
"""How far the table may lie from a figure that is only approximate."""


@dataclass(frozen=True, slots=True)
class Sum:
    """Cells that a mention may mean, what they add up to in its unit, and whether one of them is blank."""

    cells: tuple[CellRef, ...]
    value: Value
    blank: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that no sum of the table agrees with; `sum` is the first that it could mean."""

    mention: Mention
    sum: Sum
    certain: bool


def sums(mention: Mention, submission: Submission) -> tuple[tuple[Sum, ...], bool]:
    """Return the sums that a mention may mean, and whether it may also be less than the sum.

    None where the edition names none, or where a cell is not there or cannot be read.
    """
    named = submission.edition.mentions.get(mention.pattern.file.id)
    if named is None:
        return (), False
    found = tuple(_sums(named.either or (named.within,), mention.unit, submission))
    return found, bool(named.within)


def table_figure(pattern_id: str, submission: Submission) -> Value:
    """Return what the cells of a pattern add up to, blanks as nothing; None where that cannot be told."""
    named = submission.edition.mentions.get(pattern_id)
    if named is None or not named.either or not all(map(submission.readable, named.either[0])):
        return None
    return added(submission.values[ref] for ref in named.either[0]) or 0


def _sums(either: tuple[tuple[CellRef, ...], ...], unit: str, submission: Submission) -> Iterator[Sum]:
    for cells in either:
        if all(map(submission.readable, cells)):
            values = [_in(unit, ref, submission) for ref in cells]
            yield Sum(cells, added(values), None in values)


def _in(unit: str, ref: CellRef, submission: Submission) -> Value:
    value = submission.values[ref]
    if value is None or not is_money(unit):
        return value
    moved = in_unit(value, submission.units[ref], unit)
    return int(moved) if moved == int(moved) else moved


def difference(mention: Mention, submission: Submission) -> Difference | None:
    """Return how a figure of the text differs from the table, None where it does not or cannot be told."""
    found, within = sums(mention, submission)
    if not found or mention.looked_up or mention.value is None:
        return None
    if any(_agrees(mention, each, within=within) for each in found):
        return None
    nearest = found[0]
    if nearest.value is None and not mention.value:
        return None
    plain = mention.exact and mention.standing == "plain" and not nearest.blank
    return Difference(mention, nearest, certain=plain and mention.pattern.file.severity == "should")


def _agrees(mention: Mention, each: Sum, *, within: bool) -> bool:
    typed = Decimal(mention.value or 0)
    if each.value is None:
        return False
    table = Decimal(each.value)
    if within or mention.standing == "subset":
        return typed <= table
    if not mention.exact:
        return typed * ROUGHLY[0] <= table <= typed * ROUGHLY[1]
    if is_money(mention.unit) and mention.at is not None:
        return abs(typed - table) <= Decimal(5).scaleb(-1 - mention.sentence.signs[mention.at].digits)
    return typed == table
