"""A build: one reading of a submission with its findings and the page that would be published.

The server knows only a builder: something to call that returns a build, or raises a GovReportError.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from govreport_writer.documents.appearance import Appearance
from govreport_writer.documents.charts.chart import NO_CHARTS
from govreport_writer.documents.charts.of_report import charts
from govreport_writer.documents.render import draw
from govreport_writer.documents.view import DocumentView, build_view
from govreport_writer.errors import SubmissionError
from govreport_writer.explanations_file import with_explanations_beside
from govreport_writer.last_year import last_year_of
from govreport_writer.pipeline import Outcome, run_checks
from govreport_writer.preview.inputs import Inputs
from govreport_writer.rules_off import Off
from govreport_writer.submission import Submission
from govreport_writer.submission_reading import read_submission
from govreport_writer.vocabulary import WORKBOOK
from govreport_writer.yaml_strict import why_not

MENDABLE = ("missing", "too_large", "too_many_pixels", "not_a_picture")
"""Why a picture cannot be used that a later save may mend."""
UNPRINTABLE = "GR702"
"""The finding about characters for which no font is at hand: no PDF can be set."""


@dataclass(frozen=True, eq=False)
class Build:
    """What one reading came to. `prior` is last year's where it was given and fits.

    `html` is the page as `render` writes it, `workbook` the file's own bytes, None for a text file.
    """

    outcome: Outcome
    submission: Submission
    prior: Submission | None
    off: Off
    appearance: Appearance
    view: DocumentView
    html: bytes
    workbook: bytes | None

    @property
    def draft(self) -> bool:
        """Whether findings block, so that everything drawn of it is stamped."""
        return self.view.draft is not None

    @property
    def printable(self) -> bool:
        """Whether a PDF can be set."""
        return all(finding.code != UNPRINTABLE for finding in self.outcome.findings)

    @property
    def name(self) -> str:
        """The file's own name, without its folder."""
        return Path(self.submission.file).name


Builder = Callable[[], Build]


def file_builder(path: Path, inputs: Inputs) -> Builder:
    """Return the builder of a file, with the explanations beside it."""

    def build() -> Build:
        submission = with_explanations_beside(read_submission(path))
        return built(submission, inputs, _workbook(path))

    return build


def built(submission: Submission, inputs: Inputs, workbook: bytes | None) -> Build:
    """Return the build of a submission that has been read; GovReportError where it cannot be drawn."""
    earlier, off, look = inputs.earlier(), inputs.off(), inputs.appearance()
    prior = last_year_of(submission, earlier)
    outcome = run_checks(submission, prior, asked=bool(earlier), off=off)
    drawn = charts(submission, earlier) if inputs.charts else NO_CHARTS
    draft = outcome.verdict != "clean"
    view = build_view(submission, draft=draft, profile=look.profile, charts=drawn)
    html = draw(view, submission, ("html",), look)["html"]
    return Build(outcome, submission, prior, off, look, view, html, workbook)


def pictures_of(path: Path, build: Build) -> Iterator[Path]:
    """Yield where the pictures stand that a submission names, whether they are there yet or not."""
    raw = build.submission.raw
    lacking = [remark.fields["name"] for remark in raw.remarks if remark.fields.get("reason") in MENDABLE]
    yield from (path.parent / str(name) for name in (*raw.pictures, *lacking))


def _workbook(path: Path) -> bytes | None:
    """Return the bytes of a workbook, which its annotated copy begins with."""
    if path.suffix.lower() != WORKBOOK:
        return None
    try:
        return path.read_bytes()
    except OSError as error:
        raise SubmissionError(why_not(error), file=path) from error
