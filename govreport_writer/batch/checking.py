"""Check many units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from govreport_writer import messages
from govreport_writer.batch.executor import Executor, Failed, in_order
from govreport_writer.batch.storage import at_hand
from govreport_writer.batch.unit import Unit
from govreport_writer.findings import Gap
from govreport_writer.pipeline import Outcome, check_file
from govreport_writer.rules_off import Off
from govreport_writer.submission_reading import read_submission
from govreport_writer.vocabulary import USUAL_FORMATS


@dataclass(frozen=True, slots=True)
class CheckUnit:
    """Checks a unit, held against its own organ's earlier years among `priors`."""

    priors: tuple[Path, ...] = ()
    formats: tuple[str, ...] = USUAL_FORMATS
    off: Off = ()

    def __call__(self, unit: Unit) -> Outcome:
        """Return the outcome without the submission."""
        return self.outcome(unit).light()

    def outcome(self, unit: Unit) -> Outcome:
        """Return the outcome with the submission; its file is the unit's place."""
        earlier = tuple(read_submission(prior) for prior in self.priors)
        with at_hand(unit) as path:
            return replace(check_file(path, earlier, self.formats, self.off), file=unit.place)


def check_units(units: Sequence[Unit], job: CheckUnit, executor: Executor) -> Iterator[Outcome]:
    """Yield the outcome of each unit, in their order."""
    for unit, result in zip(units, in_order(executor.run(job, units)), strict=True):
        yield outcome_of(unit, result)


def outcome_of(unit: Unit, result: object) -> Outcome:
    """Return what came of a unit; one whose job did not come to its end is “not completed”, never a pass."""
    if isinstance(result, Outcome):
        return result
    failed = result if isinstance(result, Failed) else Failed("error", repr(result))
    why = messages.text(f"batch.failed.{failed.cause}", why=failed.why)
    return Outcome(file=unit.place, not_checked=(Gap("unit", why),))
