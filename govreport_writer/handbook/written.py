"""The handbook as text, Markdown and HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from govreport_writer import messages
from govreport_writer.handbook.pages import Fact, Page
from govreport_writer.page_templates import page, page_language

_MARKUP = re.compile(r"([\\`*_\[\]<>|#&])")


def as_text(pages: Sequence[Page]) -> str:
    """Return the pages for a terminal."""
    return "\n\n".join("\n".join(_text_lines(each)) for each in pages) + "\n"


def _text_lines(page: Page) -> Iterator[str]:
    yield f"{page.id}  {page.title}"
    yield from _indented(page.facts, "  ")
    for rule in page.rules:
        yield ""
        yield f"  {rule.id}  {rule.title}".rstrip()
        yield from _indented(rule.facts, "    ")


def _indented(facts: Sequence[Fact], indent: str) -> Iterator[str]:
    yield from (f"{indent}{fact.label}{messages.text('words.colon')}{fact.text}" for fact in facts)


def as_markdown(pages: Sequence[Page]) -> str:
    """Return the pages as Markdown; words of an edition are text in it and never markup."""
    return "\n".join(
        [f"# {messages.text('rules.title')}", *(line for each in pages for line in _marked(each))]
    )


def _marked(page: Page) -> Iterator[str]:
    yield f"\n## {_plain(page.id)} {_plain(page.title)}\n"
    yield from _listed(page.facts)
    for rule in page.rules:
        yield f"\n### {_plain(f'{rule.id} {rule.title}'.rstrip())}\n"
        yield from _listed(rule.facts)
    yield ""


def _listed(facts: Sequence[Fact]) -> Iterator[str]:
    yield from (
        f"- **{_plain(fact.label)}**{messages.text('words.colon')}{_plain(fact.text)}" for fact in facts
    )


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def as_html(pages: Sequence[Page]) -> str:
    """Return the pages as one self-contained page of HTML."""
    words = {"title": messages.text("rules.title"), "contents": messages.text("rules.contents")}
    return page("rules.html.j2", pages=pages, words=words, language=page_language())
