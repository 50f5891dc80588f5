"""The page number in the footer of a DOCX template: with dashes, plain or none; at the edge or centred."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

from govreport_writer.documents.docx.packing import W, parsed, unparsed

_FIELD = re.compile(r"(?:^|\s)PAGE\b", re.IGNORECASE)
_DASHES = re.compile(r"[\s\u2010-\u2015\uff0d-]*")
_AFTER_JC = ("textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr")
"""What the schema has behind the alignment of a paragraph, as far as a footer may have it."""


def renumbered(
    data: bytes, shape: Literal["dashes", "plain", "none"], place: Literal["outside", "centre"]
) -> bytes:
    """Return a footer with its page number changed; dashes and outer edge stay as the template has them."""
    root = parsed(data)
    for paragraph in _numbered(root):
        if shape == "none":
            _empty(paragraph)
        elif shape == "plain":
            _without_dashes(paragraph)
        if place == "centre":
            _centre(paragraph)
    return unparsed(root)


def _numbered(root: Any) -> Iterator[Any]:
    """Yield the paragraphs with a page number; those of a text box stand inside another paragraph."""
    for paragraph in list(root.iter(f"{W}p")):
        codes = [code.text or "" for code in paragraph.iter(f"{W}instrText")]
        codes += [field.get(f"{W}instr", "") for field in paragraph.iter(f"{W}fldSimple")]
        if any(_FIELD.search(code) for code in codes):
            yield paragraph


def _empty(paragraph: Any) -> None:
    for child in list(paragraph):
        if child.tag != f"{W}pPr":
            paragraph.remove(child)


def _without_dashes(paragraph: Any) -> None:
    for text in list(paragraph.iter(f"{W}t")):
        if _DASHES.fullmatch(text.text or ""):
            text.getparent().remove(text)


def _centre(paragraph: Any) -> None:
    """Centre a paragraph, without the character it stood in from the edge."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = paragraph.makeelement(f"{W}pPr")
        paragraph.insert(0, properties)
    for name in ("ind", "jc"):
        for old in properties.findall(f"{W}{name}"):
            properties.remove(old)
    behind = [child for child in properties if child.tag in {f"{W}{name}" for name in _AFTER_JC}]
    place = properties.index(behind[0]) if behind else len(properties)
    properties.insert(place, properties.makeelement(f"{W}jc", {f"{W}val": "center"}))
