"""Draw one statutory table: the grid as printed, entry cells, totals as formulas, what stands around."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from math import ceil

from xlsxwriter.worksheet import Worksheet

from govreport_writer.cells import CellRef
from govreport_writer.figures import UNITS_OF_MONEY, added, in_unit, printed
from govreport_writer.form.edition import Cell
from govreport_writer.form.tree import Node, walk
from govreport_writer.grid import Grid, GridCell
from govreport_writer.grid_layout import build_grid
from govreport_writer.messages import printed as words
from govreport_writer.submission import RawCell, Submission
from govreport_writer.workbook import formulas
from govreport_writer.workbook.book import PROTECTED, Book
from govreport_writer.workbook.layout import TOP, TableLayout
from govreport_writer.workbook.names import width_of
from govreport_writer.workbook.spots import Spot, column_name, ranges
from govreport_writer.workbook.write_figure import write_figure

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
        self._aside("control", self.layout.control, "control")
        self._aside("unit", self.layout.units, "control")
        self._units()
        if self.book.prior is not None:
            self._last_year()
        self._validate()

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
        typed = self.submission.raw.cells.get(total.ref)
        computed = _computed(total, self.submission)
        if typed is None or (self.submission.values.get(total.ref) == computed and computed is not None):
            formula = formulas.total(total, self.layout.cells.__getitem__)
            value = "" if computed is None else _number(computed)
            self.sheet.write_formula(row, column, formula, self.style("total"), value)
            return
        write_figure(self.sheet, row, column, self._beside_unit(total.ref, typed), self.style, "typed_total")
        self.sheet.write_comment(
            row, column, words("workbook.comment.typed_total", computed=printed(computed))
        )

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

    def _aside(self, name: str, fields: Iterable[CellRef], look: str) -> None:
        """Write the heads of the fields around the table, and what the submission puts into them."""
        spots = {"control": self.layout.control, "unit": self.layout.units}[name]
        if not spots:
            return
        head = self._head_of(spots)
        self.sheet.write_string(head[0] - 1, head[1] - 1, words(f"workbook.aside.{name}"), self._head_style)
        for ref in fields:
            row, column = spots[ref]
            self.sheet.write_blank(row - 1, column - 1, None, self.style(look))
            if name == "control":
                self._control(ref, row - 1, column - 1)

    @property
    def _head_style(self) -> object:
        return self.style("hint_line" if self.layout.below else "aside_head")

    def _head_of(self, spots: Mapping[CellRef, Spot]) -> Spot:
        """Return where the head of some fields stands: above their column, or before their row."""
        places = sorted(spots.values())
        row, column = places[0]
        return (row - 1, 1) if self.layout.below else (self.layout.head_row, column)

    def _control(self, ref: CellRef, row: int, column: int) -> None:
        """Put a typed total that agrees with its parts where the ledger's totals stand."""
        typed = self.submission.raw.cells.get(ref)
        value = self.submission.values.get(ref)
        if typed is not None and value is not None and value == _computed(self.form[ref], self.submission):
            write_figure(self.sheet, row, column, RawCell(value), self.style, "control")

    def _units(self) -> None:
        """Offer the units of money, and write those that were filed."""
        for ref, (row, column) in self.layout.units.items():
            typed = self.submission.raw.cells.get(ref)
            unit = self.submission.units.get(ref) if typed else None
            if unit:
                self.sheet.write_string(row - 1, column - 1, unit, self.style("control"))
            offered = {"validate": "list", "source": list(UNITS_OF_MONEY), "error_type": "warning"}
            self.sheet.data_validation(row - 1, column - 1, row - 1, column - 1, offered)

    def _last_year(self) -> None:
        """Write last year's figures in grey, where last year's form had the cell."""
        from govreport_writer.ancestry import cell_before

        prior = self.book.prior
        assert prior is not None
        head = self._head_of(self.layout.last_year)
        text = words("workbook.aside.last_year", year=prior.year)
        self.sheet.write_string(head[0] - 1, head[1] - 1, text, self.style("hint_line"))
        if not self.layout.below:
            first = min(column for _, column in self.layout.last_year.values())
            last = max(column for _, column in self.layout.last_year.values())
            self.sheet.set_column(first - 1, last - 1, 6)
        for ref, (row, column) in self.layout.last_year.items():
            before = cell_before(ref, self.book.edition, prior.edition)
            value = prior.values.get(before) if before else None
            if value is not None:
                write_figure(self.sheet, row - 1, column - 1, RawCell(value), self.style, "last_year")

    def _validate(self) -> None:
        """Ask for numbers in entry cells, and mark what is none."""
        by_type: dict[str, list[Spot]] = {}
        for ref, spot in self.layout.cells.items():
            if not self.form[ref].is_total:
                by_type.setdefault(self.form[ref].type, []).append(spot)
        for kind, spots in by_type.items():
            _offer(self.sheet, sorted(spots, key=lambda spot: (spot[1], spot[0])), _rule(kind))
        controls = sorted(self.layout.control.values(), key=lambda spot: (spot[1], spot[0]))
        if controls:
            _offer(self.sheet, controls, _rule("count"))
        self._mark_texts([spot for spots in by_type.values() for spot in spots] + controls)

    def _mark_texts(self, spots: list[Spot]) -> None:
        names = ranges(sorted(spots, key=lambda spot: (spot[1], spot[0])))
        first = names[0].split(":")[0]
        condition = {
            "type": "formula",
            "criteria": f"=ISTEXT({first})",
            "format": self.style("odd"),
            "multi_range": " ".join(names),
        }
        self.sheet.conditional_format(names[0], condition)


def _counted(node: Node) -> str:
    """Say what counts in a row, and where that is not the form's own word."""
    if node.note is None:
        return ""
    kind = "inferred" if node.note.basis == "inferred" else "note"
    cite = words("workbook.comment.cite", cite=node.note.cite) if node.note.cite else ""
    return words(f"workbook.comment.{kind}", text=node.note.text, cite=cite)


def _computed(total: Cell, submission: Submission) -> int | Decimal | None:
    """Return the sum of a total's parts, None when there is no number or one cannot be read."""
    parts = total.column_parts or total.row_parts
    if not all(part in submission.values and submission.readable(part) for part in parts):
        return None
    unit = submission.units[total.ref]
    values = [(submission.values[part], submission.units[part]) for part in parts]
    return added(None if value is None else in_unit(value, own, unit) for value, own in values)


def _number(value: int | Decimal) -> int | float:
    return value if isinstance(value, int) else float(value)


def _rule(kind: str) -> dict[str, object]:
    """Return the validation of a kind of figure: only what is no such number is refused."""
    rules: dict[str, dict[str, object]] = {
        "count": {"validate": "integer", "criteria": ">=", "value": 0},
        "change": {"validate": "integer", "criteria": ">=", "value": -(10**9)},
        "amount": {"validate": "decimal", "criteria": ">=", "value": 0},
    }
    return rules[kind] | {
        "ignore_blank": True,
        "error_title": words("workbook.validation.title"),
        "error_message": words(f"workbook.validation.{kind}"),
    }


def _offer(sheet: Worksheet, spots: list[Spot], rule: dict[str, object]) -> None:
    """Attach one validation to many cells."""
    boxes = list(_boxes(spots))
    first, *others = boxes
    sheet.data_validation(*first, rule | ({"other_cells": [list(box) for box in others]} if others else {}))


def _boxes(spots: list[Spot]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the runs of cells as (row, column, row, column) from 0."""
    for name in ranges(spots):
        first, _, last = name.partition(":")
        top, left = _zero(first)
        bottom, right = _zero(last or first)
        yield top, left, bottom, right


def _zero(name: str) -> tuple[int, int]:
    letters = name.rstrip("0123456789")
    column = next(number for number in range(1, 1000) if column_name(number) == letters)
    return int(name[len(letters) :]) - 1, column - 1
