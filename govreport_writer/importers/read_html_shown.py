"""Whether an element of a page is shown at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

_SILENT = frozenset(
    ("head", "style", "script", "svg", "template", "noscript", "object", "embed", "iframe", "math", "select",
     "audio", "video", "canvas", "xml", "title", "meta", "link")
)  # fmt: skip
_UNSEEN = frozenset({"unseen", "stamp", "chart"})
"""Classes, and values of `data-govreport`, of what our own pages have beside the report."""
_RUNNING = frozenset({"header", "footer"})
"""What LibreOffice calls the heads and feet of pages that it saves in a page of HTML."""
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDDEN = re.compile(
    _HIDING.pattern + r"|mso-hide\s*:\s*all|(?<![\w-])font-size\s*:\s*0(?:p[xt])?\s*(?:;|$)", re.IGNORECASE
)
_BRACE = re.compile(r"[{}]")
_NAME = re.compile(r"\s*([.#][\w-]+)\s*")
_LONGEST_STYLE = 500_000


class Shown:
    """Tell what a reader of a page sees; what is only read out counts as unseen."""

    def __init__(self, root: Any, beside: Iterable[Any] = ()) -> None:
        self._beside = frozenset(beside)
        self._names = frozenset(_hidden_names(root))

    def __call__(self, element: Any) -> bool:
        """Whether an element is shown."""
        if not isinstance(element.tag, str) or element.tag in _SILENT or element in self._beside:
            return False
        if not element.attrib:
            return True
        if element.get("hidden") is not None or element.get("data-govreport") in _UNSEEN:
            return False
        classes = (element.get("class") or "").split()
        if not _UNSEEN.isdisjoint(classes) or (element.tag == "div" and element.get("title") in _RUNNING):
            return False
        names = {*(f".{name}" for name in classes), f"#{element.get('id')}"}
        if not self._names.isdisjoint(names):
            return False
        style = element.get("style")
        return style is None or _HIDDEN.search(style) is None


def _hidden_names(root: Any) -> Iterator[str]:
    """Yield the classes and ids that the page's own style sheet hides on the screen."""
    for sheet in root.iter("style"):
        for selectors, rule in _rules((sheet.text or "")[:_LONGEST_STYLE]):
            if _HIDING.search(rule):
                names = (_NAME.fullmatch(selector) for selector in selectors.split(","))
                yield from (name[1] for name in names if name)


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """Yield the selectors and the content of the rules that always hold: not those inside another rule."""
    depth, start, selectors = 0, 0, ""
    for brace in _BRACE.finditer(text):
        if brace[0] == "{":
            if depth == 0:
                selectors = text[start : brace.start()]
                start = brace.end()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield selectors, text[start : brace.start()]
                start = brace.end()
