"""Draw the live checks: every relation of the report as a formula, and red marks where it does not hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from xlsxwriter.worksheet import Worksheet

from govreport_writer.cells import CellRef
from govreport_writer.checks.broken import formula_in_words
from govreport_writer.form.edition import Identity
from govreport_writer.messages import printed
from govreport_writer.places import place
from govreport_writer.workbook import cached, formulas
from govreport_writer.workbook.book import PROTECTED, Book
from govreport_writer.workbook.layout import TableLayout
from govreport_writer.workbook.marks import Mark, rules
from govreport_writer.workbook.names import sheet_name, width_of
from govreport_writer.workbook.spots import a1, fixed
from govreport_writer.workbook.write_figure import cached_value

HEADS = ("number", "place", "relation", "left", "right", "difference", "result", "severity", "basis")
WIDTHS = (5, 26, 60, 9, 9, 9, 10, 7, 13)
FIRST_ROW = 5
"""The first row of relations, from 1."""
LEFT, RIGHT, RESULT = "D", "E", "G"
"""The columns of both sides and of the result."""
HAN_IN_RELATION = 32
"""Chinese characters in a line of the column of relations."""
HAN_IN_PLACE = 13
LONGEST = 8
"""Terms that are written out."""
LINE = 14.5

Marks = dict[str, list[Mark]]
"""By sheet."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the sheet: words, both sides, and what decides; `value` are the cached values."""

    place: str
    relation: str
    left: str
    right: str
    result: str
    values: tuple[str | int | float, ...]
    severity: str
    basis: str
    target: tuple[str, str]


def write_checks(book: Book) -> Marks:
    """Add the sheet of live checks; return what turns red in the sheets of the tables."""
    sheet = book.sheet(sheet_name("checks"))
    writer = _ChecksWriter(book, sheet)
    writer.write()
    return writer.marks


class _ChecksWriter:
    def __init__(self, book: Book, sheet: Worksheet) -> None:
        self.book = book
        self.sheet = sheet
        self.marks: Marks = {}

    def write(self) -> None:
        self._page()
        lines = list(self._lines())
        for row, line in enumerate(lines, FIRST_ROW):
            self._line(row, line)
        last = FIRST_ROW + len(lines) - 1
        self._summary(last, [line.values[-1] for line in lines])
        for name, words in (("wrong", "broken"), ("good", "holds"), ("faint", "unfilled")):
            condition = {
                "type": "cell",
                "criteria": "==",
                "value": f'"{printed(f"workbook.result.{words}")}"',
                "format": self.book.style(name),
            }
            self.sheet.conditional_format(f"{RESULT}{FIRST_ROW}:{RESULT}{last}", condition)
        self.sheet.autofilter(FIRST_ROW - 2, 0, last - 1, len(HEADS) - 1)
        self.sheet.protect("", PROTECTED | {"autofilter": True, "sort": False})

    def _page(self) -> None:
        sheet, style = self.sheet, self.book.style
        sheet.set_landscape()
        sheet.set_row(0, 26)
        sheet.write_string(0, 0, printed("workbook.checks.title"), style("title"))
        sheet.write_string(2, 0, printed("workbook.checks.hint"), style("hint_line"))
        for column, (name, width) in enumerate(zip(HEADS, WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(FIRST_ROW - 2, column, printed(f"workbook.check_head.{name}"), style("head"))
        sheet.freeze_panes(FIRST_ROW - 1, 0)
        sheet.repeat_rows(FIRST_ROW - 2)

    def _summary(self, last: int, results: Sequence[object]) -> None:
        """Count what does not hold and what waits, above the list."""
        column = f"{RESULT}{FIRST_ROW}:{RESULT}{last}"
        words = {name: printed(f"workbook.result.{name}") for name in ("broken", "unfilled", "holds")}
        counting = {name: f'"&COUNTIF({column},"{word}")&"' for name, word in words.items()}
        counted = {name: results.count(word) for name, word in words.items()}
        formula = f'="{printed("workbook.checks.summary", **counting)}"'
        value = printed("workbook.checks.summary", **counted)
        self.sheet.write_formula(1, 0, formula, self.book.style("group"), value)

    def _line(self, row: int, line: Line) -> None:
        style, sheet, at = self.book.style, self.sheet, row - 1
        lines = max(
            ceil(width_of(line.relation) / HAN_IN_RELATION), ceil(width_of(line.place) / HAN_IN_PLACE)
        )
        sheet.set_row(at, LINE * lines + 5)
        sheet.write_number(at, 0, row - FIRST_ROW + 1, style("line_number"))
        target = "internal:" + formulas.on_sheet(*line.target)
        sheet.write_url(at, 1, target, style("link"), line.place)
        sheet.write_string(at, 2, line.relation, style("line"))
        left, right, result = line.values
        sheet.write_formula(at, 3, line.left, style("line_number"), left)
        sheet.write_formula(at, 4, line.right, style("line_number"), right)
        difference = (
            f'=IF(COUNT({LEFT}{row},{RIGHT}{row})=2,ROUND({LEFT}{row}-{RIGHT}{row},{formulas.DIGITS}),"")'
        )
        sheet.write_formula(at, 5, difference, style("line_number"), _difference(left, right))
        sheet.write_formula(at, 6, line.result.format(row=row), style("result"), result)
        sheet.write_string(at, 7, line.severity, style("line_number"))
        sheet.write_string(at, 8, line.basis, style("line"))

    def _lines(self) -> Iterator[Line]:
        for identity in self.book.edition.identities:
            if not identity.needs_prior and identity.serves(self.book.submission.year):
                yield self._of_identity(identity)
        for layout in self.book.layouts:
            for ref in layout.control:
                yield self._of_control(layout, ref)

    def _of_identity(self, identity: Identity) -> Line:
        book, references = self.book, self.book.references
        left = formulas.side(identity.left, book.edition, references.__getitem__)
        right = formulas.side(identity.right, book.edition, references.__getitem__)
        terms = (*identity.left, *identity.right)
        self._mark(identity, left, right)
        return Line(
            place=self._place(terms[0].ref, along_a_row=len({term.ref.row for term in terms}) == 1),
            relation=_titled(identity.title, formula_in_words(identity, book.submission.edition, LONGEST)),
            left=_sum(left),
            right=_sum(right),
            result=self._result(identity, left, right),
            values=self._values(identity),
            severity=printed(f"severity.{identity.severity}"),
            basis=printed(f"workbook.basis.{identity.basis}"),
            target=self._target(terms[0].ref),
        )

    def _result(self, identity: Identity, left: formulas.Side, right: formulas.Side) -> str:
        """Return the formula of the result, over the two sides in its own row (`{row}`)."""
        one = formulas.Side(f"{LEFT}{{row}}", f"COUNT({LEFT}{{row}})", left.filled)
        other = formulas.Side(f"{RIGHT}{{row}}", f"COUNT({RIGHT}{{row}})", right.filled)
        return formulas.result(identity, one, other, self.book.cover_cells)

    def _values(self, identity: Identity) -> tuple[str | int | float, ...]:
        """Return both sides and the result as they are now."""
        edition, cells = self.book.edition, self.book.shown
        sides = (cached.side(terms, edition, cells) for terms in (identity.left, identity.right))
        result = cached.result(identity, self.book.submission, cells)
        return (*map(cached_value, sides), printed(f"workbook.result.{result}"))

    def _mark(self, identity: Identity, left: formulas.Side, right: formulas.Side) -> None:
        """Let the cells of a relation turn red; one that needs another sheet is only listed."""
        sheets = {self._target(term.ref)[0] for term in (*identity.left, *identity.right)}
        if len(sheets) > 1 or formulas.applies(identity, self.book.cover_cells):
            return
        sheet = sheets.pop()
        prefix = formulas.on_sheet(sheet, "")
        numbers, wrong = formulas.has_numbers(left, right), formulas.is_broken(identity, left, right)
        condition = f"=AND({numbers},{wrong})".replace(prefix, "")
        cells = tuple(self._spot(term.ref) for term in (*identity.left, *identity.right))
        self.marks.setdefault(sheet, []).append(Mark(condition, cells))

    def _of_control(self, layout: TableLayout, ref: CellRef) -> Line:
        """Compare a total of the ledger with that of the report; nothing when none was entered."""
        sheet = layout.table.sheet
        names = (fixed(layout.control[ref]), fixed(layout.cells[ref]))
        own, reported = (formulas.on_sheet(sheet, name) for name in names)
        wrong = f"AND(ISNUMBER({names[0]}),ISNUMBER({names[1]}),N({names[0]})<>N({names[1]}))"
        cells = (layout.control[ref], layout.cells[ref])
        self.marks.setdefault(sheet, []).append(Mark(f"={wrong}", cells))
        words = {
            name: printed(f"workbook.result.{name}") for name in ("holds", "broken", "unfilled", "not_stated")
        }
        compared = f'IF(N({own})=N({reported}),"{words["holds"]}","{words["broken"]}")'
        filled = f'IF(ISNUMBER({reported}),{compared},"{words["unfilled"]}")'
        stated = self.book.stated(ref)
        return Line(
            place=self._place(ref, along_a_row=True),
            relation=printed("workbook.checks.control"),
            left=f'=IF(ISNUMBER({own}),{own},"")',
            right=f'=IF(ISNUMBER({reported}),{reported},"")',
            result=f'=IF(ISNUMBER({own}),{filled},"{words["not_stated"]}")',
            values=(
                "" if stated is None else cached_value(self.book.submission.values[ref]),
                cached_value(self.book.shown[ref]),
                words["not_stated" if stated is None else "holds"],
            ),
            severity=printed("severity.must"),
            basis=printed("workbook.basis.control"),
            target=(sheet, a1(layout.control[ref])),
        )

    def _place(self, ref: CellRef, *, along_a_row: bool) -> str:
        here = place(self.book.submission, ref)
        sheet = self._target(ref)[0]
        named = (here.row or here.column) if along_a_row else (here.column or here.row)
        return f"{sheet} {named or ''}".strip()

    def _spot(self, ref: CellRef) -> tuple[int, int]:
        layout = next(layout for layout in self.book.layouts if layout.table.id == ref.table)
        return layout.cells[ref]

    def _target(self, ref: CellRef) -> tuple[str, str]:
        return self.book.edition.table(ref.table).sheet, a1(self._spot(ref))


def _titled(title: str | None, formula: str) -> str:
    return f"{title}{printed('words.colon')}{formula}" if title else formula


def _sum(side: formulas.Side) -> str:
    return f"={side.total}" if side.count is None else f'=IF({side.count}=0,"",{side.total})'


def _difference(left: str | int | float, right: str | int | float) -> str | int | float:
    if isinstance(left, str) or isinstance(right, str):
        return ""
    return round(left - right, formulas.DIGITS)


def mark_broken(sheet: Worksheet, marks: Sequence[Mark], book: Book) -> None:
    """Attach the red marks of one table's sheet."""
    for rule in rules(marks):
        condition = {"type": "formula", "criteria": rule.condition, "format": book.style("wrong")}
        sheet.conditional_format(rule.area, condition)
