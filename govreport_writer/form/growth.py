"""Grow the trees of an edition file: paths, headings, totals. Raises Misfit where the file is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from govreport_writer.form.file import BlockFile, ColumnFile, NoteFile, RowFile, TableFile, Total
from govreport_writer.form.tree import Block, Node, Table, find, stands_for, walk

Steps = tuple[str | int, ...]


class Misfit(Exception):  # noqa: N818  # caught and located by the loader; no user sees it
    """Something in an edition file contradicts itself: message key, the steps to it, fields."""

    def __init__(self, key: str, steps: Steps, **fields: object) -> None:
        super().__init__(key)
        self.key = key
        self.steps = steps
        self.fields = fields


def grow_table(table: TableFile, steps: Steps) -> Table:
    """Return a table with its trees; Misfit for duplicate paths, wrong totals, widths that do not fit."""
    if bool(table.blocks) == bool(table.rows and table.columns) or (
        table.blocks and (table.rows or table.columns)
    ):
        raise Misfit("edition.rows_or_blocks", steps, table=table.id)
    single = BlockFile.model_construct(
        caption=None, stub_head=table.stub_head, columns=table.columns, rows=table.rows
    )
    blocks = [
        _grow_block(block, table, (*steps, "blocks", index) if table.blocks else steps)
        for index, block in enumerate(table.blocks or (single,))
    ]
    rows = [node for block in blocks for node in walk(block.rows)]
    _refuse_twice(rows, steps)
    return Table(
        id=table.id,
        number=table.number,
        title=table.title,
        sheet=table.sheet,
        stub=table.stub,
        unit_head=table.unit_head,
        blocks=tuple(blocks),
        widths=table.widths,
        whole=table.whole,
        optional=table.optional,
    )


def _grow_block(block: BlockFile, table: TableFile, steps: Steps) -> Block:
    columns = _grow_columns(block.columns, 1, table.not_additive)
    _refuse_twice(tuple(walk(columns)), (*steps, "columns"))
    _refuse_hidden_values(block.rows, table, (*steps, "rows"))
    rows = _grow_rows(block.rows, "", 1, indented=table.stub == "indented", unit=table.unit, why=None)
    return Block(
        caption=block.caption,
        stub_head=block.stub_head,
        columns=_with_totals(columns, block.columns, (*steps, "columns"), "columns"),
        rows=_with_totals(rows, block.rows, (*steps, "rows"), "rows"),
    )


def _grow_columns(columns: Sequence[ColumnFile], level: int, why: NoteFile | None) -> tuple[Node, ...]:
    """Return the columns; `why` is what the table or a spanner says against adding them up."""
    return tuple(
        Node(
            id=column.id,
            path=column.id,
            label=column.label,
            level=level,
            children=_grow_columns(column.columns, level + 1, column.not_additive or why),
            carries_value=not column.columns,
            type=column.type,
            unit=column.unit,
            span=column.span,
            was=column.was,
            not_additive=column.not_additive or why,
        )
        for column in columns
    )


def _grow_rows(
    rows: Sequence[RowFile],
    above: str,
    level: int,
    *,
    indented: bool,
    unit: str | None,
    why: NoteFile | None,
) -> tuple[Node, ...]:
    """Return the rows; `why` is what a heading above them says against adding them up."""
    grown = []
    for row in rows:
        path = f"{above}.{row.id}" if above else row.id
        heading = bool(row.rows) and not indented if row.heading is None else row.heading
        below = (row.not_additive if heading else None) or why
        grown.append(
            Node(
                id=row.id,
                path=path,
                label=row.label,
                level=level,
                children=_grow_rows(row.rows, path, level + 1, indented=indented, unit=unit, why=below),
                carries_value=not heading,
                type=row.type,
                unit=row.unit or (None if row.type == "amount" else unit),
                span=row.span,
                note=row.note,
                was=row.was,
                not_additive=row.not_additive or why,
            )
        )
    return tuple(grown)


def _with_totals(
    nodes: tuple[Node, ...], sources: Sequence[RowFile | ColumnFile], steps: Steps, inner: str
) -> tuple[Node, ...]:
    """Resolve `total_of` in the groups below, then in this one."""
    totals = [index for index, source in enumerate(sources) if source.total_of == "siblings"]
    if len(totals) > 1:
        raise Misfit("edition.two_totals", (*steps, totals[1], "total_of"), id=sources[totals[1]].id)
    group = tuple(
        replace(
            node, children=_with_totals(node.children, getattr(source, inner), (*steps, index, inner), inner)
        )
        for index, (node, source) in enumerate(zip(nodes, sources, strict=True))
    )
    addends = [
        node for node, source in zip(group, sources, strict=True) if source.total_of in (None, "children")
    ]
    return tuple(
        replace(node, parts=_parts(node, source.total_of, addends, group, (*steps, index, "total_of")))
        for index, (node, source) in enumerate(zip(group, sources, strict=True))
    )


def _parts(
    node: Node, total_of: Total | None, addends: list[Node], group: tuple[Node, ...], steps: Steps
) -> tuple[str, ...]:
    if total_of is None:
        return ()
    if not node.carries_value:
        raise Misfit("edition.total_without_value", steps, id=node.path)
    if total_of == "siblings":
        named = addends
    elif total_of == "children":
        named = list(node.children)
    else:
        named = [_named(name, group, steps) for name in total_of]
    parts = tuple(path for each in named for path in stands_for(each))
    if not parts or node.path in parts:
        raise Misfit("edition.total_of_nothing", steps, id=node.path)
    kinds = {each.type == "amount" for each in (node, *walk(group)) if each.path in (node.path, *parts)}
    if len(kinds) > 1:
        raise Misfit("edition.mixed_dimensions", steps, id=node.path)
    return parts


def _named(name: str, group: tuple[Node, ...], steps: Steps) -> Node:
    node = next((each for each in group if each.id == name), None) or find(group, name)
    if node is None:
        raise Misfit("edition.dangling", steps, name=name)
    return node


def _refuse_hidden_values(rows: Sequence[RowFile], table: TableFile, steps: Steps) -> None:
    """Refuse a value in a row that is printed as a merged label over other rows."""
    for index, row in enumerate(rows):
        if row.rows and row.heading is False and table.stub == "columns":
            raise Misfit("edition.hidden_value", (*steps, index, "heading"), id=row.id)
        _refuse_hidden_values(row.rows, table, (*steps, index, "rows"))


def _refuse_twice(nodes: Sequence[Node], steps: Steps) -> None:
    seen: set[str] = set()
    for node in nodes:
        if node.path in seen:
            raise Misfit("edition.duplicate", steps, id=node.path)
        seen.add(node.path)
