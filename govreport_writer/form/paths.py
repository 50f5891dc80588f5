"""Dotted paths, as the text writes them: a cell, or a group as the cells that it stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from govreport_writer.cells import CellRef
from govreport_writer.form.tree import Block, Node, Table, stands_for, sums_siblings, walk


def cells_at(path: str, tables: Mapping[str, Table]) -> tuple[CellRef, ...]:
    """Return the cells that a dotted path names; none where it leads nowhere.

    A row alone stands for its row over all columns, without columns that add up their neighbours.
    """
    table_id, _, rest = path.partition(".")
    table = tables.get(table_id)
    return () if table is None else next(_found(rest, table), ())


def _found(rest: str, table: Table) -> Iterator[tuple[CellRef, ...]]:
    for block in table.blocks:
        rows = {row.path: row for row in walk(block.rows)}
        for cut in _cuts(rest):
            row = rows.get(rest[:cut])
            columns = () if row is None else _columns(rest[cut + 1 :], block)
            if row is not None and columns:
                yield tuple(CellRef(table.id, path, column) for path in stands_for(row) for column in columns)


def _cuts(path: str) -> Iterator[int]:
    """Yield where a path may be cut into row and column, the longest row first."""
    yield len(path)
    yield from (cut for cut in range(len(path) - 1, 0, -1) if path[cut] == ".")


def _columns(path: str, block: Block) -> tuple[str, ...]:
    if not path:
        return leaf_columns(block)
    named: Node | None = next((node for node in walk(block.columns) if node.path == path), None)
    return () if named is None else stands_for(named)


def leaf_columns(block: Block) -> tuple[str, ...]:
    """Return the columns that a row alone stands for."""
    return tuple(path for column in block.columns if not sums_siblings(column) for path in stands_for(column))
