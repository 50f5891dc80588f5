"""Read a DOCX, whichever program saved it: what it shows, its machine copy, its core properties."""

from __future__ import annotations

from lxml import etree

from govreport_writer.documents.docx.machine_copy import read_machine_copy
from govreport_writer.errors import SubmissionError
from govreport_writer.importers.blocks import Block, Paragraph, Picture, RawTable
from govreport_writer.importers.found import Found
from govreport_writer.importers.limits import MAX_DEPTH, CellCount
from govreport_writer.importers.read_docx_package import Package, W
from govreport_writer.importers.read_docx_styles import levels_of
from govreport_writer.importers.read_docx_table import raw_table
from govreport_writer.importers.read_docx_text import Texts, shown

_P, _TBL = f"{W}p", f"{W}tbl"


def read_docx(data: bytes) -> Found:
    """Return the body of a document with its notes; SubmissionError for a file that is damaged or locked."""
    package = Package(data)
    root = package.xml(package.main)
    body = root.find(f"{W}body")
    if body is None:
        raise SubmissionError("import.damaged")
    CellCount().add(sum(1 for _ in body.iter(f"{W}tc")))
    reader = DocxReader(package)
    return Found(reader.blocks(body, 0), read_machine_copy(data), package.facts())


class DocxReader:
    """Turn the content of elements into blocks."""

    def __init__(self, package: Package) -> None:
        self.levels = levels_of(package)
        self.texts = Texts(package)

    def blocks(self, parent: etree._Element, depth: int) -> list[Block]:
        """Return the paragraphs, pictures and tables below an element."""
        if depth > MAX_DEPTH:
            raise SubmissionError("import.too_deep")
        found: list[Block] = []
        for element in shown(parent):
            if element.tag == _P:
                found += self._paragraph(element, depth)
            elif element.tag == _TBL:
                found.append(self._table(element, depth))
        return found

    def _table(self, element: etree._Element, depth: int) -> RawTable:
        return raw_table(element, lambda cell: self.blocks(cell, depth + 1))

    def _paragraph(self, element: etree._Element, depth: int) -> list[Block]:
        """Return a paragraph, then what floats at it: pictures, boxes of text, notes."""
        text, beside = self.texts.of(element)
        level = self.levels.of(element)
        found: list[Block] = [Paragraph(line, level) for line in text.split("\n")]
        for each in beside:
            if isinstance(each, Picture | Paragraph):
                found.append(each)
            else:
                found += self.blocks(each, depth + 1)
        return found
