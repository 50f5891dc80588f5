"""Grid: a table as cells with text, spans, roles and header references; drawn by small writers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from govreport_writer.cells import CellRef

Role = Literal["caption", "note", "spanner", "column", "stub", "unit", "heading_value", "value"]
HEADER_ROLES: frozenset[Role] = frozenset({"caption", "note", "spanner", "column", "stub"})
Group = tuple[int, int]


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell at (row, column) from 0. `headers` are ids of header cells; `level` is a stub's nesting from 1.

    `ref` is set for values; `address` for labels that a submission may override.
    """

    id: str
    role: Role
    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    headers: tuple[str, ...] = ()
    ref: CellRef | None = None
    level: int = 1
    address: str | None = None

    @property
    def is_header(self) -> bool:
        """Whether the cell names others rather than holding a figure."""
        return self.role in HEADER_ROLES

    @property
    def scope(self) -> str | None:
        """The HTML scope of a header cell."""
        if self.role == "stub":
            return "rowgroup" if self.rowspan > 1 else "row"
        if self.role in ("caption", "spanner"):
            return "colgroup"
        return "col" if self.role in ("column", "note") else None


@dataclass(frozen=True, slots=True)
class Band:
    """A run of rows [start, stop): column heads of a block (with its caption), or its body."""

    kind: Literal["caption", "head", "body"]
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A drawn table: cells in row order, widths of the grid columns in millimetres, bands of rows."""

    table: str
    cells: tuple[GridCell, ...]
    n_rows: int
    n_columns: int
    widths: tuple[float, ...]
    bands: tuple[Band, ...]
    whole: bool

    def rows(self) -> list[list[GridCell]]:
        """Return the cells that begin in each row, from left to right."""
        rows: list[list[GridCell]] = [[] for _ in range(self.n_rows)]
        for cell in self.cells:
            rows[cell.row].append(cell)
        return [sorted(row, key=lambda cell: cell.column) for row in rows]

    def band_of(self, row: int) -> Band:
        """Return the band that a row belongs to."""
        return next(band for band in self.bands if band.start <= row < band.stop)


TEXT_WIDTH = 156.0
"""Width of the text area in millimetres (GB/T 9704-2012)."""
