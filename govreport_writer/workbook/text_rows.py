"""Markdown as rows of the text sheet and back: a paragraph a row, headings marked beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from govreport_writer.numbering import SUBSECTION

RowKind = Literal["", "heading2", "heading3", "heading4", "as_is"]
TextRow = tuple[RowKind, str]
"""What stands beside a paragraph, and the paragraph; nothing beside it: understood by its look."""

MARKS: dict[RowKind, str] = {"heading2": "###", "heading3": "####", "heading4": "#####"}
_HEADING = re.compile(r"(#{3,5}) +(\S.*?)")
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
_STRUCTURED = re.compile(r"[ \t]*(?:[-*+>|]|[0-9]{1,9}[.)][ \t]|#{1,6}[ \t]|!\[| {4}|\t)")
_LONGEST_HEADING = 30
_ENDS = "。；：，！？.;:,!?"


def to_rows(text: str) -> Iterator[TextRow]:
    """Yield the rows of a Markdown text; read back they give the same paragraphs."""
    for chunk in _chunks(text):
        heading, rest = _heading_of(chunk)
        if heading:
            yield heading
        if rest:
            yield _row(rest)


def _chunks(text: str) -> list[str]:
    return [chunk for chunk in _BLANK_LINES.split(text.strip("\n")) if chunk.strip(" \t\n")]


def _heading_of(chunk: str) -> tuple[TextRow | None, str]:
    """Return the heading a chunk begins with, and what follows it."""
    first, _, rest = chunk.partition("\n")
    match = _HEADING.fullmatch(first)
    if match is None or match[2].endswith("#"):
        return None, chunk
    kind = next(kind for kind, mark in MARKS.items() if mark == match[1])
    return (kind, match[2]), rest


def _row(chunk: str) -> TextRow:
    """Return a row that is read back as the chunk: unmarked where its look says the same."""
    return ("", chunk) if list(_understood(chunk)) == [chunk] else ("as_is", chunk)


def to_text(rows: Iterable[TextRow]) -> str:
    """Return the Markdown of rows; those that are empty and unmarked add nothing."""
    return "\n\n".join(paragraph for kind, text in rows for paragraph in paragraphs(kind, text))


def paragraphs(kind: RowKind, text: str) -> Iterator[str]:
    """Yield the paragraphs of one row."""
    if kind in MARKS:
        if not text.strip():
            return
        yield f"{MARKS[kind]} {' '.join(text.split())}"
    elif kind == "as_is":
        yield text
    else:
        yield from _understood(text)


def _understood(text: str) -> Iterator[str]:
    """Read an unmarked row: a line is a paragraph, unless a list, table or picture is among them."""
    text = text.strip("\n")
    if not text.strip():
        return
    lines = text.split("\n")
    if any(_STRUCTURED.match(line) for line in lines):
        yield text
        return
    for line in lines:
        if line.strip():
            yield f"{MARKS['heading2']} {line.strip()}" if looks_like_heading(line) else line


def looks_like_heading(line: str) -> bool:
    """Whether a line of its own is a heading （一）: short, and no sentence."""
    bare = line.strip()
    return bool(SUBSECTION.match(bare)) and len(bare) <= _LONGEST_HEADING and bare[-1] not in _ENDS
