"""Figures change from year to year by a plausible measure (GR511).

What it does: compares totals, and all figures of tables without totals, with last year's: more than five
times as much, less than a fifth, or nothing any more.
Why: a slip of the decimal point or a line shifted shows as such a jump.
Example: 1200 licences last year, 0 this year.
"""

from __future__ import annotations

from collections.abc import Iterator

from govreport_writer import messages
from govreport_writer.ancestry import value_before
from govreport_writer.cells import CellRef, Value
from govreport_writer.checks.context import Context
from govreport_writer.figures import printed
from govreport_writer.findings import Finding, Instance
from govreport_writer.form.edition import Cell
from govreport_writer.places import label_of, place
from govreport_writer.submission import Submission

CODES = ("GR511",)
TIMES = 5
LARGE = 20
"""Below this on both sides any change is small."""

Swing = tuple[CellRef, str]


def check(context: Context) -> Iterator[Finding]:
    """Yield a hint for each table with such changes."""
    if context.prior is None:
        return
    for table in context.edition.tables:
        swings = list(_swings(context, context.prior, context.edition.cells_of(table.id)))
        if swings:
            changes = [
                messages.text("words.swing", label=label_of(context.edition, ref), figures=figures)
                for ref, figures in swings
            ]
            yield Finding(
                code="GR511",
                severity="hint",
                anchor=table.id,
                instances=tuple(Instance((place(context.submission, ref),)) for ref, _ in swings),
                fields={
                    "table": table.title or table.sheet,
                    "changes": messages.text("words.comma").join(changes),
                },
                values="; ".join(f"{ref} {figures}" for ref, figures in swings),
            )


def _swings(context: Context, prior: Submission, cells: tuple[Cell, ...]) -> Iterator[Swing]:
    for cell in watched(cells):
        old = value_before(cell.ref, context.edition, prior)
        new = context.submission.values.get(cell.ref)
        if swings_far(old, new, only_to_zero=cell.type == "amount"):
            yield cell.ref, f"{printed(old)} → {printed(new)}"


def watched(cells: tuple[Cell, ...]) -> Iterator[Cell]:
    """Yield the totals of a table that are part of no other, all its cells where it has none."""
    parts = {part for cell in cells for part in (*cell.row_parts, *cell.column_parts)}
    for cell in cells:
        if cell.type != "change" and (not parts or (cell.ref not in parts and cell.is_total)):
            yield cell


def swings_far(old: Value, new: Value, *, only_to_zero: bool) -> bool:
    """Whether a figure is another by so much that it is told, `only_to_zero` when it has gone."""
    if old is None or new is None or max(old, new) < LARGE:
        return False
    if new == 0:
        return True
    return not only_to_zero and (new > old * TIMES or old > new * TIMES)
