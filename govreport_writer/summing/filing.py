"""What a worker reads of a unit, small enough to be kept for ten thousand of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from govreport_writer import editions, messages
from govreport_writer.batch.executor import Arrived, Executor, Failed, carried_out
from govreport_writer.batch.identity import refuse_special
from govreport_writer.batch.storage import at_hand
from govreport_writer.batch.unit import Unit
from govreport_writer.errors import GovReportError
from govreport_writer.explanations_file import with_explanations_beside
from govreport_writer.findings import Verdict
from govreport_writer.form.edition import FormEdition
from govreport_writer.pipeline import run_checks
from govreport_writer.receipts.digests import digest
from govreport_writer.rollup.figures import Figures, figures_of
from govreport_writer.submission import Submission
from govreport_writer.submission_reading import read_submission


@dataclass(frozen=True, slots=True)
class Filing:
    """A unit's submission: who, which year and form, its figures. `digest` is of the file's bytes.

    `verdict` is None when no checks were asked for.
    """

    place: str
    digest: str
    name: str
    code: str | None
    kind: str
    short_names: tuple[str, ...]
    year: int
    edition_id: str
    variant: str | None
    packed: bytes
    verdict: Verdict | None = None

    @property
    def edition(self) -> FormEdition:
        """The form it was filed on."""
        return editions.load(self.edition_id, self.variant)

    @property
    def figures(self) -> Figures:
        """The figures, in the order of the edition's cells."""
        return Figures.unpacked(self.packed)


@dataclass(frozen=True, slots=True)
class NotRead:
    """A unit that could not be read, and why in one line."""

    place: str
    why: str


@dataclass(frozen=True, slots=True)
class ReadUnit:
    """Reads a unit's figures; with `check` it also tells the verdict of the checks."""

    check: bool = False

    def __call__(self, unit: Unit) -> Filing | NotRead:
        """Return what the unit filed; NotRead with the line for a file that is no submission."""
        try:
            with at_hand(unit) as path:
                return self._filing(unit, path)
        except GovReportError as error:
            return NotRead(unit.place, str(error))

    def _filing(self, unit: Unit, path: Path) -> Filing | NotRead:
        try:
            refuse_special(path)
            submission = with_explanations_beside(read_submission(path))
        except GovReportError as error:
            return NotRead(unit.place, str(error).replace(str(path), unit.place))
        verdict = run_checks(submission).verdict if self.check else None
        return filing_of(submission, unit.place, digest_of(path), verdict)


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    return digest(path.read_bytes())


def filing_of(submission: Submission, place: str, digest: str, verdict: Verdict | None = None) -> Filing:
    """Return what is kept of a submission."""
    agency, edition = submission.agency, submission.edition
    return Filing(
        place=place,
        digest=digest,
        name=agency.name,
        code=agency.code,
        kind=agency.kind,
        short_names=agency.short_names,
        year=submission.year,
        edition_id=edition.id,
        variant=edition.variant,
        packed=figures_of(submission).packed(),
        verdict=verdict,
    )


def filings(
    units: Sequence[Unit], job: ReadUnit, executor: Executor, arrived: Arrived | None = None
) -> Iterator[Filing | NotRead]:
    """Yield what each unit filed, in their order; one whose reading broke off could not be read.

    Stopped when a stop left some without.
    """
    for unit, result in zip(units, carried_out(job, units, executor, arrived), strict=True):
        if isinstance(result, (Filing, NotRead)):
            yield result
            continue
        failed = result if isinstance(result, Failed) else Failed("error", repr(result))
        why = messages.text(f"batch.failed.{failed.cause}", why=failed.why)
        yield NotRead(unit.place, messages.text("words.located", place=unit.place, text=why))
