"""What a check may look at."""

from __future__ import annotations

from dataclasses import dataclass

from govreport_writer.form.edition import FormEdition
from govreport_writer.submission import Submission
from govreport_writer.vocabulary import USUAL_FORMATS


@dataclass(frozen=True, slots=True)
class Context:
    """One submission, last year's where it was given, and the formats that will be rendered."""

    submission: Submission
    prior: Submission | None = None
    formats: tuple[str, ...] = USUAL_FORMATS

    @property
    def year_is_in_doubt(self) -> bool:
        """Whether the edition does not serve the year: what follows from a wrong year is then not listed."""
        return not self.edition.serves(self.submission.year)

    @property
    def edition(self) -> FormEdition:
        """The edition of the submission."""
        return self.submission.edition
