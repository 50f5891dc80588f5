"""What `govreport rollup` was asked to add up, and for whom."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from govreport_writer.errors import SubmissionError

if TYPE_CHECKING:
    from govreport_writer.form.edition import FormEdition
    from govreport_writer.roster import Roster
    from govreport_writer.submission import Agency, Submission
    from govreport_writer.summing.filing import Filing
    from govreport_writer.summing.hierarchy import Hierarchy
    from govreport_writer.summing.run import Wanted


@dataclass(frozen=True, slots=True)
class Asked:
    """The options that say what to add up, as they were given."""

    own: Path | None
    agency: str | None
    kind: str | None
    level: str | None
    code: str | None
    year: int | None
    edition: str | None
    variant: str | None
    roster: Path | None
    under: str | None
    against: Path | None
    rules: Path | None
    check: bool
    clean_only: bool

    @property
    def checks(self) -> bool:
        """Whether units are to be checked."""
        return self.check or self.clean_only


def wanted_of(asked: Asked) -> Wanted:
    """Return what to add up; GovReportError for a file that cannot be used, or options that contradict."""
    from govreport_writer.rules_off import read_rules_off
    from govreport_writer.summing.run import Wanted

    given = _submission(asked.against)
    roster = _roster(asked)
    agency = _agency(asked, given, roster)
    return Wanted(
        agency=agency,
        year=asked.year,
        edition=_edition(asked, given),
        own=_own(asked.own, check=asked.checks),
        given=given,
        hierarchy=_hierarchy(asked, agency, roster),
        clean_only=asked.clean_only,
        off=read_rules_off(asked.rules) if asked.rules else (),
    )


def _submission(path: Path | None) -> Submission | None:
    from govreport_writer.explanations_file import with_explanations_beside
    from govreport_writer.submission_reading import read_submission

    return None if path is None else with_explanations_beside(read_submission(path))


def _own(path: Path | None, *, check: bool) -> Filing | None:
    """Return the figures of the government's own office."""
    from govreport_writer.pipeline import run_checks
    from govreport_writer.summing.filing import digest_of, filing_of

    submission = _submission(path)
    if submission is None or path is None:
        return None
    verdict = run_checks(submission).verdict if check else None
    return filing_of(submission, str(path), digest_of(path), verdict)


def _roster(asked: Asked) -> Roster | None:
    from govreport_writer.roster import read_roster

    return None if asked.roster is None else read_roster(asked.roster)


def _agency(asked: Asked, given: Submission | None, roster: Roster | None) -> Agency:
    """Return that of the government's own report, or the one named with what the roster knows of it."""
    from govreport_writer.roster.members import folded
    from govreport_writer.submission import Agency

    if given is None:
        name = asked.under or asked.agency or ""
        known = None if roster is None else roster.find(name, asked.code or name)
        fields = {
            "name": asked.agency,
            "kind": asked.kind or (known and known.kind) or "government",
            "level": asked.level or (known and known.level) or "county",
            "code": asked.code or (known and known.code),
        }
        return Agency.model_validate(fields)
    names = {folded(name) for name in (given.agency.name, *given.agency.short_names)}
    if asked.agency is not None and folded(asked.agency) not in names:
        raise SubmissionError(
            "rollup.other_agency", file=given.file, found=given.agency.name, wanted=asked.agency
        )
    return given.agency


def _edition(asked: Asked, given: Submission | None) -> FormEdition | None:
    """Return the edition named, or that of the government's report; None leaves it to the units."""
    from govreport_writer import editions

    if given is None:
        return None if asked.edition is None else editions.load(asked.edition, asked.variant)
    if asked.edition not in (None, given.edition.id):
        raise SubmissionError(
            "rollup.other_edition", file=given.file, found=given.edition.id, wanted=asked.edition
        )
    return given.edition


def _hierarchy(asked: Asked, agency: Agency, roster: Roster | None) -> Hierarchy | None:
    from govreport_writer.summing.hierarchy import Hierarchy

    if roster is None:
        return None
    if asked.under is not None:
        return Hierarchy(roster, asked.under)
    return Hierarchy(roster, agency.name, agency.code)
