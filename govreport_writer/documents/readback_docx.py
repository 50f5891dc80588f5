"""Read the DOCX back: its paragraphs and its tables, through merged cells."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from govreport_writer.documents.read_cells import ReadBack, ReadCell, Table, squeezed

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_docx(document: bytes) -> ReadBack:
    """Return the text outside tables and the tables of a document's body."""
    with ZipFile(BytesIO(document)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    back = ReadBack()
    for element in root.find(f"{W}body"):
        if element.tag == f"{W}p":
            back.pieces.append(_text(element))
        elif element.tag == f"{W}tbl":
            back.tables.append(_table(element))
    return back


def _text(element: etree._Element) -> str:
    return "".join(node.text or "" for node in element.iter(f"{W}t"))


def _table(table: etree._Element) -> Table:
    """Join vertically merged cells: a cell that continues adds a row to the one above it."""
    cells: list[ReadCell] = []
    open_merges: dict[int, int] = {}
    for row, line in enumerate(table.findall(f"{W}tr")):
        column = 0
        for element in line.findall(f"{W}tc"):
            span = int(_property(element, "gridSpan") or 1)
            merge = element.find(f"{W}tcPr/{W}vMerge")
            if merge is not None and merge.get(f"{W}val") != "restart":
                above = open_merges[column]
                cells[above] = replace(cells[above], rowspan=cells[above].rowspan + 1)
            else:
                open_merges[column] = len(cells)
                cells.append(ReadCell(row, column, 1, span, squeezed(_text(element))))
            column += span
    return tuple(cells)


def _property(element: etree._Element, name: str) -> str | None:
    found = element.find(f"{W}tcPr/{W}{name}")
    return None if found is None else found.get(f"{W}val")
