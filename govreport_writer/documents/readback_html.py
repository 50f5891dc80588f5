"""Read the HTML page back: its visible text and its tables."""

from __future__ import annotations

from lxml import etree, html

from govreport_writer.documents.read_cells import ReadBack, ReadCell, Table, squeezed

_UNSEEN = frozenset({"unseen", "stamp"})
_SILENT = frozenset({"head", "style", "script"})


def read_html(document: bytes) -> ReadBack:
    """Return the text outside tables and the tables of a page."""
    back = ReadBack()
    _walk(html.document_fromstring(document, parser=html.HTMLParser(encoding="utf-8")), back)
    return back


def _walk(element: etree._Element, back: ReadBack) -> None:
    if not isinstance(element.tag, str) or element.tag in _SILENT or _is_unseen(element):
        return
    if element.tag == "table":
        back.pieces += ["".join(caption.itertext()) for caption in element.findall("caption")]
        back.tables.append(_table(element))
        return
    back.pieces.append(element.text or "")
    for child in element:
        _walk(child, back)
        back.pieces.append(child.tail or "")


def _is_unseen(element: etree._Element) -> bool:
    return bool(_UNSEEN & set((element.get("class") or "").split()))


def _table(table: etree._Element) -> Table:
    """Place the cells as a browser does: each in the first free column of its row."""
    taken: set[tuple[int, int]] = set()
    cells = []
    for row, line in enumerate(table.iter("tr")):
        column = 0
        for element in line:
            while (row, column) in taken:
                column += 1
            cell = ReadCell(
                row, column, int(element.get("rowspan", 1)), int(element.get("colspan", 1)), _visible(element)
            )
            cells.append(cell)
            taken |= {
                (row + down, column + right) for down in range(cell.rowspan) for right in range(cell.colspan)
            }
    return tuple(cells)


def _visible(element: etree._Element) -> str:
    inner = ReadBack()
    inner.pieces.append(element.text or "")
    for child in element:
        _walk(child, inner)
        inner.pieces.append(child.tail or "")
    return squeezed(inner.text)
