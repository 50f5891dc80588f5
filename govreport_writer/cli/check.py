"""`govreport check`: what is wrong in one or many submissions."""

from __future__ import annotations

from pathlib import Path

import click

from govreport_writer import messages
from govreport_writer.cli.localised import LocalCommand, language_option, option
from govreport_writer.cli.running import Running, executor_of, resume_option, running_options, warm_up

CHOICES = ("text", "json", "jsonl", "csv", "sarif", "html")


@click.command(cls=LocalCommand)
@click.argument("files", nargs=-1, required=True)
@option("--prior", "prior", multiple=True)
@option("--rules", "rules", type=click.Path(path_type=Path))
@option("--format", "form", type=click.Choice(CHOICES), default="text")
@option("-o", "--output", "output")
@option("--annotate", "copy", type=click.Path(path_type=Path))
@running_options
@resume_option
@language_option
def check(
    files: tuple[str, ...],
    prior: tuple[str, ...],
    rules: Path | None,
    form: str,
    output: str | None,
    copy: Path | None,
    running: Running,
    resume: bool,
) -> int:
    """Check submissions and list the findings."""
    from govreport_writer.batch.checking import CheckUnit
    from govreport_writer.batch.stopping import Stopped
    from govreport_writer.cli import annotate, inputs, stopped, targets
    from govreport_writer.cli.check_run import CheckRun
    from govreport_writer.rules_off import read_rules_off

    target = None if output is None else _place(output)
    if resume and not isinstance(target, Path):
        raise click.UsageError(messages.text("usage.resume_needs_output"))
    units = inputs.units_of(files)
    warm_up(running, len(units))
    if isinstance(target, Path):
        beside = inputs.paths_of(inputs.earlier_units(prior)[0])
        targets.refuse_input(target, [*inputs.paths_of(units), *beside, *filter(None, (rules, copy))])
    if copy is not None:
        annotate.refuse(inputs.paths_of(units), copy)
    off = read_rules_off(rules) if rules else ()
    try:
        with stopped.stoppable(len(units)):
            job = CheckUnit(inputs.earlier_years(prior, running, len(units)), off=off)
            executor = executor_of(running, len(units))
            run = CheckRun(units, job, executor, copy)
            if form == "text" and target is None:
                return run.printed()
            return run.written(form, target, resume=resume)
    except Stopped as stop:
        return stopped.said(stop, resumable=isinstance(target, Path))


def _place(output: str) -> Path | str:
    from govreport_writer.batch.outputs import place_named

    return place_named(output)
