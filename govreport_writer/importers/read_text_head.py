"""The columns of a table by the labels over them, which stand in several lines below each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from govreport_writer.importers.read_text_fields import Field, clashes, columns_of
from govreport_writer.importers.read_text_known import Known

CLEAR = 2.0
"""How many times nearer than any other the column of a figure has to be."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: where its label and its figures stand, and the label, None where there is none."""

    start: int
    end: int
    label: str | None = None

    @property
    def middle(self) -> float:
        """The place in its middle."""
        return (self.start + self.end) / 2


@dataclass(frozen=True, slots=True)
class TextHead:
    """The head of a table: its columns, the words left of them, and what stands over several columns."""

    columns: tuple[Column, ...]
    stub: str
    above: tuple[Field, ...]


def head_of(rows: Sequence[Sequence[Field]], values: Sequence[Field], known: Known) -> TextHead:
    """Return what the lines of a head say over the cells of the rows below it."""
    stacks, above = _stacks(rows, known)
    places = columns_of(values)
    first = min((start for start, _ in places), default=None)
    columns: list[Column] = []
    stub: list[Field] = []
    for stack in stacks:
        start, end = min(field.start for field in stack), max(field.end for field in stack)
        label = _text(stack)
        if known.is_column(label) or (first is not None and end > first):
            columns.append(Column(start, end, label))
        else:
            stub += stack
    columns += [Column(*place) for place in places if not any(_shared(place, column) for column in columns)]
    columns.sort(key=lambda column: column.start)
    words = "".join(field.text for field in sorted(stub, key=lambda field: (field.line, field.start)))
    named = [column for column in columns if column.label]
    if (exact := _by_figures(named, values)) is not None:
        columns = exact
    elif named and _misfits(named, values) <= _misfits(columns, values):
        columns = named
    return TextHead(tuple(columns), words, tuple(above))


def _by_figures(named: Sequence[Column], values: Sequence[Field]) -> list[Column] | None:
    """Return columns where their figures stand, as many as labels; None where one might be another.

    They are those of the labels where one row has all of them, or each stands nearest to its own label.
    """
    lines = Counter(field.line for field in values)
    figures = [field for field in values if lines[field.line] > 1 or any(map(str.isalnum, field.text))]
    places = columns_of(figures)
    if not places or len(places) != len(named) or clashes(figures):
        return None
    columns = [Column(*place, column.label) for place, column in zip(places, named, strict=True)]
    if max(Counter(field.line for field in figures).values()) == len(named):
        return columns
    own = (min(named, key=lambda each: abs(each.middle - column.middle)) for column in columns)
    return columns if all(one is other for one, other in zip(own, named, strict=True)) else None


def _misfits(columns: Sequence[Column], values: Sequence[Field]) -> int:
    """Return how many rows have figures that cannot be given to columns."""
    lines: dict[int, list[Field]] = {}
    for field in values:
        lines.setdefault(field.line, []).append(field)
    return sum(in_columns(fields, columns) is None for fields in lines.values())


def _shared(place: tuple[int, int], column: Column) -> bool:
    return place[0] < column.end and column.start < place[1]


def _stacks(rows: Sequence[Sequence[Field]], known: Known) -> tuple[list[list[Field]], list[Field]]:
    """Return the fields of a head by columns, each from the top, and those that go over several."""
    stacks: list[list[Field]] = []
    above: list[Field] = []
    for row in reversed(rows):
        for field in row:
            below = [stack for stack in stacks if any(field.over(each.start, each.end) for each in stack)]
            if stacks and len(row) == 1 and _is_above(field, known):
                above.insert(0, field)
            elif not below:
                stacks.append([field])
            elif len(below) == 1 and _goes_on(field, below[0], known):
                below[0].insert(0, field)
            else:
                above.insert(0, field)
    return stacks, above


def _is_above(field: Field, known: Known) -> bool:
    return known.is_head(field.text) and not known.is_column(field.text)


def _goes_on(field: Field, stack: Sequence[Field], known: Known) -> bool:
    text = field.text + _text(stack)
    return known.is_part_of_column(text) or (known.is_part(text) and not known.is_column(_text(stack)))


def _text(stack: Sequence[Field]) -> str:
    return "".join(field.text for field in stack)


def nearest(field: Field, columns: Sequence[Column]) -> int | None:
    """Return the column that a field stands in, None where it might be another."""
    over = [at for at, column in enumerate(columns) if field.over(column.start, column.end)]
    if len(over) == 1:
        return over[0]
    near = sorted((abs(field.middle - column.middle), at) for at, column in enumerate(columns))
    if not near or (len(near) > 1 and near[0][0] * CLEAR > near[1][0]):
        return None
    return near[0][1]


def in_columns(fields: Sequence[Field], columns: Sequence[Column]) -> dict[int, Field] | None:
    """Return the fields of a row by column; None where one might stand in another or two in one."""
    if len(fields) == len(columns):
        return dict(enumerate(sorted(fields, key=lambda field: field.start)))
    found: dict[int, Field] = {}
    for field in fields:
        at = nearest(field, columns)
        if at is None or at in found:
            return None
        found[at] = field
    return found
