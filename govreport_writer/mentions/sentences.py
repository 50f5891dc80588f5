"""Split the text of a part into sentences in which every number is one sign.

A sentence keeps the line of each figure. Headings, tables, pictures and the numbers of lists are left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from govreport_writer.cells import Value
from govreport_writer.mentions.lexicon import FIGURE
from govreport_writer.mentions.quantities import Sign, signs_in

LONGEST = 700
"""Characters of a sentence; a longer one is read in pieces."""
LONGEST_BEFORE = 300
"""Characters of a paragraph before a sentence that may name its subject."""
EARLY = 3
"""A sentence that has a year within so many characters begins with it."""
_SENTENCE = re.compile(rf"[^。！？!?]{{1,{LONGEST}}}[。！？!?]?")
_HEADING = re.compile(r"\s*#{1,6}\s*(.*)")
_NOT_TEXT = re.compile(r"\s*(?:\||!\[|[-:| ]{3,}$)")
_ITEM = re.compile(r"\s*(?:[-*]\s+|[（(]?[0-9]{1,2}(?:[)）、．]|\.(?![0-9]))\s*)")
_STRONG = re.compile(r"\*\*|__")
_SAME = {ord(wide): narrow for wide, narrow in zip("０１２３４５６７８９．％", "0123456789.%", strict=True)}
_SAME |= {ord(narrow): wide for narrow, wide in zip(";:()", "；：（）", strict=True)}
_SAME |= {capital: chr(capital + 32) for capital in range(ord("A"), ord("Z") + 1)}
_SAME |= {ord(sign): "·" for sign in "#±_"} | {0x3000: " "}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as signs and words. `before` is the paragraph up to here, `heading` stands above it."""

    text: str
    signs: dict[int, Sign]
    before: str
    heading: str
    line: int
    opening_year: tuple[int, ...] = ()
    """The year that an earlier sentence of the paragraph began with."""

    @property
    def has_figures(self) -> bool:
        """Whether a figure stands in it."""
        return FIGURE in self.text

    def places(self, kind: str) -> list[int]:
        """Return where the signs of a kind stand."""
        return [at for at, sign in self.signs.items() if sign.kind == kind]

    def shown(self, start: int, end: int) -> str:
        """Return a stretch of the sentence with its numbers as they were typed."""
        stretch = range(start, min(end, len(self.text)))
        typed = (self.signs[at].typed if at in self.signs else self.text[at] for at in stretch)
        return "".join(typed).strip()


@dataclass(slots=True)
class _Paragraph:
    heading: str
    text: str = ""
    starts: list[int] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)

    def add(self, text: str, line: int) -> None:
        self.starts.append(len(self.text))
        self.lines.append(line)
        self.text += text

    def line_at(self, offset: int) -> int:
        return self.lines[bisect_right(self.starts, offset) - 1]


def sentences(text: str, first: int, looked_up: dict[str, Value]) -> Iterator[Sentence]:
    """Yield the sentences of a text that begins on line `first`.

    `looked_up` are signs that stand in the text for figures of the tables.
    """
    for paragraph in _paragraphs(text, first):
        skeleton, signs = signs_in(paragraph.text, paragraph.line_at, looked_up)
        places = list(signs)
        shifts = list(accumulate((len(sign.typed) - 1 for sign in signs.values()), initial=0))
        opening: tuple[int, ...] = ()
        for match in _SENTENCE.finditer(skeleton):
            start, end = match.span()
            first_sign = bisect_left(places, start)
            own = places[first_sign : bisect_left(places, end)]
            yield Sentence(
                text=match[0],
                signs={at - start: signs[at] for at in own},
                before=skeleton[max(0, start - LONGEST_BEFORE) : start],
                heading=paragraph.heading,
                line=paragraph.line_at(start + shifts[first_sign]),
                opening_year=opening,
            )
            if own and own[0] - start < EARLY and signs[own[0]].year:
                opening = (signs[own[0]].year,)


def _paragraphs(text: str, first: int) -> Iterator[_Paragraph]:
    paragraph = _Paragraph("")
    for number, line in enumerate(_STRONG.sub("", text).split("\n"), first):
        heading = _HEADING.fullmatch(line)
        ends = heading is not None or not line.strip() or _NOT_TEXT.match(line) is not None
        item = None if ends else _ITEM.match(line)
        if (ends or item) and paragraph.text:
            yield paragraph
            paragraph = _Paragraph(paragraph.heading)
        if heading is not None:
            paragraph = _Paragraph(heading[1])
        elif not ends:
            paragraph.add(line[item.end() if item else 0 :].strip().translate(_SAME), number)
    if paragraph.text:
        yield paragraph
