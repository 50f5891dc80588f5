"""The text of a section as blocks: headings, paragraphs, lists, simple tables, pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from govreport_writer.markdown_parser import markdown_tree
from govreport_writer.narrative_inline import Image, Run, Runs, pieces, plain

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

__all__ = ["Block", "Heading", "Image", "Listing", "Paragraph", "Run", "Runs", "TextTable", "parse", "plain"]

BULLET = "•"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section: level 2 is （一）, 3 is 1., 4 is （1）."""

    kind: ClassVar = "heading"
    level: int
    runs: Runs


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of text."""

    kind: ClassVar = "paragraph"
    runs: Runs


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; `markers` are printed before the items: the number as typed, or a bullet."""

    kind: ClassVar = "list"
    markers: tuple[str, ...]
    items: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class TextTable:
    """A simple table of the text: first row heads, cells of runs."""

    kind: ClassVar = "table"
    rows: tuple[tuple[Runs, ...], ...]


Block = Heading | Paragraph | Listing | TextTable | Image


def parse(text: str) -> tuple[Block, ...]:
    """Return the blocks of a Markdown text."""
    return tuple(_blocks(markdown_tree(text).children))


def _blocks(nodes: Iterable[SyntaxTreeNode]) -> Iterator[Block]:
    for node in nodes:
        if node.type == "heading":
            yield from _heading(node)
        elif node.type == "paragraph":
            yield from _paragraph(node)
        elif node.type in ("bullet_list", "ordered_list"):
            yield from _listing(node)
        elif node.type == "table":
            yield from _table(node)
        else:
            yield from _blocks(node.children)


def _heading(node: SyntaxTreeNode) -> Iterator[Block]:
    level = min(max(int(node.tag[1:]) - 1, 2), 4)
    found = pieces(node.children[0].children)
    yield Heading(level, _runs(found))
    yield from _images(found)


def _paragraph(node: SyntaxTreeNode) -> Iterator[Block]:
    """Split a paragraph at its pictures, each of which stands alone."""
    for piece in pieces(node.children[0].children):
        yield piece if isinstance(piece, Image) else Paragraph(piece)


def _listing(node: SyntaxTreeNode) -> Iterator[Block]:
    """Yield the items; what stands below an item's first paragraph follows as blocks of its own."""
    items: list[tuple[str, Runs]] = []
    for item in node.children:
        is_text = bool(item.children) and item.children[0].type == "paragraph"
        found = pieces(item.children[0].children[0].children) if is_text else []
        marker = f"{item.info}{item.markup}" if node.type == "ordered_list" else BULLET
        items.append((marker, _runs(found)))
        rest = [*_images(found), *_blocks(item.children[is_text:])]
        if rest:
            yield _list_of(items)
            items = []
            yield from rest
    if items:
        yield _list_of(items)


def _list_of(items: list[tuple[str, Runs]]) -> Listing:
    return Listing(tuple(marker for marker, _ in items), tuple(runs for _, runs in items))


def _table(node: SyntaxTreeNode) -> Iterator[Block]:
    rows = [row for group in node.children for row in group.children]
    found = [
        [pieces(cell.children[0].children if cell.children else ()) for cell in row.children] for row in rows
    ]
    yield TextTable(tuple(tuple(_runs(cell) for cell in row) for row in found))
    for row in found:
        for cell in row:
            yield from _images(cell)


def _runs(found: list[Runs | Image]) -> Runs:
    return tuple(run for piece in found if not isinstance(piece, Image) for run in piece)


def _images(found: list[Runs | Image]) -> list[Image]:
    return [piece for piece in found if isinstance(piece, Image)]
