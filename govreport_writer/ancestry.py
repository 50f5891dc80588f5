"""Find a cell in an earlier edition: the same path, or where the editions say that it was."""

from __future__ import annotations

from functools import lru_cache

from govreport_writer import editions
from govreport_writer.cells import CellRef, Value
from govreport_writer.form.edition import FormEdition
from govreport_writer.submission import Submission


@lru_cache(maxsize=4096)
def cell_before(ref: CellRef, edition: FormEdition, earlier: FormEdition) -> CellRef | None:
    """Return the cell of an earlier edition that holds the same concept, or None.

    An edition between the two is gone through, so that each names only its predecessor.
    """
    if ref in earlier.cells:
        return ref
    named = dict(edition.was.get(ref, ()))
    if earlier.id in named:
        return named[earlier.id]
    if edition.supersedes in (None, earlier.id) or edition.supersedes not in editions.ids():
        return None
    between = editions.load(edition.supersedes)
    step = cell_before(ref, edition, between)
    return None if step is None else cell_before(step, between, earlier)


def value_before(ref: CellRef, edition: FormEdition, prior: Submission) -> Value:
    """Return what an earlier submission has for the concept of a cell; None for blank or no such cell."""
    before = cell_before(ref, edition, prior.edition)
    return None if before is None else prior.values.get(before)
