"""What an annotated copy cannot keep of the original, because openpyxl does not know it."""

from __future__ import annotations

import re
import zipfile
from typing import Any

from govreport_writer import messages
from govreport_writer.workbook.package import Package

BY_PART = {
    "controls": re.compile(r"xl/(ctrlProps|activeX)/"),
    "threads": re.compile(r"xl/threadedComments/"),
    "slicers": re.compile(r"xl/(slicers|timelines)/"),
    "custom": re.compile(r"customXml/item[0-9]+\.xml"),
    "links": re.compile(r"xl/connections\.xml"),
}
"""Kinds of parts that are dropped."""
SHAPES = re.compile(rb"<(?:\w+:)?(?:sp|grpSp|cxnSp)[ >]")
PICTURES = re.compile(rb"<(?:\w+:)?pic[ >]")
EXTENSIONS = {
    "formats": re.compile(rb"<x14:conditionalFormatting[ >]"),
    "validations": re.compile(rb"<x14:dataValidation[ >]"),
    "sparklines": re.compile(rb"<x14:sparklineGroup[ >]"),
}
"""What newer programs keep beside the sheets."""
_DRAWING = re.compile(r"xl/drawings/drawing[0-9]+\.xml")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")


def losses(package: Package, book: Any) -> tuple[str, ...]:
    """Return in words what is lost; `book` is what was loaded of the package."""
    found = {name for name, parts in BY_PART.items() if any(map(parts.match, package.names))}
    pictures = 0
    with zipfile.ZipFile(package.path) as archive:
        for name in package.names:
            if _DRAWING.match(name):
                drawing = archive.read(name)
                pictures += len(PICTURES.findall(drawing))
                found |= {"shapes"} if SHAPES.search(drawing) else set()
            elif _SHEET.match(name):
                data = archive.read(name)
                found |= {kind for kind, pattern in EXTENSIONS.items() if pattern.search(data)}
    if pictures > sum(len(sheet._images) for sheet in book.worksheets):
        found.add("pictures")
    if any(_holds_typed_formula(sheet) for sheet in book.worksheets):
        found.add("values")
    if any(sheet._charts for sheet in book.worksheets):
        found.add("charts")
    return tuple(messages.text(f"losses.{name}") for name in sorted(found))


def _holds_typed_formula(sheet: Any) -> bool:
    """Whether a cell to fill in holds a formula: its value is gone until a program calculates it again."""
    return any(cell.data_type == "f" and not cell.protection.locked for cell in sheet._cells.values())
