"""The rows of a DOCX's table, with cells that are merged downward joined."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from govreport_writer.importers.blocks import Block, Paragraph, RawCell, RawTable
from govreport_writer.importers.limits import MAX_SPAN
from govreport_writer.importers.read_docx_package import W
from govreport_writer.importers.read_docx_text import shown

Reader = Callable[[etree._Element], list[Block]]
_TR, _TC, _VAL = f"{W}tr", f"{W}tc", f"{W}val"


def raw_table(table: etree._Element, read: Reader) -> RawTable:
    """Return a table; `read` gives the blocks of a cell."""
    above: dict[int, RawCell] = {}
    lines = (line for line in shown(table) if line.tag == _TR)
    rows = [_row(line, above, read) for line in lines if line.find(f"{W}trPr/{W}del") is None]
    return RawTable(rows)


def _row(line: etree._Element, above: dict[int, RawCell], read: Reader) -> list[RawCell]:
    """Return the cells that begin in a row; those that go on above it make that cell longer."""
    cells: list[RawCell] = []
    column = _number(line, "trPr", "gridBefore", 0)
    for element in shown(line):
        if element.tag != _TC:
            continue
        span = _number(element, "tcPr", "gridSpan", 1)
        upper = above.get(column)
        blocks = read(element)
        if upper is not None and _continues(element) and not _says(blocks):
            upper.rowspan += 1
        else:
            cell = RawCell(blocks, 1, span, column, _bookmark(element))
            cells.append(cell)
            above[column] = cell
        column += span
    return cells


def _number(element: etree._Element, properties: str, name: str, default: int) -> int:
    found = element.find(f"{W}{properties}/{W}{name}")
    value = "" if found is None else found.get(_VAL, "")
    return min(int(value), MAX_SPAN) if value.isdecimal() and value != "0" else default


def _continues(cell: etree._Element) -> bool:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(_VAL, "continue") != "restart"


def _says(blocks: list[Block]) -> bool:
    return any(not isinstance(block, Paragraph) or block.text.strip() for block in blocks)


def _bookmark(cell: etree._Element) -> str | None:
    """Return the first bookmark in a cell that a program did not make for itself."""
    names = (mark.get(f"{W}name", "") for mark in cell.iter(f"{W}bookmarkStart"))
    return next((name for name in names if name and not name.startswith("_")), None)
