"""`govreport check`: what is wrong in one or many submissions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from govreport_writer import messages
from govreport_writer.cli.localised import LocalCommand, debugging, language_option, option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govreport_writer.pipeline import Outcome
    from govreport_writer.rules_off import Off

CHOICES = ("text", "json", "jsonl", "csv", "sarif", "html")


@click.command(cls=LocalCommand)
@click.argument("files", nargs=-1, required=True)
@option("--prior", "prior", multiple=True, type=click.Path(path_type=Path))
@option("--rules", "rules", type=click.Path(path_type=Path))
@option("--format", "form", type=click.Choice(CHOICES), default="text")
@option("-o", "--output", "output", type=click.Path(path_type=Path))
@option("--annotate", "copy", type=click.Path(path_type=Path))
@language_option
def check(
    files: tuple[str, ...],
    prior: tuple[Path, ...],
    rules: Path | None,
    form: str,
    output: Path | None,
    copy: Path | None,
) -> int:
    """Check submissions and list the findings."""
    from govreport_writer.batch.checking import CheckUnit, check_units
    from govreport_writer.batch.executor import Here
    from govreport_writer.batch.unit import Unit
    from govreport_writer.cli import annotate, targets
    from govreport_writer.cli import output as shown
    from govreport_writer.cli.inputs import submissions
    from govreport_writer.rules_off import read_rules_off

    paths = submissions(files)
    if output is not None:
        targets.refuse_input(output, [*paths, *prior, *filter(None, (rules, copy))])
    if copy is not None:
        annotate.refuse(paths, copy)
    off = read_rules_off(rules) if rules else ()
    outcomes = []
    units = [Unit(str(path), path.name) for path in paths]
    found = check_units(units, CheckUnit(prior, off=off), Here(debugging()))
    for outcome in shown.progress(found, len(paths)):
        outcomes.append(outcome)
        if copy is not None:
            annotate.write_copy(outcome, copy)
        if form == "text" and output is None:
            shown.print_text(outcome)
    if form == "text" and output is None:
        shown.print_totals(outcomes, off)
    else:
        _write(outcomes, off, form, output)
    return shown.exit_code(outcomes)


def _write(outcomes: Sequence[Outcome], off: Off, form: str, output: Path | None) -> None:
    """Write the run to a file, or to standard output in UTF-8 whatever the console's encoding."""
    from govreport_writer.cli.output import text_bytes
    from govreport_writer.documents.files import write_all
    from govreport_writer.reports import writer

    data = text_bytes(outcomes, off) if form == "text" else writer(form)(outcomes, off)
    if output is None:
        click.echo(data, nl=False)
        return
    write_all({output: data})
    click.echo(messages.text("report.written", path=output))
