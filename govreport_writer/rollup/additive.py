"""Which cells of an edition hold sums of other agencies' figures, and which cannot."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from govreport_writer.cells import CellRef
from govreport_writer.form.edition import FormEdition
from govreport_writer.form.file import NoteFile


@lru_cache(maxsize=64)
def left_blank(edition: FormEdition) -> Mapping[CellRef, NoteFile]:
    """Return the cells whose figures cannot be added up, with the reason; a total over such a cell is one."""
    found: dict[CellRef, NoteFile] = {}
    for ref, cell in edition.cells.items():
        against = [edition.cells[part].not_additive for part in (*leaves_of(edition, ref),)]
        reason = cell.not_additive or next(filter(None, against), None)
        if reason is not None:
            found[ref] = reason
    return found


@lru_cache(maxsize=4096)
def leaves_of(edition: FormEdition, ref: CellRef) -> tuple[CellRef, ...]:
    """Return the cells that a total is in the end the sum of, as a total left out is computed.

    A cell that is no total is its only leaf.
    """
    cell = edition.cells[ref]
    parts = cell.column_parts or cell.row_parts
    return tuple(leaf for part in parts for leaf in leaves_of(edition, part)) if parts else (ref,)
