"""Find a table whose row has no label: by the labels over its columns, in one row or in stacked blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from govreport_writer.importers.cells_of_row import RowCells, cells_of_run
from govreport_writer.importers.expected import WantedLabel, WantedTable
from govreport_writer.importers.figures_in_cells import is_figure
from govreport_writer.importers.found_tables import CellHit, TableHit
from govreport_writer.importers.labels import SLIP, alike, label_of
from govreport_writer.importers.match_columns import Head, match_columns
from govreport_writer.importers.match_rows import names_something
from govreport_writer.importers.published import FoundCell
from govreport_writer.importers.strips import Strip

ENOUGH = 0.6
"""The part of its columns that a head has to name."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Columns next to each other under the same labels."""

    start: int
    columns: tuple[tuple[WantedLabel, ...], ...]

    @property
    def above(self) -> WantedLabel | None:
        return self.columns[0][-2] if len(self.columns[0]) > 1 else None


def match_unlabelled(table: WantedTable, strips: Sequence[Strip]) -> TableHit | None:
    """Return a table of one row without a label; None when no row of figures stands under its labels."""
    return _in_one_row(table, strips) or _in_blocks(table, strips)


def _in_one_row(table: WantedTable, strips: Sequence[Strip]) -> TableHit | None:
    columns = table.blocks[0].columns
    for head_strips, strip in _figures_under_heads(table, strips):
        if not head_strips:
            continue
        run = _run(strip, len(columns))
        if _leaves_named(table, head_strips) < ENOUGH * len(columns):
            continue
        head = match_columns(columns, head_strips)
        cells = cells_of_run(run, head, len(columns))
        hit = TableHit(table, strips=[*head_strips, strip])
        if cells.cells:
            _take(hit, cells, head, 0)
        else:
            hit.loose.append((table.rows[0], cells.run))
        return hit
    return None


def _in_blocks(table: WantedTable, strips: Sequence[Strip]) -> TableHit | None:
    """Read groups of columns that stand below each other, each with its own label beside or above it."""
    groups = _groups(table)
    hit = TableHit(table)
    shared: Sequence[Strip] = ()
    unnamed: list[tuple[Strip, Sequence[Strip]]] = []
    done: set[int] = set()
    for above, strip in _figures_under_heads(table, strips):
        shared = above if _leaves_named(table, above) >= ENOUGH * len(groups[0].columns) else shared
        run = _run(strip, len(groups[0].columns))
        if not shared or len(run) != len(groups[0].columns):
            continue
        hit.strips += [*above, strip]
        group = _group_of(groups, done, strip, above)
        if group is None:
            unnamed.append((strip, shared))
            continue
        done.add(group.start)
        _take_group(hit, group, run, shared, named=True)
    if not done and len(unnamed) == len(groups):
        for group, (strip, head) in zip(groups, unnamed, strict=True):
            _take_group(hit, group, _run(strip, len(group.columns)), head, named=False)
    return hit if hit.cells and (done or len(unnamed) == len(groups)) else None


def _group_of(
    groups: Sequence[_Group], done: set[int], strip: Strip, above: Sequence[Strip]
) -> _Group | None:
    """Return the group named in a row of figures, else the one named nearest above it."""
    free = [group for group in groups if group.start not in done]
    for rows in ([strip], *([each] for each in reversed(above))):
        named = [group for group in free if _names(group, rows)]
        if named:
            return named[0] if len(named) == 1 else None
    return None


def _take_group(
    hit: TableHit, group: _Group, run: Sequence[FoundCell], head_strips: Sequence[Strip], *, named: bool
) -> None:
    head = match_columns(group.columns, head_strips)
    cells = cells_of_run(run, head, len(group.columns))
    _take(hit, cells, head, group.start, named=named)


def _take(hit: TableHit, cells: RowCells, head: Head, start: int, *, named: bool = True) -> None:
    refs = hit.table.rows[0].refs
    for index, cell in cells.cells.items():
        ref = refs[start + index]
        how = {cells.how[index] if named else "position"}
        if (column := head.columns.get(index)) and column.score <= SLIP:
            how.add("slip")
        if ref is not None:
            hit.cells[ref] = CellHit(cell, how)


def _groups(table: WantedTable) -> list[_Group]:
    groups: list[_Group] = []
    for index, labels in enumerate(table.blocks[0].columns):
        if groups and groups[-1].columns[0][:-1] == labels[:-1]:
            groups[-1] = _Group(groups[-1].start, (*groups[-1].columns, labels))
        else:
            groups.append(_Group(index, (labels,)))
    return groups


def _figures_under_heads(table: WantedTable, strips: Sequence[Strip]) -> Iterator[tuple[list[Strip], Strip]]:
    """Yield rows of figures with the rows of the table's labels right above them."""
    above: list[Strip] = []
    begun = False
    for strip in strips:
        named = any(names_something(label, table) for _, label in strip.labels)
        blank = not strip.texts
        if (named or blank) and (above or begun) and len(_run(strip, 0)) > 1 and _is_values(strip):
            yield above, strip
            above, begun = [], True
        elif named:
            above = [*above, strip]
        elif not (blank and above):
            above, begun = [], False


def _is_values(strip: Strip) -> bool:
    """Whether a row is one of figures: at most the name of its block stands beside them."""
    words = [cell for cell in strip.own if cell in strip.texts]
    figures = [cell for cell in strip.own if cell.text.strip() and cell not in words]
    return len(words) <= 2 and (len(figures) > len(words) or (not words and len(strip.own) > 2))


def _run(strip: Strip, count: int) -> list[FoundCell]:
    """Return the cells of a row behind its words, without empty ones beyond the last column."""
    last = max((cell.column for cell in strip.texts), default=-1)
    run = [cell for cell in strip.own if cell.column > last and is_figure(cell.text)]
    while count and len(run) > count and not run[-1].text.strip():
        run.pop()
    return run


def _leaves_named(table: WantedTable, strips: Sequence[Strip]) -> int:
    """Return how many labels of single columns stand in the rows of a head."""
    wanted = {labels[-1].label for labels in table.blocks[0].columns}
    said = [label_of(cell.text) for strip in strips for cell in strip.own if cell in strip.texts]
    return sum(any(alike(label, each) for each in wanted) for label in said)


def _names(group: _Group, strips: Sequence[Strip]) -> bool:
    """Whether a group's own label stands in the row of figures or in the rows right above it."""
    if group.above is None:
        return False
    said = (label_of(cell.text) for strip in strips for cell in strip.texts)
    return any(alike(label, group.above.label) for label in said)
