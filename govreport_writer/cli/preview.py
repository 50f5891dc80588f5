"""`govreport preview`: the report and its findings in a browser, refreshed at each save."""

from __future__ import annotations

from pathlib import Path

import click

from govreport_writer import messages
from govreport_writer.cli.localised import LocalCommand, debugging, language_option, option


@click.command(cls=LocalCommand)
@click.argument("file", type=click.Path(path_type=Path), required=False)
@option("--prior", "prior", type=click.Path(path_type=Path))
@option("--profile", "profile", default="standard")
@option("--templates", "templates", type=click.Path(path_type=Path))
@option("--rules", "rules", type=click.Path(path_type=Path))
@option("--charts", is_flag=True)
@option("--port", type=int, default=0)
@option("--no-open", "browser", is_flag=True, flag_value=False, default=True)
@language_option
def preview(
    file: Path | None,
    prior: Path | None,
    profile: str,
    templates: Path | None,
    rules: Path | None,
    charts: bool,
    port: int,
    browser: bool,
) -> None:
    """Show a submission as it will be published, until Ctrl-C."""
    from govreport_writer.preview.inputs import Inputs
    from govreport_writer.preview.serve import open_browser, preview_of, serve

    def ready(address: str, problem: str | None) -> None:
        if problem is not None:
            click.echo(messages.text("words.error", text=problem), err=True)
        click.echo(messages.text("preview_server.address", address=address))
        click.echo(messages.text("preview_server.stop"))
        if browser:
            open_browser(address)

    inputs = Inputs(prior, profile, templates, rules, charts)
    serve(preview_of(file, inputs, debug=debugging()), port, ready)
    click.echo(messages.text("preview_server.stopped"))
