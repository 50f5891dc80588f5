"""Read a PDF back through its structure tree: tagged text in reading order, tables by rows and spans.

Artifacts (page numbers, repeated table heads) and the slanted stamp of a draft are no content, nor are
drawings but for their captions and tables. Other visible text that no tag speaks of is content: it stands
at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from os import getpid
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, BinaryIO, cast

from govreport_writer.documents.readback.cells import (
    TABLE,
    Placing,
    ReadBack,
    ReadCell,
    Table,
    common_head,
    joined,
)
from govreport_writer.documents.readback.pdf_beside import attached_copy, typed_over
from govreport_writer.documents.readback.pdf_marks import ONE_AT_A_TIME, LoadedPages, Mark, Marks
from govreport_writer.documents.readback.pdf_tree import Element, Tree, attribute
from govreport_writer.errors import RenderError

if TYPE_CHECKING:
    from pikepdf import Pdf

DEEPEST = 200
MOST_SPAN = 1_000

_INLINE = frozenset(
    ("/Span", "/Link", "/Em", "/Strong", "/Lbl", "/LBody", "/Quote", "/Code", "/Reference", "/NonStruct")
)
_PAGE_NUMBER = re.compile(r"\W?\d+\W?")
_FRAMED = frozenset(("/Caption", "/Table"))


def read_pdf(document: bytes) -> ReadBack:
    """Return the text outside tables and the tables of a tagged PDF; RenderError for another one."""
    with ONE_AT_A_TIME:
        loading = _beside(getpid()).submit(LoadedPages, document)
        try:
            tree, back, over = _structure(document)
        finally:
            error = loading.exception()  # it is waited for, whatever became of the tree
        if error is not None:
            raise error
        pages = loading.result()
        try:
            marks = pages.marks()
        finally:
            pages.close()
    try:
        _Reader(tree, marks, back).read(over)
    except RecursionError:
        raise RenderError("verify.damaged") from None
    return back


def _structure(document: bytes) -> tuple[Tree, ReadBack, list[str]]:
    """Return the structure tree, the machine copy in a ReadBack without text, and what was typed over."""
    import pikepdf

    try:
        with TemporaryFile() as file, _opened(document, cast("BinaryIO", file)) as pdf:
            if "/StructTreeRoot" not in pdf.Root:
                raise RenderError("verify.untagged")
            return Tree(pdf), ReadBack(copy=attached_copy(pdf)), list(typed_over(pdf))
    except pikepdf.PasswordError:
        raise RenderError("verify.password") from None
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, RecursionError):
        raise RenderError("verify.damaged") from None


def _opened(document: bytes, file: BinaryIO) -> Pdf:
    """Open a document by way of a file: QPDF asks for bytes in memory through Python, piece by piece."""
    import pikepdf

    file.write(document)
    file.flush()
    file.seek(0)
    return pikepdf.open(file, access_mode=pikepdf.AccessMode.mmap)


@cache
def _beside(_process: int) -> ThreadPoolExecutor:
    """Return the thread in which PDFium loads pages, which lets others run, while this one reads the tree."""
    return ThreadPoolExecutor(1)


class _Reader:
    """Walk the structure tree; `page` is the page that an element and its children stand on."""

    def __init__(self, tree: Tree, marks: Marks, back: ReadBack) -> None:
        self.tree = tree
        self.marks = marks
        self.back = back
        self.used: set[Mark] = set()

    def read(self, typed_over: list[str]) -> None:
        """Read the whole tree, then what stands outside it."""
        self._take(self.tree.root, None, 0)
        untagged = (
            text
            for mark, text in self.marks.texts.items()
            if mark not in self.used and not (mark in self.marks.below and _PAGE_NUMBER.fullmatch(text))
        )
        self.back.pieces += [*untagged, *self.marks.loose, *typed_over]

    def _take(self, element: Element, page: int | None, depth: int) -> None:
        if depth > DEEPEST:
            raise RecursionError
        page = self.tree.page(element, page)
        kind = self.tree.kind(element)
        if kind == "/Table":
            self._add(self._table(element, page, depth))
            return
        if kind == "/Figure":
            self._take_framed(element, page, depth)
            return
        if kind not in _INLINE:
            self.back.pieces.append("")  # a new line
        for child in self.tree.kids(element):
            if (mark := _mark(child)) is not None:
                place = page if isinstance(child, int) else self.tree.page(child, page)
                self._say(self._text(mark, place))
            elif isinstance(child, dict) and "/S" in child:
                self._take(child, page, depth + 1)
        if kind not in _INLINE:
            self.back.pieces.append("")

    def _take_framed(self, element: Element, page: int | None, depth: int) -> None:
        """Take the caption and the table of a drawing; the rest of it is no text."""
        for child in self.tree.kids(element):
            if (mark := _mark(child)) is not None:
                place = page if isinstance(child, int) else self.tree.page(child, page)
                self._text(mark, place)
            elif isinstance(child, dict) and self.tree.kind(child) in _FRAMED:
                self._take(child, page, depth + 1)
            elif isinstance(child, dict):
                self._take_framed(child, self.tree.page(child, page), depth + 1)

    def _say(self, text: str) -> None:
        """Go on with the line that was begun."""
        self.back.pieces[-1] += text

    def _add(self, table: Table) -> None:
        """Add a table, or the rest of one: an engine may tag each page's piece with its head repeated."""
        last = next((piece for piece in reversed(self.back.pieces) if piece), None)
        if last == TABLE and (head := common_head(self.back.tables[-1], table)):
            self.back.tables[-1] = joined(self.back.tables[-1], table, head)
        else:
            self.back.add_table(table)

    def _table(self, table: Element, page: int | None, depth: int) -> Table:
        """Place the cells of all rows, each in the first free column."""
        placing, cells = Placing(), []
        for row, (line, line_page) in enumerate(self._rows(table, page, depth)):
            column = 0
            for element in self.tree.kids(line):
                if isinstance(element, dict):
                    down, right = (
                        min(attribute(element, name), MOST_SPAN) for name in ("/RowSpan", "/ColSpan")
                    )
                    column = placing.column(row, column, down, right)
                    cells.append(ReadCell(row, column, down, right, self._cell(element, line_page, depth)))
                    column += right
        return tuple(cells)

    def _cell(self, element: Element, page: int | None, depth: int) -> str:
        inner = _Reader(self.tree, self.marks, ReadBack([""]))
        inner.used = self.used
        inner._take(element, page, depth + 1)
        below = (cell.text for table in inner.back.tables for cell in table)
        return "".join((inner.back.text.replace(TABLE, ""), *below))

    def _rows(self, element: Element, page: int | None, depth: int) -> Iterator[tuple[Element, int | None]]:
        if depth > DEEPEST:
            raise RecursionError
        for child in self.tree.kids(element):
            if isinstance(child, int) or "/S" not in child:
                continue
            here = self.tree.page(child, page)
            kind = self.tree.kind(child)
            if kind == "/TR":
                yield child, here
            elif kind == "/Caption":
                self._take(child, here, depth + 1)
            else:
                yield from self._rows(child, here, depth + 1)

    def _text(self, mark: int, page: int | None) -> str:
        if page is None:
            return ""
        self.used.add((page, mark))
        return self.marks.texts.get((page, mark), "")


def _mark(child: int | Element) -> int | None:
    if isinstance(child, int):
        return child
    mark = child.get("/MCID")
    return mark if isinstance(mark, int) else None
