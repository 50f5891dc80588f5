"""Read a page or a fragment back, also one that a browser or a CMS saved: its visible text and its tables."""

from __future__ import annotations

import re

from lxml import etree, html

from govreport_writer.documents.readback.cells import TABLE, Placing, ReadBack, ReadCell, Table, squeezed
from govreport_writer.errors import RenderError

UNSEEN = frozenset({"unseen", "stamp", "chart"})
"""Values of `data-govreport` on what is no content."""
UNSEEN_CLASSES = frozenset({"unseen", "stamp"})
BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "div", "dl", "dt"),
        *("figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html"),
        *("li", "main", "nav", "ol", "p", "section", "ul"),
    )
)
"""Elements that stand on lines of their own."""

_SILENT = frozenset({"head", "style", "script", "svg", "template", "noscript"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ROWS = frozenset({"thead", "tbody", "tfoot"})
_MOST_COLUMNS = 1_000  # as browsers limit it


def read_html(document: bytes, encoding: str = "utf-8") -> ReadBack:
    """Return the text outside tables and the tables of a page; RenderError for one without content."""
    parser = html.HTMLParser(encoding=encoding, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(document, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        raise RenderError("verify.damaged") from None
    back = ReadBack()
    _walk(root, back)
    return back


def _walk(element: etree._Element, back: ReadBack) -> None:
    if not isinstance(element.tag, str) or element.tag in _SILENT or _is_unseen(element):
        return
    if element.tag == "table":
        for caption in element.findall("caption"):
            _walk(caption, back)
        back.add_table(_table(element))
        return
    if element.tag in BLOCKS:
        back.pieces.append("")  # a new line
    _say(back, element.text)
    for child in element:
        _walk(child, back)
        if child.tag in BLOCKS or child.tag == "table":
            back.pieces.append("")
        _say(back, child.tail)


def _say(back: ReadBack, text: str | None) -> None:
    """Go on with the line that was begun."""
    if text and text.strip():
        if back.pieces:
            back.pieces[-1] += text
        else:
            back.pieces.append(text)


def _is_unseen(element: etree._Element) -> bool:
    if element.get("data-govreport") in UNSEEN or element.get("hidden") is not None:
        return True
    if not UNSEEN_CLASSES.isdisjoint((element.get("class") or "").split()):
        return True
    style = element.get("style")
    return style is not None and _HIDDEN.search(style) is not None


def _table(table: etree._Element) -> Table:
    """Place the cells as a browser does: each in the first free column of its row."""
    lines = [
        line
        for group in table
        for line in (group if group.tag in _ROWS else (group,))
        if line.tag == "tr" and not _is_unseen(line)
    ]
    placing, cells = Placing(), []
    for row, line in enumerate(lines):
        column = 0
        for element in line:
            if element.tag in ("td", "th") and not _is_unseen(element):
                down = min(_span(element, "rowspan") or len(lines), len(lines) - row)
                right = min(_span(element, "colspan") or 1, _MOST_COLUMNS)
                column = placing.column(row, column, down, right)
                cells.append(ReadCell(row, column, down, right, _visible(element)))
                column += right
    return tuple(cells)


def _span(element: etree._Element, name: str) -> int:
    value = (element.get(name) or "1").strip()
    return int(value) if value.isdecimal() else 1


def _visible(element: etree._Element) -> str:
    """Return the text of a cell with that of a table in it."""
    if not len(element):
        return squeezed(element.text or "")
    inner = ReadBack()
    _say(inner, element.text)
    for child in element:
        _walk(child, inner)
        _say(inner, child.tail)
    below = (cell.text for table in inner.tables for cell in table)
    return "".join((inner.text.replace(TABLE, ""), *below))
