"""Read the text sheet: parts, headings and paragraphs, in the order in which they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from govreport_writer.cells import Location
from govreport_writer.errors import SubmissionError
from govreport_writer.form.edition import FormEdition
from govreport_writer.messages import printed
from govreport_writer.numbering import NUMBERED
from govreport_writer.submission import PREFACE
from govreport_writer.workbook.cover import sheets_parted, table_named
from govreport_writer.workbook.names import TEXT_HEADS, TEXT_KINDS, folded, sheet_name
from govreport_writer.workbook.sheets import Sheet
from govreport_writer.workbook.text_rows import MARKS, RowKind, paragraphs
from govreport_writer.workbook.transcript import Transcript
from govreport_writer.yaml_strict import Node

KIND, TEXT, TABLES, CODE = range(4)
"""The columns, counted from that of the kinds."""


@dataclass(slots=True)
class Row:
    """A row of the sheet: what stands in its four columns, and where its text stands."""

    kind: str
    text: str
    tables: str
    code: str
    location: Location


@dataclass(slots=True)
class Part:
    """A part of the report: its title row, then the rows before and after its tables."""

    head: Row
    before: list[Row] = field(default_factory=list)
    after: list[Row] = field(default_factory=list)
    passed: bool = False
    """Whether the row that stands for the tables was met."""


def read_text(
    sheets: Mapping[str, Sheet], edition: FormEdition, is_list: bool, transcript: Transcript, file: Path
) -> Node | None:
    """Return the node of the narrative, None when there is no text sheet.

    It is a list of parts where the agency gave its own, or changed a title; else a mapping of the form's.
    """
    sheet, top, left = _find(sheets)
    if sheet is None:
        return None
    parts = list(_parts(_rows(sheet, top, left)))
    reader = _Narrative(edition, transcript, file)
    transcript.places["narrative"] = sheet.located((top, left))
    reader.note_places(parts)
    if is_list or not reader.follows_the_form(parts):
        return reader.listed(parts)
    return reader.mapped(parts)


def _find(sheets: Mapping[str, Sheet]) -> tuple[Sheet | None, int, int]:
    """Return the sheet with the heads of the text, the row below them and their first column."""
    heads = [folded(printed(f"workbook.text_head.{name}")) for name in TEXT_HEADS[:2]]
    named = sheets.get(sheet_name("text"))
    for sheet in ([named] if named else []) + list(sheets.values()):
        texts = sheet.texts()
        for (row, column), words in texts.items():
            if words == heads[0] and texts.get((row, column + 1)) == heads[1]:
                return sheet, row + 1, column
    return None, 0, 0


def _rows(sheet: Sheet, top: int, left: int) -> Iterator[Row]:
    """Yield the rows in which anything stands."""
    numbers = sorted({row for row, column in sheet.cells if row >= top and left <= column <= left + CODE})
    words = {printed(f"workbook.text.{kind}"): kind for kind in TEXT_KINDS}
    for number in numbers:
        cells = [_words(sheet, (number, left + column)) for column in (KIND, TEXT, TABLES, CODE)]
        if any(cells):
            kind = words.get(cells[KIND].strip(), "")
            yield Row(kind, cells[TEXT], cells[TABLES], cells[CODE], sheet.located((number, left + TEXT)))


def _words(sheet: Sheet, spot: tuple[int, int]) -> str:
    value = sheet.value(spot)
    return "" if value is None else str(value)


def _parts(rows: Iterator[Row]) -> Iterator[Part]:
    part: Part | None = None
    for row in rows:
        if row.kind == "part":
            if part is not None:
                yield part
            part = Part(row)
        elif part is None:
            part = Part(Row("part", printed("workbook.text.preface"), "", PREFACE, row.location), [row])
        elif row.kind == "table":
            part.passed = True
        else:
            (part.after if part.passed else part.before).append(row)
    if part is not None:
        yield part


class _Narrative:
    def __init__(self, edition: FormEdition, transcript: Transcript, file: Path) -> None:
        self.edition = edition
        self.transcript = transcript
        self.file = file
        self.titles = {folded(section.title): section.id for section in edition.sections}
        self.titles[folded(printed("workbook.text.preface"))] = PREFACE

    def note_places(self, parts: list[Part]) -> None:
        """Keep where each part stands, for findings about it."""
        for part in parts:
            part_id = self._id(part)
            if part_id is not None:
                self.transcript.places[f"narrative.{part_id}"] = part.head.location

    def follows_the_form(self, parts: list[Part]) -> bool:
        """Whether the parts are those of the form, under its titles, in its order, with its tables."""
        own = [self._id_by_title(part) for part in parts]
        order = [PREFACE, *(section.id for section in self.edition.sections)]
        known = [name for name in order if name in own]
        return own == known and all(self._has_tables_of_form(part) for part in parts)

    def _id_by_title(self, part: Part) -> str | None:
        return self.titles.get(folded(NUMBERED.sub("", part.head.text)))

    def _id(self, part: Part) -> str | None:
        known = (PREFACE, *(section.id for section in self.edition.sections))
        return part.head.code if part.head.code in known else self._id_by_title(part)

    def _has_tables_of_form(self, part: Part) -> bool:
        section = self.edition.section(self._id(part))
        return self._tables(part) == (section.tables if section else ())

    def _tables(self, part: Part) -> tuple[str, ...]:
        named = tuple(table_named(name, self.edition) for name in sheets_parted(part.head.tables))
        known = {table.id for table in self.edition.tables}
        foreign = next((name for name in named if name not in known), None)
        if foreign is not None:
            raise SubmissionError(
                "workbook.foreign_table",
                file=self.file,
                at=part.head.location,
                name=foreign,
                edition=self.edition.id,
            )
        return named

    def mapped(self, parts: list[Part]) -> Node:
        """Return the parts that hold anything, by their id."""
        tree = {}
        for part in parts:
            text = self._text(part)
            if text is not None:
                tree[self._id_by_title(part) or ""] = text
        return Node(tree, 0)

    def listed(self, parts: list[Part]) -> Node:
        """Return every part with its title; an empty preface is none."""
        items = []
        for part in parts:
            text, part_id, at = self._text(part), self._id(part), part.head.location
            if part_id == PREFACE and text is None:
                continue
            item: dict[str, Node] = {}
            if part_id is not None:
                item["id"] = self.transcript.node(part_id, at)
            if part_id != PREFACE:
                if part_id is None or not self._is_own_title(part):
                    item["title"] = self.transcript.node(part.head.text.strip(), at)
                if part_id is None or not self._has_tables_of_form(part):
                    item["tables"] = self._table_nodes(part)
            item["text"] = text if text is not None else self.transcript.node(None, at)
            items.append(Node(item, self.transcript.line(at)))
        return Node(items, 0)

    def _is_own_title(self, part: Part) -> bool:
        """Whether a part stands under the very title of the form."""
        return any(part.head.text == section.title for section in self.edition.sections)

    def _table_nodes(self, part: Part) -> Node:
        nodes = [self.transcript.node(name, part.head.location) for name in self._tables(part)]
        return Node(list(nodes), self.transcript.line(part.head.location))

    def _text(self, part: Part) -> Node | None:
        """Return a part's text; None when nothing but headings that were offered stands in it."""
        rows = part.before + part.after
        if all(row.kind in MARKS or not (row.text.strip() or row.kind) for row in rows):
            return None
        if not part.after:
            return self._markdown(part.before, part.head.location)
        texts = {"before": part.before, "after": part.after}
        nodes = {
            name: self._markdown(lines, part.head.location)
            for name, lines in texts.items()
            if any(line.text.strip() for line in lines)
        }
        return Node(dict(nodes), self.transcript.line(part.head.location))

    def _markdown(self, rows: list[Row], at: Location) -> Node:
        """Return the paragraphs with a blank line between them, each line standing for its cell."""
        lines: list[tuple[str, Location]] = []
        for row in rows:
            for paragraph in paragraphs(_row_kind(row.kind), row.text):
                lines += [("", row.location)] * bool(lines)
                lines += [(line, row.location) for line in paragraph.split("\n")]
        return self.transcript.text(lines or [("", at)])


def _row_kind(kind: str) -> RowKind:
    return kind if kind in (*MARKS, "as_is") else ""
