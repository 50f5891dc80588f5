"""Read a submission from YAML (or JSON, which is YAML too), strictly and with line numbers."""

from __future__ import annotations

from pathlib import Path

from govreport_writer.submission import Submission
from govreport_writer.submission_tree import submission_of
from govreport_writer.yaml_strict import read_yaml


def read_yaml_submission(path: Path) -> Submission:
    """Return the submission in a text file; SubmissionError in one line when it is not one."""
    return submission_of(read_yaml(path), path)
