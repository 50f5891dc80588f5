"""`govreport rules`: the handbook of what is checked, whole or for one code or relation."""

from __future__ import annotations

import click

from govreport_writer.cli.localised import LocalCommand, language_option, option


@click.command(cls=LocalCommand)
@click.argument("name", required=False)
@option("--edition", "edition")
@option("--format", "form", type=click.Choice(["text", "markdown", "html"]), default="text")
@language_option
def rules(name: str | None, edition: str | None, form: str) -> None:
    """Explain the rules."""
    from govreport_writer.handbook import written
    from govreport_writer.handbook.pages import pages

    found = pages(name, edition)
    if form == "text":
        click.echo(written.as_text(found), nl=False)
        return
    text = written.as_html(found) if form == "html" else written.as_markdown(found)
    click.echo(text.encode(errors="replace"), nl=False)  # a file in UTF-8, whatever the console's encoding
