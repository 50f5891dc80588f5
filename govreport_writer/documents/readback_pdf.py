"""Read the PDF back through its structure tree: tagged text in reading order, tables by rows and spans.

What is not tagged (page numbers, the draft stamp, repeated table heads) is not content.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

from govreport_writer.documents.read_cells import ReadBack, ReadCell, Table, squeezed

Marks = dict[tuple[int, int], str]
"""The text of each marked content, by page and mark."""


def read_pdf(document: bytes) -> ReadBack:
    """Return the text outside tables and the tables of a tagged PDF."""
    import pikepdf

    back = ReadBack()
    with pikepdf.open(BytesIO(document)) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        reader = _TreeReader(_marks(document), pages, back)
        reader.take(pdf.Root.StructTreeRoot, None)
    return back


class _TreeReader:
    """Walk the structure tree; `page` is the page that an element and its children stand on."""

    def __init__(self, marks: Marks, pages: dict[tuple[int, int], int], back: ReadBack) -> None:
        self.marks = marks
        self.pages = pages
        self.back = back
        self.text_before = ""

    def take(self, element: Any, page: int | None) -> None:
        page = self._page(element, page)
        if str(element.get("/S", "")) == "/Table":
            self._add(self._table(element, page))
            return
        for child in _kids(element):
            if isinstance(child, int):
                self.back.pieces.append(self._text(child, page))
            elif "/MCID" in child:
                self.back.pieces.append(self._text(int(child.MCID), self._page(child, page)))
            elif "/S" in child:
                self.take(child, page)

    def _add(self, table: Table) -> None:
        """Add a table, or the rest of one: an engine may tag each page's piece with its head repeated."""
        tables = self.back.tables
        text = squeezed("".join(self.back.pieces))
        if tables and text == self.text_before and (head := _common_head(tables[-1], table)):
            tables[-1] = _joined(tables[-1], table, head)
        else:
            tables.append(table)
        self.text_before = text

    def _table(self, table: Any, page: int | None) -> Table:
        """Place the cells of all rows, each in the first free column."""
        taken: set[tuple[int, int]] = set()
        cells = []
        for number, (row, row_page) in enumerate(self._rows(table, page)):
            column = 0
            for element in _kids(row):
                while (number, column) in taken:
                    column += 1
                spans = (_attribute(element, "/RowSpan"), _attribute(element, "/ColSpan"))
                inner = ReadBack()
                _TreeReader(self.marks, self.pages, inner).take(element, row_page)
                cell = ReadCell(number, column, *spans, inner.text)
                cells.append(cell)
                taken |= {
                    (number + down, column + right) for down in range(spans[0]) for right in range(spans[1])
                }
        return tuple(cells)

    def _rows(self, element: Any, page: int | None) -> Iterator[tuple[Any, int | None]]:
        for child in _kids(element):
            if isinstance(child, int) or "/S" not in child:
                continue
            here = self._page(child, page)
            if str(child.S) == "/TR":
                yield child, here
            elif str(child.S) == "/Caption":
                self.take(child, here)
            else:
                yield from self._rows(child, here)

    def _page(self, element: Any, page: int | None) -> int | None:
        return self.pages[element.Pg.objgen] if "/Pg" in element else page

    def _text(self, mark: int, page: int | None) -> str:
        return "" if page is None else self.marks.get((page, mark), "")


def _common_head(table: Table, other: Table) -> int:
    """Return how many rows two tables begin with alike."""
    rows, others = _rows_of(table), _rows_of(other)
    alike = (row == other_row for row, other_row in zip(rows, others, strict=False))
    return next((count for count, same in enumerate(alike) if not same), min(len(rows), len(others)))


def _rows_of(table: Table) -> list[list[ReadCell]]:
    height = max((cell.row for cell in table), default=-1) + 1
    return [[cell for cell in table if cell.row == row] for row in range(height)]


def _joined(table: Table, other: Table, head: int) -> Table:
    """Return a table with the rows of another below it, without the head that the other repeats."""
    shift = len(_rows_of(table)) - head
    return table + tuple(replace(cell, row=cell.row + shift) for cell in other if cell.row >= head)


def _kids(element: Any) -> list[Any]:
    import pikepdf

    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _attribute(element: Any, name: str) -> int:
    """Return a whole number among the attributes of an element, 1 when it is not there."""
    import pikepdf

    attributes = element.get("/A")
    if attributes is None:
        return 1
    owned = list(attributes) if isinstance(attributes, pikepdf.Array) else [attributes]
    return next((int(each[name]) for each in owned if name in each), 1)


def _marks(document: bytes) -> Marks:
    """Return the text of every marked content in the order in which it is drawn."""
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    pieces: dict[tuple[int, int], list[str]] = {}
    pdf = pdfium.PdfDocument(document)
    for number, page in enumerate(pdf):
        textpage = page.get_textpage()
        for index in range(raw.FPDFPage_CountObjects(page.raw)):
            thing = raw.FPDFPage_GetObject(page.raw, index)
            mark = raw.FPDFPageObj_GetMarkedContentID(thing)
            if (
                mark >= 0
                and raw.FPDFPageObj_GetType(thing) == raw.FPDF_PAGEOBJ_TEXT
                and _is_upright(raw, thing)
            ):
                pieces.setdefault((number, mark), []).append(_object_text(raw, thing, textpage))
        textpage.close()
    pdf.close()
    return {mark: squeezed("".join(texts)) for mark, texts in pieces.items()}


def _is_upright(raw: Any, thing: Any) -> bool:
    """Whether text runs level; the stamp of a draft does not."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(thing, ctypes.byref(matrix))
    return bool(matrix.b == 0 and matrix.c == 0)


def _object_text(raw: Any, thing: Any, textpage: Any) -> str:
    size = raw.FPDFTextObj_GetText(thing, textpage.raw, None, 0)
    buffer = (ctypes.c_ushort * (size // 2))()
    raw.FPDFTextObj_GetText(thing, textpage.raw, buffer, size)
    return bytes(buffer).decode("utf-16-le").rstrip("\0")
