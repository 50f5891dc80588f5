"""Check and render many units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from govreport_writer.batch import stopping
from govreport_writer.batch.checking import CheckUnit, outcome_of
from govreport_writer.batch.executor import Arrived, Executor, Failed, carried_out
from govreport_writer.batch.first_look import FirstLook, Unchanged, clashes
from govreport_writer.batch.storage import at_hand, write
from govreport_writer.batch.unit import Unit
from govreport_writer.documents.files import Order
from govreport_writer.errors import GovReportError, RenderError, SubmissionError
from govreport_writer.pipeline import Made, Outcome, documents_of
from govreport_writer.receipts.source import Source, source_at
from govreport_writer.receipts.writing import receipt_for


@dataclass(frozen=True, slots=True)
class RenderUnit:
    """Checks a unit and writes its documents, unless findings block; with `receipts` its receipt too.

    `refused` says, by place, why units are only checked.
    """

    check: CheckUnit
    order: Order
    receipts: bool = False
    refused: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, unit: Unit) -> Outcome:
        """Return the outcome without the submission; an error when a document cannot be made or written."""
        try:
            with at_hand(unit) as path:
                return self._rendered(path, unit).light()
        except GovReportError as error:
            return Outcome(file=unit.place, error=str(error))

    def _rendered(self, path: Path, unit: Unit) -> Outcome:
        source = source_at(path, unit.name) if self.receipts else None
        outcome = self.check.outcome_at(path, unit)
        if outcome.error is not None:
            return outcome
        try:
            if unit.place in self.refused:
                return replace(outcome, error=self.refused[unit.place])
            if self.receipts and source_at(path, unit.name) != source:
                raise SubmissionError("receipt.changed", file=unit.place)
            made = documents_of(outcome, self.order)
            if made is None:
                return outcome
            return replace(outcome, files=self._written(outcome, made, source), notes=made.notes)
        except GovReportError as error:
            return replace(outcome, error=str(error))

    def _written(self, outcome: Outcome, made: Made, source: Source | None) -> tuple[str, ...]:
        """Write the documents, and after them their receipt; return where the documents are."""
        contents = dict(made.contents)
        if source is not None and outcome.submission is not None:
            agency = outcome.submission.agency
            earlier = self.check.priors.parts_of(
                agency.name, agency.short_names, agency.code, outcome.submission.year
            )
            name, receipt = receipt_for(outcome, self.order, self.check.off, source, made.contents, earlier)
            contents[name] = receipt
        files = write(str(self.order.folder), contents)
        return files[: len(made.contents)]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a first look at all units found.

    Some are `done`, some `failed` to be looked at and are not tried again, some are `refused` because they
    would write each other's files.
    """

    units: tuple[Unit, ...]
    done: Mapping[Unit, Unchanged] = field(default_factory=dict)
    failed: Mapping[Unit, Failed] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)

    @property
    def left(self) -> list[Unit]:
        """The units to be worked on."""
        return [unit for unit in self.units if unit not in self.done and unit not in self.failed]


def planned(units: Sequence[Unit], look: FirstLook, executor: Executor) -> Plan:
    """Look at all units before any is rendered; units with one target file are refused, all of them."""
    if len(units) < 2 and look.receipts is None:
        return Plan(tuple(units))
    try:
        seen = dict(zip(units, carried_out(look, units, executor), strict=True))
    except stopping.Stopped:
        raise stopping.Stopped(0, len(units)) from None
    refused = {
        unit.place: str(RenderError("file.same_target", file=unit.place, other=other.place, name=name))
        for unit, (other, name) in clashes(seen).items()
    }
    done = {
        unit: each for unit, each in seen.items() if isinstance(each, Unchanged) and unit.place not in refused
    }
    failed = {unit: each for unit, each in seen.items() if isinstance(each, Failed)}
    return Plan(tuple(units), done, failed, refused)


def render_units(
    plan: Plan, job: RenderUnit, executor: Executor, arrived: Arrived | None = None
) -> Iterator[Outcome | Unchanged]:
    """Check and render each unit that is not done, and yield what came of all, in their order.

    Stopped when a stop left some without.
    """
    results = carried_out(replace(job, refused=plan.refused), plan.left, executor, arrived)
    try:
        for unit in plan.units:
            if unit in plan.done:
                yield plan.done[unit]
            else:
                yield outcome_of(unit, plan.failed[unit] if unit in plan.failed else next(results))
    except stopping.Stopped as stop:
        raise stopping.Stopped(stop.done + len(plan.done), len(plan.units)) from None
