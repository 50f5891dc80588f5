"""Put together lines that a PDF prints as one: signs that share a place with the next part them in its text.

Where two signs of punctuation stand closer than others, programs that keep the places of a page end a line
there, and go on in the next one at the place where it ended; sometimes what follows comes first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

Part = tuple[int, str]
"""The column where a part of a line begins, and its text."""
_PART = re.compile(r"\S+(?: \S+)*")
_CLOSING = "\u3001\u3002\uff0c\uff1b\uff1a\uff01\uff1f\uff09\u300b\u300d\u300f\u3011\u3015\u201d\u2019"
_OPENING = "\uff08\u300a\u300c\u300e\u3010\u3014\u201c\u2018"
_STOPS = "\u3002\uff1b\uff01\uff1f"
LONGEST = 400
"""Characters of a line that is looked at."""
FAR = 6
"""The column from which on what follows a full stop is no paragraph of its own."""


def overlaid(lines: Sequence[str]) -> list[str]:
    """Return the lines with those put together that are one, in the place of the last."""
    found = list(lines)
    upper: list[Part] = []
    for at, line in enumerate(found):
        lower = _parts(line)
        merged = sorted([*upper, *lower]) if upper and lower else []
        if merged and _is_one(upper, lower, merged):
            found[at] = _joined(merged)
            found[at - 1] = ""
            upper = merged
        else:
            upper = lower
    return found


def _parts(line: str) -> list[Part]:
    return [(match.start(), match[0]) for match in _PART.finditer(line)] if len(line) <= LONGEST else []


def _is_one(upper: Sequence[Part], lower: Sequence[Part], merged: Sequence[Part]) -> bool:
    """Whether the parts of two lines meet in one, and nowhere stand in each other's place."""
    meet = False
    for one, other in pairwise(merged):
        gap = other[0] - (one[0] + len(one[1]))
        if gap < -1:
            return False
        if gap == -1 and (one in upper) != (other in upper):
            meet = meet or _may_meet(one, other, turned=one in lower)
    return meet


def _may_meet(one: Part, other: Part, *, turned: bool) -> bool:
    """Whether two signs can share a place; `turned`: what stands behind comes first in the text."""
    last, first = one[1][-1], other[1][0]
    if turned and first not in _CLOSING:
        return False
    if last in _STOPS and first in _OPENING:
        return other[0] > FAR
    return last in _CLOSING + _OPENING and first in _CLOSING + _OPENING


def _joined(parts: Sequence[Part]) -> str:
    """Return parts in one line from the column of the first, with room where they stand apart."""
    text = " " * parts[0][0] + parts[0][1]
    end = len(text)
    for start, part in parts[1:]:
        text += " " * (start - end if start - end > 1 else 0) + part
        end = start + len(part)
    return text
