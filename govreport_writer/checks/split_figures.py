"""No figure is split over two cells (GR308).

What it does: where the total of a row is not the sum of its parts, joins the digits of two neighbours and
adds again.
Why: a figure that a table program broke in two, or that was shifted, is found by its sum.
Example: 6 and 1 side by side under a total of 61.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from govreport_writer.cells import CellRef
from govreport_writer.checks.context import Context
from govreport_writer.findings import Finding, Instance
from govreport_writer.form.edition import Cell
from govreport_writer.places import place
from govreport_writer.submission import Submission

CODES = ("GR308",)


def check(context: Context) -> Iterator[Finding]:
    """Yield a hint for each row whose sum a joined figure restores."""
    for cell in context.edition.cells.values():
        if cell.column_parts:
            yield from _of_row(context.submission, cell)


def _of_row(submission: Submission, cell: Cell) -> Iterator[Finding]:
    values = submission.values
    total = values.get(cell.ref)
    numbers = [values.get(part) or 0 for part in cell.column_parts]
    missing = 0 if total is None else total - sum(numbers)
    if not missing:
        return
    for first, second in pairwise(cell.column_parts):
        tens, ones = values.get(first), values.get(second)
        if _is_digit(tens) and _is_digit(ones) and tens and 9 * tens == missing:
            yield _finding(submission, (first, second, cell.ref), f"{tens} {ones} → {tens}{ones}")
            return


def _is_digit(value: object) -> bool:
    return isinstance(value, int) and 0 <= value <= 9


def _finding(submission: Submission, refs: tuple[CellRef, ...], figures: str) -> Finding:
    first, second, total = refs
    return Finding(
        code="GR308",
        severity="hint",
        anchor=str(first),
        instances=(Instance(tuple(place(submission, ref) for ref in refs)),),
        fields={
            "first": place(submission, first).column,
            "second": place(submission, second).column,
            "row": place(submission, total).row or submission.edition.table(total.table).sheet,
            "joined": figures.rpartition(" ")[2],
            "total": submission.values[total],
        },
        values=figures,
    )
