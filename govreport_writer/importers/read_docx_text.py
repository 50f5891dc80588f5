"""The text that a DOCX shows: insertions and results of fields count; deleted and hidden text does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from govreport_writer.errors import SubmissionError
from govreport_writer.importers.blocks import Paragraph, Picture
from govreport_writer.importers.limits import MAX_DEPTH
from govreport_writer.importers.read_docx_package import Package, W

_WRAPPERS = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "smartTag", "customXml", "ins", "moveTo")
)
_UNSHOWN = frozenset(
    f"{W}{name}"
    for name in ("del", "moveFrom", "rPr", "pPr", "sdtPr", "sdtEndPr", "instrText", "delText", "delInstrText")
)
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_FALLBACK, _CHOICE = f"{_COMPATIBILITY}Fallback", f"{_COMPATIBILITY}Choice"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_VML = "{urn:schemas-microsoft-com:vml}"
_BOX = f"{W}txbxContent"
_PICTURES = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})
_CHARACTERS = {f"{W}tab": " ", f"{W}noBreakHyphen": "-", f"{W}cr": "\n", f"{W}br": "\n", f"{W}ptab": " "}
_NOTES = ("footnote", "endnote")
Beside = Any
"""What stands beside a paragraph: a picture, a note as paragraph, a box of text as element."""


def shown(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the children with those inside content controls, smart tags and insertions."""
    for child in parent:
        if child.tag in _WRAPPERS:
            yield from shown(child)
        elif child.tag not in _UNSHOWN:
            yield child


class Texts:
    """Give the texts of a document's paragraphs."""

    def __init__(self, package: Package) -> None:
        self._notes: dict[tuple[str, str | None], list[str]] = {}
        for kind in _NOTES:
            if package.has(f"word/{kind}s.xml"):
                self._read_notes(package, kind)

    def of(self, paragraph: etree._Element) -> tuple[str, list[Beside]]:
        """Return the text of a paragraph, and what stands beside it in the order met."""
        beside: list[Beside] = []
        return "".join(self._pieces(paragraph, beside, 0)), beside

    def _pieces(self, element: etree._Element, beside: list[Beside], depth: int) -> Iterator[str]:
        if depth > MAX_DEPTH:
            raise SubmissionError("import.too_deep")
        for child in element:
            tag = child.tag
            if tag == f"{W}t":
                yield child.text or ""
            elif tag in _CHARACTERS:
                yield _CHARACTERS[tag]
            elif tag == f"{W}sym":
                yield _symbol(child)
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                beside += map(Paragraph, self._notes.get((tag, child.get(f"{W}id")), ()))
            elif tag in _PICTURES:
                beside += _drawn(child)
            elif tag not in _UNSHOWN and tag != _FALLBACK and not _is_hidden(child):
                yield from self._pieces(child, beside, depth + 1)

    def _read_notes(self, package: Package, kind: str) -> None:
        try:
            notes = package.xml(f"word/{kind}s.xml")
        except SubmissionError:
            return
        for note in notes:
            key = (f"{W}{kind}Reference", note.get(f"{W}id"))
            self._notes[key] = ["".join(self._pieces(each, [], 0)) for each in note.iter(f"{W}p")]


def _drawn(element: etree._Element) -> Iterator[Beside]:
    """Yield the boxes of text in a drawing; without any it is a picture."""
    boxes = [box for box in element.iter(_BOX) if not any(up.tag == _FALLBACK for up in box.iterancestors())]
    if boxes:
        yield from boxes
        return
    for named in (*element.iter(_DRAWN), *element.iter(f"{_VML}shape")):
        yield Picture(named.get("descr") or named.get("alt") or named.get("title") or "")
        return


def _symbol(element: etree._Element) -> str:
    try:
        code = int(element.get(f"{W}char", ""), 16)
        return "" if 0xE000 <= code <= 0xF8FF or code > 0x10FFFF else chr(code)
    except ValueError:
        return ""


def _is_hidden(run: etree._Element) -> bool:
    hidden = run.find(f"{W}rPr/{W}vanish") if run.tag == f"{W}r" else None
    return hidden is not None and hidden.get(f"{W}val") not in ("0", "false", "off")
