"""A document as one run of lines, statutory tables in their places, other tables and pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from govreport_writer.importers.figures_in_cells import is_figure
from govreport_writer.importers.find_tables import FoundForm
from govreport_writer.importers.published import FoundPicture, FoundTable, Line, Piece, Spot
from govreport_writer.importers.strips import Strip


@dataclass(frozen=True, slots=True)
class Statutory:
    """The place of a table of the form."""

    table: str
    spot: Spot


Item = Line | Statutory | FoundTable | FoundPicture


def flow_of(pieces: Sequence[Piece], strips: Sequence[Strip], form: FoundForm) -> list[Item]:
    """Return the document's items; what else a table of the form holds, such as its title, becomes lines."""
    by_piece: dict[int, list[Strip]] = {}
    for strip in strips:
        by_piece.setdefault(strip.piece, []).append(strip)
    owners = {id(strip): hit.table.id for hit in (*form.read, *form.copies) for strip in hit.strips}
    firsts = {id(hit.strips[0]): hit.table.id for hit in form.read}
    items: list[Item] = []
    for index, piece in enumerate(pieces):
        rows = by_piece.get(index, [])
        if isinstance(piece, FoundTable) and any(id(strip) in owners for strip in rows):
            items += _in_table(rows, owners, firsts)
        else:
            items.append(piece)
    return items


def _in_table(rows: Sequence[Strip], owners: dict[int, str], firsts: dict[int, str]) -> Iterator[Item]:
    for strip in rows:
        if id(strip) in firsts:
            yield Statutory(firsts[id(strip)], strip.cells[0].spot)
        if id(strip) not in owners:
            words = [cell for cell in strip.own if not is_figure(cell.text)]
            if words and all(not cell.text.strip() or cell in words for cell in strip.own):
                yield from (Line(" ".join(cell.text.split()), cell.spot) for cell in words)
