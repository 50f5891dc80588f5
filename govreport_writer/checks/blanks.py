"""Every cell is filled in (GR101).

What it does: lists the blank cells of a table: empty, typed as `/`, `-` or 无, or with their row left out.
Why: a blank may be a zero or a figure forgotten; only the agency knows, and it is never read as 0.
Example: the column 科研机构 left empty in all rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from govreport_writer import messages
from govreport_writer.cells import CellRef
from govreport_writer.checks.context import Context
from govreport_writer.findings import Finding, Instance
from govreport_writer.outline import outline
from govreport_writer.places import place
from govreport_writer.submission import Submission

CODES = ("GR101",)


def check(context: Context) -> Iterator[Finding]:
    """Yield one finding for each table with blanks: 核实 if it has any number, 强制 if it has none."""
    submission = context.submission
    for table in context.edition.tables:
        refs = [ref for ref in submission.values if ref.table == table.id]
        blanks = [ref for ref in refs if _is_blank(submission, ref)]
        if blanks:
            numbers = any(submission.values[ref] is not None for ref in refs)
            yield _finding(submission, table.id, table.sheet, blanks, numbers)


def _is_blank(submission: Submission, ref: CellRef) -> bool:
    """Whether a cell was left blank; a total left out is computed and not blank by itself."""
    return submission.values[ref] is None and submission.origins[ref].state in ("filed", "missing")


def _finding(submission: Submission, table: str, title: str, blanks: list[CellRef], numbers: bool) -> Finding:
    missing = [ref for ref in blanks if submission.origins[ref].state == "missing"]
    marks = dict.fromkeys(
        raw.strip() for ref in blanks if (raw := submission.origins[ref].raw) and raw.strip()
    )
    return Finding(
        code="GR101",
        severity="should" if numbers else "must",
        anchor=table,
        instances=tuple(Instance((place(submission, ref),)) for ref in blanks),
        fields={
            "table": _section_title(submission, table) or title,
            "missing": messages.text("findings.GR101_parts.missing", count=len(missing)) if missing else "",
            "marks": messages.text("findings.GR101_parts.marks", marks=" ".join(marks)) if marks else "",
        },
        basis="practice",
        values=f"{len(blanks)} blank {_digest(blanks)}",
    )


def _section_title(submission: Submission, table: str) -> str:
    plan = outline(submission)
    titles = [part.title for part in plan.parts if table in part.tables]
    return titles[0] if titles else (plan.annex_title or "")


def _digest(blanks: list[CellRef]) -> str:
    """Return eight hexadecimal digits that change when other cells are blank."""
    return sha256("\n".join(map(str, blanks)).encode()).hexdigest()[:8]
