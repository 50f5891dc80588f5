"""How the tags of a template are written and nested, every slip at once: the engine stops at the first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

from govreport_writer.documents.own_templates.slips import Slip
from govreport_writer.documents.own_templates.tags import MARKERS, Tag

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.nodes import Template

BLOCKS = ("for", "if", "with", "macro", "call", "filter", "set", "raw", "autoescape")
"""Statements that have an end."""
BRANCHES = {"else": ("for", "if"), "elif": ("if",)}
FOREIGN = ("include", "import", "from", "extends", "block", "endblock")
"""Statements that would read other files."""
KNOWN = frozenset({*BLOCKS, *BRANCHES, *(f"end{word}" for word in BLOCKS), "vm", "hm", "colspan", "cellbg"})
"""Every statement, with those that docxtpl adds for tables."""
_INLINE_SET = re.compile(r"set\s[^=]*=")


def nesting_slips(tags: Iterable[Tag]) -> Iterator[Slip]:
    """Yield what is wrong with beginnings and ends: each `for` and `if` has its own end."""
    open_tags: list[Tag] = []
    for tag in tags:
        word = _meant(tag)
        if word in BLOCKS and not _INLINE_SET.match(tag.content):
            open_tags.append(tag)
        elif word in BRANCHES and not (open_tags and _meant(open_tags[-1]) in BRANCHES[word]):
            yield _slip(tag, "branch_alone", word=word)
        elif word.startswith("end"):
            yield from _ended(tag, word.removeprefix("end"), open_tags)
    for tag in open_tags:
        yield _slip(tag, "block_open", word=_meant(tag), end=f"end{_meant(tag)}")


def _meant(tag: Tag) -> str:
    """Return the statement of a tag, the nearest one for a misspelt one: that is told elsewhere."""
    word = tag.word
    return word if not word or word in KNOWN else nearest_word(word, KNOWN) or word


def _ended(tag: Tag, word: str, open_tags: list[Tag]) -> Iterator[Slip]:
    """Close the block that a tag ends; those inside it that are still open lack their own end."""
    at = next((index for index in reversed(range(len(open_tags))) if _meant(open_tags[index]) == word), None)
    if at is None:
        if word in BLOCKS:
            yield _slip(tag, "end_alone", word=word)
        return
    for inner in open_tags[at + 1 :]:
        yield _slip(inner, "block_open", word=_meant(inner), end=f"end{_meant(inner)}")
    del open_tags[at:]


def parsed(tag: Tag) -> Template | None:
    """Return the tag alone as the engine reads it; None when it says nothing. Raises TemplateSyntaxError."""
    source = _alone(tag)
    return None if source is None else plain_environment().parse(source)


def _alone(tag: Tag) -> str | None:
    """Return a template that holds just this tag, complete with its end."""
    if tag.opener == "{{":
        return f"{{{{ {tag.content} }}}}"
    if tag.word == "elif":
        return f"{{% if 1 %}}{{% {tag.content} %}}{{% endif %}}"
    if tag.word not in BLOCKS or tag.word == "raw":
        return None
    end = "" if _INLINE_SET.match(tag.content) else f"{{% end{tag.word} %}}"
    return f"{{% {tag.content} %}}{end}"


def statement_slips(tags: Iterable[Tag]) -> Iterator[Slip]:
    """Yield statements that there are not, those that are not allowed, and what the engine cannot read."""
    from jinja2 import TemplateSyntaxError

    for tag in tags:
        if tag.broken:
            continue
        if (slip := _unknown_statement(tag)) is not None:
            yield slip
            continue
        try:
            parsed(tag)
        except TemplateSyntaxError as error:
            yield _slip(tag, "syntax", why=str(error.message))
        except RecursionError:
            yield _slip(tag, "deep")


def _unknown_statement(tag: Tag) -> Slip | None:
    if tag.opener == "{#" or (tag.content and tag.opener == "{{"):
        return None
    if not tag.content:
        return _slip(tag, "nothing")
    if tag.word in MARKERS:
        return _slip(tag, "marker_apart", word=tag.word)
    if tag.word in FOREIGN:
        return _slip(tag, "foreign", word=tag.word)
    if tag.word not in KNOWN:
        return _slip(tag, "statement", word=tag.word, near=nearest_word(tag.word, KNOWN))
    return None


def nearest_word(word: str, known: Iterable[str]) -> str:
    """Return the known word that is most like another, or nothing."""
    close = get_close_matches(word, sorted(known), n=1, cutoff=0.5)
    return close[0] if close else ""


def _slip(tag: Tag, key: str, **fields: str) -> Slip:
    return Slip(tag.line, tag.text, key, fields)


@cache
def plain_environment() -> Environment:
    """Return the engine as it is, to read tags with; nothing is drawn in it."""
    from jinja2.sandbox import SandboxedEnvironment

    return SandboxedEnvironment()
