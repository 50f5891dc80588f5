"""The order of steps for one submission: read, check, explain, view, draw, write."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from govreport_writer import messages
from govreport_writer.checks import CHECKS
from govreport_writer.checks.context import Context
from govreport_writer.documents.charts.chart import NO_CHARTS, Charts
from govreport_writer.documents.files import Order, file_name, stem, write_all
from govreport_writer.errors import GovReportError
from govreport_writer.explanations import explained, weak
from govreport_writer.explanations_file import with_explanations_beside
from govreport_writer.findings import Finding, Gap, Verdict, group, verdict_of
from govreport_writer.last_year import last_year_of, not_compared, years_before
from govreport_writer.mentions.readings import NotChecked
from govreport_writer.places import located
from govreport_writer.rollup.findings import without_units
from govreport_writer.rules_off import Off, findings_on, gaps_on
from govreport_writer.submission import Submission
from govreport_writer.submission_reading import read_submission
from govreport_writer.suspects.shown import with_suspects
from govreport_writer.vocabulary import USUAL_FORMATS


@dataclass(frozen=True, slots=True)
class Filed:
    """What reports say of a submission, without holding it. `explains` are findings it explains itself."""

    agency: str
    code: str | None
    year: int
    edition: str
    explains: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one submission. `error` is set when it could not be read, `files` when rendered.

    `filed` stays when the submission itself is let go; both are None when it could not be read.
    """

    file: str
    submission: Submission | None = None
    filed: Filed | None = None
    findings: tuple[Finding, ...] = ()
    skipped: tuple[Gap, ...] = ()
    not_checked: tuple[Gap, ...] = ()
    error: str | None = None
    earlier: tuple[Submission, ...] = ()
    """The same organ's earlier years that were given, the oldest first."""
    files: tuple[Path | str, ...] = ()
    """Where the documents are: paths, or URLs as text."""
    notes: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The verdict; a unit that could not be read is never a pass."""
        if self.error is not None:
            return "unreadable"
        return verdict_of(self.findings, self.not_checked)

    def light(self) -> Outcome:
        """Return the outcome without the submissions it was drawn from: what a long run can keep."""
        return replace(self, submission=None, earlier=())


def run_checks(
    submission: Submission,
    prior: Submission | None = None,
    formats: tuple[str, ...] = USUAL_FORMATS,
    *,
    asked: bool = False,
    off: Off = (),
) -> Outcome:
    """Return everything the checks have to say of a submission.

    `prior` is last year's; `asked` tells that some were given and none of them was it. `formats` are those
    that will be rendered. The findings of rules that are `off` count for nothing.
    """
    context = Context(submission, prior, formats)
    findings: list[Finding] = []
    not_checked: list[Gap] = []
    for module in CHECKS:
        try:
            findings += [located(finding, submission) for finding in module.check(context)]
        except NotChecked as beyond:
            not_checked += [Gap(code, str(beyond)) for code in module.CODES]
        except Exception as error:  # noqa: BLE001  # a check that raises is "not checked", never a pass
            why = f"{type(error).__name__}: {error}"
            not_checked += [Gap(code, why) for code in module.CODES]
    raw = submission.raw
    known = findings_on(explained(group(findings), raw.explanations, raw.beside), off)
    grouped = group([*known, *findings_on(weak(known), off)])
    return Outcome(
        file=submission.file,
        submission=submission,
        filed=_filed(submission),
        findings=tuple(with_suspects(grouped, context)),
        skipped=gaps_on([*not_compared(context, asked=asked), *without_units(submission)], off),
        not_checked=gaps_on(not_checked, off),
    )


def _filed(submission: Submission) -> Filed:
    agency = submission.agency
    explains = frozenset(each.finding for each in submission.raw.explanations)
    return Filed(agency.name, agency.code, submission.year, submission.edition.id, explains)


def check_file(
    path: Path,
    earlier: Sequence[Submission] = (),
    formats: tuple[str, ...] = USUAL_FORMATS,
    off: Off = (),
) -> Outcome:
    """Read and check one file with the explanations beside it; one that cannot be read gives an error."""
    return check_with(path, lambda _: earlier, formats, off, asked=bool(earlier))


def check_with(
    path: Path,
    earlier_of: Callable[[Submission], Sequence[Submission]],
    formats: tuple[str, ...],
    off: Off,
    *,
    asked: bool,
) -> Outcome:
    """Do the same with the earlier years that `earlier_of` finds; `asked` tells that some were given."""
    try:
        submission = with_explanations_beside(read_submission(path))
        earlier = earlier_of(submission)
    except GovReportError as error:
        return Outcome(file=str(path), error=str(error))
    outcome = run_checks(submission, last_year_of(submission, earlier), formats, asked=asked, off=off)
    return replace(outcome, earlier=years_before(submission, earlier))


def render_outcome(outcome: Outcome, order: Order) -> Outcome:
    """Render a checked submission and write its files, unless findings block and no draft was asked for.

    Nothing is written when one format fails or does not say what was filed.
    """
    made = documents_of(outcome, order)
    if made is None:
        return outcome
    files = write_all({Path(order.folder) / name: data for name, data in made.contents.items()})
    return replace(outcome, files=files, notes=made.notes)


@dataclass(frozen=True, slots=True)
class Made:
    """The finished documents of one submission by file name, and notes for whoever asked for them."""

    contents: dict[str, bytes]
    notes: tuple[str, ...]


def documents_of(outcome: Outcome, order: Order) -> Made | None:
    """Return the documents of a checked submission; None when findings block and no draft was asked for.

    A draft leaves the PDF out when a character has no font. RenderError when a format cannot be made.
    """
    from govreport_writer.documents.charts.of_report import charts

    submission = outcome.submission
    if submission is None or not (order.draft or outcome.verdict == "clean"):
        return None
    unprintable = any(finding.code == "GR702" for finding in outcome.findings)
    formats = tuple(name for name in order.formats if name != "pdf" or not unprintable)
    drawn = charts(submission, outcome.earlier) if order.charts else NO_CHARTS
    contents = {
        file_name(submission, name, draft=order.draft): data
        for name, data in _documents(submission, formats, order, drawn).items()
    }
    return Made(contents, tuple(_notes(submission, wanted=order.charts, drawn=drawn)))


def _documents(
    submission: Submission, formats: tuple[str, ...], order: Order, drawn: Charts
) -> dict[str, bytes]:
    """Return the documents by format, each read back and proven where the order wants it."""
    from govreport_writer.documents.comparison.verify import refusing_unfaithful
    from govreport_writer.documents.render import draw, unchecked
    from govreport_writer.documents.view import build_view

    look = order.appearance
    view = build_view(submission, draft=order.draft, profile=look.profile, charts=drawn)
    own = look.templates is not None
    check = refusing_unfaithful(view, own_template=own) if order.verify else unchecked
    return draw(view, submission, formats, look, check)


def _notes(submission: Submission, *, wanted: bool, drawn: Charts) -> Iterator[str]:
    """Yield what a user would not expect: another name of the files, no charts though wanted."""
    shown = stem(submission)
    if submission.agency.name not in shown:
        yield messages.text("report.renamed", name=shown)
    if wanted and not submission.edition.charts:
        yield messages.text("report.no_charts_in_edition", edition=submission.edition.id)
    elif wanted and not drawn:
        yield messages.text("report.no_charts")
