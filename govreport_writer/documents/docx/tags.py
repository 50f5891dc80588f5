"""The tags of a DOCX template as a person finds them: part, paragraph, its text, and what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from govreport_writer import messages
from govreport_writer.documents.docx.package import CONTENT_TYPES
from govreport_writer.documents.docx.packing import W, content_types, parsed
from govreport_writer.documents.own_templates.slips import Slip
from govreport_writer.documents.own_templates.structure import nesting_slips, statement_slips
from govreport_writer.documents.own_templates.tags import Tag, find_tags

if TYPE_CHECKING:
    from lxml.etree import _Element

KINDS = {"document.main+xml": "body", "header+xml": "header", "footer+xml": "footer", "notes+xml": "notes"}
"""Parts that may hold tags, by the end of their content type."""
_REFERENCES = {"even": "even", "first": "first"}
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REVISIONS = frozenset(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
_FULL_WIDTH = re.compile("[\uff5b{][\uff5b{%\uff05#\uff03].*?[\uff5d}%\uff05#\uff03][\uff5d}]")
_IS_FULL_WIDTH = re.compile("[\uff5b\uff5d\uff05\uff03]")
_SPACED = re.compile(r"(?<!\{)\{\s+[{%#].*?(?:[}%#]\s*\}|$)")
_STRAY = re.compile(r"\}\}|[%#]\}")
_SINGLE = re.compile(r"(?<!\{)\{\s*([a-z_]+)(?:\.[a-z_]+)*\s*\}(?!\})")


@dataclass(frozen=True, slots=True)
class DocxPart:
    """A part of a template: its name, its root, how people call it."""

    name: str
    root: Any
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph's text, or a text in a drawing of it; paragraphs count from 1, tables and frames too."""

    paragraph: int
    text: str
    is_paragraph: bool = True


def template_parts(parts: Mapping[str, bytes]) -> Iterator[DocxPart]:
    """Yield the parts of a package that may hold tags, the body first."""
    types = content_types(parts[CONTENT_TYPES])
    found = [
        (kind, name)
        for name, each in types.items()
        for kind in (next((kind for end, kind in KINDS.items() if each.endswith(end)), None),)
        if kind and name in parts
    ]
    sides = _sides(parts, next(name for kind, name in found if kind == "body"))
    for kind, name in sorted(found, key=lambda each: [*KINDS.values()].index(each[0])):
        label = messages.text(f"template_part.{sides.get(name, '')}{kind}")
        yield DocxPart(name, parsed(parts[name]), label)


def _sides(parts: Mapping[str, bytes], main: str) -> dict[str, str]:
    """Return which headers and footers are those of even or first pages."""
    folder, _, name = main.rpartition("/")
    targets = {
        relation.get("Id"): f"{folder}/{relation.get('Target')}"
        for relation in parsed(parts.get(f"{folder}/_rels/{name}.rels", b"<none/>"))
    }
    references = parsed(parts[main]).iter(f"{W}headerReference", f"{W}footerReference")
    return {
        targets.get(each.get(_RELATION), ""): f"{_REFERENCES[kind]}_"
        for each in references
        if (kind := each.get(f"{W}type")) in _REFERENCES
    }


def lines_of(root: _Element) -> Iterator[Line]:
    """Yield the texts of a part: of each paragraph, then of its drawings' attributes that hold a tag."""
    for number, paragraph in enumerate(root.iter(f"{W}p"), 1):
        own = [node for node in paragraph.iter() if _paragraph_of(node) is paragraph]
        yield Line(number, "".join(node.text or "" for node in own if node.tag == f"{W}t").replace("\n", " "))
        for node in own:
            for value in node.values():
                if "{{" in value or "{%" in value:
                    yield Line(number, value.replace("\n", " "), is_paragraph=False)


def _paragraph_of(node: _Element) -> _Element | None:
    """Return the paragraph that a node stands in, a frame's own where it stands in one."""
    return next(node.iterancestors(f"{W}p"), None)


def tags_of(lines: list[Line]) -> tuple[list[Tag], list[Slip]]:
    """Return the tags of a part, each with the index of its line, and what is wrong with them."""
    slips: list[Slip] = []
    tags: list[Tag] = []
    for index, line in enumerate(lines):
        own = list(find_tags(line.text, slips.append, docx=True, first=index))
        tags += own
        slips += _left_over(line, index, own)
    slips += [*nesting_slips(tags), *statement_slips(tags)]
    return tags, slips


def _left_over(line: Line, index: int, tags: list[Tag]) -> Iterator[Slip]:
    """Yield what is wrong with the text beside the tags: braces that are none, text that would be lost."""
    rest = line.text
    for tag in tags:
        rest = rest.replace(tag.text, "\x00", 1)
    whole = next((tag for tag in tags if tag.marker == "p"), None)
    if whole and line.is_paragraph and (len(tags) > 1 or rest.replace("\x00", "").strip()):
        yield Slip(index, whole.text, "not_alone")
    if any(tag.broken for tag in tags):
        return
    for pattern, key in ((_FULL_WIDTH, "full_width"), (_SPACED, "spaced"), (_STRAY, "stray")):
        for found in pattern.finditer(rest):
            if key != "full_width" or _IS_FULL_WIDTH.search(found[0]):
                yield Slip(index, found[0], key)
                rest = rest.replace(found[0], "")


def single_slips(lines: list[Line], names: Mapping[str, Any]) -> Iterator[Slip]:
    """Yield names between single braces, which would be printed as they are."""
    for index, line in enumerate(lines):
        for found in _SINGLE.finditer(line.text):
            if found[1] in names:
                yield Slip(index, found[0], "single", {"wanted": f"{{{found[0]}}}"})


def revisions_in(root: _Element) -> int:
    """Return how many tracked changes a part has."""
    return sum(1 for node in root.iter() if node.tag in _REVISIONS)
