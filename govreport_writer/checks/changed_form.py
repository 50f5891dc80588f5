"""A workbook is laid out as it was written (GR010–GR013).

What it does: reports what the reader of a workbook met: rows, columns or sheets elsewhere (GR010), figures
outside the tables (GR011), tables that cannot be read or have rows added (GR012), merged cells (GR013).
Why: a figure in a row nobody reads is missing in the report, and a merged cell holds one figure for several.
Example: a row “4.其他” inserted above 结转下年度继续办理, with figures in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from govreport_writer.checks.context import Context
from govreport_writer.checks.remarked import place_of
from govreport_writer.findings import Finding, Instance
from govreport_writer.submission import Remark
from govreport_writer.vocabulary import Severity

CODES = ("GR010", "GR011", "GR012", "GR013")
SEVERITIES: Mapping[str, Severity] = {"GR010": "hint", "GR011": "hint", "GR012": "must", "GR013": "must"}


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each remark of the reader."""
    for remark in context.submission.raw.remarks:
        if remark.code in SEVERITIES:
            yield _finding(remark)


def _finding(remark: Remark) -> Finding:
    words = str(remark.fields.get("reason") or remark.fields.get("area") or remark.fields.get("cells"))
    return Finding(
        code=remark.code,
        severity=SEVERITIES[remark.code],
        anchor=str(remark.location) or words,
        instances=(Instance((place_of(remark),)),),
        fields=remark.fields,
        values=words,
    )
