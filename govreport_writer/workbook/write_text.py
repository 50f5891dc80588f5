"""Draw the text sheet: the parts of the report one below the other, a paragraph a row."""

from __future__ import annotations

from collections.abc import Iterator

from xlsxwriter.worksheet import Worksheet

from govreport_writer.form.file import SectionFile
from govreport_writer.messages import printed
from govreport_writer.numbering import chinese_number
from govreport_writer.submission import PREFACE, NarrativeSection
from govreport_writer.workbook.book import PROTECTED, Book
from govreport_writer.workbook.cover import sheets_joined
from govreport_writer.workbook.names import TEXT_HEADS, TEXT_KINDS, sheet_name, width_of
from govreport_writer.workbook.text_rows import MARKS, TextRow, paragraphs, to_rows
from govreport_writer.workbook.write_words import write_words

ROOM = 10
"""Empty rows in a part that must have text and has none yet."""
LITTLE_ROOM = 3
LONGEST = 400
"""Rows down to which the kinds are offered."""
FIRST_ROW = 3
LINE = 15.0
CHARACTERS = 44
"""Chinese characters in a line of the text column."""


def write_text(book: Book) -> None:
    """Add the text sheet: as filed, with room to type into where nothing is."""
    _TextWriter(book).write()


class _TextWriter:
    def __init__(self, book: Book) -> None:
        self.book = book
        self.style = book.style
        self.sheet: Worksheet = book.sheet(sheet_name("text"))
        self.row = FIRST_ROW

    def write(self) -> None:
        self._page()
        for part in self._parts():
            self._part(*part)
        kinds = [printed(f"workbook.text.{kind}") for kind in TEXT_KINDS]
        rule = {
            "validate": "list",
            "source": kinds,
            "ignore_blank": True,
            "error_title": printed("workbook.validation.title"),
            "error_message": printed("workbook.validation.choice"),
        }
        last = max(self.row + ROOM, LONGEST)
        self.sheet.data_validation(FIRST_ROW, 0, last, 0, rule)

    def _page(self) -> None:
        sheet = self.sheet
        for column, width in enumerate((11, 92, 16, 12)):
            sheet.set_column(column, column, width, None, {"hidden": column == 3})
        sheet.set_row(0, 26)
        sheet.write_string(0, 0, printed("workbook.text.title"), self.style("title"))
        sheet.write_string(1, 0, printed("workbook.text.hint"), self.style("hint_line"))
        for column, name in enumerate(TEXT_HEADS):
            sheet.write_string(
                FIRST_ROW - 1, column, printed(f"workbook.text_head.{name}"), self.style("head")
            )
        sheet.freeze_panes(FIRST_ROW, 0)
        sheet.repeat_rows(FIRST_ROW - 1)
        allowed = {"insert_rows": True, "delete_rows": True, "format_cells": True}
        sheet.protect("", PROTECTED | allowed)

    def _parts(self) -> Iterator[tuple[str | None, str, tuple[str, ...] | None, NarrativeSection | None]]:
        """Yield id, title, tables and text of each part; tables of None are those of the form."""
        raw = self.book.submission.raw
        if raw.narrative_is_list:
            titles = {section.id: section.title for section in self.book.edition.sections}
            for each in raw.narrative:
                title = printed("workbook.text.preface") if each.id == PREFACE else None
                yield each.id, title or each.title or titles.get(each.id or "", ""), each.tables, each
            return
        filed = {each.id: each for each in raw.narrative}
        yield PREFACE, printed("workbook.text.preface"), None, filed.get(PREFACE)
        for number, section in enumerate(self.book.edition.sections, 1):
            title = f"{chinese_number(number)}、{section.title}"
            yield section.id, title, None, filed.get(section.id)

    def _part(
        self,
        part_id: str | None,
        title: str,
        tables: tuple[str, ...] | None,
        filed: NarrativeSection | None,
    ) -> None:
        section = self.book.edition.section(part_id)
        shown = tables if tables is not None else (section.tables if section else ())
        self._heading(part_id, title, shown)
        before = _rows(filed.before if filed else None)
        after = _rows(filed.after if filed else None)
        if filed and not before and not after:
            before = [("as_is", "")]
        blank = filed is None and not before
        if blank and section is not None and section.suggested:
            self._suggested(section)
        else:
            self._lines(before)
            self._room(
                ROOM if section is not None and section.narrative == "required" else LITTLE_ROOM, blank
            )
        if shown:
            self._table(shown)
            self._lines(after)
            self._room(LITTLE_ROOM, not after)

    def _heading(self, part_id: str | None, title: str, tables: tuple[str, ...]) -> None:
        is_open = self.book.edition.free_headings or self.book.submission.raw.narrative_is_list
        look = self.style("part_open" if is_open and part_id != PREFACE else "part")
        self.sheet.set_row(self.row, 22)
        self.sheet.write_string(self.row, 0, printed("workbook.text.part"), look)
        self.sheet.write_string(self.row, 1, title, look)
        self.sheet.write_string(self.row, 2, sheets_joined(self._sheets(tables)), look)
        self.sheet.write_string(self.row, 3, part_id or "", look)
        self.row += 1

    def _sheets(self, tables: tuple[str, ...]) -> list[str]:
        return [self.book.edition.table(table).sheet for table in tables]

    def _suggested(self, section: SectionFile) -> None:
        """Write the usual headings of a part with room under each."""
        for number, title in enumerate(section.suggested, 1):
            self._lines(
                [("heading2", printed("workbook.text.numbered", number=chinese_number(number), title=title))]
            )
            self._room(LITTLE_ROOM, True)

    def _lines(self, rows: list[TextRow]) -> None:
        for kind, text in rows:
            self._line(printed(f"workbook.text.{kind}") if kind else "", text)

    def _room(self, rows: int, blank: bool) -> None:
        for _ in range(rows if blank else 1):
            self._line("", "")

    def _line(self, kind: str, text: str) -> None:
        lines = sum(1 + int(width_of(line)) // CHARACTERS for line in text.split("\n"))
        self.sheet.set_row(self.row, LINE * lines + 5 if lines > 1 else None, self.style("free"))
        write_words(self.sheet, self.row, 0, kind, self.style("kind"))
        write_words(self.sheet, self.row, 1, text, self.style("text_entry"))
        self.row += 1

    def _table(self, tables: tuple[str, ...]) -> None:
        text = printed("workbook.text.table_here", tables=printed("words.comma").join(self._sheets(tables)))
        self.sheet.write_string(self.row, 0, printed("workbook.text.table"), self.style("marker"))
        self.sheet.write_string(self.row, 1, text, self.style("marker"))
        self.row += 1


def _rows(text: str | None) -> list[TextRow]:
    """Return the rows of a text; one of headings alone is marked, or it would pass for those offered."""
    rows = list(to_rows(text or ""))
    if all(kind in MARKS for kind, _ in rows):
        return [("as_is", paragraph) for kind, words in rows for paragraph in paragraphs(kind, words)]
    return rows
