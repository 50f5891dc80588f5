"""Check an agency's own style sheet: it can be read, and fetches nothing from outside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from govreport_writer.documents.own_templates.problem import Problem, problem
from govreport_writer.errors import RenderError

_INSIDE = ("data:", "#", "govreport-font:")
"""How addresses begin that are inside: inline content, a place in the page, a shipped font."""


def check_style_sheet(name: str, folder: Path) -> Iterator[Problem]:
    """Yield what is wrong with a style sheet; RenderError when it cannot be read."""
    import tinycss2

    try:
        source = (folder / name).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RenderError("render.html_template", file=folder / name, why=error) from error
    for rule in tinycss2.parse_stylesheet(source, skip_comments=True, skip_whitespace=True):
        yield from _of_rule(name, rule)


def _of_rule(name: str, rule: Any) -> Iterator[Problem]:
    if rule.type == "error":
        yield problem(name, "style_sheet", line=rule.source_line, why=rule.message)
        return
    if rule.type == "at-rule" and rule.lower_at_keyword == "import":
        address = next((_address(token) for token in _tokens(rule.prelude) if _address(token)), "@import")
        yield problem(name, "outside", line=rule.source_line, address=address)
        return
    for token in _tokens([*rule.prelude, *(rule.content or ())]):
        if token.type == "error":
            yield problem(name, "style_sheet", line=token.source_line, why=token.message)
        address = _address(token) if token.type != "string" else None
        if address is not None and not address.lower().startswith(_INSIDE):
            yield problem(name, "outside", line=token.source_line, address=address)


def _address(token: Any) -> str | None:
    """Return the address that a token names; None for another token."""
    if token.type in ("url", "string"):
        return str(token.value)
    if token.type == "function" and token.lower_name in ("url", "src", "image", "image-set"):
        return next((str(each.value) for each in token.arguments if each.type == "string"), None)
    return None


def _tokens(tokens: Any) -> Iterator[Any]:
    """Yield the tokens with those in their blocks."""
    for token in tokens:
        yield token
        yield from _tokens(getattr(token, "content", None) or getattr(token, "arguments", None) or ())
