"""Markdown as the report's text uses it: headings, paragraphs, lists, simple tables, pictures.

Everything else (HTML, code, quotations) is printed as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.tree import SyntaxTreeNode

_TEXTUAL = ("code", "fence", "blockquote", "hr", "html_block", "reference", "lheading")
_TEXTUAL_INLINE = ("backticks", "html_inline", "entity")
_GLUED_HEADING = re.compile(r"^(#{3,6})(?=[^#\s])", re.MULTILINE)
_WIDE = re.compile(
    "[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u2018-\u201d\u2014\u2026\U00020000-\U0003ffff]"
)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style."""

    text: str
    strong: bool = False
    emphasis: bool = False
    url: str | None = None


Runs = tuple[Run, ...]


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


BULLET = "•"


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


@dataclass(frozen=True, slots=True)
class Image:
    """A picture by the name the text gives it, and its description."""

    kind: ClassVar = "image"
    name: str
    alt: str


Block = Heading | Paragraph | Listing | TextTable | Image


def parse(text: str) -> tuple[Block, ...]:
    """Return the blocks of a Markdown text."""
    from markdown_it.tree import SyntaxTreeNode

    tree = SyntaxTreeNode(_parser().parse(_GLUED_HEADING.sub(r"\1 ", text)))
    return tuple(block for node in tree.children for block in _blocks(node))


def plain(runs: Sequence[Run]) -> str:
    """Return the text of runs without style."""
    return "".join(run.text for run in runs)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.disable([*_TEXTUAL, *_TEXTUAL_INLINE])
    # Links are printed as typed and pictures looked up by name; the writers decide what may be followed.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005  # the documented way
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]  # as above
    parser.normalizeLinkText = lambda link: link  # type: ignore[method-assign]  # as above
    parser.inline.ruler.at("emphasis", _emphasis)
    return parser


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Read `**` beside Chinese as people mean it, and leave a single `*` inside words alone.

    CommonMark does not close `**` between 。 and a Han character, and takes the stars of 长*宽*高 away.
    """
    from markdown_it.rules_inline.emphasis import tokenize

    start = state.pos
    taken = tokenize(state, silent)
    if taken:
        before, after = state.src[max(start - 1, 0) : start], state.src[state.pos : state.pos + 1]
        single = state.pos - start == 1
        for delimiter in state.delimiters[start - state.pos :]:
            delimiter.open = bool(after.strip()) and not (single and before.isalnum())
            delimiter.close = bool(before.strip()) and not (single and after.isalnum())
    return taken


def _blocks(node: SyntaxTreeNode) -> list[Block]:
    if node.type == "heading":
        level = min(max(int(node.tag[1:]) - 1, 2), 4)
        return [Heading(level, _runs(node.children[0]))]
    if node.type == "paragraph":
        return _paragraph(node.children[0])
    if node.type in ("bullet_list", "ordered_list"):
        return [_listing(node)]
    if node.type == "table":
        rows = [row for group in node.children for row in group.children]
        return [TextTable(tuple(tuple(_cell(cell) for cell in row.children) for row in rows))]
    return [block for child in node.children for block in _blocks(child)]


def _paragraph(inline: SyntaxTreeNode) -> list[Block]:
    """Split a paragraph at its pictures, each of which stands alone."""
    blocks: list[Block] = []
    text: list[SyntaxTreeNode] = []
    for child in inline.children:
        if child.type == "image":
            blocks += _text_paragraph(text)
            blocks.append(Image(str(child.attrs.get("src", "")), child.content))
            text = []
        else:
            text.append(child)
    return blocks + _text_paragraph(text)


def _text_paragraph(nodes: list[SyntaxTreeNode]) -> list[Block]:
    runs = _collect(nodes, Run(""))
    return [Paragraph(runs)] if plain(runs).strip() else []


def _listing(node: SyntaxTreeNode) -> Listing:
    ordered = node.type == "ordered_list"
    markers = tuple(f"{item.info}{item.markup}" if ordered else BULLET for item in node.children)
    return Listing(markers, tuple(_item(item) for item in node.children))


def _item(node: SyntaxTreeNode) -> Runs:
    inlines = [child for child in node.walk() if child.type == "inline"]
    runs: Runs = ()
    for inline in inlines:
        runs += _runs(inline)
    return runs


def _cell(node: SyntaxTreeNode) -> Runs:
    return _runs(node.children[0]) if node.children else ()


def _runs(inline: SyntaxTreeNode) -> Runs:
    return _collect(inline.children, Run(""))


@dataclass(slots=True)
class _Collector:
    runs: list[Run] = field(default_factory=list)

    def add(self, text: str, style: Run) -> None:
        last = self.runs[-1] if self.runs else None
        new = Run(text, style.strong, style.emphasis, style.url)
        if last and (last.strong, last.emphasis, last.url) == (new.strong, new.emphasis, new.url):
            self.runs[-1] = Run(last.text + text, new.strong, new.emphasis, new.url)
        elif text:
            self.runs.append(new)

    def take(self, node: SyntaxTreeNode, style: Run) -> None:
        if node.type == "strong":
            style = Run("", True, style.emphasis, style.url)
        elif node.type == "em":
            style = Run("", style.strong, True, style.url)
        elif node.type == "link":
            style = Run("", style.strong, style.emphasis, str(node.attrs.get("href", "")))
        if node.type in ("softbreak", "hardbreak"):
            self.add("\n", style)
        elif node.children and node.type != "image":
            for child in node.children:
                self.take(child, style)
        else:
            self.add(node.content, style)


def _collect(nodes: Sequence[SyntaxTreeNode], style: Run) -> Runs:
    collector = _Collector()
    for node in nodes:
        collector.take(node, style)
    return tuple(Run(_joined_lines(run.text), run.strong, run.emphasis, run.url) for run in collector.runs)


def _joined_lines(text: str) -> str:
    """Join the lines of a paragraph: without a space beside Chinese, with one between Latin words."""
    first, *others = text.split("\n")
    for line in others:
        beside = first[-1:] + line[:1]
        first = f"{first.rstrip()}{'' if _WIDE.search(beside) or len(beside) < 2 else ' '}{line.lstrip()}"
    return first.replace("\t", " ")
