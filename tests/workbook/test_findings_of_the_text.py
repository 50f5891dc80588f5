"""Findings about text, title and dates name the cell of the workbook that they are about."""

from __future__ import annotations

import datetime
from dataclasses import replace

from filled_workbook import Filled, Read

from govreport_writer.pipeline import run_checks
from govreport_writer.submission import Signature, Submission
from govreport_writer.workbook.write import workbook_bytes


def spoilt(submission: Submission) -> Submission:
    """The sample with another organ's title, a late date, and last year's period in its introduction."""
    narrative = tuple(
        replace(
            section,
            before=section.before.replace("2024年1月1日至2024年12月31日", "2023年1月1日至2023年12月31日"),
        )
        for section in submission.raw.narrative
    )
    raw = replace(
        submission.raw,
        title=("青溪县人民政府2024年政府信息公开工作年度报告",),
        published=datetime.date(2025, 2, 5),
        signature=Signature(date=datetime.date(2025, 2, 6)),
        narrative=narrative,
    )
    return replace(submission, raw=raw)


def test_findings__name_the_cell_of_title_dates_and_text(filled: Filled, read: Read) -> None:
    outcome = run_checks(read(workbook_bytes(spoilt(filled.submission))))

    found = {finding.code: finding.first.cells[0] for finding in outcome.findings}
    assert {code: place.sheet for code, place in found.items()} == {
        "GR020": "封面",
        "GR021": "封面",
        "GR602": "文字",
        "GR606": "封面",
    }
    assert all(place.cell for place in found.values())
