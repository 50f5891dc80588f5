"""`govreport editions`: the forms known, a form checked, the schema of its submissions."""

from __future__ import annotations

from pathlib import Path

import click

from govreport_writer import messages
from govreport_writer.cli.localised import LocalCommand, LocalGroup, language_option, option
from govreport_writer.cli.usage import missing_option


@click.group(cls=LocalGroup, invoke_without_command=True)
@language_option
@click.pass_context
def editions(ctx: click.Context) -> None:
    """List the editions; without a subcommand."""
    if ctx.invoked_subcommand is None:
        from govreport_writer import editions as known

        for edition_id in known.available():
            edition = known.load(edition_id)
            years = edition.reporting_years
            variants = messages.text("words.comma").join(edition.variants)
            line = messages.text(
                "editions.line",
                id=edition.id,
                first=years.first,
                last=years.last or messages.text("editions.open"),
                notice=edition.notice,
                variants=messages.text("editions.variants", variants=variants) if variants else "",
            )
            click.echo(line)


@editions.command(cls=LocalCommand)
@click.argument("file", type=click.Path(path_type=Path))
@language_option
def check(file: Path) -> None:
    """Check an edition file; an error names its line."""
    from govreport_writer.editions import read_edition
    from govreport_writer.mentions.lexicon import refuse_unknown

    edition = read_edition(file)
    refuse_unknown(edition)
    text = messages.text(
        "editions.good",
        file=file,
        id=edition.id,
        tables=len(edition.tables),
        cells=len(edition.cells),
        identities=len(edition.identities),
    )
    click.echo(text)


@editions.command(cls=LocalCommand)
@click.argument("id", required=False)
@option("--data", is_flag=True)
@language_option
def schema(id: str | None, data: bool) -> None:
    """Print the JSON Schema of submissions on an edition, or of the data of a finished report."""
    if data:
        from govreport_writer.documents.open_data import SCHEMA

        click.echo(SCHEMA.read_text(encoding="utf-8"), nl=False)
        return
    if id is None:
        missing_option("id")
    from govreport_writer.editions import load
    from govreport_writer.submission_schema import as_text, submission_schema

    click.echo(as_text(submission_schema(load(id))), nl=False)
