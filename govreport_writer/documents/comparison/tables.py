"""Hold the tables of a document against those wanted, through split columns and inserted rows."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from govreport_writer import messages
from govreport_writer.documents.comparison.difference import Difference
from govreport_writer.documents.comparison.pairing import paired
from govreport_writer.documents.comparison.wanted import WantedTable
from govreport_writer.documents.readback.cells import ReadCell, Table, compact, rows_of
from govreport_writer.narrative import TextTable

SAME_TABLE = 0.3
"""The share of texts in common from which on two tables are one that was changed."""

Pair = tuple[ReadCell | None, ReadCell | None]
_FIGURE = re.compile(r"[-+]?[\d,.]*\D{0,2}")


def tables_differences(
    tables: Sequence[WantedTable], found: Sequence[Table], *, own_template: bool = False
) -> Iterator[Difference]:
    """Yield where tables differ; an own template may add tables."""
    if [table.cells for table in tables] == list(found):
        return
    for table, other in _paired(tables, found):
        if table is None and other is not None and not own_template:
            yield Difference("table", _headed(other), None, _headed(other))
        elif table is not None and other is None:
            yield Difference("table", table.label, table.label, None)
        elif table is not None and other is not None:
            yield from table_differences(table, other)


def table_differences(table: WantedTable, found: Table) -> Iterator[Difference]:
    """Yield where one table differs: its cells, else how they are merged."""
    if table.cells == found:
        return
    cells, others = tuple(compact(table.cells)), tuple(compact(found))
    same_shape = _shape(cells) == _shape(others)
    pairs = list(_by_place(cells, others) if same_shape else _by_rows(cells, others))
    original = dict(zip(cells, table.cells, strict=True))
    differ = [pair for pair in pairs if not _says_the_same(*pair)]
    for cell, other in differ:
        if cell is not None:
            yield _of_cell(table, original[cell], other)
    yield from _added(table, pairs)
    if not differ and not same_shape:
        yield from _merged(table, original, pairs)


def _says_the_same(cell: ReadCell | None, other: ReadCell | None) -> bool:
    """Whether two cells say the same; a website may show the words by which a page reads a blank out."""
    if cell is None or other is None:
        return False
    return cell.text == other.text or (
        not cell.text and other.text == messages.printed("document.html.unfilled")
    )


def _of_cell(table: WantedTable, cell: ReadCell, other: ReadCell | None) -> Difference:
    path = table.path(cell)
    place = messages.text("verify.cell", table=table.label, name=table.name(cell))
    kind = "entry" if isinstance(table.block, TextTable) else "cell" if path else "label"
    return Difference(kind, place, cell.text, other.text if other else None, path)


def _added(table: WantedTable, pairs: Sequence[Pair]) -> Iterator[Difference]:
    """Yield what the form does not have, row by row, named by the row's first text."""
    rows: dict[int, list[str]] = {}
    for cell, other in pairs:
        if cell is None and other is not None and other.text:
            rows.setdefault(other.row, []).append(other.text)
    for row, texts in rows.items():
        first = next((there.text for _, there in pairs if there and there.row == row and there.text), "")
        place = messages.text("verify.cell", table=table.label, name=first)
        yield Difference("added", place, None, " ".join(texts))


def _merged(
    table: WantedTable, original: dict[ReadCell, ReadCell], pairs: Sequence[Pair]
) -> Iterator[Difference]:
    """Yield the first cell that is merged otherwise than in the form."""
    for cell, other in pairs:
        if cell and other and (cell.rowspan, cell.colspan) != (other.rowspan, other.colspan):
            name = messages.text("verify.cell", table=table.label, name=table.name(original[cell]))
            yield Difference("merge", name, _spans(cell), _spans(other))
            return


def _spans(cell: ReadCell) -> str:
    return f"{cell.rowspan}×{cell.colspan}"


def _shape(cells: Table) -> set[tuple[int, int, int, int]]:
    return {(cell.row, cell.column, cell.rowspan, cell.colspan) for cell in cells}


def _by_place(cells: Table, found: Table) -> Iterator[Pair]:
    others = {(cell.row, cell.column): cell for cell in found}
    return ((cell, others.get((cell.row, cell.column))) for cell in cells)


def _by_rows(cells: Table, found: Table) -> Iterator[Pair]:
    """Pair rows by their labels, then the cells of each row in order."""
    rows, others = rows_of(cells), rows_of(found)
    keys, other_keys = [_labels(row) for row in rows], [_labels(row) for row in others]
    for one, other in _matched(keys, other_keys):
        row, line = _at(rows, one), _at(others, other)
        if len(row) == len(line):
            yield from zip(row, line, strict=True)
        else:
            for a, b in _matched([cell.text for cell in row], [cell.text for cell in line]):
                yield _item(row, a), _item(line, b)


def _labels(row: Sequence[ReadCell]) -> tuple[str, ...]:
    return tuple(cell.text for cell in row if not _FIGURE.fullmatch(cell.text))


def _matched(one: Sequence[Hashable], other: Sequence[Hashable]) -> Iterator[tuple[int | None, int | None]]:
    """Pair two sequences: equal items with each other, in between the first with the first."""
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from zip(range(i1, i2), range(j1, j2), strict=True)
        else:
            yield from zip_longest(range(i1, i2), range(j1, j2))


def _at(rows: Sequence[list[ReadCell]], index: int | None) -> list[ReadCell]:
    return [] if index is None else rows[index]


def _item(row: Sequence[ReadCell], index: int | None) -> ReadCell | None:
    return None if index is None else row[index]


def _paired(
    tables: Sequence[WantedTable], found: Sequence[Table]
) -> Iterator[tuple[WantedTable | None, Table | None]]:
    signs, others = [_signs(table.cells) for table in tables], [_signs(table) for table in found]
    for one, other in paired(signs, others, SAME_TABLE):
        yield None if one is None else tables[one], None if other is None else found[other]


def _signs(table: Table) -> frozenset[str]:
    return frozenset(cell.text for cell in table if cell.text)


def _headed(table: Table) -> str:
    return " ".join(cell.text for cell in table if cell.row == 0)
