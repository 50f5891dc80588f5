"""Check and render many units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from govreport_writer.batch.checking import CheckUnit, outcome_of
from govreport_writer.batch.executor import Executor, in_order
from govreport_writer.batch.storage import at_hand, write
from govreport_writer.batch.unit import Unit
from govreport_writer.documents.files import Order, stem
from govreport_writer.errors import GovReportError, RenderError
from govreport_writer.pipeline import Outcome, documents_of
from govreport_writer.submission_reading import read_submission


@dataclass(frozen=True, slots=True)
class RenderUnit:
    """Checks a unit and writes its documents, unless findings block."""

    check: CheckUnit
    order: Order

    def __call__(self, unit: Unit) -> Outcome:
        """Return the outcome without the submission; an error when a document cannot be made or written."""
        outcome = self.check.outcome(unit)
        try:
            made = documents_of(outcome, self.order)
            if made is not None:
                files = write(str(self.order.folder), made.contents)
                outcome = replace(outcome, files=tuple(map(Path, files)), notes=made.notes)
        except GovReportError as error:
            outcome = replace(outcome, error=str(error))
        return outcome.light()


@dataclass(frozen=True, slots=True)
class NameUnit:
    """Tells the name that a unit's documents would have; None when it cannot be read."""

    def __call__(self, unit: Unit) -> str | None:
        """Return what all formats of the unit share, without regard to case."""
        with at_hand(unit) as path:
            try:
                return stem(read_submission(path))
            except GovReportError:
                return None


def render_units(units: Sequence[Unit], job: RenderUnit, executor: Executor) -> Iterator[Outcome]:
    """Check and render each unit; units with one target file are errors, all of them."""
    clashes = _clashes(units, executor) if len(units) > 1 else {}
    free = [unit for unit in units if unit not in clashes]
    rendered = in_order(executor.run(job, free))
    for unit in units:
        if unit not in clashes:
            yield outcome_of(unit, next(rendered))
            continue
        outcome = job.check.outcome(unit).light()
        other, name = clashes[unit]
        error = RenderError("file.same_target", file=unit.place, other=other.place, name=name)
        yield replace(outcome, error=str(error))


def _clashes(units: Sequence[Unit], executor: Executor) -> dict[Unit, tuple[Unit, str]]:
    """Return, for each unit whose output another would write too, that other unit and the name."""
    by_name: dict[str, list[tuple[Unit, str]]] = {}
    for unit, name in zip(units, in_order(executor.run(NameUnit(), units)), strict=True):
        if isinstance(name, str):
            by_name.setdefault(name.casefold(), []).append((unit, name))
    return {
        unit: (next(other for other, _ in same if other != unit), name)
        for same in by_name.values()
        if len(same) > 1
        for unit, name in same
    }
