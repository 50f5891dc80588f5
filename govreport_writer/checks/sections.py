"""Every part that the form requires is there (GR004), and no table twice (GR005).

What it does: looks for the required sections and for one place for each statutory table.
Why: a part left out is a report not made; one that says there was nothing to report is complete. A table
printed twice is counted twice by whoever reads it.
Example: a report without 六、其他需要报告的事项.
"""

from __future__ import annotations

from collections.abc import Iterator

from govreport_writer import messages
from govreport_writer.checks.context import Context
from govreport_writer.findings import Finding, Instance, Place
from govreport_writer.outline import outline
from govreport_writer.submission import PREFACE

CODES = ("GR004", "GR005")


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each required section or table that is absent, and each table placed twice."""
    edition, narrative = context.edition, context.submission.raw.narrative
    filed = {section.id for section in narrative}
    if not any(section.id != PREFACE for section in narrative):
        yield _finding(context, "GR004", "narrative", messages.text("words.body_text"))
    elif not edition.free_headings:
        for section in edition.sections:
            if section.narrative == "required" and section.id not in filed:
                yield _finding(context, "GR004", f"narrative.{section.id}", section.title)
    placed = outline(context.submission).tables
    for table in edition.tables:
        in_use = any(ref.table == table.id for ref in context.submission.values)
        if in_use and table.id not in placed:
            yield _finding(context, "GR004", f"tables.{table.id}", table.title or table.sheet)
        elif placed.count(table.id) > 1:
            yield _finding(context, "GR005", f"tables.{table.id}", table.title or table.sheet)


def _finding(context: Context, code: str, path: str, part: str) -> Finding:
    return Finding(
        code=code,
        severity="must",
        anchor=path,
        instances=(Instance((Place(path=path),)),),
        fields={"part": part},
        basis="regulation",
        cite=context.edition.notice,
        values=path,
    )
