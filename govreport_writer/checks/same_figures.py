"""The figures are not last year's (GR510).

What it does: compares each table with last year's: all figures the same and three of them above 1; or, in
a table without totals, three that are above 1 and the same.
Why: a table filled in over last year's file keeps what nobody overwrote.
Example: 120 licences, 35 penalties and 4 files issued in both years.
"""

from __future__ import annotations

from collections.abc import Iterator

from govreport_writer import messages
from govreport_writer.ancestry import value_before
from govreport_writer.cells import CellRef
from govreport_writer.checks.context import Context
from govreport_writer.figures import printed
from govreport_writer.findings import Finding, Instance
from govreport_writer.form.edition import Cell
from govreport_writer.places import place
from govreport_writer.submission import Submission

CODES = ("GR510",)
TELLING = 3
"""Figures above 1 that are the same by chance only seldom."""
SHOWN = 8


def check(context: Context) -> Iterator[Finding]:
    """Yield a hint for each table that looks copied."""
    if context.prior is None:
        return
    for table in context.edition.tables:
        cells = context.edition.cells_of(table.id)
        own = [cell for cell in cells if not cell.is_total]
        same = list(_same(context, context.prior, own))
        telling = [ref for ref in same if not -1 <= (context.submission.values[ref] or 0) <= 1]
        whole = len(same) == len(own)
        if len(telling) >= TELLING and (whole or len(own) == len(cells)):
            figures = [printed(context.submission.values[ref]) for ref in telling]
            yield Finding(
                code="GR510",
                severity="hint",
                anchor=table.id,
                instances=tuple(Instance((place(context.submission, ref),)) for ref in telling),
                fields={
                    "table": table.title or table.sheet,
                    "figures": _shown(figures),
                    "year": context.prior.year,
                },
                values=" ".join(figures),
            )


def _shown(figures: list[str]) -> str:
    rest = messages.text("words.and_more") if len(figures) > SHOWN else ""
    return messages.text("words.comma").join(figures[:SHOWN]) + rest


def _same(context: Context, prior: Submission, cells: list[Cell]) -> Iterator[CellRef]:
    for cell in cells:
        value = context.submission.values.get(cell.ref)
        if value is not None and value == value_before(cell.ref, context.edition, prior):
            yield cell.ref
