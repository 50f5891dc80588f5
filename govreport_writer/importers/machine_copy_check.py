"""What our machine copy of a report says: figures by cell, texts, the organ. What is visible wins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from govreport_writer.cells import CellRef, Value

Copy = Mapping[str, object]


def copied_values(copy: Copy) -> dict[CellRef, Value]:
    """Return the figures of a machine copy by cell; what does not look like one is left out."""
    found: dict[CellRef, Value] = {}
    for table in _list(copy.get("tables")):
        for cell in _list(table.get("cells")):
            names = (table.get("table"), cell.get("row_code"), cell.get("column_code"))
            if all(isinstance(name, str) for name in names):
                found[CellRef(*map(str, names))] = _value(cell.get("value"))
    return found


def copied_text(copy: Copy, name: str) -> str | None:
    """Return a text of the copy by its key, None when it holds none."""
    value = copy.get(name)
    return value if isinstance(value, str) and value else None


def copied_lines(copy: Copy) -> Iterator[str]:
    """Yield the titles, headings, paragraphs and items of the copy's text."""
    yield from _blocks(copy.get("preface"))
    for section in _list(copy.get("sections")):
        if isinstance(section.get("title"), str):
            yield str(section["title"])
        yield from _blocks(section.get("blocks"))


def _blocks(blocks: object) -> Iterator[str]:
    for block in _list(blocks):
        if block.get("kind") in ("heading", "paragraph") and isinstance(block.get("text"), str):
            yield str(block["text"])
        items = block.get("items")
        if block.get("kind") == "list" and isinstance(items, Sequence):
            yield from (item for item in items if isinstance(item, str))


def _list(value: object) -> Iterator[Mapping[str, object]]:
    if isinstance(value, (list, tuple)):
        yield from (each for each in value if isinstance(each, Mapping))


def _value(value: object) -> Value:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    try:
        return Decimal(value) if isinstance(value, str) else None
    except InvalidOperation:
        return None
