"""The heading levels of paragraphs: their own outline level, or that of their style."""

from __future__ import annotations

import re

from lxml import etree

from govreport_writer.errors import SubmissionError
from govreport_writer.importers.read_docx_package import Package, W

_PPR, _STYLE, _OUTLINE, _VAL = f"{W}pPr", f"{W}pStyle", f"{W}outlineLvl", f"{W}val"
_BODY = 9
"""The outline level of body text."""
_NAMED = re.compile(r"heading ([1-9])", re.IGNORECASE)
_TITLE = frozenset({"title"})
_MOST_PARENTS = 20


def levels_of(package: Package) -> Levels:
    """Return the levels that a document's styles give; a document without readable styles has none."""
    if not package.has("word/styles.xml"):
        return Levels({})
    try:
        styles = package.xml("word/styles.xml").iter(f"{W}style")
    except SubmissionError:
        return Levels({})
    return Levels({style.get(f"{W}styleId", ""): style for style in styles})


class Levels:
    """Tell the level of a paragraph: 0 for a title, 1 … 9 for headings, None for other text."""

    def __init__(self, styles: dict[str, etree._Element]) -> None:
        self._styles = styles
        self._known: dict[str, int | None] = {}

    def of(self, paragraph: etree._Element) -> int | None:
        """Return the level that a paragraph has itself, else the level of its style."""
        properties = paragraph.find(_PPR)
        if properties is None:
            return None
        own = properties.find(_OUTLINE)
        if own is not None:
            return _outline(own)
        style = properties.find(_STYLE)
        return None if style is None else self._of_style(style.get(_VAL, ""))

    def _of_style(self, name: str) -> int | None:
        if name not in self._known:
            self._known[name] = self._looked_up(name)
        return self._known[name]

    def _looked_up(self, name: str) -> int | None:
        for _ in range(_MOST_PARENTS):
            style = self._styles.get(name)
            if style is None:
                return None
            outline = style.find(f"{_PPR}/{_OUTLINE}")
            if outline is not None:
                return _outline(outline)
            called = style.find(f"{W}name")
            known = "" if called is None else called.get(_VAL, "")
            if known.lower() in _TITLE:
                return 0
            if (heading := _NAMED.fullmatch(known)) is not None:
                return int(heading[1])
            parent = style.find(f"{W}basedOn")
            name = "" if parent is None else parent.get(_VAL, "")
        return None


def _outline(element: etree._Element) -> int | None:
    value = element.get(_VAL, "")
    return int(value) + 1 if value.isdecimal() and int(value) < _BODY else None
