"""Write an imported report as a submission: a workbook with its doubtful cells marked, YAML or JSON."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from govreport_writer.errors import SubmissionError
from govreport_writer.importers.imported import Imported
from govreport_writer.importers.marks import marks_of
from govreport_writer.importers.review_words import in_one_line
from govreport_writer.importers.write_tree import tree_of
from govreport_writer.messages import printed
from govreport_writer.submission import Submission
from govreport_writer.submission_reading import read_submission
from govreport_writer.submission_text import written
from govreport_writer.text_clean import cleaned
from govreport_writer.vocabulary import WORKBOOK
from govreport_writer.workbook.round_trip import differences

SUFFIXES = (WORKBOOK, ".yaml", ".yml", ".json")
"""What can be written."""
SHOWN = 3
"""Differences that the error names."""
MOST_NOTES = 200
"""Doubtful cells that are noted at the top of a YAML file."""


def submission_bytes(imported: Imported, suffix: str) -> bytes:
    """Return the file; SubmissionError where it would not be read back as the same submission."""
    submission = imported.submission()
    data = _workbook(submission, imported) if suffix == WORKBOOK else _text(submission, imported, suffix)
    lost = _lost(submission, data, suffix)
    if lost:
        raise SubmissionError("import.not_kept", file=submission.file, parts=", ".join(lost[:SHOWN]))
    return data


def _workbook(submission: Submission, imported: Imported) -> bytes:
    from govreport_writer.workbook.write import workbook_bytes

    return workbook_bytes(submission, marks=marks_of(imported))


def _text(submission: Submission, imported: Imported, suffix: str) -> bytes:
    """Return YAML under notes on what to look at; JSON has no place for any."""
    text = written(tree_of(submission), suffix)
    notes = "" if suffix == ".json" else "".join(f"# {line}\n" for line in _notes(imported))
    return (notes + text).encode()


def _notes(imported: Imported) -> Iterator[str]:
    """Yield the lines of a comment: from where it was read, and the doubtful cells by their paths."""
    marks = marks_of(imported)
    name = Path(imported.raw.file).name.encode(errors="replace").decode()
    yield _comment(printed("import.note.file", file=name))
    if marks:
        yield _comment(printed("import.note.look", count=len(marks)))
    for ref, words in list(marks.items())[:MOST_NOTES]:
        yield _comment(f"  {ref.dotted}  {words}")


def _comment(text: str) -> str:
    """Return a text in one line, with its indentation, as a comment may hold it."""
    indent = text[: len(text) - len(text.lstrip(" "))]
    return indent + in_one_line(cleaned(text)[0])


def _lost(submission: Submission, data: bytes, suffix: str) -> list[str]:
    """Return what the written file does not say, by reading it back."""
    with tempfile.TemporaryDirectory(prefix="govreport-") as scratch:
        path = Path(scratch) / f"imported{suffix}"
        path.write_bytes(data)
        try:
            return differences(submission, read_submission(path))
        except SubmissionError as error:
            error.file = submission.file
            error.line = error.at = None
            raise
