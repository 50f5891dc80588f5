"""Read the explanations that stand in a file of their own beside a submission, and take them into it.

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
from govreport_writer.yaml_strict import Node, Plain, parse_yaml, read_yaml

SUFFIX = ".explanations.yaml"


class ExplanationsFile(StrictModel):
    """The file, with its list under the key that a submission uses."""

    explanations: tuple[Explanation, ...]


def path_beside(path: Path) -> Path:
    """Return where the explanations of a submission would stand."""
    return path.parent / f"{path.stem}{SUFFIX}"


def with_explanations_beside(submission: Submission) -> Submission:
    """Return the submission with the explanations beside it; SubmissionError with the line of a slip."""
    path = path_beside(Path(submission.file))
    if not path.exists():
        return submission
    root = _read(path)
    removed = dict.fromkeys(str(remark.fields["characters"]) for remark in clean_tree(root))
    noted = (Remark("GR006", NOWHERE, {"characters": " ".join(removed)}),) if removed else ()
    raw = replace(submission.raw, beside=_validated(root, path), remarks=submission.raw.remarks + noted)
    return replace(submission, raw=raw)


def explanations_in(path: Path, text: str | None = None) -> tuple[Explanation, ...]:
    """Return what a file says, or a text that would stand in it; SubmissionError with the line of a slip."""
    root = _read(path) if text is None else _listed(parse_yaml(text, str(path)))
    for _ in clean_tree(root):
        pass  # taken out, as in a check
    return _validated(root, path)


def counting_beside(submission: Submission) -> tuple[Explanation, ...]:
    """Return the explanations beside a submission that count: of findings it does not explain itself."""
    own = {each.finding for each in submission.raw.explanations}
    return tuple(each for each in submission.raw.beside if each.finding not in own)


def as_plain(explanation: Explanation) -> Plain:
    """Return an explanation as a submission or the file beside it spells it."""
    given = {
        "finding": explanation.finding,
        "values": explanation.values,
        "text": explanation.text,
        "by": explanation.by,
        "date": explanation.date and explanation.date.isoformat(),
    }
    return {key: value for key, value in given.items() if value}


def _validated(root: Node, path: Path) -> tuple[Explanation, ...]:
    return validated(ExplanationsFile, root, str(path)).explanations


def _read(path: Path) -> Node:
    try:
        node = read_yaml(path)
    except SubmissionError as error:
        if error.key == "file.empty":
            raise SubmissionError("explanations.empty", file=path) from None
        raise
    return _listed(node)


def _listed(node: Node) -> Node:
    """Return the tree with the list under its key, where it stands bare."""
    return Node({"explanations": node}, node.line) if isinstance(node.value, list) else node
