"""The totals of a workbook are still the sums of their parts (GR014).

What it does: compares what a changed formula showed with the sum of the parts, which is what is reported.
Why: the agency saw another total than the one that will be printed.
Example: the total of 自然人 was =SUM(D8:D20) and shows 12; its parts add up to 14.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from govreport_writer.cells import CellRef
from govreport_writer.checks.context import Context
from govreport_writer.checks.remarked import in_words, plain, remarks
from govreport_writer.findings import Finding, Instance
from govreport_writer.places import label_of, place
from govreport_writer.submission import Remark

CODES = ("GR014",)


def check(context: Context) -> Iterator[Finding]:
    """Yield 核实 for a formula that showed another figure, a hint for one that showed the same or none."""
    for remark in remarks(context, "GR014"):
        yield _finding(context, remark)


def _finding(context: Context, remark: Remark) -> Finding:
    submission = context.submission
    ref = CellRef.parse(str(remark.fields["path"]))
    shown, computed = remark.fields["shown"], submission.values.get(ref)
    differs = shown not in (None, "") and shown != computed
    here = replace(place(submission, ref), sheet=remark.location.sheet, cell=remark.location.cell)
    return Finding(
        code="GR014",
        severity="should" if differs else "hint",
        anchor=str(ref),
        instances=(Instance((here,)),),
        fields={
            "label": label_of(submission.edition, ref),
            "written": remark.fields["formula"],
            "shown": in_words(shown),
            "computed": in_words(computed),
        },
        values=f"{plain(shown)} / {plain(computed)}",
    )
