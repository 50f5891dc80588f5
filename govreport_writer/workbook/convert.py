"""Turn a submission into a workbook; refuse where something would be lost."""

from __future__ import annotations

import tempfile
from pathlib import Path

from govreport_writer.errors import SubmissionError
from govreport_writer.submission import Submission
from govreport_writer.vocabulary import WORKBOOK
from govreport_writer.workbook.read import read_workbook_submission
from govreport_writer.workbook.round_trip import differences
from govreport_writer.workbook.write import workbook_bytes

SHOWN = 3
"""Differences that the error names."""


def to_workbook(submission: Submission) -> bytes:
    """Return the workbook of a submission; SubmissionError where it would not be read back the same."""
    data = workbook_bytes(submission)
    with tempfile.TemporaryDirectory(prefix="govreport-") as scratch:
        path = Path(scratch) / f"converted{WORKBOOK}"
        path.write_bytes(data)
        lost = differences(submission, read_workbook_submission(path))
    if lost:
        raise SubmissionError("convert.lost", file=submission.file, parts=", ".join(lost[:SHOWN]))
    return data
