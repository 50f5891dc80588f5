"""Read a page or fragment of HTML, as tolerant of wrong markup as a browser."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree, html

from govreport_writer.errors import SubmissionError
from govreport_writer.importers.blocks import Block, Paragraph, Picture, RawCell, RawTable
from govreport_writer.importers.found import Found
from govreport_writer.importers.limits import MAX_DEPTH, MAX_SPAN, CellCount
from govreport_writer.importers.read_html_article import beside_article
from govreport_writer.importers.read_html_facts import facts_of
from govreport_writer.importers.read_html_shown import Shown
from govreport_writer.importers.read_text_bytes import text_of

_INLINE = frozenset(
    (
        *(
            "a",
            "abbr",
            "acronym",
            "b",
            "bdi",
            "bdo",
            "big",
            "cite",
            "code",
            "data",
            "del",
            "dfn",
            "em",
            "font",
        ),
        *("i", "img", "ins", "kbd", "label", "mark", "q", "ruby", "rb", "s", "samp", "small", "span"),
        *("strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "input", "button"),
    )
)
"""Elements that stand inside a line; whatever else there is, of any program's own name, may hold lines."""
_HEADINGS = {f"h{level}": level - 1 for level in range(1, 7)}
_ROWS = frozenset({"thead", "tbody", "tfoot"})
SPECK = 24
"""Pixels below which a picture is an ornament."""
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>", re.IGNORECASE)
"""What declares a page, with entities that are never resolved."""
_HEAD = 10_000
"""Characters within which a page is declared."""
_DIGITS = re.compile(r"\s*(\d{1,6})")
_PRE = frozenset({"pre", "textarea", "xmp", "listing"})


def read_html(data: bytes) -> Found:
    """Return the article of a page with what its tags say; SubmissionError for what is no page."""
    text = text_of(data, markup=True)
    root = _parsed(text)
    body = root.find("body")
    whole = root if body is None else body
    walk = _Walk(Shown(root, beside_article(whole)))
    walk.take(whole, 0)
    return Found(walk.done(), facts=facts_of(root))


def _parsed(text: str) -> Any:
    text = _DOCTYPE.sub("", text[:_HEAD], count=1) + text[_HEAD:]
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser, ensure_head_body=True)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise SubmissionError("import.damaged") from error
    _ensure_shallow(root)
    CellCount().add(sum(1 for _ in root.iter("td", "th")))
    return root


def _ensure_shallow(root: Any) -> None:
    depth, level = 0, [root]
    while level:
        level = [child for element in level for child in element]
        depth += 1
        if depth > MAX_DEPTH:
            raise SubmissionError("import.too_deep")


class _Walk:
    """Gather blocks; text goes on in the line begun until a block element begins or ends."""

    def __init__(self, shown: Shown) -> None:
        self.blocks: list[Block] = []
        self._shown = shown
        self._said: list[str] = []
        self._level: int | None = None

    def done(self) -> list[Block]:
        """Return the blocks with the last line ended."""
        self._end()
        return self.blocks

    def take(self, element: Any, depth: int, pre: bool = False) -> None:
        """Take an element with everything that is shown in it."""
        tag = element.tag
        if not self._shown(element):
            return
        if tag == "table":
            self._take_table(element, depth)
        elif tag == "br":
            self._end()
        elif tag == "img":
            self._take_picture(element)
        elif tag in _INLINE or tag.startswith("o:"):
            self.inside(element, depth, pre)
        else:
            self._take_block(element, depth, pre)

    def _take_block(self, element: Any, depth: int, pre: bool) -> None:
        self._end()
        level, self._level = self._level, _HEADINGS.get(element.tag, self._level)
        apart = element.tag in _HEADINGS and _is_of_lines(element)
        self.inside(element, depth, pre or element.tag in _PRE, apart=apart)
        self._end()
        self._level = level

    def inside(self, element: Any, depth: int, pre: bool, *, apart: bool = False) -> None:
        """Take the content of an element; `apart`: each of its children is a line."""
        self._say(element.text, pre)
        for child in element:
            self.take(child, depth + 1, pre)
            if apart:
                self._end()
            self._say(child.tail, pre)

    def _say(self, text: str | None, pre: bool) -> None:
        if not text:
            return
        if not pre:
            self._said.append(text)
            return
        first, *others = text.split("\n")
        self._said.append(first)
        for line in others:
            self._end()
            self._said.append(line)

    def _end(self) -> None:
        text = "".join(self._said)
        self._said.clear()
        if text.strip():
            self.blocks.append(Paragraph(text, self._level))

    def _take_picture(self, element: Any) -> None:
        if not _is_speck(element):
            self._end()
            named = element.get("alt") or element.get("title")
            self.blocks.append(Picture(named or (element.get("src") or "").rpartition("/")[2][:80]))

    def _take_table(self, element: Any, depth: int) -> None:
        self._end()
        for caption in element.findall("caption"):
            self.take(caption, depth + 1)
        self.blocks.append(RawTable([self._row(line, depth) for line in self._lines(element)]))

    def _lines(self, table: Any) -> list[Any]:
        groups = (group if group.tag in _ROWS else (group,) for group in table if self._shown(group))
        return [line for group in groups for line in group if line.tag == "tr" and self._shown(line)]

    def _row(self, line: Any, depth: int) -> list[RawCell]:
        return [self._cell(each, depth) for each in line if each.tag in ("td", "th") and self._shown(each)]

    def _cell(self, element: Any, depth: int) -> RawCell:
        walk = _Walk(self._shown)
        walk.inside(element, depth + 2, pre=False)
        return RawCell(
            walk.done(), _span(element, "rowspan"), max(1, _span(element, "colspan")), mark=_mark(element)
        )


def _is_of_lines(heading: Any) -> bool:
    """Whether a heading consists of plain spans with nothing between: the lines of our titles."""
    return len(heading) > 1 and all(
        child.tag == "span" and not child.attrib and not (child.tail or "").strip() for child in heading
    )


def _mark(cell: Any) -> str | None:
    """Return the id of a cell, else the first name of a place in it."""
    if cell.get("id"):
        return str(cell.get("id"))
    names = (each.get("name") or each.get("id") for each in cell.iter("a", "span", "input"))
    return next((str(name) for name in names if name and not name.startswith("_")), None)


def _is_speck(element: Any) -> bool:
    """Whether a picture is too small to hold anything."""
    sizes = [element.get(name, "") for name in ("width", "height")]
    return any(size.isdecimal() and int(size) < SPECK for size in sizes)


def _span(element: Any, name: str) -> int:
    """Return a span as browsers read it: the digits that it begins with, 1 without any."""
    found = _DIGITS.match(element.get(name) or "1")
    return min(int(found[1]), MAX_SPAN) if found else 1
