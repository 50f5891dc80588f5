"""What the tags of a page say about it: page tags, its title, linked data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from govreport_writer.importers.seen import seen

MOST, LONGEST = 200, 2_000_000
"""Tags that are looked at, and characters of linked data."""
_LINKED = ("name", "headline", "datePublished", "dateModified")
_NAMED = ("publisher", "author")


def facts_of(root: Any) -> dict[str, str]:
    """Return what the page tags say, by their names as written, then the page's title and linked data."""
    facts: dict[str, str] = {}
    for name, text in (*_tags(root), *_title(root), *_linked(root)):
        if name and seen(text):
            facts.setdefault(name, seen(text))
    return facts


def _tags(root: Any) -> Iterator[tuple[str, str]]:
    for tag in list(root.iter("meta"))[:MOST]:
        yield tag.get("name") or "", tag.get("content") or ""


def _title(root: Any) -> Iterator[tuple[str, str]]:
    title = root.find(".//title")
    if title is not None:
        yield "title", title.text_content()


def _linked(root: Any) -> Iterator[tuple[str, str]]:
    for script in root.iter("script"):
        if script.get("type") != "application/ld+json":
            continue
        try:
            found = json.loads((script.text or "")[:LONGEST])
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict):
            yield from ((name, found[name]) for name in _LINKED if isinstance(found.get(name), str))
            for name in _NAMED:
                who = found.get(name)
                if isinstance(who, dict) and isinstance(who.get("name"), str):
                    yield name, who["name"]
