"""Stretches of text inside a block: runs of one style, and the pictures between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

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
class Image:
    """A picture by the name the text gives it, and its description."""

    kind: ClassVar = "image"
    name: str
    alt: str


def plain(runs: Sequence[Run]) -> str:
    """Return the text of runs without style."""
    return "".join(run.text for run in runs)


def pieces(nodes: Iterable[SyntaxTreeNode]) -> list[Runs | Image]:
    """Return the text of inline nodes, split at their pictures."""
    collector = _Collector()
    for node in nodes:
        collector.take(node, Run(""))
    collector.close()
    return collector.pieces


@dataclass(slots=True)
class _Collector:
    """Gathers runs; a line break becomes a space between Latin words and nothing beside Chinese."""

    pieces: list[Runs | Image] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    broken: bool = False

    def take(self, node: SyntaxTreeNode, style: Run) -> None:
        if node.type in ("softbreak", "hardbreak"):
            self.broken = True
        elif node.type == "image":
            self.close()
            self.pieces.append(Image(str(node.attrs.get("src", "")), node.content))
        elif node.children:
            for child in node.children:
                self.take(child, _styled(node, style))
        else:
            self.add(node.content.replace("\t", " "), style)

    def add(self, text: str, style: Run) -> None:
        if not text:
            return
        if self.broken:
            text = self._glue(text.lstrip()) + text.lstrip()
            self.broken = False
        last = self.runs[-1] if self.runs else None
        if last and (last.strong, last.emphasis, last.url) == (style.strong, style.emphasis, style.url):
            text = self.runs.pop().text + text
        self.runs.append(Run(text, style.strong, style.emphasis, style.url))

    def _glue(self, text: str) -> str:
        beside = plain(self.runs)[-1:] + text[:1]
        return " " if len(beside) == 2 and not _WIDE.search(beside) else ""

    def close(self) -> None:
        if plain(self.runs).strip():
            self.pieces.append(tuple(self.runs))
        self.runs = []
        self.broken = False


def _styled(node: SyntaxTreeNode, style: Run) -> Run:
    """Return the style inside a node."""
    if node.type == "strong":
        return Run("", True, style.emphasis, style.url)
    if node.type == "em":
        return Run("", style.strong, True, style.url)
    if node.type == "link":
        return Run("", style.strong, style.emphasis, str(node.attrs.get("href", "")))
    return style
