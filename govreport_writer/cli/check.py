"""`govreport check`: what is wrong in one or many submissions."""

from __future__ import annotations

from pathlib import Path

import click

from govreport_writer.cli.localised import LocalCommand, debugging, language_option, option


@click.command(cls=LocalCommand)
@click.argument("files", nargs=-1, required=True)
@option("--prior", "prior", multiple=True, type=click.Path(path_type=Path))
@option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@option("--annotate", "copy", type=click.Path(path_type=Path))
@language_option
def check(files: tuple[str, ...], prior: tuple[Path, ...], form: str, copy: Path | None) -> int:
    """Check submissions and list the findings."""
    from govreport_writer.batch import check_files
    from govreport_writer.cli import annotate, output
    from govreport_writer.cli.inputs import submissions

    paths = submissions(files)
    if copy is not None:
        annotate.refuse(paths, copy)
    outcomes = []
    for outcome in output.progress(check_files(paths, prior, debug=debugging()), len(paths)):
        outcomes.append(outcome)
        if copy is not None:
            annotate.write_copy(outcome, copy)
        if form == "text":
            output.print_text(outcome)
    if form == "json":
        output.print_json(outcomes)
    else:
        output.print_totals(outcomes)
    return output.exit_code(outcomes)
