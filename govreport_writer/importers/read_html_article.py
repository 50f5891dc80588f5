"""Tell the article of a page from navigation, lists of links and footers around it.

An element goes only when it holds no figures in tables and little of the page's text: too much is kept
rather than too little.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

LARGEST = 0.25
"""Share of a page's text from which on nothing is taken for something beside the article."""
LINKED, FEWEST_LINKS = 0.6, 3
"""Share of linked text, and number of links, that make a block a list of links."""
FIGURES = 4
"""Cells with nothing but a figure that make a table one of figures."""
_BESIDE = frozenset({"nav", "footer", "aside", "button", "dialog", "menu"})
_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "menu", "dialog"})
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|foot|footer|breadcrumbs?|crumbs?|share|sharing|bdshare\w*|related|"
    r"sidebar|copyright|toolbar|pager|pagination|search\w*|login|friend[\s_-]?links?|qrcode|ewm|erweima|"
    r"print|fontsize|back[\s_-]?to[\s_-]?top|skip[\s_-]?link)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Names that pages give to what stands beside an article."""
_IMPRINT = re.compile(r"(?:\bICP\b|copyright|\u00a9|all rights reserved)", re.IGNORECASE)
_FIGURE = re.compile(r"\s*[\d.,%]+\s*")
_LONGEST_IMPRINT = 600


@dataclass(slots=True)
class _Weight:
    """Characters of an element's text, those in links, and the number of links."""

    text: int = 0
    linked: int = 0
    links: int = 0

    def add(self, other: _Weight) -> None:
        self.text += other.text
        self.linked += other.linked
        self.links += other.links


def beside_article(body: Any) -> set[Any]:
    """Return the elements of a page that stand beside its article, outermost ones."""
    weights: dict[Any, _Weight] = {}
    for element in body.iter():
        weights[element] = _own(element)
    for element in reversed(list(weights)):  # children before their parents
        parent = element.getparent()
        if parent in weights:
            weights[parent].add(weights[element])
    whole = max(1, weights[body].text)
    figures = _with_figures(body)
    found: set[Any] = set()
    _gather(body, weights, whole, figures, found)
    return found


def _own(element: Any) -> _Weight:
    text = len((element.text or "").strip()) if isinstance(element.tag, str) else 0
    inside = sum(len((child.tail or "").strip()) for child in element)
    if element.tag != "a" or not element.get("href"):
        return _Weight(text + inside)
    linked = text + inside + sum(len("".join(child.itertext()).strip()) for child in element)
    return _Weight(text + inside, linked, 1)


def _with_figures(body: Any) -> set[Any]:
    """Return the tables of figures with everything that they stand in."""
    found: set[Any] = set()
    for table in body.iter("table"):
        cells = ("".join(cell.itertext()) for cell in table.iter("td"))
        if sum(1 for text in cells if len(text) < 40 and _FIGURE.fullmatch(text)) >= FIGURES:
            found.update((table, *table.iterancestors()))
    return found


def _gather(parent: Any, weights: dict[Any, _Weight], whole: int, figures: set[Any], found: set[Any]) -> None:
    waiting = list(parent)
    while waiting:
        element = waiting.pop()
        if not isinstance(element.tag, str):
            continue
        weight = weights[element]
        may_go = element not in figures and weight.text <= LARGEST * whole
        if may_go and (_is_beside(element) or _is_links(weight) or _is_imprint(element, weight)):
            found.add(element)
        else:
            waiting.extend(element)


def _is_beside(element: Any) -> bool:
    if element.tag in _BESIDE or element.get("role") in _ROLES:
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag not in ("p", "td", "span") and _NAMES.search(names) is not None


def _is_links(weight: _Weight) -> bool:
    return weight.links >= FEWEST_LINKS and weight.linked >= LINKED * weight.text


def _is_imprint(element: Any, weight: _Weight) -> bool:
    short = 0 < weight.text <= _LONGEST_IMPRINT and element.tag in (
        "div",
        "p",
        "table",
        "td",
        "li",
        "ul",
        "center",
    )
    return short and _IMPRINT.search("".join(element.itertext())) is not None
