"""A total is stated once, or twice the same (GR307).

What it does: compares a total typed over its formula with the ledger's total (核对数) beside it.
Why: one of the two is wrong, and the program does not choose.
Example: the total of a row typed as 5, the ledger's total as 6.
"""

from __future__ import annotations

from collections.abc import Iterator

from govreport_writer.cells import CellRef
from govreport_writer.checks.context import Context
from govreport_writer.checks.remarked import in_words, place_of, remarks
from govreport_writer.findings import Finding, Instance
from govreport_writer.places import label_of, place
from govreport_writer.submission import Remark

CODES = ("GR307",)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each total that has two figures."""
    for remark in remarks(context, "GR307"):
        yield _finding(context, remark)


def _finding(context: Context, remark: Remark) -> Finding:
    submission = context.submission
    ref = CellRef.parse(str(remark.fields["path"]))
    typed, stated = in_words(remark.fields["typed"]), in_words(remark.fields["stated"])
    return Finding(
        code="GR307",
        severity="must",
        anchor=str(ref),
        instances=(Instance((place(submission, ref), place_of(remark))),),
        fields={"label": label_of(submission.edition, ref), "typed": typed, "stated": stated},
        values=f"{typed} / {stated}",
    )
