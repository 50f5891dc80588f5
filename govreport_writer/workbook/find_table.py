"""Find one statutory table in its sheet: in the places it was written to, else by its labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from govreport_writer.cells import CellRef
from govreport_writer.grid import Grid, GridCell
from govreport_writer.workbook.alignment import align
from govreport_writer.workbook.layout import TOP, TableLayout
from govreport_writer.workbook.names import folded, head_of
from govreport_writer.workbook.sheet_heads import JOINED, heads_in
from govreport_writer.workbook.sheets import Sheet
from govreport_writer.workbook.spots import Spot


@dataclass(frozen=True)
class Found:
    """Where the rows and columns of a table stand in a sheet; None for those that are not there.

    `columns` are by block (the index of its body band) and grid column. `by_labels` tells that they are
    not where they were written; `uncertain` that they could not be told from each other: nothing is read.
    """

    rows: tuple[int | None, ...]
    columns: Mapping[int, Mapping[int, int | None]]
    by_labels: bool = False
    uncertain: bool = False
    missing: tuple[str, ...] = ()
    changed: Mapping[str, str] = field(default_factory=dict)

    def spot(self, cell: GridCell, block: int) -> Spot | None:
        """Return the place of a cell of the grid in one of its blocks."""
        row, column = self.rows[cell.row], self.columns.get(block, {}).get(cell.column)
        return None if row is None or column is None else (row, column)


def find_table(sheet: Sheet, layout: TableLayout, grid: Grid, mapped: Mapping[CellRef, Spot]) -> Found:
    """Return where a table stands; `grid` has the labels as written, `mapped` the places in the codes."""
    shift = _shift(layout, mapped or layout.cells)
    if shift is not None and not _stands_twice(sheet, layout, grid, shift):
        wrong = [cell for cell in _labels(grid) if not _stands(sheet, cell, shift)]
        if not wrong:
            return _as_written(grid, shift)
        changed = _changed(sheet, grid, wrong, shift)
        if changed is not None:
            return _as_written(grid, shift, changed)
    return _by_labels(sheet, grid)


def _shift(layout: TableLayout, mapped: Mapping[CellRef, Spot]) -> Spot | None:
    """Return by how much the mapped places lie off the grid's; None when not all by the same."""
    written = {cell.ref: (cell.row, cell.column) for cell in layout.grid.cells if cell.ref}
    shifts = {
        (mapped[ref][0] - row, mapped[ref][1] - column) if ref in mapped else (0, 0)
        for ref, (row, column) in written.items()
    }
    shift = shifts.pop() if len(shifts) == 1 else None
    return shift if shift and min(shift) >= 1 else None


def _stands_twice(sheet: Sheet, layout: TableLayout, grid: Grid, shift: Spot) -> bool:
    """Whether the labels stand in the sheet twice, and nothing tells that the first are the form's own.

    The words over the ledger's totals move with the table they belong to.
    """
    often = Counter(sheet.texts().values())
    wanted = Counter(folded(cell.text) for cell in _labels(grid))
    if any(often[text] < 2 * number for text, number in wanted.items()):
        return False
    heads = [name for name, fields in (("control", layout.control), ("unit", layout.units)) if fields]
    own = {spot for spot, text in sheet.texts().items() for name in heads if text == head_of(name)}
    moved = (shift[0] - TOP, shift[1] - 1)
    written = {(row + moved[0], column + moved[1]) for row, column in layout.heads(heads)}
    return not own or own != written


def _labels(grid: Grid) -> Iterator[GridCell]:
    return (cell for cell in grid.cells if cell.is_header and cell.text.strip())


def _stands(sheet: Sheet, cell: GridCell, shift: Spot) -> bool:
    return sheet.texts().get(_moved(cell, shift)) == folded(cell.text)


def _moved(cell: GridCell, shift: Spot) -> Spot:
    return cell.row + shift[0], cell.column + shift[1]


def _changed(sheet: Sheet, grid: Grid, wrong: list[GridCell], shift: Spot) -> dict[str, str] | None:
    """Return the labels that someone reworded in their places; None when they are labels that moved."""
    known = {folded(cell.text) for cell in _labels(grid)}
    texts = sheet.texts()
    expected = {_moved(cell, shift) for cell in _labels(grid)}
    stray = {text for spot, text in texts.items() if spot not in expected}
    for cell in wrong:
        text = texts.get(_moved(cell, shift))
        if text is None or text in known or folded(cell.text) in stray:
            return None
    return {cell.id: str(sheet.value(_moved(cell, shift))).strip() for cell in wrong}


def _as_written(grid: Grid, shift: Spot, changed: Mapping[str, str] | None = None) -> Found:
    rows = tuple(row + shift[0] for row in range(grid.n_rows))
    columns = {column: column + shift[1] for column in range(grid.n_columns)}
    blocks = {index: columns for index, band in enumerate(grid.bands) if band.kind == "body"}
    return Found(rows, blocks, changed=changed or {})


def _by_labels(sheet: Sheet, grid: Grid) -> Found:
    """Look for every row in order, then, between the rows of a head, for every column."""
    lines = _lines(sheet)
    keys = [(row, key) for row in range(grid.n_rows) if (key := _key(grid, row))]
    alignment = align([key for _, key in keys], [texts for _, texts in lines])
    rows: list[int | None] = [None] * grid.n_rows
    for (row, _), place in zip(keys, alignment.places, strict=True):
        rows[row] = None if place is None else lines[place][0]
    certain = alignment.certain
    columns: dict[int, dict[int, int | None]] = {}
    for index, band in enumerate(grid.bands):
        if band.kind != "body":
            continue
        head = grid.bands[index - 1]
        found, sure = _columns(sheet, grid, range(head.start, head.stop), rows, band.start)
        columns[index] = found
        certain = certain and sure
        _unlabelled(sheet, grid, rows, range(band.start, band.stop), found)
    missing = tuple(_label(grid, row) for row, _ in keys if rows[row] is None)
    return Found(tuple(rows), columns, by_labels=True, uncertain=not certain, missing=missing)


def _lines(sheet: Sheet) -> list[tuple[int, frozenset[str]]]:
    """Return the rows that hold texts, with those texts."""
    by_row: dict[int, set[str]] = {}
    for (row, _), text in sheet.texts().items():
        by_row.setdefault(row, set()).add(text)
    return [(row, frozenset(texts)) for row, texts in sorted(by_row.items())]


def _key(grid: Grid, row: int) -> str:
    """Return the label by which a row of the grid is known; empty for a row without one."""
    return folded(_label(grid, row))


def _label(grid: Grid, row: int) -> str:
    """Return the innermost label of a body row, the first of a head row."""
    own = [cell for cell in grid.rows()[row] if cell.is_header and cell.text.strip()]
    if not own:
        return ""
    return own[-1].text if own[-1].role == "stub" else own[0].text


def _columns(
    sheet: Sheet, grid: Grid, head: range, rows: list[int | None], body: int
) -> tuple[dict[int, int | None], bool]:
    """Return the columns of a block by its heads, and whether they could be told from each other."""
    wanted = _heads(grid, head)
    found = [row for row in (rows[index] for index in head) if row is not None]
    if not found:
        return dict.fromkeys(wanted), True
    there = heads_in(sheet, range(min(found), rows[body] or max(found) + 1))
    places = sorted(there)
    alignment = align(list(wanted.values()), [{there[column]} for column in places])
    columns = {
        column: None if place is None else places[place]
        for column, place in zip(wanted, alignment.places, strict=True)
    }
    return columns, alignment.certain


def _heads(grid: Grid, head: range) -> dict[int, str]:
    """Return the columns of figures of a block with the words above them, from the top."""
    over = [cell for cell in grid.cells if cell.row in head and cell.is_header]
    values = {
        cell.column
        for cell in grid.cells
        if cell.role == "value" and cell.row >= head.stop and grid.band_of(cell.row).start == head.stop
    }
    return {
        column: JOINED.join(
            folded(cell.text) for cell in over if cell.column <= column < cell.column + cell.colspan
        )
        for column in sorted(values)
    }


def _unlabelled(
    sheet: Sheet, grid: Grid, rows: list[int | None], body: range, columns: Mapping[int, int | None]
) -> None:
    """Place a body row without a label: right below its head, or where the only figures are."""
    for row in body:
        if _key(grid, row) or rows[row - 1] is None:
            continue
        first = (rows[row - 1] or 0) + 1
        filled = {
            at
            for (at, column), cell in sheet.cells.items()
            if column in columns.values() and cell.value is not None
        }
        rows[row] = first + 1 if first not in filled and first + 1 in filled else first
