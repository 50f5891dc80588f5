"""`govreport convert`: the same submission in another format, without loss."""

from __future__ import annotations

from pathlib import Path

import click

from govreport_writer import messages
from govreport_writer.cli.localised import LocalCommand, language_option, option
from govreport_writer.errors import SubmissionError


@click.command(cls=LocalCommand)
@click.argument("file", type=click.Path(path_type=Path))
@option("-o", "--output", type=click.Path(path_type=Path), required=True)
@option("--force", is_flag=True)
@language_option
def convert(file: Path, output: Path, force: bool) -> None:
    """Write a submission as YAML or JSON."""
    from govreport_writer.documents.files import write_all
    from govreport_writer.submission_text import is_known, written
    from govreport_writer.submission_yaml import read_submission
    from govreport_writer.yaml_strict import read_yaml

    if not is_known(output):
        raise SubmissionError("file.not_supported", file=output, suffix=output.suffix)
    if output.exists() and not force:
        raise SubmissionError("file.exists", file=output)
    read_submission(file)
    text = written(read_yaml(file).plain(), output.suffix.lower())
    write_all({output: text.encode()})
    click.echo(messages.text("report.written", path=output))
