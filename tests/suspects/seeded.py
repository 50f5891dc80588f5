"""The sample of a county's audit office with other figures, as if they had been typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from govreport_writer.cells import CellRef, Value
from govreport_writer.findings import Finding, Suspect
from govreport_writer.pipeline import Outcome
from govreport_writer.submission import RawCell, Submission
from govreport_writer.submission_build import build
from govreport_writer.submission_reading import read_submission
from govreport_writer.yaml_strict import Scalar

SAMPLE = Path(__file__).resolve().parents[2] / "sample_inputs" / "county-audit-2024"
Cells = Mapping[str, Scalar]
Change = tuple[str, Value, Value]


@cache
def read(name: str) -> Submission:
    return read_submission(SAMPLE / f"{name}.yaml")


def seeded(changes: Cells, *, name: str = "report", times: int = 1, computed: bool = False) -> Submission:
    """Return the sample with its tables of counts multiplied and some cells changed.

    Totals are typed; `computed` leaves out those that are not changed.
    """
    base = read(name)
    cells: dict[CellRef, RawCell] = {}
    for ref, value in base.values.items():
        if not computed or not base.edition.cells[ref].is_total or str(ref) in changes:
            figure = value * times if isinstance(value, int) else value
            cells[ref] = RawCell(changes.get(str(ref), figure), base.units[ref])
    return build(base.edition, replace(base.raw, cells=cells))


def applied(submission: Submission, suspect: Suspect) -> Submission:
    """Return a submission with a suspected change made."""
    cells = dict(submission.raw.cells)
    for place, _, after in suspect.changes:
        ref = CellRef.parse(place.path or "")
        cells[ref] = RawCell(after, submission.units[ref])
    return build(submission.edition, replace(submission.raw, cells=cells))


def sums(outcome: Outcome) -> list[Finding]:
    """Return the findings about relations of figures, hints apart."""
    assert outcome.submission is not None
    known = {identity.relation for identity in outcome.submission.edition.identities}
    return [each for each in outcome.findings if each.relation in known and each.severity != "hint"]


def broken(outcome: Outcome) -> set[tuple[str | None, str | None]]:
    """Return the identities that do not hold: relation and first cell."""
    return {(each.relation, instance.cells[0].path) for each in sums(outcome) for instance in each.instances}


def as_paths(suspect: Suspect) -> tuple[Change, ...]:
    return tuple((place.path or "", before, after) for place, before, after in suspect.changes)
