"""What the command line names: submissions, and those of earlier years."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePath

import click

from govreport_writer import messages
from govreport_writer.batch import stopping
from govreport_writer.batch.found import SCANNED, files_below, found, is_submission, some
from govreport_writer.batch.naming import told_apart
from govreport_writer.batch.priors import NO_PRIORS, Priors, identified
from govreport_writer.batch.storage import is_url, local
from govreport_writer.batch.unit import Unit
from govreport_writer.cli.running import Running, executor_of

SHOWN = 3
"""Files of earlier years that cannot be read and are named."""


def units_of(arguments: Sequence[str]) -> list[Unit]:
    """Return the units named, each once and under a name of its own, in the order named.

    SubmissionError when an argument names nothing.
    """
    return told_apart(found(arguments))


def paths_of(units: Sequence[Unit]) -> list[Path]:
    """Return the files of this computer among units."""
    return [local(unit.place) for unit in units if not is_url(unit.place)]


def earlier_units(arguments: Sequence[str]) -> tuple[list[Unit], frozenset[str]]:
    """Return the submissions of earlier years, and the places of those that were named themselves.

    A folder gives all in it, with the `prior.*` that a search for units leaves out.
    """
    from govreport_writer.batch.found_afar import found_at

    units: list[Unit] = []
    named: set[str] = set()
    for argument in arguments:
        if argument and not is_url(argument) and local(argument).is_dir():
            units += _in_folder(local(argument))
            continue
        here = found_at(argument, _is_earlier) if is_url(argument) else found([argument])
        named |= {unit.place for unit in here if unit.place in (argument, str(local(argument)))}
        units += here
    return told_apart(units), frozenset(named)


def _in_folder(folder: Path) -> list[Unit]:
    paths = [path for path in files_below(folder) if _is_earlier(path.name)]
    return some([Unit(str(path), path.relative_to(folder).as_posix()) for path in paths], folder)


def _is_earlier(name: str) -> bool:
    lower = name.lower()
    prior = lower.startswith("prior.") and not lower.endswith(".explanations.yaml")
    return is_submission(name) or (prior and PurePath(lower).suffix in SCANNED)


def earlier_years(arguments: Sequence[str], running: Running, units: int) -> Priors:
    """Return the earlier years of so many units, and say on standard error which files of a folder are none.

    SubmissionError when a file that was named cannot be read; Stopped before any unit is done.
    """
    if not arguments:
        return NO_PRIORS
    files, named = earlier_units(arguments)
    try:
        priors, unread = identified(files, lambda unit: unit.place in named, executor_of(running, len(files)))
    except stopping.Stopped:
        raise stopping.Stopped(0, units) from None
    for why in unread[:SHOWN]:
        click.echo(messages.text("batch.prior_unread", why=why), err=True)
    if len(unread) > SHOWN:
        click.echo(messages.text("batch.priors_unread", count=len(unread) - SHOWN), err=True)
    return priors
