"""A text without what differs between units that have copied it: figures, names, blanks, punctuation."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from govreport_writer import messages
from govreport_writer.across.words import words
from govreport_writer.checks.prose import squeezed
from govreport_writer.form.edition import FormEdition
from govreport_writer.submission import Agency
from govreport_writer.wording import compiled

LONGEST = 20_000
"""Characters that are looked at."""
MARK = "\ue000"
"""Stands for the organ's own name and place."""
FIGURE = "0"
"""Stands for a figure."""
_GAP = "\ue001"
_WHOLE = FIGURE + MARK
_LOOK_UP = re.compile(r"\{\{[^{}\n]{0,200}\}\}")
_FIGURE = re.compile(_LOOK_UP.pattern + r"|[0-9０-９][0-9０-９.,，．%％]*")
_BOOK = r"《[^《》\n]{0,100}》"
_KEPT = re.compile(f"[\u4e00-\u9fff{FIGURE}{MARK}]+")


@dataclass(frozen=True, slots=True)
class Bare:
    """The characters of a text that count.

    `begins` and `stands` tell where each stretch of them begins: in the bare text, in the typed one.
    """

    text: str
    typed: str
    begins: tuple[int, ...]
    stands: tuple[int, ...]

    def quote(self, start: int, length: int) -> str:
        """Return what was typed for a run of the bare text, without a figure or name that it cuts off."""
        run = self.text[start : start + length].rstrip(_WHOLE) or self.text[start : start + length]
        typed = self.typed[self._typed_at(start) : self._typed_at(start + len(run) - 1) + 1]
        return squeezed(_LOOK_UP.sub(messages.text("words.and_more"), typed))

    def _typed_at(self, offset: int) -> int:
        stretch = bisect_right(self.begins, offset) - 1
        return self.stands[stretch] + offset - self.begins[stretch]


def bare(text: str, agency: Agency, edition: FormEdition) -> Bare:
    """Return a text as it is compared: Chinese characters, 0 for a figure, a mark for organ and place.

    The names of documents, and the titles that the form prescribes, are left out.
    """
    typed = text[:LONGEST]
    marked = _prescribed(edition).sub(lambda match: _GAP * len(match[0]), typed)
    marked = _own(agency).sub(lambda match: MARK + _GAP * (len(match[0]) - 1), marked)
    marked = _FIGURE.sub(lambda match: FIGURE + _GAP * (len(match[0]) - 1), marked)
    begins, stands, kept, length = [], [], [], 0
    for match in _KEPT.finditer(marked):
        begins.append(length)
        stands.append(match.start())
        kept.append(match[0])
        length += len(match[0])
    return Bare("".join(kept), typed, tuple(begins), tuple(stands))


def place_of(agency: Agency) -> str:
    """Return the place in an organ's name, all its levels; empty when it names none."""
    return "".join(match[0] for match in _levels(agency.name))


def _levels(name: str) -> Iterator[re.Match[str]]:
    pattern = compiled(words().place)
    at = 0
    while (match := pattern.match(name, at)) is not None:
        yield match
        at = match.end()


@lru_cache(maxsize=16)
def _prescribed(edition: FormEdition) -> re.Pattern[str]:
    """Return the pattern of names of documents, and of titles that stand in every report on a form."""
    titles = {each.title for each in edition.sections} | {each.title or each.sheet for each in edition.tables}
    longest_first = sorted(titles, key=lambda title: (-len(title), title))
    return re.compile("|".join([_BOOK, *map(re.escape, longest_first)]))


@lru_cache(maxsize=4)
def _own(agency: Agency) -> re.Pattern[str]:
    """Return the pattern of an organ's names and places, the longest first, and of how it calls itself."""
    names = {name for name in (agency.name, *agency.short_names) if len(name) > 1}
    for match in _levels(agency.name):
        names |= {match[0], agency.name[match.start() : match.start("unit")], place_of(agency)}
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile("|".join([*map(re.escape, longest_first), words().own]))
