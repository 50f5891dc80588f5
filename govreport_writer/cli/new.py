"""`govreport new`: a blank submission to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from govreport_writer import messages
from govreport_writer.cli.localised import LocalCommand, language_option, option
from govreport_writer.errors import SubmissionError
from govreport_writer.vocabulary import Kind, Level

if TYPE_CHECKING:
    from govreport_writer.form.edition import FormEdition


@click.command(cls=LocalCommand)
@option("--year", type=int, required=True)
@option("--agency", required=True)
@option("--kind", type=click.Choice(get_args(Kind)), required=True)
@option("--level", type=click.Choice(get_args(Level)), default="county")
@option("--edition")
@option("--variant")
@option("-o", "--output", type=click.Path(path_type=Path), required=True)
@option("--force", is_flag=True)
@language_option
def new(
    year: int, edition: str | None, variant: str | None, output: Path, force: bool, **agency: str
) -> None:
    """Write a commented skeleton, and beside it the schema that editors check it by."""
    from govreport_writer.documents.files import write_all
    from govreport_writer.skeleton import schema_name, skeleton
    from govreport_writer.submission_schema import as_text, submission_schema

    if not agency["agency"].strip():
        raise SubmissionError("new.no_agency")
    if output.suffix.lower() not in (".yaml", ".yml"):
        raise SubmissionError("new.suffix", name=output.name)
    if output.exists() and not force:
        raise SubmissionError("file.exists", file=output)
    form = _edition(year, edition, variant)
    schema = output.with_name(schema_name(form))
    contents = {output: skeleton(form, year, agency["agency"], agency["kind"], agency["level"]).encode()}
    if not schema.exists():
        contents[schema] = as_text(submission_schema(form)).encode()
    for path in write_all(contents):
        click.echo(messages.text("report.written", path=path))


def _edition(year: int, named: str | None, variant: str | None) -> FormEdition:
    from govreport_writer import editions

    in_force = editions.for_year(year)
    if named is None and in_force is None:
        raise SubmissionError("new.no_year", year=year, years=editions.years_known())
    return editions.load(named or in_force.id, variant)  # type: ignore[union-attr]  # one of the two is there
