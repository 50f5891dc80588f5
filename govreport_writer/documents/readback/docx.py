"""Read a DOCX back, also one that Word, WPS or LibreOffice saved: its paragraphs and its tables.

What is shown counts: inserted text, results of fields, notes; deleted, moved away and hidden text does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from govreport_writer.documents.docx.machine_copy import read_machine_copy
from govreport_writer.documents.readback.cells import ReadBack, ReadCell, Table, squeezed
from govreport_writer.documents.readback.docx_opened import BROKEN, MAX_PARTS, MAX_XML, W, parsed, part
from govreport_writer.errors import RenderError

_WRAPPERS = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "smartTag", "customXml", "ins", "moveTo")
)
_UNSHOWN = frozenset(f"{W}{name}" for name in ("del", "moveFrom", "rPr", "pPr", "sdtPr", "instrText"))
_ROW, _CELL, _TEXT, _VALUE, _MERGE = (f"{W}{name}" for name in ("tr", "tc", "t", "val", "vMerge"))
_PROPERTIES = frozenset((f"{W}tcPr", f"{W}trPr"))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SPECIAL = (
    *(b"<w:del ", b"<w:moveFrom", b"<w:vanish", b"<w:sym", b"<w:noBreakHyphen", b"<mc:"),
    *(b"<w:footnoteR", b"<w:endnoteR"),
)
"""What makes it worth looking at every element of a text."""


def read_docx(document: bytes) -> ReadBack:
    """Return the text outside tables and the tables of a document's body; RenderError for a bad file."""
    try:
        with ZipFile(BytesIO(document)) as archive:
            reader = _Reader(archive)
            body = reader.root.find(f"{W}body")
    except BROKEN:
        raise RenderError("verify.damaged") from None
    if body is None:
        raise RenderError("verify.damaged")
    back = ReadBack(copy=read_machine_copy(document))
    reader.take(body, back)
    return back


class _Reader:
    """Read one document; `notes` are the texts of its footnotes and endnotes by the tag that calls them."""

    def __init__(self, archive: ZipFile) -> None:
        parts = archive.infolist()
        if len(parts) > MAX_PARTS:
            raise RenderError("verify.too_much", limit=MAX_XML // 2**20)
        data = part(archive, "word/document.xml")
        self.root = parsed(data)
        self.is_special = b"<w:body" not in data or any(word in data for word in _SPECIAL)
        self.notes: dict[tuple[str, str | None], str] = {}
        for kind in ("footnote", "endnote"):
            if f"<w:{kind}R".encode() in data:
                self._read_notes(archive, kind)

    def take(self, parent: etree._Element, back: ReadBack) -> None:
        """Add the paragraphs and tables below an element."""
        for element in _shown(parent):
            if element.tag == f"{W}p":
                back.pieces.append(self.text(element))
            elif element.tag == f"{W}tbl":
                back.add_table(self.table(element))

    def text(self, element: etree._Element) -> str:
        """Return the text that is shown of an element."""
        if self.is_special:
            return "".join(self._pieces(element))
        return "".join([node.text or "" for node in element.iter(_TEXT)])

    def table(self, table: etree._Element) -> Table:
        """Join vertically merged cells: a cell that continues adds a row to the one above it."""
        cells: list[ReadCell] = []
        merges: dict[int, int] = {}
        lines = ((line, _properties(line)) for line in _shown(table) if line.tag == _ROW)
        shown = ((line, properties) for line, properties in lines if f"{W}del" not in properties)
        for row, (line, of_row) in enumerate(shown):
            column = _number(of_row, "gridBefore", 0)
            for element in (each for each in _shown(line) if each.tag == _CELL):
                properties = _properties(element)
                span = _number(properties, "gridSpan", 1)
                text = squeezed(self.text(element))
                above = merges.get(column)
                if _continues(properties) and above is not None and not text:
                    cells[above] = replace(cells[above], rowspan=row - cells[above].row + 1)
                else:
                    merges[column] = len(cells)
                    cells.append(ReadCell(row, column, 1, span, text))
                column += span
        return tuple(cells)

    def _pieces(self, element: etree._Element) -> Iterator[str]:
        for child in element:
            if child.tag == f"{W}t":
                yield child.text or ""
            elif child.tag == f"{W}noBreakHyphen":
                yield "-"
            elif child.tag == f"{W}sym":
                yield chr(int(child.get(f"{W}char", "20"), 16))
            elif child.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                yield self.notes.get((child.tag, child.get(f"{W}id")), "")
            elif child.tag not in _UNSHOWN and child.tag != _FALLBACK and not _is_hidden(child):
                yield from self._pieces(child)

    def _read_notes(self, archive: ZipFile, kind: str) -> None:
        for note in parsed(part(archive, f"word/{kind}s.xml")):
            key = (f"{W}{kind}Reference", note.get(f"{W}id"))
            self.notes[key] = "".join(node.text or "" for node in note.iter(f"{W}t"))


def _shown(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the children with those inside content controls, smart tags and insertions."""
    for child in parent:
        if child.tag in _WRAPPERS:
            yield from _shown(child)
        elif child.tag not in _UNSHOWN:
            yield child


def _is_hidden(run: etree._Element) -> bool:
    hidden = run.find(f"{W}rPr/{W}vanish") if run.tag == f"{W}r" else None
    return hidden is not None and hidden.get(f"{W}val") not in ("0", "false", "off")


def _properties(element: etree._Element) -> dict[str, str]:
    """Return the properties of a row or cell by their tags, with their values."""
    found = next((child for child in element if child.tag in _PROPERTIES), ())
    return {each.tag: each.get(_VALUE, "") for each in found}


def _continues(properties: dict[str, str]) -> bool:
    return properties.get(_MERGE, "restart") != "restart"


def _number(properties: dict[str, str], name: str, default: int) -> int:
    """Return a whole number among properties; a damaged one counts as the default."""
    value = properties.get(f"{W}{name}", "")
    return min(int(value), 1_000) if value.isdecimal() else default
