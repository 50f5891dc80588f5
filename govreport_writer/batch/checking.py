"""Check many units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from govreport_writer import messages
from govreport_writer.batch.executor import Arrived, Executor, Failed, carried_out
from govreport_writer.batch.identity import refuse_special
from govreport_writer.batch.priors import NO_PRIORS, Priors
from govreport_writer.batch.storage import at_hand
from govreport_writer.batch.told import told_of
from govreport_writer.batch.unit import Unit
from govreport_writer.errors import GovReportError
from govreport_writer.findings import Gap
from govreport_writer.pipeline import Outcome, check_with
from govreport_writer.rules_off import Off
from govreport_writer.vocabulary import USUAL_FORMATS


@dataclass(frozen=True, slots=True)
class CheckUnit:
    """Checks a unit, held against its own organ's earlier years among `priors`."""

    priors: Priors = NO_PRIORS
    formats: tuple[str, ...] = USUAL_FORMATS
    off: Off = ()

    def __call__(self, unit: Unit) -> Outcome:
        """Return the outcome without the submission."""
        return self.outcome(unit).light()

    def outcome(self, unit: Unit) -> Outcome:
        """Return the outcome with the submission; its file is the unit's place."""
        try:
            with at_hand(unit) as path:
                return self.outcome_at(path, unit)
        except GovReportError as error:
            return Outcome(file=unit.place, error=str(error))

    def outcome_at(self, path: Path, unit: Unit) -> Outcome:
        """Return the outcome of a unit whose file is at hand."""
        refuse_special(path)
        asked = bool(self.priors.known)
        outcome = check_with(path, self.priors.of, self.formats, self.off, asked=asked)
        return told_of(unit, path, outcome)


def check_units(
    units: Sequence[Unit], job: CheckUnit, executor: Executor, arrived: Arrived | None = None
) -> Iterator[Outcome]:
    """Yield the outcome of each unit, in their order; Stopped when a stop left some without."""
    results = carried_out(job, units, executor, arrived)
    return (outcome_of(unit, result) for unit, result in zip(units, results, strict=True))


def outcome_of(unit: Unit, result: object) -> Outcome:
    """Return what came of a unit; one whose job did not come to its end is “not completed”, never a pass."""
    if isinstance(result, Outcome):
        return result
    failed = result if isinstance(result, Failed) else Failed("error", repr(result))
    why = messages.text(f"batch.failed.{failed.cause}", why=failed.why)
    return Outcome(file=unit.place, not_checked=(Gap("unit", why),))
