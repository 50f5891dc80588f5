"""`govreport rollup`: submissions of units added up to the government's."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from govreport_writer import messages
from govreport_writer.cli.localised import LocalCommand, language_option, option
from govreport_writer.cli.rollup_wanted import Asked, wanted_of
from govreport_writer.cli.running import Running, executor_of, running_options
from govreport_writer.errors import SubmissionError
from govreport_writer.vocabulary import SUBMISSIONS, WORKBOOK, Kind, Level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govreport_writer.batch.unit import Unit
    from govreport_writer.rules_off import Off
    from govreport_writer.summing.filing import Filing, NotRead
    from govreport_writer.summing.result import Rollup

DETAILS = (WORKBOOK, ".csv")
"""What details can be written as."""


@click.command(cls=LocalCommand)
@click.argument("units", nargs=-1, required=True)
@option("-o", "--output", type=click.Path(path_type=Path))
@option("--agency")
@option("--kind", type=click.Choice(get_args(Kind)))
@option("--level", type=click.Choice(get_args(Level)))
@option("--code")
@option("--year", type=int)
@option("--edition")
@option("--variant")
@option("--own", type=click.Path(path_type=Path))
@option("--roster", type=click.Path(path_type=Path))
@option("--under")
@option("--against", type=click.Path(path_type=Path))
@option("--details", type=click.Path(path_type=Path))
@option("--details-all", is_flag=True)
@option("--check", is_flag=True)
@option("--clean-only", is_flag=True)
@option("--rules", type=click.Path(path_type=Path))
@option("--format", "form", type=click.Choice(("text", "json")), default="text")
@option("--force", is_flag=True)
@running_options
@language_option
def rollup(
    units: tuple[str, ...],
    output: Path | None,
    details: Path | None,
    details_all: bool,
    form: str,
    force: bool,
    running: Running,
    **asked: Any,
) -> int:
    """Add up the submissions of units; 0 complete and alike, 1 something missing or different."""
    from govreport_writer.batch.stopping import Stopped
    from govreport_writer.cli import stopped
    from govreport_writer.summing.run import rolled_up

    options = Asked(**asked)
    _refuse(options, output, details, force=force)
    found = _units(units, _named(options, output, details))
    wanted = wanted_of(options)
    checked = options.checks
    try:
        with stopped.stoppable(len(found)):
            filed = _read(found, running, check=checked)
    except Stopped as stop:
        return stopped.said(stop, resumable=False)
    result = rolled_up(filed, wanted)
    _write(result, output, details, everything=details_all)
    if form == "json":
        _print_json(result, output, details)
    else:
        _print(result, wanted.off, checked=checked)
        _print_written(output, details)
    return result.exit_code


def _refuse(asked: Asked, output: Path | None, details: Path | None, *, force: bool) -> None:
    """Refuse a call that leaves out what is needed, or would write over something."""
    if asked.agency is None and asked.against is None:
        raise click.UsageError(messages.text("errors.rollup.no_agency"))
    if asked.agency is not None and not asked.agency.strip():
        raise SubmissionError("new.no_agency")
    if output is None and asked.against is None:
        raise click.UsageError(messages.text("errors.rollup.no_output"))
    if asked.under is not None and asked.roster is None:
        raise click.UsageError(messages.text("errors.rollup.under_without_roster"))
    if output is not None and output.suffix.lower() not in SUBMISSIONS:
        raise SubmissionError("rollup.suffix", name=output.name)
    if details is not None and details.suffix.lower() not in DETAILS:
        raise SubmissionError("rollup.details_suffix", name=details.name)
    for target in filter(None, (output, details)):
        if target.exists() and not force:
            raise SubmissionError("file.exists", file=target)


def _named(asked: Asked, output: Path | None, details: Path | None) -> frozenset[Path]:
    """Return the files that options name; none may stand for two things, and none is a unit."""
    named: set[Path] = set()
    for path in filter(None, (output, details, asked.own, asked.roster, asked.against, asked.rules)):
        if path.resolve() in named:
            raise SubmissionError("rollup.same_target", file=path)
        named.add(path.resolve())
    return frozenset(named)


def _units(arguments: Sequence[str], others: frozenset[Path]) -> list[Unit]:
    from govreport_writer.batch.storage import is_url
    from govreport_writer.cli.inputs import units_of

    found = units_of(arguments)
    return [unit for unit in found if is_url(unit.place) or Path(unit.place).resolve() not in others]


def _read(units: Sequence[Unit], running: Running, *, check: bool) -> list[Filing | NotRead]:
    from govreport_writer.cli import progress
    from govreport_writer.summing.filing import ReadUnit, filings

    executor = executor_of(running, len(units))
    with progress.watching(len(units)) as arrived:
        return list(filings(units, ReadUnit(check), executor, arrived))


def _write(result: Rollup, output: Path | None, details: Path | None, *, everything: bool) -> None:
    """Write the submission and the details, both or neither."""
    from govreport_writer.documents.files import write_all
    from govreport_writer.summing.details import details_bytes
    from govreport_writer.summing.written import submission_bytes

    contents = {}
    if output is not None:
        contents[output] = submission_bytes(result, output.suffix.lower(), output)
    if details is not None:
        contents[details] = details_bytes(result, details.suffix.lower(), everything=everything)
    write_all(contents)


def _print(result: Rollup, off: Off, *, checked: bool) -> None:
    """Print everything for people to read."""
    from govreport_writer.cli.finding_text import finding_lines
    from govreport_writer.cli.output import say, say_all
    from govreport_writer.rules_off import in_words
    from govreport_writer.summing.words import conclusion, lines

    say_all(lines(result, checked=checked))
    for finding in result.findings:
        say_all(finding_lines(finding, shutil.get_terminal_size().columns))
    for line in in_words(off):
        say(line)
    say(*conclusion(result))


def _print_written(output: Path | None, details: Path | None) -> None:
    for path in filter(None, (output, details)):
        click.echo(messages.text("rollup.written", path=path))


def _print_json(result: Rollup, output: Path | None, details: Path | None) -> None:
    import json

    from govreport_writer.summing.as_json import as_json

    shown = as_json(result, *(None if path is None else str(path) for path in (output, details)))
    click.echo((json.dumps(shown, ensure_ascii=False, indent=1) + "\n").encode(), nl=False)
