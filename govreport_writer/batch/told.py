"""Tell what came of a unit under the name it was given, wherever a copy of it was read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from govreport_writer.batch.storage import is_url
from govreport_writer.batch.unit import Unit
from govreport_writer.pipeline import Outcome


def told_of(unit: Unit, path: Path, outcome: Outcome) -> Outcome:
    """Return the outcome of a unit's file at a path, with the unit's place wherever that path stands."""
    if not is_url(unit.place):
        return replace(outcome, file=unit.place)
    error, submission = outcome.error, outcome.submission
    if error is not None:
        error = _named(error, unit, path)
    if submission is not None:
        submission = replace(submission, raw=replace(submission.raw, file=unit.place))
    return replace(outcome, file=unit.place, error=error, submission=submission)


def _named(text: str, unit: Unit, path: Path) -> str:
    """Return a text in which the copy is called what it is a copy of, and so are the files beside it."""
    folder = unit.place.rpartition("/")[0]
    return text.replace(str(path), unit.place).replace(str(path.parent), folder)
