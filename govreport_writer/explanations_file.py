"""Read the explanations that stand in a file of their own beside a submission.

`report.explanations.yaml` beside `report.yaml` or `report.xlsx` holds the list that a submission may also
have under `explanations`, bare or under that key. Last year's submission takes none.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from govreport_writer.cells import NOWHERE
from govreport_writer.errors import SubmissionError
from govreport_writer.submission import Explanation, Remark, Submission
from govreport_writer.submission_tree import clean_tree
from govreport_writer.yaml_model import StrictModel, validated
from govreport_writer.yaml_strict import Node, read_yaml

SUFFIX = ".explanations.yaml"


class ExplanationsFile(StrictModel):
    """The file, with its list under the key that a submission uses."""

    explanations: tuple[Explanation, ...]


def path_beside(path: Path) -> Path:
    """Return where the explanations of a submission would stand."""
    return path.with_name(f"{path.stem}{SUFFIX}")


def with_explanations_beside(submission: Submission) -> Submission:
    """Return the submission with the explanations beside it; SubmissionError with the line of a slip."""
    path = path_beside(Path(submission.file))
    if not path.exists():
        return submission
    root = _read(path)
    removed = dict.fromkeys(str(remark.fields["characters"]) for remark in clean_tree(root))
    file = validated(ExplanationsFile, root, str(path))
    noted = (Remark("GR006", NOWHERE, {"characters": " ".join(removed)}),) if removed else ()
    raw = replace(submission.raw, beside=file.explanations, remarks=submission.raw.remarks + noted)
    return replace(submission, raw=raw)


def _read(path: Path) -> Node:
    try:
        node = read_yaml(path)
    except SubmissionError as error:
        if error.key == "file.empty":
            raise SubmissionError("explanations.empty", file=path) from None
        raise
    if isinstance(node.value, list):
        return Node({"explanations": node}, node.line)
    return node
