"""`govreport convert`: the same submission in another format, without loss."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govreport_writer import messages
from govreport_writer.cli.localised import LocalCommand, language_option, option
from govreport_writer.errors import SubmissionError
from govreport_writer.vocabulary import SUBMISSIONS, WORKBOOK

if TYPE_CHECKING:
    from govreport_writer.submission import Explanation


@click.command(cls=LocalCommand)
@click.argument("file", type=click.Path(path_type=Path))
@option("-o", "--output", type=click.Path(path_type=Path), required=True)
@option("--force", is_flag=True)
@language_option
def convert(file: Path, output: Path, force: bool) -> None:
    """Write a submission as a workbook, YAML or JSON."""
    from govreport_writer.documents.files import write_all

    if output.suffix.lower() not in SUBMISSIONS:
        raise SubmissionError("file.not_supported", file=output, suffix=output.suffix)
    if output.exists() and not force:
        raise SubmissionError("file.exists", file=output)
    data, taken_in = _converted(file, output.suffix.lower())
    write_all({output: data})
    click.echo(messages.text("report.written", path=output))
    if taken_in:
        from govreport_writer.explanations_file import path_beside

        click.echo(messages.text("report.taken_in", count=taken_in, path=path_beside(file)))


def _converted(file: Path, suffix: str) -> tuple[bytes, int]:
    """Return the submission in another format, and how many explanations beside it were taken in.

    SubmissionError where something would be lost.
    """
    from govreport_writer.explanations_file import counting_beside, with_explanations_beside
    from govreport_writer.submission_reading import read_submission

    submission = with_explanations_beside(read_submission(file))
    beside = counting_beside(submission)
    if suffix == WORKBOOK:
        from govreport_writer.workbook.convert import to_workbook

        raw = replace(submission.raw, explanations=submission.raw.explanations + beside)
        return to_workbook(replace(submission, raw=raw)), len(beside)
    return _text(file, suffix, beside), len(beside)


def _text(file: Path, suffix: str, beside: tuple[Explanation, ...]) -> bytes:
    from govreport_writer.explanations_file import as_plain
    from govreport_writer.submission_reading import read_tree
    from govreport_writer.submission_text import written

    tree = read_tree(file)
    if beside and isinstance(tree, dict):
        own = tree.get("explanations")
        tree["explanations"] = [*(own if isinstance(own, list) else []), *map(as_plain, beside)]
    return written(tree, suffix).encode()
