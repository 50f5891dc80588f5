"""A blank submission in YAML, in which every row shows its official label."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from govreport_writer.cells import CellRef
from govreport_writer.figures import printed as shown
from govreport_writer.form.edition import FormEdition
from govreport_writer.form.tree import Block, Node, Table, value_nodes
from govreport_writer.messages import printed
from govreport_writer.numbering import chinese_number
from govreport_writer.submission import Agency, RawCell, Submission

INDENT = "  "
CONTACT = ("address", "postcode", "phone", "email", "website")
"""What readers are usually told; the rest is shown where it is known."""
Known = Mapping[CellRef, RawCell]


def skeleton(blank: Submission) -> str:
    """Return the text of a blank submission: keys, labels as comments, and the little it brings."""
    edition, year, agency = blank.edition, blank.year, blank.agency
    lines = [
        f"# yaml-language-server: $schema={schema_name(edition)}",
        *_comment(printed("skeleton.intro", year=year, title=edition.title, notice=edition.notice)),
        "format: 1",
        f"edition: {edition.id}",
        *([f"variant: {edition.variant}"] if edition.variant else []),
        f"year: {year}",
        f"agency: {_agency(agency)}  # {printed('skeleton.agency')}",
        f"# {printed('skeleton.contact')}",
        f"contact: {_contact(blank)}",
        f"published: null  # {printed('skeleton.published')}",
        "",
        *_comment(printed("skeleton.narrative")),
        "narrative:",
        *(_section_list(edition) if edition.unplaced_tables else _sections(edition)),
        "",
        *_comment(printed("skeleton.tables")),
        "tables:",
    ]
    for table in edition.tables:
        lines += [f"{INDENT}{table.id}:  # {table.sheet}", *_table(table, blank.raw.cells)]
    return "\n".join(lines) + "\n"


def _agency(agency: Agency) -> str:
    """Return the agency as a flow mapping: what it must say, and what else is known."""
    said = agency.model_dump(exclude_defaults=True)
    known = {name: value if name in ("kind", "level") else _quoted(value) for name, value in said.items()}
    return f"{{{', '.join(f'{name}: {value}' for name, value in known.items())}}}"


def _contact(blank: Submission) -> str:
    said = blank.raw.contact.model_dump()
    shown = {name: value for name, value in said.items() if value is not None or name in CONTACT}
    return f"{{{', '.join(f'{name}: {_quoted(value)}' for name, value in shown.items())}}}"


def schema_name(edition: FormEdition) -> str:
    """Return the name of the JSON Schema that stands beside a skeleton, for editors that read it."""
    return f"{edition.id}.schema.json"


def _section_list(edition: FormEdition) -> Iterator[str]:
    yield f"{INDENT}- {{id: preface, text: null}}  # {printed('skeleton.preface')}"
    for number, section in enumerate(edition.sections, 1):
        title = f"{chinese_number(number)}、{section.title}"
        yield f"{INDENT}- {{id: {section.id}, text: null}}  # {title}"
    for table in edition.unplaced_tables:
        title = _quoted(table.title or table.sheet)
        yield f"{INDENT}- {{title: {title}, tables: [{table.id}], text: null}}  # {printed('skeleton.place')}"


def _sections(edition: FormEdition) -> Iterator[str]:
    yield f"{INDENT}preface: null  # {printed('skeleton.preface')}"
    for number, section in enumerate(edition.sections, 1):
        title = f"{chinese_number(number)}、{section.title}"
        usual = printed("words.comma").join(section.suggested)
        note = printed("skeleton.suggested", usual=usual) if usual else ""
        yield f"{INDENT}{section.id}: null  # {title}{note}"


def _table(table: Table, known: Known) -> Iterator[str]:
    for block in table.blocks:
        if block.caption:
            yield f"{INDENT * 2}# {block.caption}"
        named = _columns(block.columns)
        if table.stub != "indented" or len(value_nodes(block.columns)) > 1:
            yield f"{INDENT * 2}# {printed('skeleton.columns', columns=named)}"
        for row in block.rows:
            yield from _row(row, block, 2, Filled(table.id, known))


@dataclass(frozen=True, slots=True)
class Filled:
    """The cells of one table that are known before anything is filled in."""

    table: str
    known: Known

    def figure(self, row: Node, column: Node) -> str:
        """Return a known figure, null for any other."""
        cell = self.known.get(CellRef(self.table, row.path, column.path))
        value = cell.value if cell else None
        return shown(value) if isinstance(value, (int, Decimal)) else "null"


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


def _row(row: Node, block: Block, level: int, filled: Filled) -> Iterator[str]:
    """Write a row, or a heading over its rows; totals only as comments."""
    indent = INDENT * level
    label = _label(row)
    if row.parts and not row.children:
        yield f"{indent}# {printed('skeleton.total', id=row.id, label=row.label)}"
    elif not row.children:
        yield f"{indent}{row.id}: {_cells(block, row, filled)}{label}"
    else:
        yield f"{indent}{row.id}:{label}"
        if row.carries_value and row.parts:
            yield f"{indent}{INDENT}# {printed('skeleton.total', id='value', label=row.label)}"
        elif row.carries_value:
            yield f"{indent}{INDENT}{_cells(block, row, filled)[1:-1]}"
        for child in row.children:
            yield from _row(child, block, level + 1, filled)


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


def _cells(block: Block, row: Node, filled: Filled) -> str:
    """Return the columns to fill in as a flow mapping, nested at every dot; null where nothing is known."""
    tree: dict[str, object] = {}
    for column in value_nodes(block.columns):
        if not column.parts:
            *above, last = column.path.split(".")
            branch = tree
            for step in above:
                branch = branch.setdefault(step, {})  # type: ignore[assignment]  # every step above a column is a mapping
            branch[last] = filled.figure(row, column)
    return _flow(tree)


def _flow(tree: dict[str, object]) -> str:
    return (
        "{"
        + ", ".join(
            f"{key}: {_flow(value) if isinstance(value, dict) else value}" for key, value in tree.items()
        )
        + "}"
    )


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in text.strip().splitlines()]


def _quoted(text: object) -> str:
    return json.dumps(text, ensure_ascii=False)
