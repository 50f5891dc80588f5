"""What the formulas of a workbook give before any program calculates them: the values written beside them.

A spreadsheet adds numbers only: a figure typed as text is none to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from govreport_writer.cells import CellRef
from govreport_writer.checks.kinds import KINDS
from govreport_writer.checks.sides import Sides, meant_for
from govreport_writer.figures import added, in_unit
from govreport_writer.form.edition import Cell, FormEdition, Identity, Term
from govreport_writer.submission import Submission

Number = int | Decimal
Shown = Mapping[CellRef, Number | None]
"""The number that each cell of the sheets shows; None for a blank or a text."""


def shown(submission: Submission) -> Shown:
    """Return what the cells of a submission's workbook show."""
    cells: dict[CellRef, Number | None] = {}
    for ref, cell in submission.edition.cells.items():
        _show(cell, submission, cells)
        cells.setdefault(ref, None)
    return cells


def is_typed_over(total: Cell, submission: Submission) -> bool:
    """Whether a total stands in its cell as typed: it is not the sum of its parts."""
    if total.ref not in submission.raw.cells:
        return False
    return submission.values.get(total.ref) is None or submission.values[total.ref] != parts_sum(
        total, submission
    )


def parts_sum(total: Cell, submission: Submission) -> Number | None:
    """Return the sum of a total's parts as filed, None when there is no number or one cannot be read."""
    parts = total.column_parts or total.row_parts
    if not all(map(submission.readable, parts)):
        return None
    unit = submission.units[total.ref]
    values = [(submission.values[part], submission.units[part]) for part in parts]
    return added(None if value is None else in_unit(value, own, unit) for value, own in values)


def _show(cell: Cell, submission: Submission, cells: dict[CellRef, Number | None]) -> Number | None:
    if cell.ref not in cells:
        if cell.is_total and not is_typed_over(cell, submission):
            parts = cell.column_parts or cell.row_parts
            cells[cell.ref] = added(
                _show(submission.edition.cells[part], submission, cells) for part in parts
            )
        else:
            cells[cell.ref] = _typed(cell.ref, submission)
    return cells[cell.ref]


def _typed(ref: CellRef, submission: Submission) -> Number | None:
    typed = submission.raw.cells.get(ref)
    value = typed.value if typed else None
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        return None
    assert typed is not None
    other_unit = typed.unit is not None and typed.unit != submission.edition.cells[ref].unit
    return None if other_unit and submission.edition.cells[ref].unit else value


def side(terms: tuple[Term, ...], edition: FormEdition, cells: Shown) -> Number | None:
    """Return the sum of a side as its formula gives it; None without a number, 0 without terms."""
    if not terms:
        return 0
    unit = edition.cells[terms[0].ref].unit
    values = ((cells[term.ref], edition.cells[term.ref].unit) for term in terms)
    return added(None if value is None else in_unit(value, own, unit) for value, own in values)


def result(identity: Identity, submission: Submission, cells: Shown) -> str:
    """Return the word for the result of a relation, by its key: holds, broken, unfilled, not_meant."""
    if not meant_for(identity, submission):
        return "not_meant"
    left = side(identity.left, submission.edition, cells)
    right = side(identity.right, submission.edition, cells)
    if left is None or right is None:
        return "unfilled"
    values = (
        tuple(cells[term.ref] for term in identity.left),
        tuple(cells[term.ref] for term in identity.right),
    )
    return "holds" if KINDS[identity.kind].holds(Sides(left, right, *values)) else "broken"
