"""The government's submission, drawn from sums."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from govreport_writer.blank import blank_submission
from govreport_writer.cells import CellRef, Value
from govreport_writer.form.edition import FormEdition
from govreport_writer.rollup.additive import left_blank
from govreport_writer.rollup.money import exactly
from govreport_writer.rollup.sums import CellSum, Sums
from govreport_writer.submission import Agency, RawCell, Submission
from govreport_writer.submission_build import build


def government_submission(
    edition: FormEdition, year: int, agency: Agency, sums: Sums, given: Submission | None = None
) -> Submission:
    """Return a submission whose tables are the sums; text, contact and dates are those `given`, or empty.

    Totals are left to the form's own rules. A table that is optional and that no unit filed is left out.
    """
    cells = dict(_cells(edition, sums))
    if given is None:
        raw = replace(blank_submission(edition, year, agency).raw, cells=cells)
    else:
        raw = replace(given.raw, cells=cells, beside=(), remarks=(), lines={}, places={})
    with exactly():
        return build(edition, raw)


def _cells(edition: FormEdition, sums: Sums) -> Iterator[tuple[CellRef, RawCell]]:
    blank = left_blank(edition)
    for table in edition.tables:
        cells = edition.cells_of(table.id)
        if table.optional and not any(sums[cell.ref].numbers or sums[cell.ref].blanks for cell in cells):
            continue
        for cell in cells:
            if cell.ref in blank:
                yield cell.ref, RawCell(None)
            elif not cell.is_total:
                yield cell.ref, _raw_cell(sums[cell.ref], names_unit=cell.unit is None)


def _raw_cell(found: CellSum, *, names_unit: bool) -> RawCell:
    unit = found.unit if names_unit and found.value is not None else None
    return RawCell(found.value, unit)


@dataclass(frozen=True, slots=True)
class TotalApart:
    """A total that comes out otherwise from the summed parts than from the units' own totals."""

    ref: CellRef
    computed: Value
    of_totals: Value


def totals_apart(submission: Submission, sums: Sums) -> tuple[TotalApart, ...]:
    """Return the totals of the sum that differ from the sum of the units' totals; None where no number is."""
    blank = left_blank(submission.edition)
    return tuple(
        TotalApart(ref, submission.values[ref], sums[ref].value)
        for ref, cell in submission.edition.cells.items()
        if cell.is_total and ref not in blank and ref in submission.values
        if submission.values[ref] != sums[ref].value
    )
