"""Hold files of figures, and the machine copy inside a document, against what was filed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govreport_writer import messages
from govreport_writer.documents.comparison.difference import Difference
from govreport_writer.documents.comparison.tables import tables_differences
from govreport_writer.documents.comparison.text import text_differences
from govreport_writer.documents.comparison.wanted import Piece, Wanted, wanted
from govreport_writer.documents.machine_copy import JOINT, machine_copy
from govreport_writer.documents.open_data import COLUMNS, cells, csv_row, particulars
from govreport_writer.documents.readback.cells import Data, ReadBack
from govreport_writer.documents.readback.data import cells_of
from govreport_writer.documents.readback.data_flow import flow_of, text
from govreport_writer.documents.view import DocumentView
from govreport_writer.narrative import TextTable

FACTS = ("format", "edition", "notice", "year", "organ", "organ_code", "region_code", "date", "sha256")
"""What the machine copy says of a report as a whole."""
OF_ALL = ("year", "organ")
"""What every row of a CSV repeats."""
CODES = ("table", "row_code", "column_code")


def data_differences(view: DocumentView, data: Data) -> Iterator[Difference]:
    """Yield where a file of figures says something else: facts, texts where it has them, cells."""
    if "sections" in data:
        yield from _facts(_facts_of(view), data)
        yield from _texts(wanted(view), data)
    elif "@context" in data:
        yield from _facts(particulars(view), data)
    else:
        yield from _rows_of_others(view, data)
    yield from _cells(view, data)


def copy_differences(
    view: DocumentView, says: Wanted, found: ReadBack, visible: Sequence[Difference]
) -> Iterator[Difference]:
    """Yield where the machine copy in a document says something else than its visible text, which wins."""
    copy = found.copy
    if not copy:
        broken = messages.text("verify.copy_broken")
        yield Difference("copy", view.name, view.name, broken)
    elif copy == machine_copy(view):
        yield from (
            Difference("copy", each.label, each.found, each.wanted, each.path)
            for each in visible
            if each.wanted != each.found
        )
    else:
        yield from _of_copy(view, says, found, copy, visible)


def _of_copy(
    view: DocumentView, says: Wanted, found: ReadBack, copy: Data, visible: Sequence[Difference]
) -> Iterator[Difference]:
    """Yield the differences of a copy that does not say what was filed either."""
    facts = _facts(_facts_of(view), copy)
    yield from (Difference("copy", each.label, each.wanted, each.found) for each in facts)
    pieces = [Piece("copy", "", text) for text in flow_of(copy).paragraphs]
    labels = {piece.text: piece.label for piece in says.pieces}
    for each in text_differences(pieces, found.paragraphs):
        label = labels.get(each.found or "", labels.get(each.wanted or "", view.name))
        yield Difference("copy", label, each.found, each.wanted)
    shown = {each.path: each.found for each in visible if each.path}
    of_copy = {each.path: each for each in _cells(view, copy) if each.path}
    for path in of_copy.keys() | shown.keys():
        each = of_copy.get(path) or next(one for one in visible if one.path == path)
        in_text = shown.get(path, each.wanted)
        in_copy = of_copy[path].found if path in of_copy else each.wanted
        if in_text != in_copy:
            yield Difference("copy", each.label, in_text, in_copy, path)


def _facts_of(view: DocumentView) -> Data:
    copy = machine_copy(view)
    return {name: copy[name] for name in FACTS}


def _facts(facts: Data, data: Data) -> Iterator[Difference]:
    for name, value in facts.items():
        one, other = text(value), text(data.get(name))
        if one != other:
            yield Difference("fact", name, one, other)


def _rows_of_others(view: DocumentView, data: Data) -> Iterator[Difference]:
    """Yield other years and organs than the report's that rows of a CSV name, each once."""
    own = csv_row({**dict.fromkeys(COLUMNS), "year": view.year, "organ": view.agency})
    for name in OF_ALL:
        named = dict.fromkeys(text(cell.get(name)) for cell in cells_of(data))
        yield from (Difference("fact", name, own[name], other) for other in named if other != own[name])


def _texts(says: Wanted, data: Data) -> Iterator[Difference]:
    found = flow_of(data)
    yield from text_differences(says.pieces, found.paragraphs)
    in_text = [table for table in says.tables if isinstance(table.block, TextTable)]
    yield from tables_differences(in_text, found.tables)


def _cells(view: DocumentView, data: Data) -> Iterator[Difference]:
    """Yield the cells that differ; `cells` are matched by their codes, whatever their order."""
    is_csv = data.get("form") == "csv"
    found: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for cell in cells_of(data):
        row = {name: text(cell[name]) for name in COLUMNS if name in cell}
        found.setdefault(tuple(row.get(code, "") for code in CODES), []).append(row)
    captions = {table.grid.table: table.caption for table in view.tables}
    for cell in cells(view):
        row = csv_row(cell) if is_csv else {name: text(cell[name]) for name in COLUMNS}
        path = "/".join(row[code] for code in CODES)
        place = (captions[row["table"]], JOINT.join(filter(None, (row["row_name"], row["column_name"]))))
        label = messages.text("verify.cell", table=place[0] or row["table"], name=place[1])
        others = found.pop(tuple(row[code] for code in CODES), [])
        yield from _of_cell(row, others, label, path)
    for key, rows in found.items():
        yield Difference("added", "/".join(key), None, rows[0].get("value", ""))


def _of_cell(
    row: dict[str, str], others: Sequence[dict[str, str]], label: str, path: str
) -> Iterator[Difference]:
    if not others:
        yield Difference("cell", label, row["value"], None, path)
    for number, other in enumerate(others):
        value = other.get("value", "")
        if value != row["value"] or number:
            yield Difference("cell", label, row["value"], value, path)
        for name in (name for name in COLUMNS if name not in (*OF_ALL, "value")):
            if name in other and other[name] != row[name]:
                yield Difference("label", label, row[name], other[name], path)
