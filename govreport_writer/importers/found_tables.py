"""A statutory table as found: each cell's text with its place and the way it was told."""

from __future__ import annotations

from dataclasses import dataclass, field

from govreport_writer.cells import CellRef
from govreport_writer.importers.expected import WantedRow, WantedTable
from govreport_writer.importers.imported import Doubt
from govreport_writer.importers.published import FoundCell, Spot
from govreport_writer.importers.strips import Strip


@dataclass(slots=True)
class CellHit:
    """A cell of the form found in a document; `unit` is what the column or the cell of units says."""

    cell: FoundCell
    how: set[str]
    unit: str | None = None


@dataclass(slots=True)
class TableHit:
    """One copy of a table. `loose` are rows whose cells fit no columns: the run of cells beside the label."""

    table: WantedTable
    cells: dict[CellRef, CellHit] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    strips: list[Strip] = field(default_factory=list)
    loose: list[tuple[WantedRow, tuple[FoundCell, ...]]] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def spot(self) -> Spot:
        """Where the table begins."""
        return spot_of(self.strips[0])

    @property
    def pieces(self) -> tuple[int, ...]:
        """The pieces of the document that it was read from, in order."""
        return tuple(dict.fromkeys(strip.piece for strip in self.strips))


def spot_of(strip: Strip) -> Spot:
    """Return the place of a row: that of its first cell."""
    return strip.cells[0].spot if strip.cells else Spot()
