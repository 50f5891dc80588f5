"""Hold two texts against each other: what stayed, what came, what went, in pieces that people can read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

from govreport_writer.documents.comparison.pairing import paired

Kind = Literal["same", "del", "ins"]
Piece = tuple[Kind, str]
Pieces = list[Piece]

MOST = 6_000
"""Characters of two lines that are held against each other; time goes with their square."""
ALIKE = 0.6
"""The share of signs in common from which on two lines are one that was changed."""
SHORT = 2
"""Signs that stayed between two changes and are shown as changed with them: less to read."""
_SIGNS = re.compile(r"[0-9][0-9,.]*%?|[A-Za-z]+|\s+|.", re.DOTALL)


def pieces(before: Sequence[str], now: Sequence[str]) -> Pieces:
    """Return the pieces of two texts, given as lines; a figure is never cut in two."""
    found: Pieces = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [("same", f"{line}\n") for line in now[j1:j2]]
        else:
            found += _of_lines([f"{line}\n" for line in before[i1:i2]], [f"{line}\n" for line in now[j1:j2]])
    return list(_merged(found))


def _of_lines(before: list[str], now: list[str]) -> Iterator[Piece]:
    """Yield the pieces of changed lines: those that are alike sign by sign, the others whole."""
    signs = [[_SIGNS.findall(line) for line in lines] for lines in (before, now)]
    sets = [[frozenset(each) for each in lines] for lines in signs]
    for one, other in paired(sets[0], sets[1], ALIKE):
        gone = "" if one is None else before[one]
        come = "" if other is None else now[other]
        if one is not None and other is not None and len(gone) + len(come) <= MOST:
            yield from _changed(signs[0][one], signs[1][other])
        else:
            yield "del", gone
            yield "ins", come


def _changed(before: list[str], now: list[str]) -> Iterator[Piece]:
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "same", "".join(now[j1:j2])
        else:
            yield "del", "".join(before[i1:i2])
            yield "ins", "".join(now[j1:j2])


def _merged(found: Pieces) -> Iterator[Piece]:
    """Yield the pieces, those of one passage together: what went before what came."""
    given = [piece for piece in found if piece[1]]
    changed = [kind != "same" or _is_short(given, index) for index, (kind, _) in enumerate(given)]
    for is_changed, group in groupby(zip(changed, given, strict=True), lambda each: each[0]):
        passage = [piece for _, piece in group]
        if is_changed:
            yield from _passage(passage)
        else:
            yield "same", "".join(text for _, text in passage)


def _is_short(given: Pieces, index: int) -> bool:
    """Whether a piece that stayed is a few signs between two changes on one line."""
    text = given[index][1]
    return 0 < index < len(given) - 1 and len(text) <= SHORT and "\n" not in text


def _passage(passage: Pieces) -> Iterator[Piece]:
    for kind, other in (("del", "ins"), ("ins", "del")):
        text = "".join(each for own, each in passage if own != other)
        if text:
            yield ("del" if kind == "del" else "ins"), text
