"""What an import yields: the submission, and for each figure where it was read and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from govreport_writer import editions
from govreport_writer.cells import CellRef, Value
from govreport_writer.form.edition import FormEdition
from govreport_writer.importers.published import Spot
from govreport_writer.submission import RawSubmission, Submission
from govreport_writer.submission_build import build
from govreport_writer.vocabulary import Kind, Level


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user said about the document; None is left to the document."""

    year: int | None = None
    agency: str | None = None
    kind: Kind | None = None
    level: Level | None = None
    edition: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One cell as read: its text, its value (None: blank or unreadable), a unit that the form does not name.

    `confidence` is from 0 to 1 (importers/confidence.py); `how` are keys of import.how.
    """

    ref: CellRef
    text: str
    value: Value
    unit: str | None
    confidence: float
    spot: Spot
    how: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to look at, told by import.doubt.CODE with these fields."""

    code: str
    spot: Spot
    fields: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Imported:
    """A published document as a submission. `certain` says from 0 to 1 how sure year, agency and more are."""

    raw: RawSubmission
    readings: Mapping[CellRef, Reading]
    doubts: tuple[Doubt, ...]
    edition: str
    certain: Mapping[str, float]
    variant: str | None = None

    @property
    def form(self) -> FormEdition:
        """The edition, in the variant that the document uses."""
        return editions.load(self.edition, self.variant)

    def submission(self) -> Submission:
        """Return the submission, held against the edition."""
        return build(self.form, self.raw)
