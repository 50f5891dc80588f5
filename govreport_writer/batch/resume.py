"""Check many units so that a run which was broken off can be gone on with."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from govreport_writer import editions, messages
from govreport_writer.batch.checking import CheckUnit, outcome_of
from govreport_writer.batch.executor import Arrived, Executor, carried_out
from govreport_writer.batch.journal import Entry, Journal
from govreport_writer.batch.storage import at_hand
from govreport_writer.batch.unit import Unit
from govreport_writer.errors import GovReportError
from govreport_writer.explanations_file import path_beside
from govreport_writer.pipeline import Outcome
from govreport_writer.receipts.digests import digest, fresh_digest
from govreport_writer.receipts.source import picture_digest
from govreport_writer.rules_off import as_json
from govreport_writer.submission import Submission


@dataclass(frozen=True, slots=True)
class Known:
    """A unit with what an earlier run noted of what it was checked from; an empty `mark` fits nothing."""

    unit: Unit
    mark: str = ""
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of a unit: None when it has not changed. An empty `mark` is not to be noted."""

    mark: str
    pictures: tuple[str, ...] = ()
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class CheckChanged:
    """Checks a unit unless it is as it was."""

    check: CheckUnit

    def __call__(self, known: Known) -> Seen:
        """Return what was seen; a unit that changes meanwhile is not to be noted."""
        unit = known.unit
        try:
            with at_hand(unit) as path:
                if known.mark and known.mark == mark_of(path, known.pictures):
                    return Seen(known.mark, known.pictures)
                before = mark_of(path, ())
                outcome = self.check.outcome_at(path, unit)
                pictures = _pictures(outcome.submission)
                mark = mark_of(path, pictures) if mark_of(path, ()) == before else ""
                return Seen(mark, pictures, outcome.light())
        except GovReportError as error:
            return Seen("", (), Outcome(file=unit.place, error=str(error)))


def mark_of(path: Path, pictures: Sequence[str]) -> str:
    """Return a hash of a submission, the explanations beside it, and the pictures that it names."""
    shown = [(name, picture_digest(name, path.parent)) for name in pictures]
    return digest(json.dumps([fresh_digest(path), fresh_digest(path_beside(path)), shown]).encode("ascii"))


def _pictures(submission: Submission | None) -> tuple[str, ...]:
    if submission is None:
        return ()
    unusable = {str(remark.fields["name"]) for remark in submission.raw.remarks if remark.code == "GR007"}
    return tuple(sorted({*submission.raw.pictures, *unusable}))


def key_of(check: CheckUnit) -> str:
    """Return a hash of all, besides a unit itself, that its outcome rests on."""
    folders = (Path(editions.__file__).parent, *editions.folders())
    rules = [[path.name, fresh_digest(path)] for each in folders for path in sorted(each.glob("*.yaml"))]
    priors = [[unit.name, identity.sha256] for unit, identity in check.priors.known]
    program = [version("govreport-writer"), messages.language()]
    rests_on = [program, rules, priors, check.formats, as_json(check.off)]
    return digest(json.dumps(rests_on, ensure_ascii=True, default=str).encode("ascii"))


def check_noting(
    units: Sequence[Unit],
    job: CheckUnit,
    executor: Executor,
    journal: Journal,
    known: Mapping[str, Entry],
    arrived: Arrived | None = None,
) -> Iterator[Outcome]:
    """Yield the outcome of each unit, in their order, noting each as it comes; of unchanged ones the old.

    Stopped when a stop left some without. A unit that was not checked to the end is not noted.
    """
    journal.begin({unit.name: known[unit.name] for unit in units if unit.name in known})

    def note(index: int, result: object) -> None:
        if isinstance(result, Seen) and result.mark and result.outcome is not None:
            journal.add(units[index].name, result.mark, result.pictures, result.outcome)
        if arrived is not None:
            arrived(index, result)

    items = [_known(unit, known.get(unit.name)) for unit in units]
    for unit, result in zip(units, carried_out(CheckChanged(job), items, executor, note), strict=True):
        if isinstance(result, Seen) and result.outcome is None:
            yield known[unit.name].outcome
        else:
            yield outcome_of(unit, result.outcome if isinstance(result, Seen) else result)


def _known(unit: Unit, entry: Entry | None) -> Known:
    return Known(unit) if entry is None else Known(unit, entry.mark, entry.pictures)
