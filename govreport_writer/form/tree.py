"""Rows and columns as trees of nodes, with what each inherits resolved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from govreport_writer.form.file import NoteFile
from govreport_writer.vocabulary import ValueType


@dataclass(frozen=True, slots=True)
class Node:
    """A row or a column. `carries_value` is False for headings and spanners.

    `type` and `unit` are None where the other axis or the table decides. `parts` are the paths that
    a total adds up; empty for anything that is not a total. `not_additive` says, by itself or from above,
    why figures of several agencies cannot be added up.
    """

    id: str
    path: str
    label: str | None
    level: int
    children: tuple[Node, ...]
    carries_value: bool
    type: ValueType | None = None
    unit: str | None = None
    parts: tuple[str, ...] = ()
    span: int | None = None
    note: NoteFile | None = None
    was: tuple[str, ...] = ()
    not_additive: NoteFile | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """Columns over rows; `caption` is the line above them in a stacked table."""

    caption: str | None
    stub_head: str | None
    columns: tuple[Node, ...]
    rows: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A statutory table. An indented table prints units in a column of their own."""

    id: str
    number: int
    title: str | None
    sheet: str
    stub: Literal["columns", "indented"]
    unit_head: str | None
    blocks: tuple[Block, ...]
    widths: tuple[float, ...]
    whole: bool
    optional: bool


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield nodes in printing order, a parent before its children."""
    for node in nodes:
        yield node
        yield from walk(node.children)


def value_nodes(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Return the nodes that carry values, in printing order."""
    return tuple(node for node in walk(nodes) if node.carries_value)


def leaves(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Return the nodes without children, in printing order."""
    return tuple(node for node in walk(nodes) if not node.children)


def depth(nodes: Iterable[Node]) -> int:
    """Return how many levels the trees take when printed; a node over others may span several."""
    return max(((node.span or 1 if node.children else 1) + depth(node.children) for node in nodes), default=0)


def find(nodes: Iterable[Node], path: str) -> Node | None:
    """Return the node with this path."""
    return next((node for node in walk(nodes) if node.path == path), None)


def stands_for(node: Node) -> tuple[str, ...]:
    """Return the paths a named node stands for in a sum.

    A node with a value stands for itself alone; a heading for the topmost value nodes below it, without
    those that add up their neighbours and would count them twice.
    """
    if node.carries_value:
        return (node.path,)
    return tuple(path for child in node.children if not sums_siblings(child) for path in stands_for(child))


def sums_siblings(node: Node) -> bool:
    """Whether the node is a total of nodes that do not stand below it."""
    return any(find(node.children, part) is None for part in node.parts)


def grid_width(table: Table) -> int:
    """Return how many grid columns a table has: stub, unit column, value columns of its widest block."""
    return max(stub_width(table, block) + len(leaves(block.columns)) for block in table.blocks)


def stub_width(table: Table, block: Block) -> int:
    """Return how many grid columns stand before the values of a block; 0 for rows without labels."""
    if table.stub == "indented":
        return 2 if table.unit_head else 1
    if all(node.label is None for node in block.rows):
        return 0
    return depth(block.rows)
