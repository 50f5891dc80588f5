"""`govreport new`: a submission to fill in, as a workbook or YAML."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from govreport_writer import messages
from govreport_writer.cli.localised import LocalCommand, language_option, option
from govreport_writer.cli.usage import missing_option
from govreport_writer.errors import SubmissionError
from govreport_writer.vocabulary import PUBLISHED, WORKBOOK, Kind, Level

if TYPE_CHECKING:
    from govreport_writer.form.edition import FormEdition
    from govreport_writer.submission import Agency, Submission

SUFFIXES = (WORKBOOK, ".yaml", ".yml")


@click.command(cls=LocalCommand)
@option("--year", type=int)
@option("--agency")
@option("--kind", type=click.Choice(get_args(Kind)))
@option("--level", type=click.Choice(get_args(Level)))
@option("--edition")
@option("--variant")
@option("--from", "last", type=click.Path(path_type=Path))
@option("-o", "--output", type=click.Path(path_type=Path), required=True)
@option("--force", is_flag=True)
@language_option
def new(
    year: int | None,
    edition: str | None,
    variant: str | None,
    last: Path | None,
    output: Path,
    force: bool,
    **agency: str | None,
) -> None:
    """Write a submission with nothing filled in but what last year's says."""
    from govreport_writer.blank import blank_submission
    from govreport_writer.documents.files import write_all

    if output.suffix.lower() not in SUFFIXES:
        raise SubmissionError("new.suffix", name=output.name)
    if output.exists() and not force:
        raise SubmissionError("file.exists", file=output)
    prior = _last_year(last, year, agency) if last else None
    if year is None:
        year = prior.year + 1 if prior else missing_option("year")
    form = _edition(year, edition, variant)
    blank = blank_submission(form, year, _agency(agency, prior), prior)
    if prior and prior.year != year - 1:
        click.echo(messages.text("report.other_year", file=last, found=prior.year, wanted=year - 1), err=True)
    for path in write_all(_contents(output, blank, prior)):
        click.echo(messages.text("report.written", path=path))


def _contents(output: Path, blank: Submission, prior: Submission | None) -> dict[Path, bytes]:
    """Return the files to write: a workbook; or YAML, and beside it the schema that editors check it by."""
    if output.suffix.lower() == WORKBOOK:
        from govreport_writer.workbook.write import workbook_bytes

        return {output: workbook_bytes(blank, prior, brought=True)}
    from govreport_writer.skeleton import schema_name, skeleton
    from govreport_writer.submission_schema import as_text, submission_schema

    schema = output.with_name(schema_name(blank.edition))
    contents = {output: skeleton(blank).encode()}
    if not schema.exists():
        contents[schema] = as_text(submission_schema(blank.edition)).encode()
    return contents


def _last_year(path: Path, year: int | None, given: dict[str, str | None]) -> Submission:
    """Return last year's submission; a published report is imported, and its review printed."""
    if path.suffix.lower() not in PUBLISHED:
        from govreport_writer.submission_reading import read_submission

        return read_submission(path)
    from govreport_writer.cli import published

    try:
        imported = published.read(path, **given)
    except SubmissionError as error:
        if error.key != "import.no_year" or year is None:
            raise
        imported = published.read(path, year=year - 1, **given)
    published.refuse_unsure(imported)
    published.print_short_review(imported)
    click.echo()
    return imported.submission()


def _agency(given: dict[str, str | None], prior: Submission | None) -> Agency:
    """Return the agency named, and what last year's submission of the same one knows besides."""
    from govreport_writer.submission import Agency

    name = given["agency"]
    if name is not None and not name.strip():
        raise SubmissionError("new.no_agency")
    known = prior.agency if prior and name in (None, prior.agency.name) else None
    if name is None:
        name = known.name if known else missing_option("agency")
    kind = given["kind"] or (known.kind if known else missing_option("kind"))
    level = given["level"] or (known.level if known else "county")
    rest = known.model_dump(exclude={"name", "kind", "level"}) if known else {}
    return Agency.model_validate({"name": name, "kind": kind, "level": level, **rest})


def _edition(year: int, named: str | None, variant: str | None) -> FormEdition:
    from govreport_writer import editions

    in_force = editions.for_year(year)
    if named is None and in_force is None:
        raise SubmissionError("new.no_year", year=year, years=editions.years_known())
    return editions.load(named or in_force.id, variant)  # type: ignore[union-attr]  # one of the two is there
