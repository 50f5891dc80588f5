"""Lay a statutory table out as a grid, with its figures.

One span rule reproduces all forms: slack goes to the leaf of a shallower subtree, the last column of a
narrow block fills the row, and a node may say `span`.
"""

from __future__ import annotations

from collections.abc import Mapping

from govreport_writer.cells import CellRef, Value
from govreport_writer.figures import printed
from govreport_writer.form.tree import Block, Node, Table, depth, grid_width, leaves, stub_width, walk
from govreport_writer.grid import TEXT_WIDTH, Band, Grid, GridCell, Role

NO_VALUE = "——"
"""What a heading row prints in the unit column; nowhere else."""


def build_grid(
    table: Table,
    values: Mapping[CellRef, Value] | None = None,
    labels: Mapping[str, str] | None = None,
    prefix: str = "",
    units: Mapping[CellRef, str] | None = None,
) -> Grid:
    """Return the grid of a table with its values; labels override single labels by address.

    Without values every figure is empty. `units` are those of amounts for which the form names none: they
    are printed behind the figure, unless the column's label says them. Ids are `prefix` + t3-r05, t3-c1
    and their combination.
    """
    return _GridBuilder(table, values or {}, labels or {}, f"{prefix}t{table.number}", units or {}).build()


class _GridBuilder:
    def __init__(
        self,
        table: Table,
        values: Mapping[CellRef, Value],
        labels: Mapping[str, str],
        prefix: str,
        units: Mapping[CellRef, str],
    ) -> None:
        self.table = table
        self.units = units
        self.values = values
        self.labels = labels
        self.prefix = prefix
        self.width = grid_width(table)
        self.cells: list[GridCell] = []
        self.bands: list[Band] = []
        self.row = 0
        self.data_rows = 0

    def build(self) -> Grid:
        for index, block in enumerate(self.table.blocks):
            _BlockBuilder(self, block, f"{self.prefix}-b{index + 1}" if self.stacked else self.prefix).build()
        self.cells.sort(key=lambda cell: (cell.row, cell.column))
        return Grid(
            table=self.table.id,
            cells=tuple(self.cells),
            n_rows=self.row,
            n_columns=self.width,
            widths=self.table.widths or (TEXT_WIDTH / self.width,) * self.width,
            bands=tuple(self.bands),
            whole=self.table.whole,
        )

    @property
    def stacked(self) -> bool:
        """Whether the table has blocks below each other."""
        return len(self.table.blocks) > 1

    def add(self, role: Role, text: str, cell_id: str, row: int, column: int, **more: object) -> GridCell:
        cell = GridCell(cell_id, role, text, row, column, **more)  # type: ignore[arg-type]
        self.cells.append(cell)
        return cell


class _BlockBuilder:
    """Lay out one block below the rows already there."""

    def __init__(self, grid: _GridBuilder, block: Block, prefix: str) -> None:
        self.grid = grid
        self.block = block
        self.table = grid.table
        self.prefix = prefix
        self.stub = stub_width(grid.table, block)
        self.head = depth(block.columns)
        self.leaves = leaves(block.columns)
        self.headers: dict[str, tuple[str, ...]] = {}
        self.positions: dict[str, tuple[int, int]] = {}
        self.caption: tuple[str, ...] = ()

    def build(self) -> None:
        self._caption()
        start = self.grid.row
        self._head(start)
        self.grid.row += self.head
        self.grid.bands.append(Band("head", start, self.grid.row))
        start = self.grid.row
        self._rows(self.block.rows, 0, ())
        self.grid.bands.append(Band("body", start, self.grid.row))

    def _caption(self) -> None:
        if self.block.caption is None:
            return
        row = self.grid.row
        cell = self.grid.add(
            "caption", self.block.caption, f"{self.prefix}-caption", row, 0, colspan=self.grid.width
        )
        self.caption = (cell.id,)
        self.grid.row += 1
        self.grid.bands.append(Band("caption", row, row + 1))

    def _head(self, top: int) -> None:
        if self.stub:
            self._stub_head(top)
        column = self.stub
        for index, node in enumerate(self.block.columns):
            last = index == len(self.block.columns) - 1
            column += self._column(node, top, column, self.caption, self.head, last)

    def _stub_head(self, top: int) -> None:
        text = self.block.stub_head or ""
        if self.table.stub == "indented":
            self.grid.add(
                "column", text, f"{self.prefix}-s1", top, 0, rowspan=self.head, headers=self.caption
            )
            if self.table.unit_head:
                self.grid.add(
                    "column",
                    self.table.unit_head,
                    f"{self.prefix}-s2",
                    top,
                    1,
                    rowspan=self.head,
                    headers=self.caption,
                )
            return
        role: Role = "column" if self.caption else "note"
        self.grid.add(
            role,
            text,
            f"{self.prefix}-s1",
            top,
            0,
            rowspan=self.head,
            colspan=self.stub,
            headers=self.caption,
        )

    def _column(
        self, node: Node, row: int, column: int, above: tuple[str, ...], levels: int, last: bool
    ) -> int:
        """Draw a column or spanner with what is below it; return how many grid columns it takes."""
        fill = self.grid.width - self.stub - len(self.leaves) if last else 0
        own = len(leaves((node,)))
        rowspan = levels if not node.children else (node.span or 1)
        position = column - self.stub + 1
        suffix = f"c{position}" if not node.children else f"c{position}-h{self.head - levels + 1}"
        cell = self.grid.add(
            "column" if not node.children else "spanner",
            self._column_label(node),
            f"{self.prefix}-{suffix}",
            row,
            column,
            rowspan=rowspan,
            colspan=own + fill,
            headers=above,
            address=self._address(node),
        )
        below = (*above, cell.id)
        if not node.children:
            self.headers[node.path] = below
            self.positions[node.path] = (column, own + fill)
        for index, child in enumerate(node.children):
            inner_last = last and index == len(node.children) - 1
            column += self._column(child, row + rowspan, column, below, levels - rowspan, inner_last)
        return own + fill

    def _address(self, column: Node) -> str:
        """Return the address of a column's label: in a stacked table that of its block."""
        row = next(walk(self.block.rows)).path if self.grid.stacked else ""
        return f"{self.table.id}/{row}/{column.path}"

    def _column_label(self, node: Node) -> str:
        labels = self.grid.labels
        for row in walk(self.block.rows):
            own = f"{self.table.id}/{row.path}/{node.path}"
            if own in labels:
                return labels[own]
        return labels.get(f"{self.table.id}//{node.path}", node.label or "")

    def _rows(self, nodes: tuple[Node, ...], column: int, above: tuple[str, ...]) -> None:
        for node in nodes:
            if self.table.stub == "indented":
                self._indented(node, above)
            else:
                self._merged(node, column, above)

    def _merged(self, node: Node, column: int, above: tuple[str, ...]) -> None:
        """Draw a row whose headings are merged label columns to its left."""
        height = len(leaves((node,)))
        ids = above
        if self.stub:
            width = (node.span or 1) if node.children else self.stub - column
            cell = self.grid.add(
                "stub",
                self._row_label(node),
                self._row_id() if not node.children else f"{self._row_id()}-h{node.level}",
                self.grid.row,
                column,
                rowspan=height,
                colspan=width,
                headers=self.caption + above,
                level=node.level,
                address=f"{self.table.id}/{node.path}",
            )
            ids = (*above, cell.id)
        if node.children:
            self._rows(node.children, column + (node.span or 1), ids)
        else:
            self._values(node, ids)

    def _indented(self, node: Node, above: tuple[str, ...]) -> None:
        """Draw a row whose nesting is an indent, then the rows below it."""
        cell = self.grid.add(
            "stub",
            self._row_label(node),
            self._row_id(),
            self.grid.row,
            0,
            headers=above,
            level=node.level,
            address=f"{self.table.id}/{node.path}",
        )
        ids = (*above, cell.id)
        if self.table.unit_head:
            text = (node.unit or "") if node.carries_value else NO_VALUE
            self.grid.add(
                "unit", text, f"{self._row_id()}-u", self.grid.row, 1, headers=(*ids, f"{self.prefix}-s2")
            )
        self._values(node, ids)
        self._rows(node.children, 0, ids)

    def _values(self, node: Node, ids: tuple[str, ...]) -> None:
        row_id = self._row_id()
        for column in self.leaves:
            position, width = self.positions[column.path]
            ref = CellRef(self.table.id, node.path, column.path) if node.carries_value else None
            self.grid.add(
                "heading_value" if ref is None else "value",
                "" if ref is None else self._figure(ref, column),
                f"{row_id}-c{position - self.stub + 1}",
                self.grid.row,
                position,
                colspan=width,
                headers=(*ids, *self.headers[column.path]),
                ref=ref,
            )
        self.grid.row += 1
        self.grid.data_rows += 1

    def _figure(self, ref: CellRef, column: Node) -> str:
        value = self.grid.values.get(ref)
        unit = self.grid.units.get(ref)
        if not value or not unit or unit in self._column_label(column):
            return printed(value)
        return printed(value) + unit

    def _row_label(self, node: Node) -> str:
        return self.grid.labels.get(f"{self.table.id}/{node.path}", node.label or "")

    def _row_id(self) -> str:
        return f"{self.grid.prefix}-r{self.grid.data_rows + 1:02d}"
