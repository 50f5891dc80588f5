"""Find all statutory tables of an edition in a document, and second copies of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from govreport_writer.form.edition import FormEdition
from govreport_writer.importers.expected import wanted_tables
from govreport_writer.importers.figures_in_cells import is_figure
from govreport_writer.importers.found_tables import TableHit, spot_of
from govreport_writer.importers.imported import Doubt
from govreport_writer.importers.match_table import match_table
from govreport_writer.importers.strips import Strip

MOST_COPIES = 3
"""Copies of one table that are looked for."""
ENOUGH = 0.5
"""The part of the first copy's cells that a second one has to hold."""


@dataclass(slots=True)
class FoundForm:
    """The tables of an edition as found: the first copy of each, further copies, what was refused."""

    tables: dict[str, TableHit] = field(default_factory=dict)
    copies: list[TableHit] = field(default_factory=list)
    refused: list[TableHit] = field(default_factory=list)

    @property
    def read(self) -> list[TableHit]:
        """The tables that were read, in the order of the document."""
        return list(self.tables.values())

    def doubts(self) -> list[Doubt]:
        """Return what is doubtful about the tables that were read, and what was refused."""
        found = [doubt for hit in self.tables.values() for doubt in hit.doubts]
        return found + [_refusal(hit) for hit in self.refused]


def find_tables(edition: FormEdition, strips: Sequence[Strip]) -> FoundForm:
    """Return the tables of an edition; each row of the document belongs to one table at most."""
    found = FoundForm()
    left = list(strips)
    for table in wanted_tables(edition):
        for copy in range(MOST_COPIES):
            hit = match_table(table, left)
            if hit is None or (copy and len(hit.cells) < ENOUGH * len(found.tables[table.id].cells)):
                break
            if _does_not_fit(hit):
                found.refused.append(hit)
                break
            if copy:
                found.copies.append(hit)
            else:
                found.tables[table.id] = hit
            taken = set(map(id, hit.strips))
            left = [strip for strip in left if id(strip) not in taken]
    return found


def _does_not_fit(hit: TableHit) -> bool:
    """Whether more rows of figures are loose than could be read: then the grid is not that of the form."""
    read = len({ref.row for ref in hit.cells})
    return not hit.cells or len(hit.loose) > read


def _refusal(hit: TableHit) -> Doubt:
    """Say what was seen instead of the form's columns."""
    shown = hit.loose[0][1] if hit.loose else ()
    seen = " | ".join(" ".join(cell.text.split()) for cell in shown)[:120]
    return Doubt("table_refused", hit.spot, {"table": hit.table.name, "rows": len(hit.loose), "seen": seen})


def rows_left(strips: Sequence[Strip], found: FoundForm) -> list[Strip]:
    """Return the rows that no table took."""
    taken = {id(strip) for hit in (*found.read, *found.copies) for strip in hit.strips}
    return [strip for strip in strips if id(strip) not in taken]


def unknown_rows(strips: Sequence[Strip], found: FoundForm) -> list[Doubt]:
    """Return doubts about rows of figures that stand in a found table but in no row of the form."""
    pieces = {piece: hit.table.name for hit in found.read for piece in hit.pieces}
    return [
        Doubt("row_unknown", spot_of(strip), {"table": pieces[strip.piece], "seen": shown(strip)})
        for strip in rows_left(strips, found)
        if strip.piece in pieces and any(cell.text.strip() and is_figure(cell.text) for cell in strip.own)
    ]


def shown(strip: Strip) -> str:
    """Return the cells of a row in one line."""
    return " | ".join(" ".join(cell.text.split()) for cell in strip.own)[:180]
