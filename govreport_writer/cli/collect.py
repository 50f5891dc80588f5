"""`govreport collect`: where every unit stands, and what goes back to whom."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govreport_writer import messages
from govreport_writer.cli.localised import LocalCommand, language_option, option
from govreport_writer.cli.running import Running, executor_of, running_options
from govreport_writer.cli.usage import missing_option

if TYPE_CHECKING:
    from govreport_writer.collecting.order import Collected, Order

CHOICES = ("text", "json")
OUTPUT = "collect"
"""The folder of results inside the folder that is collected, unless another is named."""


@click.command(cls=LocalCommand)
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@option("--roster", "roster", type=click.Path(path_type=Path))
@option("-o", "--output", "output", type=click.Path(path_type=Path))
@option("--year", "year", type=int)
@option("--due", "due")
@option("--today", "today")
@option("--office", "office", default="")
@option("--prior", "prior", multiple=True)
@option("--rules", "rules", type=click.Path(path_type=Path))
@option("--profile", "profile", default="standard")
@option("--no-slips", "slips", is_flag=True, flag_value=False, default=True)
@option("--format", "form", type=click.Choice(CHOICES), default="text")
@option("--example-roster", "example", type=click.Path(path_type=Path))
@option("--force", is_flag=True)
@running_options
@language_option
def collect(
    folder: Path | None,
    roster: Path | None,
    output: Path | None,
    year: int | None,
    due: str | None,
    today: str | None,
    office: str,
    prior: tuple[str, ...],
    rules: Path | None,
    profile: str,
    slips: bool,
    form: str,
    example: Path | None,
    force: bool,
    running: Running,
) -> int:
    """Collect the reports of a roster's units; 0 all clean, 1 work left, 2 and 3 as in a check."""
    from govreport_writer.collecting.order import Order
    from govreport_writer.profile import load_profile
    from govreport_writer.roster import read_roster
    from govreport_writer.rules_off import read_rules_off

    now = _day(today) or _today()
    if example is not None:
        return _write_example(example, year or now.year - 1, force=force)
    if folder is None:
        missing_option("folder")
    if roster is None:
        missing_option("roster")
    load_profile(profile)
    order = Order(
        folder=folder,
        roster=read_roster(roster),
        output=output or folder / OUTPUT,
        today=now,
        year=year,
        due=_day(due),
        office=office,
        profile=profile,
        slips=slips,
        off=read_rules_off(rules) if rules else (),
        leave_out=(roster, *filter(None, (rules,)), *map(Path, prior)),
    )
    return _collected(order, prior, form, running)


def _collected(order: Order, prior: tuple[str, ...], form: str, running: Running) -> int:
    """Collect, write what came of it, and return the exit code."""
    from govreport_writer.batch.checking import CheckUnit
    from govreport_writer.batch.stopping import Stopped
    from govreport_writer.cli import collect_text, inputs, progress, stopped
    from govreport_writer.collecting.collect import collect as run
    from govreport_writer.collecting.results import write_results

    try:
        with stopped.stoppable(2):
            priors = inputs.earlier_years(prior, running, len(order.roster.members))
            check = CheckUnit(priors, off=order.off)
            result = run(order, check, lambda count: executor_of(running, count), progress.watching)
    except Stopped as stop:
        return stopped.said(stop, resumable=False)
    written = write_results(result, order.output)
    if form == "json":
        click.echo(_as_json(result), nl=False)
    else:
        collect_text.print_collected(result, order, written)
    return result.exit_code


def _as_json(result: Collected) -> bytes:
    import json

    from govreport_writer.collecting.as_json import collected_as_json

    shown = json.dumps(collected_as_json(result), ensure_ascii=False, indent=1)
    return f"{shown}\n".encode(errors="replace")


def _write_example(path: Path, year: int, *, force: bool) -> int:
    """Write a roster to begin with."""
    from govreport_writer.collecting.example import example_roster
    from govreport_writer.documents.files import write_all
    from govreport_writer.errors import SubmissionError

    if path.exists() and not force:
        raise SubmissionError("file.exists", file=path)
    write_all({path: example_roster(path.suffix.lower(), year)})
    click.echo(messages.text("report.written", path=path))
    return 0


def _today() -> datetime.date:
    """Return the day that SOURCE_DATE_EPOCH sets, else that of the clock."""
    from govreport_writer.receipts.moment import moment_set

    fixed = moment_set()
    return datetime.date.fromisoformat(fixed[:10]) if fixed else datetime.date.today()


def _day(given: str | None) -> datetime.date | None:
    from govreport_writer.errors import GovReportError

    if not given:
        return None
    try:
        return datetime.date.fromisoformat(given)
    except ValueError as error:
        raise GovReportError("collect.date", given=given) from error
