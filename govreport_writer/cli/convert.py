"""`govreport convert`: the same submission in another format, without loss."""

from __future__ import annotations

from pathlib import Path

import click

from govreport_writer import messages
from govreport_writer.cli.localised import LocalCommand, language_option, option
from govreport_writer.errors import SubmissionError
from govreport_writer.vocabulary import WORKBOOK

SUFFIXES = (WORKBOOK, ".yaml", ".yml", ".json")


@click.command(cls=LocalCommand)
@click.argument("file", type=click.Path(path_type=Path))
@option("-o", "--output", type=click.Path(path_type=Path), required=True)
@option("--force", is_flag=True)
@language_option
def convert(file: Path, output: Path, force: bool) -> None:
    """Write a submission as a workbook, YAML or JSON."""
    from govreport_writer.documents.files import write_all

    if output.suffix.lower() not in SUFFIXES:
        raise SubmissionError("file.not_supported", file=output, suffix=output.suffix)
    if output.exists() and not force:
        raise SubmissionError("file.exists", file=output)
    write_all({output: _converted(file, output.suffix.lower())})
    click.echo(messages.text("report.written", path=output))


def _converted(file: Path, suffix: str) -> bytes:
    """Return the submission in another format; SubmissionError where something would be lost."""
    from govreport_writer.submission_reading import read_submission, read_tree

    submission = read_submission(file)
    if suffix == WORKBOOK:
        from govreport_writer.workbook.convert import to_workbook

        return to_workbook(submission)
    from govreport_writer.submission_text import written

    return written(read_tree(file), suffix).encode()
