"""What a check may look at."""

from __future__ import annotations

from dataclasses import dataclass

from govreport_writer.form.edition import FormEdition
from govreport_writer.submission import Submission
from govreport_writer.vocabulary import FORMATS


@dataclass(frozen=True, slots=True)
class Context:
    """One submission, last year's where it was given, and the formats that will be rendered."""

    submission: Submission
    prior: Submission | None = None
    formats: tuple[str, ...] = FORMATS

    @property
    def edition(self) -> FormEdition:
        """The edition of the submission."""
        return self.submission.edition
