"""Tables in text that keeps the places of a page: what stands below each other is a column.

Every row is placed on its own. One whose figures might stand in other columns is kept without the empty
cells, so that it has too few and nothing is read from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from govreport_writer.importers.blocks import Paragraph, RawCell, RawTable
from govreport_writer.importers.read_text_fields import Field, clashes, columns_of, fields_of, wide, words_of
from govreport_writer.importers.read_text_head import Column, TextHead, head_of, in_columns, nearest
from govreport_writer.importers.read_text_known import Known, known
from govreport_writer.importers.read_text_regions import Rows, form_regions, plain_regions
from govreport_writer.importers.read_text_stub import StubLabel, labels_of

LABEL, VALUES = 2, 3
"""The columns of the labels of rows and of the first figures; outer labels stand in those before."""
NEAR = 2
"""Lines from figures without a label within which an empty row may be theirs."""


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table and its lines: the first, counted from 0, and the one after the last."""

    start: int
    stop: int
    table: RawTable


def layout_tables(page: Sequence[str], first: int) -> list[TextTable]:
    """Return the tables of a page whose first line has a number, from the top down."""
    every = known()
    rows = _rows(page, first, every)
    found = [
        TextTable(first + start, first + stop, _table(rows[start:stop], every))
        for start, stop in form_regions(rows, every)
    ]
    taken = {line for table in found for line in range(table.start, table.stop)}
    free = [words_of(row) if first + at not in taken else [] for at, row in enumerate(rows)]
    found += [
        TextTable(first + start, first + stop, _plain(free[start:stop]))
        for start, stop in plain_regions(free)
    ]
    return sorted(found, key=lambda table: table.start)


def _rows(page: Sequence[str], first: int, every: Known) -> list[list[Field]]:
    """Return the fields of the lines, measured so that their figures and units stand in narrow columns."""
    tries = [
        [fields_of(line, first + at, every, metric) for at, line in enumerate(page)] for metric in (len, wide)
    ]
    return min(tries, key=lambda rows: _confusion(rows, every))


def _confusion(rows: Rows, every: Known) -> tuple[int, int]:
    """Return how often figures of one line share a column, and how wide all columns are."""
    values = [field for row in rows if len(row) > 1 for field in row[1:]
              if field.is_figure or field.text in every.units]  # fmt: skip
    return clashes(values), sum(end - start for start, end in columns_of(values))


def _plain(rows: Rows) -> RawTable:
    """Return a table as it stands, the lines of its head in one row."""
    columns = [Column(field.start, field.end) for field in rows[0]]
    head = next((at for at, row in enumerate(rows) if any(map(_has_digit, row))), 1) or 1
    lines = [sorted((field for row in rows[:head] for field in row), key=lambda field: field.line)]
    lines += [list(row) for row in rows[head:]]
    cells = [
        [_cell(at, _text_in(at, columns, line), line[0].line) for at in range(len(columns))] for line in lines
    ]
    return RawTable(cells, certain=False, line=rows[0][0].line + 1)


def _has_digit(field: Field) -> bool:
    return any(char.isdecimal() for char in field.text)


def _text_in(at: int, columns: Sequence[Column], fields: Sequence[Field]) -> str:
    return "".join(field.text for field in fields if nearest(field, columns) == at)


def _table(rows: Rows, every: Known) -> RawTable:
    made = [row for head, body in _bands(rows, every) for row in _band(head, body, every)]
    return RawTable(made, certain=False, line=next(row[0].line for row in rows if row) + 1)


def _bands(rows: Rows, every: Known) -> Iterator[tuple[Rows, Rows]]:
    """Yield heads with the rows below them: a table may be made of blocks with columns of their own."""
    head: list[Sequence[Field]] = []
    body: list[Sequence[Field]] = []
    for row in rows:
        if row and body and _is_head(row, every):
            yield head, body
            head, body = [], []
        if row and (body or _is_body(row, every)):
            body.append(row)
        elif row:
            head.append(row)
    yield head, body


def _is_head(row: Sequence[Field], every: Known) -> bool:
    if any(field.is_figure for field in row) or any(every.is_row(field.text) for field in row):
        return False
    return any(every.is_head(field.text) for field in row)


def _is_body(row: Sequence[Field], every: Known) -> bool:
    if any(field.is_figure for field in row):
        return True
    first = row[0].text
    return every.is_row(first) or (every.begins_row(first) and not every.is_part_of_column(first))


def _band(head_rows: Rows, body: Rows, every: Known) -> Iterator[list[RawCell]]:
    fields = [field for row in body for field in row]
    values = [field for field in fields if _is_value(field, every)]
    head = head_of(head_rows, values, every)
    stub = [field for field in fields if not _is_value(field, every)]
    lines = {field.line for field in values}
    labels = labels_of(stub, lines, every)
    yield from _head_rows(head, head_rows)
    yield from _body_rows(labels, values, head.columns, every)


def _is_value(field: Field, every: Known) -> bool:
    return field.is_figure or field.text in every.units


def _head_rows(head: TextHead, rows: Rows) -> Iterator[list[RawCell]]:
    for line in sorted({field.line for field in head.above}):
        yield [_over(field, head.columns) for field in head.above if field.line == line]
    if head.stub or any(column.label for column in head.columns):
        line = rows[-1][0].line
        first = [_cell(LABEL, head.stub, line)] if head.stub else []
        labels = ((VALUES + at, column.label or "") for at, column in enumerate(head.columns))
        yield first + [_cell(at, label, line) for at, label in labels]


def _over(field: Field, columns: Sequence[Column]) -> RawCell:
    """Return a label over the columns that it stands over, in the first place where there are none."""
    under = [at for at, column in enumerate(columns) if field.over(column.start, column.end)]
    cell = _cell(VALUES + under[0] if under else LABEL, field.text, field.line)
    cell.colspan = under[-1] - under[0] + 1 if under else 1
    return cell


def _body_rows(
    labels: Sequence[StubLabel], values: Sequence[Field], columns: Sequence[Column], every: Known
) -> Iterator[list[RawCell]]:
    """Yield the rows: each label with the figures beside it, and figures without a label."""
    rows = _by_line(labels, values)
    loose = {line for line, label, _ in rows if label is None}
    outer = [label for label in labels if label.is_outer]
    for line, label, fields in rows:
        beside = [each for each in outer if each.lines[0] <= line]
        outer = outer[len(beside) :]
        made = [_cell(at, each.text, each.lines[0]) for at, each in enumerate(beside[-LABEL:])]
        if label is not None:
            made.append(_cell(LABEL, label.text, label.lines[0]))
        near = any(abs(line - other) <= NEAR for other in loose)
        blank = not fields and (near or not (label and every.is_row(label.text)))
        yield made if blank else made + _cells(fields, columns, line)


def _by_line(
    labels: Sequence[StubLabel], values: Sequence[Field]
) -> list[tuple[int, StubLabel | None, list[Field]]]:
    by_line: dict[int, list[Field]] = {}
    for field in values:
        by_line.setdefault(field.line, []).append(field)
    rows: list[tuple[int, StubLabel | None, list[Field]]] = []
    for label in labels:
        if not label.is_outer:
            line = next((line for line in label.lines if line in by_line), label.lines[0])
            rows.append((line, label, by_line.pop(line, [])))
    rows += [(line, None, fields) for line, fields in by_line.items()]
    return sorted(rows, key=lambda row: row[0])


def _cells(fields: Sequence[Field], columns: Sequence[Column], line: int) -> list[RawCell]:
    """Return a cell for each column; else what was seen, too few for the form, or nothing of one figure."""
    placed = in_columns(fields, columns)
    if placed is None and len(columns) < VALUES:
        return []
    if placed is None:
        return [_cell(VALUES + at, field.text, line) for at, field in enumerate(fields)]
    texts = (placed[at].text if at in placed else "" for at in range(len(columns)))
    return [_cell(VALUES + at, text, line) for at, text in enumerate(texts)]


def _cell(column: int, text: str, line: int) -> RawCell:
    return RawCell([Paragraph(text)], column=column, line=line + 1)
