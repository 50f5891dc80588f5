"""The words of a roster: heads of its columns and values in its cells, of both languages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from govreport_writer import messages
from govreport_writer.roster.members import folded

FIELDS = ("name", "code", "kind", "level", "short_names", "contact", "parent", "vertical", "deadline")
SEARCHED = 20
"""Rows in which the heads are looked for; titles may stand above."""
STARS = "*＊"
"""Marks of what has to be filled in."""


@cache
def known(subject: str, name: str) -> frozenset[str]:
    """Return the words of both languages for a head or a value."""
    key = f"collect.roster.{subject}.{name}"
    texts = [messages.catalogue(language, "collect")[key] for language in messages.LANGUAGES]
    return frozenset(folded(word) for text in texts for word in text.split("|"))


def columns_of(head: Sequence[str]) -> dict[str, int]:
    """Return where each field stands by the heads; of two heads for one the first."""
    columns: dict[str, int] = {}
    for index, text in enumerate(head):
        for name in FIELDS:
            if is_head(text, name):
                columns.setdefault(name, index)
    return columns


def is_head(text: str, name: str) -> bool:
    """Whether a text is the head of a field's column."""
    return folded(text.rstrip(STARS)) in known("head", name)
