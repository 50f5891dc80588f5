"""The Markdown that reports use: headings, paragraphs, lists, simple tables, pictures, strong text.

Everything else (HTML, code, quotations) is printed as it was typed.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.tree import SyntaxTreeNode

_AS_TYPED = ("code", "fence", "blockquote", "hr", "html_block", "reference", "lheading")
_AS_TYPED_INLINE = ("backticks", "html_inline", "entity")
_GLUED_HEADING = re.compile(r"^(#{3,6})(?=[^#\s])", re.MULTILINE)


def markdown_tree(text: str) -> SyntaxTreeNode:
    """Return the syntax tree of a text; `###（一）` is a heading without a space too."""
    from markdown_it.tree import SyntaxTreeNode

    return SyntaxTreeNode(_parser().parse(_GLUED_HEADING.sub(r"\1 ", text)))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.disable([*_AS_TYPED, *_AS_TYPED_INLINE])
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
