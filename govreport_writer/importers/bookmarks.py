"""Which cell a bookmark or an id means: our own, or one that a former platform put into its documents."""

from __future__ import annotations

import re
from functools import lru_cache

from govreport_writer.cells import CellRef
from govreport_writer.form.edition import FormEdition
from govreport_writer.grid_layout import build_grid
from govreport_writer.importers.words import words

_YEAR = re.compile(r"^y[0-9]{4}-")


def cell_of_mark(mark: str, edition: FormEdition) -> CellRef | None:
    """Return the cell of the form that a mark names, None for a mark that names none."""
    own = _YEAR.sub("", mark.lower().replace("_", "-"))
    return _own_marks(edition).get(own) or _former_marks(edition).get(mark)


@lru_cache(maxsize=32)
def _own_marks(edition: FormEdition) -> dict[str, CellRef]:
    return {cell.id: cell.ref for table in edition.tables for cell in build_grid(table).cells if cell.ref}


@lru_cache(maxsize=32)
def _former_marks(edition: FormEdition) -> dict[str, CellRef]:
    """Return the cells of the former platform's marks, as far as the edition has them."""
    marks = words().marks
    named = {mark: CellRef.parse(cell) for mark, cell in marks.single.items()}
    rows = {mark: tuple(row.split("/")) for mark, row in marks.rows.items()}
    for mark, group in marks.children.items():
        table, above = group.split("/")
        for number, row in enumerate(_rows_below(edition, table, above), 1):
            rows[f"{mark}_{number}"] = (table, row)
    for mark, (table, row) in rows.items():
        refs = [ref for ref in edition.cells if ref.table == table and ref.row == row]
        ordered = [refs[-1], *refs[:-1]] if table in marks.total_first and refs else refs
        first = 0 if table in marks.total_first else 1
        named |= {f"{mark}_{number}": ref for number, ref in enumerate(ordered, first)}
    return {mark: ref for mark, ref in named.items() if ref in edition.cells}


def _rows_below(edition: FormEdition, table: str, above: str) -> list[str]:
    rows = dict.fromkeys(ref.row for ref in edition.cells if ref.table == table)
    return [row for row in rows if row.startswith(f"{above}.")]
