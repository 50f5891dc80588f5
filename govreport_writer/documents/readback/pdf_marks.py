"""The text of a PDF's marked contents, as PDFium reads it from the finished bytes."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from govreport_writer.documents.readback.cells import squeezed
from govreport_writer.errors import RenderError

BOTTOM = 95.0
"""What stands less than so many points above the page's lower edge is below the text."""
Mark = tuple[int, int]
"""A page from 0 and the number of a marked content on it."""
_ROOM = 2_048  # bytes that the text of nearly every object fits into
ONE_AT_A_TIME = Lock()
"""Held while pages are loaded."""


@dataclass(slots=True)
class Marks:
    """The text of each marked content, and text that is neither tagged nor an artifact.

    `below` are the marks of what stands below the text, like the page numbers that WeasyPrint marks.
    """

    texts: dict[Mark, str] = field(default_factory=dict)
    loose: list[str] = field(default_factory=list)
    below: set[Mark] = field(default_factory=set)


class LoadedPages:
    """The pages of a document as PDFium has them, which takes most of the time and lets other threads run.

    RenderError for a document that it cannot read. One at a time: PDFium must not be called from two threads.
    """

    def __init__(self, document: bytes) -> None:
        import pypdfium2 as pdfium

        try:
            self.pdf = pdfium.PdfDocument(document)
            self.pages = [(page, page.get_textpage()) for page in self.pdf]
        except pdfium.PdfiumError:
            raise RenderError("verify.damaged") from None

    def marks(self) -> Marks:
        """Return the texts in the order in which they are drawn; slanted text, a draft's stamp, is none."""
        pieces: dict[Mark, list[str]] = {}
        marks = Marks()
        for number, (page, textpage) in enumerate(self.pages):
            for mark, text, height in _texts(page.raw, textpage.raw):
                if mark < 0:
                    marks.loose.append(text)
                    continue
                pieces.setdefault((number, mark), []).append(text)
                if height < BOTTOM:
                    marks.below.add((number, mark))
        marks.texts = {mark: squeezed("".join(texts)) for mark, texts in pieces.items()}
        return marks

    def close(self) -> None:
        """Give the pages up."""
        for page, textpage in self.pages:
            textpage.close()
            page.close()
        self.pdf.close()


def _texts(page: Any, textpage: Any) -> Iterator[tuple[int, str, float]]:
    """Yield the marked content (-1 outside any), text and height above the page's edge of all level text."""
    import pypdfium2.raw as raw

    matrix = raw.FS_MATRIX()
    at, buffer = ctypes.byref(matrix), ctypes.create_string_buffer(_ROOM)
    room = ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR))
    for index in range(raw.FPDFPage_CountObjects(page)):
        thing = raw.FPDFPage_GetObject(page, index)
        if raw.FPDFPageObj_GetType(thing) != raw.FPDF_PAGEOBJ_TEXT:
            continue
        mark = raw.FPDFPageObj_GetMarkedContentID(thing)
        if mark < 0 and _is_artifact(raw, thing):
            continue
        raw.FPDFPageObj_GetMatrix(thing, at)
        if matrix.b != 0 or matrix.c != 0:
            continue
        size = raw.FPDFTextObj_GetText(thing, textpage, room, _ROOM)
        if size > _ROOM:
            large = ctypes.create_string_buffer(size)
            raw.FPDFTextObj_GetText(thing, textpage, ctypes.cast(large, type(room)), size)
            yield mark, large.raw[: size - 2].decode("utf-16-le", "replace"), matrix.f
        else:
            yield mark, ctypes.string_at(buffer, size - 2).decode("utf-16-le", "replace"), matrix.f


def _is_artifact(raw: Any, thing: Any) -> bool:
    """Whether an object is marked as no content: with a mark other than that of the text it replaces."""
    for index in range(raw.FPDFPageObj_CountMarks(thing)):
        name = ctypes.create_string_buffer(64)
        size = ctypes.c_ulong()
        mark = raw.FPDFPageObj_GetMark(thing, index)
        place = ctypes.cast(name, ctypes.POINTER(raw.FPDF_WCHAR))
        raw.FPDFPageObjMark_GetName(mark, place, 64, ctypes.byref(size))
        if name.raw[: max(0, size.value - 2)].decode("utf-16-le") == "Artifact":
            return True
    return False
