"""`govreport new`: a blank submission to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from govreport_writer import messages
from govreport_writer.cli.localised import LocalCommand, language_option, option
from govreport_writer.errors import SubmissionError


@click.command(cls=LocalCommand)
@option("--year", type=int, required=True)
@option("--agency", required=True)
@option("--kind", type=click.Choice(["government", "department", "township", "authorised"]), required=True)
@option("--level", type=click.Choice(["national", "province", "city", "county", "town"]), default="county")
@option("--edition")
@option("-o", "--output", type=click.Path(path_type=Path), required=True)
@option("--force", is_flag=True)
@language_option
def new(
    year: int, agency: str, kind: str, level: str, edition: str | None, output: Path, force: bool
) -> None:
    """Write a commented skeleton, and beside it the schema that editors check it by."""
    from govreport_writer import editions
    from govreport_writer.documents.files import write_all
    from govreport_writer.skeleton import schema_name, skeleton
    from govreport_writer.submission_schema import as_text, submission_schema

    if output.suffix.lower() not in (".yaml", ".yml"):
        raise SubmissionError("new.suffix", name=output.name)
    if output.exists() and not force:
        raise SubmissionError("file.exists", file=output)
    form = editions.load(edition) if edition else editions.for_year(year)
    if form is None:
        raise SubmissionError("new.no_year", year=year, years=editions.years_known())
    schema = output.with_name(schema_name(form))
    contents = {output: skeleton(form, year, agency, kind, level).encode()}
    if not schema.exists():
        contents[schema] = as_text(submission_schema(form)).encode()
    for path in write_all(contents):
        click.echo(messages.text("report.written", path=path))
