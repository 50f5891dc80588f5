"""Draw one statutory table: the grid as printed, entry cells, totals as formulas, comments on the rows."""

from __future__ import annotations

from math import ceil

from xlsxwriter.worksheet import Worksheet

from govreport_writer.cells import CellRef
from govreport_writer.figures import printed
from govreport_writer.form.edition import Cell
from govreport_writer.form.tree import Node, walk
from govreport_writer.grid import Grid, GridCell
from govreport_writer.grid_layout import build_grid
from govreport_writer.messages import printed as words
from govreport_writer.submission import RawCell
from govreport_writer.workbook import formulas
from govreport_writer.workbook.book import PROTECTED, Book
from govreport_writer.workbook.cached import is_typed_over, parts_sum
from govreport_writer.workbook.entry_rules import guard_entries
from govreport_writer.workbook.layout import TOP, TableLayout
from govreport_writer.workbook.names import width_of
from govreport_writer.workbook.write_around import write_around
from govreport_writer.workbook.write_figure import cached_value, write_figure

CHARACTER = 1.9
"""Millimetres of a column's unit of width."""
HAN = 3.9
"""Millimetres of a Chinese character at the size of the tables."""
NARROWEST = 14.0
"""Millimetres that a column of figures has on the screen at least; the page is scaled to fit."""
LINE = 14.5
"""Points of a line of text."""
LANDSCAPE_FROM = 12
"""A table of so many columns is printed across."""


def write_table(book: Book, layout: TableLayout) -> Worksheet:
    """Add the sheet of one table."""
    sheet = book.sheet(layout.table.sheet)
    _TableWriter(book, layout, sheet).write()
    return sheet


class _TableWriter:
    def __init__(self, book: Book, layout: TableLayout, sheet: Worksheet) -> None:
        self.book = book
        self.style = book.style
        self.layout = layout
        self.sheet = sheet
        self.submission = book.submission
        labels = book.submission.raw.labels
        self.grid: Grid = build_grid(layout.table, labels=labels) if labels else layout.grid
        self.form = {cell.ref: cell for cell in book.edition.cells_of(layout.table.id)}
        self.rows: dict[str, Node] = {
            f"{layout.table.id}/{row.path}": row for block in layout.table.blocks for row in walk(block.rows)
        }
        self.scale = max(1.0, NARROWEST / min(self.grid.widths))

    def write(self) -> None:
        self._page()
        self._title()
        for row in self.grid.rows():
            for cell in row:
                self._cell(cell)
        self._heights()
        write_around(self.book, self.layout, self.sheet)
        guard_entries(self.sheet, self.layout, self.form, self.style)

    def _page(self) -> None:
        sheet, grid = self.sheet, self.grid
        for column, width in enumerate(grid.widths):
            sheet.set_column(column, column, width * self.scale / CHARACTER)
        sheet.set_column(grid.n_columns, grid.n_columns, 2)
        sheet.set_column(grid.n_columns + 1, grid.n_columns + 1, 9)
        if grid.n_columns >= LANDSCAPE_FROM:
            sheet.set_landscape()
        head = grid.bands[0] if len(grid.bands) == 2 else None
        if head:
            sheet.repeat_rows(TOP - 1, TOP - 2 + head.stop)
            first = min(column for _, column in self.layout.cells.values())
            sheet.freeze_panes(TOP - 1 + head.stop, first - 1 if grid.n_rows > head.stop + 1 else 0)
        sheet.print_area(0, 0, self.layout.bottom - 1, grid.n_columns - 1)
        sheet.protect("", PROTECTED)

    def _title(self) -> None:
        table = self.layout.table
        parts = [section.title for section in self.book.edition.sections if table.id in section.tables]
        self.sheet.set_row(0, 26)
        self.sheet.write_string(0, 0, table.title or next(iter(parts), table.sheet), self.style("title"))
        units = {cell.unit for cell in self.form.values()}
        unit = words("workbook.hint.unit", unit=units.pop()) if len(units) == 1 and None not in units else ""
        self.sheet.write_string(1, 0, words("workbook.hint.table", unit=unit), self.style("hint_line"))

    def _cell(self, cell: GridCell) -> None:
        row, column = cell.row + TOP - 1, cell.column
        if cell.ref is not None:
            self._value(cell, row, column)
            return
        look = {"stub": "stub", "unit": "unit", "heading_value": "closed"}.get(cell.role, "head")
        text = cell.text if cell.role != "stub" else "　" * self._indent(cell) + cell.text
        self._merged(cell, row, column, text, look)
        note = self._note(cell)
        if note:
            size = {"x_scale": 2.2, "y_scale": max(0.5, len(note) / 60)}
            self.sheet.write_comment(row, column, note, size)

    def _indent(self, cell: GridCell) -> int:
        return cell.level - 1 if self.layout.table.stub == "indented" else 0

    def _merged(self, cell: GridCell, row: int, column: int, text: str, look: str) -> None:
        if cell.rowspan * cell.colspan > 1:
            last_row, last_column = row + cell.rowspan - 1, column + cell.colspan - 1
            self.sheet.merge_range(row, column, last_row, last_column, "", self.style(look))
        self.sheet.write_string(row, column, text, self.style(look))

    def _value(self, cell: GridCell, row: int, column: int) -> None:
        """Write an entry cell or a total; a figure over several columns is centred across, not merged."""
        assert cell.ref is not None
        if self.form[cell.ref].is_total:
            self._total(self.form[cell.ref], row, column)
        else:
            typed = self.submission.raw.cells.get(cell.ref)
            look = "entry_across" if cell.colspan > 1 else "entry"
            if self.book.brought and typed is not None:
                look = "brought"
                self.sheet.write_comment(row, column, words("workbook.comment.brought"))
            if cell.ref in self.book.marks:
                look = "doubtful_across" if cell.colspan > 1 else "doubtful"
                self._comment(row, column, self.book.marks[cell.ref])
            write_figure(self.sheet, row, column, self._beside_unit(cell.ref, typed), self.style, look)
        for beside in range(column + 1, column + cell.colspan):
            self.sheet.write_blank(row, beside, None, self.style("across"))

    def _beside_unit(self, ref: CellRef, typed: RawCell | None) -> RawCell | None:
        """Return the cell as it is typed: with its unit, where that is not the form's or has a cell."""
        if typed is None or typed.unit is None or typed.value is None:
            return typed
        if ref in self.layout.units or typed.unit == self.form[ref].unit:
            return RawCell(typed.value)
        shown = typed.value if isinstance(typed.value, str) else printed(typed.value)
        return RawCell(f"{shown}{typed.unit}")

    def _total(self, total: Cell, row: int, column: int) -> None:
        """Write the formula of a total with its value, or, marked, the total that was typed and differs."""
        if not is_typed_over(total, self.submission):
            formula = formulas.total(total, self.layout.cells.__getitem__)
            value = cached_value(self.book.shown[total.ref])
            doubt = self.book.marks.get(total.ref)
            look = self.style("doubtful_total" if doubt else "total")
            self.sheet.write_formula(row, column, formula, look, value)
            if doubt:
                self._comment(row, column, doubt)
            return
        typed = self._beside_unit(total.ref, self.submission.raw.cells[total.ref])
        write_figure(self.sheet, row, column, typed, self.style, "typed_total")
        computed = printed(parts_sum(total, self.submission))
        own = words("workbook.comment.typed_total", computed=computed)
        doubt = self.book.marks.get(total.ref)
        if doubt:
            self._comment(row, column, f"{own}\n{doubt}")
        else:
            self.sheet.write_comment(row, column, own)

    def _comment(self, row: int, column: int, text: str) -> None:
        """Write a comment that is large enough for its text."""
        size = {"x_scale": 2.2, "y_scale": max(0.8, len(text) / 60)}
        self.sheet.write_comment(row, column, text, size)

    def _note(self, cell: GridCell) -> str:
        """Return what counts in the row of a stub; in a table of one row without a label, at its corner."""
        node = self.rows.get(cell.address or "")
        if (cell.row, cell.column) == (0, 0) and len(self.rows) == 1:
            node = next(iter(self.rows.values()))
        return "" if node is None else "\n".join(filter(None, (_counted(node), self._quoted(node))))

    def _quoted(self, node: Node) -> str:
        """Say how the text quotes the row: its total, or its only figure."""
        own = [ref for ref in self.form if ref.row == node.path]
        if not own:
            return ""
        shown = next((ref for ref in own if self.form[ref].column_parts), own[0])
        return words("workbook.comment.quoted", path=shown.dotted)

    def _heights(self) -> None:
        """Give each row the height that its longest label takes."""
        for number, row in enumerate(self.grid.rows()):
            lines = [self._lines(cell) for cell in row if cell.rowspan == 1 and cell.text]
            self.sheet.set_row(number + TOP - 1, LINE * max(lines, default=1) + 5)

    def _lines(self, cell: GridCell) -> int:
        width = sum(self.grid.widths[cell.column : cell.column + cell.colspan]) * self.scale - 2
        return ceil((width_of(cell.text) + self._indent(cell)) * HAN / width)


def _counted(node: Node) -> str:
    """Say what counts in a row, and where that is not the form's own word."""
    if node.note is None:
        return ""
    kind = "inferred" if node.note.basis == "inferred" else "note"
    cite = words("workbook.comment.cite", cite=node.note.cite) if node.note.cite else ""
    return words(f"workbook.comment.{kind}", text=node.note.text, cite=cite)
