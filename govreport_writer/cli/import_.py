"""`govreport import`: a published report becomes a submission, with what is doubtful in it."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from govreport_writer import messages
from govreport_writer.cli.localised import LocalCommand, language_option, option
from govreport_writer.errors import SubmissionError
from govreport_writer.vocabulary import SUBMISSIONS, Kind, Level


@click.command("import", cls=LocalCommand)
@click.argument("document", type=click.Path(path_type=Path))
@option("-o", "--output", type=click.Path(path_type=Path), required=True)
@option("--year", type=int)
@option("--agency")
@option("--kind", type=click.Choice(get_args(Kind)))
@option("--level", type=click.Choice(get_args(Level)))
@option("--edition")
@option("--report", "review", type=click.Path(path_type=Path))
@option("--force", is_flag=True)
@language_option
def import_(
    document: Path, output: Path, review: Path | None, force: bool, **asked: int | str | None
) -> None:
    """Read a published report into a submission, and say how sure each cell is."""
    from govreport_writer.cli import published
    from govreport_writer.documents.files import write_all
    from govreport_writer.importers.write import submission_bytes

    _refuse(document, output, review, force=force)
    imported = published.read(document, **asked)
    contents = {output: submission_bytes(imported, output.suffix.lower())}
    if review is not None:
        from govreport_writer.importers.report import html_bytes

        contents[review] = html_bytes(imported)
    written = write_all(contents)
    published.print_review(imported)
    click.echo()
    for path in written:
        click.echo(messages.text("report.written", path=path))


def _refuse(document: Path, output: Path, review: Path | None, *, force: bool) -> None:
    """Refuse targets that cannot be written, before the document is read."""
    from govreport_writer.cli.targets import refuse_input

    if document.is_dir():
        raise SubmissionError("file.is_folder", file=document)
    if output.suffix.lower() not in SUBMISSIONS:
        raise SubmissionError("file.not_supported", file=output, suffix=output.suffix)
    refuse_input(output, [document])
    if output.exists() and not force:
        raise SubmissionError("file.exists", file=output)
    if review is not None:
        refuse_input(review, [document, output])
