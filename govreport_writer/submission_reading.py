"""Read a submission from a file of any kind: a workbook, or YAML and JSON."""

from __future__ import annotations

from pathlib import Path

from govreport_writer.errors import SubmissionError
from govreport_writer.submission import Submission
from govreport_writer.submission_yaml import read_yaml_submission
from govreport_writer.vocabulary import PUBLISHED, SPREADSHEETS
from govreport_writer.yaml_strict import Plain, read_yaml


def read_submission(path: Path) -> Submission:
    """Return the submission in a file; SubmissionError in one line when it is not one."""
    _refuse_published(path)
    if path.suffix.lower() in SPREADSHEETS:
        from govreport_writer.workbook.read import read_workbook_submission

        return read_workbook_submission(path)
    return read_yaml_submission(path)


def read_tree(path: Path) -> Plain:
    """Return the tree that the formats share; SubmissionError where the file cannot be read at all."""
    _refuse_published(path)
    if path.suffix.lower() in SPREADSHEETS:
        from govreport_writer.workbook.read import read_workbook_tree

        return read_workbook_tree(path)
    return read_yaml(path).plain()


def _refuse_published(path: Path) -> None:
    """Refuse a published report, which is to be imported first."""
    if path.suffix.lower() in PUBLISHED and path.is_file():
        raise SubmissionError("file.published", file=path, name=path.name, stem=path.stem)
