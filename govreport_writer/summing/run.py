"""Add up the units of a government: which form and year, which units, the sum, the comparison."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from govreport_writer import editions
from govreport_writer.cells import CellRef
from govreport_writer.errors import GovReportError, SubmissionError
from govreport_writer.explanations import explained
from govreport_writer.findings import Finding
from govreport_writer.form.edition import FormEdition
from govreport_writer.rollup.differences import Candidate, Compared, compared, explained_by
from govreport_writer.rollup.figures import Figures
from govreport_writer.rollup.findings import findings_of
from govreport_writer.rollup.sums import added_up
from govreport_writer.rules_off import Off, findings_on
from govreport_writer.submission import Agency, Submission
from govreport_writer.summing.filing import Filing, NotRead
from govreport_writer.summing.government import TotalApart, government_submission, totals_apart
from govreport_writer.summing.hierarchy import Hierarchy
from govreport_writer.summing.remarks import remarks_on, wrong_totals
from govreport_writer.summing.result import Rollup
from govreport_writer.summing.standing import Standing, Whom, standings


@dataclass(frozen=True, slots=True)
class Wanted:
    """For whom to add up and how; `year` and `edition` follow from the units where they are None.

    `given` is the government's own report to compare with.
    """

    agency: Agency
    year: int | None = None
    edition: FormEdition | None = None
    own: Filing | None = None
    given: Submission | None = None
    hierarchy: Hierarchy | None = None
    clean_only: bool = False
    off: Off = ()


def rolled_up(filed: Sequence[Filing | NotRead], wanted: Wanted) -> Rollup:
    """Return the sum; GovReportError for units of other years, and when no unit counts."""
    agency, own = wanted.agency, wanted.own
    read = [each for each in (own, *filed) if isinstance(each, Filing)]
    year = _year(read, [each.why for each in filed if isinstance(each, NotRead)], wanted)
    whom = Whom(agency.name, agency.code, agency.short_names)
    stand = standings(filed, own, whom, wanted.hierarchy, clean_only=wanted.clean_only)
    edition = wanted.edition or _edition(stand, year)
    if not any(each.counts for each in stand):
        raise GovReportError("rollup.nothing_counts", count=len(stand))
    sums = added_up(edition, ((each, figures) for _, each, figures in _figures(stand)))
    submission = government_submission(edition, year, agency, sums, wanted.given)
    apart = totals_apart(submission, sums)
    result = Rollup(
        submission=submission,
        sums=sums,
        standings=stand,
        remarks={
            index: remarks
            for index, own_edition, figures in _figures(stand)
            if (remarks := remarks_on(figures, own_edition, edition)) is not None
        },
        missing=() if wanted.hierarchy is None else wanted.hierarchy.missing(_places(stand)),
        apart=apart,
        own_totals=_own_totals(apart, edition, stand),
        by_roster=wanted.hierarchy is not None,
        given=wanted.given,
    )
    return result if wanted.given is None else _compared(result, wanted.given, wanted.off)


def _counting(stand: Sequence[Standing]) -> Iterator[Filing]:
    for each in stand:
        if each.counts and isinstance(each.filing, Filing):
            yield each.filing


def _places(stand: Sequence[Standing]) -> frozenset[str]:
    return frozenset(each.member.place for each in stand if each.member is not None)


def _year(read: Sequence[Filing], unread: Sequence[str], wanted: Wanted) -> int:
    """Return the year that all units are of; SubmissionError that names a unit of another year."""
    if wanted.given is not None:
        year = wanted.given.year
    elif wanted.year is not None:
        year = wanted.year
    elif read:
        year = read[0].year
    else:
        raise GovReportError("rollup.nothing_read", why=next(iter(unread), ""))
    for each in read:
        if each.year != year:
            others = sum(one.year != year for one in read)
            raise SubmissionError(
                "rollup.other_year", file=each.place, found=each.year, wanted=year, count=others
            )
    return year


def _edition(stand: Sequence[Standing], year: int) -> FormEdition:
    """Return the form that all units use, or one of theirs that extends all others, else the one in force."""
    used = {(each.edition_id, each.variant): each.edition for each in _counting(stand)}
    if len(used) == 1:
        return next(iter(used.values()))
    bases = {edition.id for edition in used.values()}
    for _, edition in sorted(used.items(), key=lambda item: item[0][0]):
        if edition.extends is not None and bases <= {edition.id, edition.extends}:
            return editions.load(edition.id)
    in_force = editions.for_year(year)
    if in_force is None:
        raise SubmissionError("new.no_year", year=year, years=editions.years_known())
    return in_force


def _figures(stand: Sequence[Standing]) -> Iterator[tuple[int, FormEdition, Figures]]:
    for index, each in enumerate(stand):
        if each.counts and isinstance(each.filing, Filing):
            yield index, each.filing.edition, each.filing.figures


def _own_totals(
    apart: Sequence[TotalApart], edition: FormEdition, stand: Sequence[Standing]
) -> Mapping[CellRef, tuple[int, ...]]:
    """Return, for totals that come out otherwise, the units whose own totals are not their parts' sums."""
    if not apart:
        return {}
    found: dict[CellRef, tuple[int, ...]] = {each.ref: () for each in apart}
    for wrong in wrong_totals([each.ref for each in apart], edition, _figures(stand)):
        found[wrong.ref] = (*found[wrong.ref], wrong.unit)
    return found


def _compared(result: Rollup, given: Submission, off: Off) -> Rollup:
    found = compared(given, result.submission, result.sums)
    gaps = explained_by(found.gaps, given.edition, given.units, _candidates(result, found))
    findings = explained(findings_of(given, gaps), given.raw.explanations, given.raw.beside)
    own: list[Finding] = [each for each in findings_on(findings, off) if each.code == "GR530"]
    return replace(result, compared=replace(found, gaps=gaps), findings=tuple(own))


def _candidates(result: Rollup, found: Compared) -> Iterator[Candidate]:
    for index, each in enumerate(result.standings) if found.gaps else ():
        if isinstance(each.filing, Filing) and each.state != "itself":
            yield Candidate(index, each.filing.edition, each.filing.figures, each.counts)
