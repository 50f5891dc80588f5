"""Which figures belong to which row where text has lost their places: only those that count proves.

A row stands by itself when its label is followed by its unit and as many figures as it has columns. Between
such rows others are read only in a table of which no figure is missing, where their figures are as many as
they need. Where one is missing, a figure of another row may stand in its place: then only those pages are
read on which every row stands by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from govreport_writer.cells import CellRef, Value
from govreport_writer.form.edition import FormEdition
from govreport_writer.importers.confirm import equations, holds
from govreport_writer.importers.expected import WantedRow, WantedTable
from govreport_writer.importers.figures_in_cells import cell_figure
from govreport_writer.importers.in_order import in_order
from govreport_writer.importers.read_text_tokens import Token

MOST = 0.5
"""The part of a table's rows that may be read by what stands between others."""


@dataclass(slots=True)
class RowTokens:
    """What belongs to a row: its label, its unit and its figures; none of the latter where that is unsure."""

    label: Token | None = None
    unit: Token | None = None
    figures: list[Token] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Gap:
    """Rows on end and the tokens in which their figures have to be."""

    rows: range
    tokens: Sequence[Token]

    def figures(self) -> list[Token]:
        return [token for token in self.tokens if token.kind == "figure"]


def balanced(
    edition: FormEdition, table: WantedTable, tokens: Sequence[Token], pages: Sequence[int]
) -> dict[int, RowTokens]:
    """Return the rows of a table that its tokens name, with figures where they are certain.

    `pages` are the numbers of the pages of all lines.
    """
    labels = _labels(tokens)
    found = {row: RowTokens(tokens[at]) for row, at in labels.items()}
    anchors = _anchors(table, tokens, labels)
    need = sum(len(row.refs) for row in table.rows)
    whole = sum(token.kind == "figure" for token in tokens) == need and len(found) == len(table.rows)
    sure = _settled(table, tokens, anchors) if whole else _undisturbed(table, tokens, labels, anchors, pages)
    for row in sure:
        found[row].unit, found[row].figures = _own(table.rows[row], tokens, anchors[row])
    gaps = [gap for gap in _gaps(table, tokens, sure) if gap.rows] if whole else []
    if sum(len(gap.rows) for gap in gaps) <= MOST * len(table.rows):
        for gap in gaps:
            found |= _shared_out(edition, table, gap, found)
    return found


def _labels(tokens: Sequence[Token]) -> dict[int, int]:
    """Return the token of each row's label: in the form's order, then those that mean one row only."""
    named = [at for at, token in enumerate(tokens) if token.kind == "row"]
    chain = in_order([dict.fromkeys(tokens[at].rows, 1.0) for at in named])
    found = {row: named[index] for row, index in chain.items()}
    for at in named:
        free = [row for row in tokens[at].rows if row not in found]
        if at not in found.values() and len(free) == 1:
            found[free[0]] = at
    return found


def _anchors(table: WantedTable, tokens: Sequence[Token], labels: Mapping[int, int]) -> dict[int, int]:
    """Return the rows that stand by themselves, in the form's order, with the tokens of their labels."""
    alone = {row: at for row, at in labels.items() if _stands_alone(table, row, tokens, at)}
    by_token = sorted((at, row) for row, at in alone.items())
    chain = in_order([{row: 1.0} for _, row in by_token])
    return {row: by_token[index][0] for row, index in chain.items()}


def _stands_alone(table: WantedTable, row: int, tokens: Sequence[Token], at: int) -> bool:
    count = len(table.rows[row].refs)
    unit = ["unit"] if table.has_units and any(table.rows[row].refs) else []
    start = _behind_head(tokens, at, count)
    kinds = [token.kind for token in tokens[start : start + len(unit) + count + 1]]
    wanted = [*unit, *(["figure"] * count)]
    return kinds[: len(wanted)] == wanted and not {"figure", "unit"} & set(kinds[len(wanted) :])


def _behind_head(tokens: Sequence[Token], at: int, count: int) -> int:
    """Return the place behind a label, and behind the labels of all columns where those stand there."""
    end = at + 1 + count
    return end if all(token.kind == "column" for token in tokens[at + 1 : end]) else at + 1


def _own(row: WantedRow, tokens: Sequence[Token], at: int) -> tuple[Token | None, list[Token]]:
    """Return the unit and the figures right behind a label."""
    start = _behind_head(tokens, at, len(row.refs))
    unit = tokens[start] if tokens[start].kind == "unit" else None
    start += unit is not None
    return unit, list(tokens[start : start + len(row.refs)])


def _gaps(table: WantedTable, tokens: Sequence[Token], anchors: Mapping[int, int]) -> list[_Gap]:
    """Return what is before, between and after rows that stand by themselves."""
    found: list[_Gap] = []
    row = start = 0
    for anchor in sorted(anchors):
        found.append(_Gap(range(row, anchor), tokens[start : anchors[anchor]]))
        unit, figures = _own(table.rows[anchor], tokens, anchors[anchor])
        behind = _behind_head(tokens, anchors[anchor], len(figures))
        row, start = anchor + 1, behind + (unit is not None) + len(figures)
    return [*found, _Gap(range(row, len(table.rows)), tokens[start:])]


def _fits(table: WantedTable, gap: _Gap) -> bool:
    return len(gap.figures()) == sum(len(table.rows[row].refs) for row in gap.rows)


def _settled(table: WantedTable, tokens: Sequence[Token], anchors: Mapping[int, int]) -> dict[int, int]:
    """Return the rows that stand by themselves without those beside gaps of too many or too few figures."""
    left = dict(anchors)
    while wrong := [gap for gap in _gaps(table, tokens, left) if not _fits(table, gap)]:
        beside = {row for gap in wrong for row in (gap.rows.start - 1, gap.rows.stop)}
        if not beside & left.keys():
            break
        left = {row: at for row, at in left.items() if row not in beside}
    return left


def _undisturbed(
    table: WantedTable,
    tokens: Sequence[Token],
    labels: Mapping[int, int],
    anchors: Mapping[int, int],
    pages: Sequence[int],
) -> dict[int, int]:
    """Return the rows on pages where every row stands by itself: a figure that moved stays on its page."""
    odd = [tokens[at] for row, at in labels.items() if row not in anchors]
    odd += [token for gap in _gaps(table, tokens, anchors) for token in gap.figures()]
    beside = {
        near
        for row in range(len(table.rows))
        if row not in labels
        for near in (row - 1, row + 1)
        if near in labels
    }
    odd += [tokens[labels[row]] for row in beside]
    disturbed = {pages[token.line] for token in odd}
    return {row: at for row, at in anchors.items() if pages[tokens[at].line] not in disturbed}


def _shared_out(
    edition: FormEdition, table: WantedTable, gap: _Gap, found: Mapping[int, RowTokens]
) -> dict[int, RowTokens]:
    """Return the rows of a gap with its figures in order, where nothing speaks against that."""
    rows = {row: table.rows[row] for row in gap.rows}
    units = [token for token in gap.tokens if token.kind == "unit"]
    valued = [row for row in rows if any(rows[row].refs)]
    if not _fits(table, gap) or (table.has_units and [unit.text for unit in units] != _units(rows, valued)):
        return {}
    marks = [token for token in gap.figures() if cell_figure(token.text).value is None]
    heads = [row for row in rows if row not in valued]
    if len(marks) != len(heads):
        return {}
    left = iter([token for token in gap.figures() if token not in marks])
    shared = {row: [next(left) for _ in rows[row].refs] for row in valued}
    if not _proven(edition, rows, shared):
        return {}
    unit_of = dict(zip(valued, units, strict=True)) if table.has_units else {}
    made = {row: RowTokens(found[row].label, unit_of.get(row), shared[row]) for row in valued}
    return made | {
        row: RowTokens(found[row].label, None, [mark]) for row, mark in zip(heads, marks, strict=True)
    }


def _units(rows: Mapping[int, WantedRow], valued: Sequence[int]) -> list[str | None]:
    return [rows[row].unit for row in valued]


def _proven(
    edition: FormEdition, rows: Mapping[int, WantedRow], shared: Mapping[int, Sequence[Token]]
) -> bool:
    """Whether figures can only be so: one row, one column, all the same, or each row's own sum holds."""
    texts = {token.text for figures in shared.values() for token in figures}
    if len(shared) == 1 or len(texts) == 1 or all(len(figures) == 1 for figures in shared.values()):
        return True
    return all(_sums_hold(edition, rows[row].refs, figures) for row, figures in shared.items())


def _sums_hold(edition: FormEdition, refs: Sequence[CellRef | None], figures: Sequence[Token]) -> bool:
    values: dict[CellRef, Value] = {
        ref: cell_figure(token.text).value for ref, token in zip(refs, figures, strict=True) if ref
    }
    verdicts = {holds(identity, values) for identity in equations(edition)}
    return True in verdicts and False not in verdicts
