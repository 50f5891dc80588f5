"""Every figure is of its kind (GR201–GR206).

What it does: reports cells that cannot be read as a number (GR201), negative counts and amounts (GR202),
fractions of a count (GR203), numbers beyond all bounds (GR204), another unit than the form's (GR205), and,
as a hint, figures that were read although typed unusually (GR206).
Why: a figure of the wrong kind is a typing slip, and sums over it mean nothing.
Example: 十二; -3; 2.5 件; 1000000000000000000; 元 where the form says 万元; １２．
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from govreport_writer import messages
from govreport_writer.cells import CellRef
from govreport_writer.checks.context import Context
from govreport_writer.checks.sides import meant_for
from govreport_writer.figures import is_money, printed
from govreport_writer.findings import Finding, Instance
from govreport_writer.form.edition import Identity
from govreport_writer.places import label_of, place
from govreport_writer.submission import Submission

CODES = ("GR201", "GR202", "GR203", "GR204", "GR205", "GR206")
TOO_LARGE: int = 10**12
"""No organ of a country of 1.4 billion people counts this much of anything here."""


def check(context: Context) -> Iterator[Finding]:
    """Yield findings cell by cell, then one hint a table for figures that were normalised."""
    for ref in context.submission.values:
        yield from _of_cell(context, ref)
    for table in context.edition.tables:
        yield from _normalised(context.submission, table.id, table.sheet)


def _of_cell(context: Context, ref: CellRef) -> Iterator[Finding]:
    submission = context.submission
    value, cell, origin = submission.values[ref], context.edition.cells[ref], submission.origins[ref]
    if origin.state == "unreadable":
        fields = {"raw": origin.raw or "", "waiting": _waiting(context, ref)}
        yield _finding(submission, ref, "GR201", fields, origin.raw or "")
    if value is None or origin.state != "filed":
        return
    shown = printed(value)
    if value < 0 and cell.type != "change":
        yield _finding(submission, ref, "GR202", {"value": shown}, shown)
    if cell.type != "amount" and not isinstance(value, int):
        yield _finding(submission, ref, "GR203", {"value": shown}, shown)
    if not -TOO_LARGE < value < TOO_LARGE:
        yield _finding(submission, ref, "GR204", {"value": shown}, shown)
    yield from _unit(submission, ref, cell.unit)


def _unit(submission: Submission, ref: CellRef, wanted: str | None) -> Iterator[Finding]:
    """Report a unit that is not the form's; where the form names none, an amount that states none."""
    unit = submission.units[ref]
    if wanted is None:
        amount = submission.edition.cells[ref].type == "amount"
        fits = is_money(unit) == amount
    else:
        fits = unit == wanted
    if fits:
        return
    shown = wanted or messages.text("words.units_of_money")
    fields = {"unit": unit or messages.text("words.blank"), "wanted": shown}
    if unit is not None:
        yield _finding(submission, ref, "GR205", fields, unit)
    elif submission.values[ref]:
        yield replace(_finding(submission, ref, "GR205", fields, ""), severity="should")


def _waiting(context: Context, ref: CellRef) -> str:
    """Return which relations cannot be checked until the cell can be read."""
    relations = dict.fromkeys(
        identity.relation
        for identity in context.edition.identities
        if meant_for(identity, context.submission) and _rests_on(identity, ref, context.submission)
    )
    if not relations:
        return ""
    return messages.text("words.waiting", relations=messages.text("words.comma").join(relations))


def _rests_on(identity: Identity, ref: CellRef, submission: Submission) -> bool:
    terms = (*identity.left, *identity.right)
    refs = [term.ref for term in terms if not term.prior and term.ref in submission.origins]
    return ref in refs or any(_computed_from(submission, each, ref) for each in refs)


def _computed_from(submission: Submission, total: CellRef, part: CellRef) -> bool:
    if submission.origins[total].state != "waiting":
        return False
    cell = submission.edition.cells[total]
    parts = cell.column_parts or cell.row_parts
    return part in parts or any(_computed_from(submission, each, part) for each in parts)


def _finding(submission: Submission, ref: CellRef, code: str, fields: dict[str, str], values: str) -> Finding:
    return Finding(
        code=code,
        severity="must",
        anchor=str(ref),
        instances=(Instance((place(submission, ref),)),),
        fields=fields,
        values=values,
    )


def _normalised(submission: Submission, table: str, title: str) -> Iterator[Finding]:
    refs = [
        ref
        for ref, value in submission.values.items()
        if ref.table == table and value is not None and submission.origins[ref].raw is not None
    ]
    if refs:
        readings = messages.text("words.comma").join(_reading(submission, ref) for ref in refs)
        yield Finding(
            code="GR206",
            severity="hint",
            anchor=table,
            instances=tuple(Instance((place(submission, ref),)) for ref in refs),
            fields={"table": title, "readings": readings},
            values="; ".join(f"{ref}={submission.origins[ref].raw}" for ref in refs),
        )


def _reading(submission: Submission, ref: CellRef) -> str:
    return messages.text(
        "words.reading",
        label=label_of(submission.edition, ref),
        raw=submission.origins[ref].raw,
        value=printed(submission.values[ref]),
    )
