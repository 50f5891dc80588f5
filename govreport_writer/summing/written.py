"""The sum as a file: a workbook, YAML or JSON that reads back as the same submission."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from govreport_writer.errors import SubmissionError
from govreport_writer.importers.write_tree import tree_of
from govreport_writer.messages import printed
from govreport_writer.places import label_of
from govreport_writer.submission import PREFACE, Submission
from govreport_writer.submission_reading import read_submission
from govreport_writer.submission_text import written
from govreport_writer.summing.result import Rollup
from govreport_writer.vocabulary import WORKBOOK
from govreport_writer.workbook.round_trip import differences
from govreport_writer.yaml_strict import Plain

SHOWN = 3
"""Differences that an error names."""


def submission_bytes(rollup: Rollup, suffix: str, target: Path) -> bytes:
    """Return the sum in the format of a suffix; SubmissionError where it would not be read back the same."""
    submission = rollup.submission
    if suffix == WORKBOOK:
        from govreport_writer.workbook.write import workbook_bytes

        data = workbook_bytes(submission)
    else:
        notes = () if suffix == ".json" else _notes(rollup)
        above = "".join(f"# {' '.join(line.split())}\n" for line in notes)
        data = (above + written(_tree(submission), suffix)).encode()
    _prove(submission, data, suffix, target)
    return data


def _tree(submission: Submission) -> dict[str, Plain]:
    """Return everything the submission says, with the parts of the text that are still to be written."""
    tree = tree_of(submission)
    if "narrative" in tree:
        return tree
    parts: dict[str, Plain] = dict.fromkeys((PREFACE, *(each.id for each in submission.edition.sections)))
    tables = tree.pop("tables", {})
    return {**tree, "narrative": parts, "tables": tables}


def _notes(rollup: Rollup) -> Iterator[str]:
    """Yield the comment above a YAML file: of how many units it is the sum, and what was left blank."""
    yield printed("rollup.file.sum", count=len(rollup.counted))
    for ref, why in rollup.not_added.items():
        yield printed("rollup.file.blank", cell=label_of(rollup.edition, ref), why=why.text)


def _prove(submission: Submission, data: bytes, suffix: str, target: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="govreport-") as scratch:
        path = Path(scratch) / f"sum{suffix}"
        path.write_bytes(data)
        lost = differences(submission, read_submission(path))
    if lost:
        raise SubmissionError("rollup.not_kept", file=target, parts=", ".join(lost[:SHOWN]))
