"""Compare labels as printed with labels of a form: width, white space, numbers, notes and slips apart."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from govreport_writer.importers.words import compiled, words

EXACT, RENUMBERED, KNOWN = 1.0, 0.97, 0.95
"""How alike: the same but for width; but for the number or the note behind; a known other wording."""
SLIP = 0.9
"""The most that a label with lost, doubled or mistyped characters can be."""
SHORTEST_SLIP = 4
"""Characters of the shortest label that is known in spite of a slip."""
SHORTEST_ACROSS = 4
"""Characters from which on a label is the same under a number of another style."""

_COMMAS = str.maketrans("\u3001\uff0c\u3002\u201c\u201d\u2018\u2019\u3010\u3011\u2014\u00b7", ",,.\"\"''[]-.")
"""Marks that compatibility leaves as they are, with those they are compared as."""
_NOTE = re.compile(r"\([^()]{1,200}\)$")


@lru_cache(maxsize=16_384)
def folded(text: str) -> str:
    """Return a label without white space and with its punctuation in one width."""
    if text.isascii():
        return "".join(text.split())
    return "".join(unicodedata.normalize("NFKC", text).split()).translate(_COMMAS)


@dataclass(frozen=True, slots=True)
class Label:
    """A label taken apart: as folded, its number's style and value, its words without number and note."""

    folded: str
    style: str
    number: str
    stem: str


@lru_cache(maxsize=16_384)
def label_of(text: str) -> Label:
    """Return a label taken apart; a label that is nothing but a note keeps it."""
    whole = folded(text)
    style, number, rest = _numbered(whole)
    stem = rest
    while (note := _NOTE.search(stem)) and note.start() > 0:
        stem = stem[: note.start()]
    return Label(whole, style, number, stem.strip(",.:") or rest)


def _numbered(text: str) -> tuple[str, str, str]:
    """Return the style and value of the number before a label, and the rest; all of it without one."""
    for style, pattern in words().numbering.items():
        found = compiled(pattern).match(text)
        if found and found.end() < len(text):
            return style, found.groupdict().get("n") or "", text[found.end() :]
    return "", "", text


def alike(label: Label, wanted: Label) -> float:
    """Return how alike a label is to one of a form, from 0; a slip counts at most SLIP."""
    if label.folded == wanted.folded:
        return EXACT
    if not _same_style(label, wanted):
        return 0.0
    if label.stem == wanted.stem:
        return RENUMBERED
    if label.stem in other_wordings().get(wanted.stem, ()):
        return KNOWN
    return 0.0


def slipped(label: Label, wanted: Label) -> float:
    """Return how alike two labels are where characters were lost, doubled or one mistyped; 0 for others.

    The number before a label may have a slip too.
    """
    stems = _slipped(label.stem, wanted.stem) if _same_style(label, wanted) else 0.0
    return stems or _slipped(label.folded, wanted.folded)


def _slipped(ours: str, theirs: str) -> float:
    most = max(1, len(theirs) // 4)
    if min(len(ours), len(theirs)) < SHORTEST_SLIP or abs(len(ours) - len(theirs)) > most:
        return 0.0
    if len(set(theirs) - set(ours)) > most:
        return 0.0
    common = _common(ours, theirs)
    lost, added = len(theirs) - common, len(ours) - common
    if min(lost, added) > 1 or max(lost, added) > most:
        return 0.0
    return SLIP * 2 * common / (len(ours) + len(theirs))


def _same_style(label: Label, wanted: Label) -> bool:
    """Whether the numbers before two labels can be the same; short words need numbers of one style."""
    if not label.style or not wanted.style or label.style == wanted.style:
        return True
    return min(len(label.stem), len(wanted.stem)) >= SHORTEST_ACROSS


@lru_cache(maxsize=1)
def other_wordings() -> dict[str, frozenset[str]]:
    """Return the known other wordings of labels, by the words of the form's own."""
    return {
        label_of(own).stem: frozenset(label_of(other).stem for other in others)
        for own, others in words().labels.items()
    }


def _common(first: str, second: str) -> int:
    """Return the length of the longest common subsequence."""
    row = [0] * (len(second) + 1)
    for character in first:
        before = 0
        for index, other in enumerate(second, 1):
            kept = row[index]
            row[index] = before + 1 if character == other else max(row[index], row[index - 1])
            before = kept
    return row[-1]
