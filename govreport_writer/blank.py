"""A submission with nothing filled in, or with what last year's already says: what `new` writes."""

from __future__ import annotations

from collections.abc import Iterator

from govreport_writer.ancestry import value_before
from govreport_writer.cells import CellRef
from govreport_writer.form.edition import FormEdition
from govreport_writer.submission import Agency, Contact, NarrativeSection, RawCell, RawSubmission, Submission
from govreport_writer.submission_build import build


def blank_submission(
    edition: FormEdition, year: int, agency: Agency, prior: Submission | None = None
) -> Submission:
    """Return a submission without figures and text.

    From `prior`, last year's, come the contact and the figures that this year's report takes over.
    """
    raw = RawSubmission(
        file="",
        year=year,
        agency=agency,
        contact=prior.raw.contact if prior else Contact(),
        narrative=tuple(_listed(edition)) if edition.unplaced_tables else (),
        narrative_is_list=bool(edition.unplaced_tables),
        cells=dict(brought_forward(edition, prior)) if prior else {},
    )
    return build(edition, raw)


def _listed(edition: FormEdition) -> Iterator[NarrativeSection]:
    for section in edition.sections:
        yield NarrativeSection(section.id, None, "", "", None)
    for table in edition.unplaced_tables:
        yield NarrativeSection(None, table.title or table.sheet, "", "", (table.id,))


def brought_forward(edition: FormEdition, prior: Submission) -> Iterator[tuple[CellRef, RawCell]]:
    """Yield the cells that by a balance of the form equal one cell of last year's: 上年结转 = 结转下年度.

    Totals are left to their formulas, and so is what last year left blank.
    """
    for identity in edition.identities:
        if identity.kind != "balance" or len(identity.left) != 1 or len(identity.right) != 1:
            continue
        mine, theirs = identity.left[0], identity.right[0]
        if mine.prior or not theirs.prior or edition.cells[mine.ref].is_total:
            continue
        value = value_before(theirs.ref, edition, prior)
        if value is not None:
            yield mine.ref, RawCell(value)
