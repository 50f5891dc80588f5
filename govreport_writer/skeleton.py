"""A blank submission in YAML, in which every row shows its official label."""

from __future__ import annotations

import json
from collections.abc import Iterator

from govreport_writer.form.edition import FormEdition
from govreport_writer.form.tree import Block, Node, Table, value_nodes
from govreport_writer.messages import printed
from govreport_writer.numbering import chinese_number

INDENT = "  "


def skeleton(edition: FormEdition, year: int, agency: str, kind: str, level: str) -> str:
    """Return the text of a blank submission: keys, labels as comments, nothing filled in."""
    lines = [
        f"# yaml-language-server: $schema={schema_name(edition)}",
        *_comment(printed("skeleton.intro", year=year, title=edition.title, notice=edition.notice)),
        "format: 1",
        f"edition: {edition.id}",
        *([f"variant: {edition.variant}"] if edition.variant else []),
        f"year: {year}",
        f"agency: {{name: {_quoted(agency)}, kind: {kind}, level: {level}}}  # {printed('skeleton.agency')}",
        f"# {printed('skeleton.contact')}",
        "contact: {address: null, postcode: null, phone: null, email: null, website: null}",
        f"published: null  # {printed('skeleton.published')}",
        "",
        *_comment(printed("skeleton.narrative")),
        "narrative:",
        *(_section_list(edition) if _unplaced(edition) else _sections(edition)),
        "",
        *_comment(printed("skeleton.tables")),
        "tables:",
    ]
    for table in edition.tables:
        lines += [f"{INDENT}{table.id}:  # {table.sheet}", *_table(table)]
    return "\n".join(lines) + "\n"


def schema_name(edition: FormEdition) -> str:
    """Return the name of the JSON Schema that stands beside a skeleton, for editors that read it."""
    return f"{edition.id}.schema.json"


def _unplaced(edition: FormEdition) -> list[Table]:
    """Return the tables for which the form names no section: a submission's own list places them."""
    named = [table for section in edition.sections for table in section.tables]
    named += edition.annex.tables if edition.annex else ()
    return [table for table in edition.tables if table.id not in named]


def _section_list(edition: FormEdition) -> Iterator[str]:
    yield f"{INDENT}- {{id: preface, text: null}}  # {printed('skeleton.preface')}"
    for number, section in enumerate(edition.sections, 1):
        title = f"{chinese_number(number)}、{section.title}"
        yield f"{INDENT}- {{id: {section.id}, text: null}}  # {title}"
    for table in _unplaced(edition):
        title = _quoted(table.title or table.sheet)
        yield f"{INDENT}- {{title: {title}, tables: [{table.id}], text: null}}  # {printed('skeleton.place')}"


def _sections(edition: FormEdition) -> Iterator[str]:
    yield f"{INDENT}preface: null  # {printed('skeleton.preface')}"
    for number, section in enumerate(edition.sections, 1):
        title = f"{chinese_number(number)}、{section.title}"
        usual = printed("words.comma").join(section.suggested)
        note = printed("skeleton.suggested", usual=usual) if usual else ""
        yield f"{INDENT}{section.id}: null  # {title}{note}"


def _table(table: Table) -> Iterator[str]:
    for block in table.blocks:
        if block.caption:
            yield f"{INDENT * 2}# {block.caption}"
        named = _columns(block.columns)
        if table.stub != "indented" or len(value_nodes(block.columns)) > 1:
            yield f"{INDENT * 2}# {printed('skeleton.columns', columns=named)}"
        for row in block.rows:
            yield from _row(row, block, 2)


def _columns(nodes: tuple[Node, ...]) -> str:
    """Name the columns to fill in, below the spanners that stand over them."""
    named = [
        printed("skeleton.spanner", label=node.label, columns=_columns(node.children))
        if node.children
        else f"{node.path} {node.label}"
        for node in nodes
        if not node.parts
    ]
    return printed("words.comma").join(named)


def _row(row: Node, block: Block, level: int) -> Iterator[str]:
    """Write a row, or a heading over its rows; totals only as comments."""
    indent = INDENT * level
    label = _label(row)
    if row.parts and not row.children:
        yield f"{indent}# {printed('skeleton.total', id=row.id, label=row.label)}"
    elif not row.children:
        yield f"{indent}{row.id}: {_blank_cells(block)}{label}"
    else:
        yield f"{indent}{row.id}:{label}"
        if row.carries_value and row.parts:
            yield f"{indent}{INDENT}# {printed('skeleton.total', id='value', label=row.label)}"
        elif row.carries_value:
            yield f"{indent}{INDENT}{_blank_cells(block)[1:-1]}"
        for child in row.children:
            yield from _row(child, block, level + 1)


def _label(row: Node) -> str:
    """Return the comment beside a row: label, unit, what counts; an inferred note says that it is."""
    pieces = [row.label or ""]
    if row.unit and row.carries_value:
        pieces.append(printed("skeleton.unit", unit=row.unit))
    if row.note:
        kind = "inferred" if row.note.basis == "inferred" else "note"
        pieces.append(printed(f"skeleton.{kind}", note=row.note.text))
    text = " ".join(filter(None, pieces))
    return f"  # {text}" if text else ""


def _blank_cells(block: Block) -> str:
    """Return the columns to fill in as a flow mapping, nested at every dot."""
    tree: dict[str, object] = {}
    for column in value_nodes(block.columns):
        if not column.parts:
            *above, last = column.path.split(".")
            branch = tree
            for step in above:
                branch = branch.setdefault(step, {})  # type: ignore[assignment]  # every step above a column is a mapping
            branch[last] = None
    return _flow(tree)


def _flow(tree: dict[str, object]) -> str:
    return (
        "{"
        + ", ".join(
            f"{key}: {_flow(value) if isinstance(value, dict) else 'null'}" for key, value in tree.items()
        )
        + "}"
    )


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in text.strip().splitlines()]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
