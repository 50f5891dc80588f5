"""What a machine copy says in words, in reading order; whatever else stands in it is passed over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from govreport_writer.documents.readback.cells import Data, ReadBack, ReadCell, squeezed
from govreport_writer.documents.readback.data import objects


def flow_of(data: Data) -> ReadBack:
    """Return the texts of a machine copy in reading order, with the tables of its text."""
    captions = {text(table.get("table")): text(table.get("caption")) for table in objects(data.get("tables"))}
    back = ReadBack([text(line) for line in _listed(data.get("title"))])
    _take(back, data.get("preface"), captions)
    for section in objects(data.get("sections")):
        back.pieces.append(text(section.get("title")))
        _take(back, section.get("blocks"), captions)
    annex, signature = data.get("annex"), data.get("signature")
    if isinstance(annex, dict):
        back.pieces.append(text(annex.get("reference")))
    if isinstance(signature, dict):
        back.pieces += [text(signature.get("name")), text(signature.get("date"))]
    if isinstance(annex, dict):
        back.pieces += [text(annex.get("heading")), text(annex.get("title"))]
        _take(back, annex.get("blocks"), captions)
    return back


def _take(back: ReadBack, blocks: object, captions: dict[str, str]) -> None:
    for block in objects(blocks):
        kind = block.get("kind")
        if kind in ("heading", "paragraph"):
            back.pieces.append(text(block.get("text")))
        elif kind == "list":
            back.pieces += [text(item) for item in _listed(block.get("items"))]
        elif kind == "statutory":
            back.pieces.append(captions.get(text(block.get("table")), ""))
        elif kind in ("table", "chart"):
            back.pieces.append(text(block.get("title")))
            back.tables.append(tuple(_read_cells(_listed(block.get("rows")))))


def _read_cells(rows: Iterable[object]) -> Iterator[ReadCell]:
    for number, row in enumerate(rows):
        for column, entry in enumerate(_listed(row)):
            yield ReadCell(number, column, 1, 1, squeezed(text(entry)))


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()


def text(value: object) -> str:
    """Return a value as text; null is empty."""
    return "" if value is None else str(value)
