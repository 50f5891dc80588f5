"""Difference: a place where a finished document says something else than what was filed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from govreport_writer import messages

CONTEXT = 8
"""Characters shown on each side of a difference."""
LONGEST = 60
"""Characters of a longer text that are shown."""
NEAR = 6
"""Fewer equal characters between two changes do not part them."""
MOST = 4_000
"""Longer texts are compared only at their beginnings and ends."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What was to be said and what a document says; None where one of them has no such thing.

    `label` names the place by its official labels or the title of its section; `path` is that of a figure.
    """

    kind: str
    label: str
    wanted: str | None
    found: str | None
    path: str | None = None

    def __str__(self) -> str:
        """Return the difference in one line, with the words that differ."""
        kind = messages.text(f"verify.kind.{self.kind}")
        wanted, found = changed_words(self.wanted, self.found)
        where = self.label
        if self.path:
            where = messages.text("verify.where_in", section=self.label, path=self.path)
        return messages.text(self._key(), kind=kind, where=where, wanted=wanted, found=found)

    def _key(self) -> str:
        if self.kind == "copy":
            return "verify.copy"
        if self.wanted is None:
            return "verify.added"
        return "verify.missing" if self.found is None else "verify.changed"


def changed_words(wanted: str | None, found: str | None) -> tuple[str, str]:
    """Return the parts of two texts that differ, with a few characters on each side."""
    if wanted is None or found is None or max(len(wanted), len(found)) <= LONGEST // 2:
        return _short(wanted), _short(found)
    pairs = list(_changes(wanted, found))[:3]
    shown, others = (_joined([pair[side] for pair in pairs]) for side in (0, 1))
    return _short(shown), _short(others)


def _short(text: str | None) -> str:
    if not text:
        return messages.text("verify.empty")
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _joined(parts: list[str]) -> str:
    return f"…{'…'.join(parts)}…"


def _changes(wanted: str, found: str) -> Iterator[tuple[str, str]]:
    """Yield the pairs of passages that differ."""
    for i1, i2, j1, j2 in _passages(wanted, found):
        yield (
            wanted[max(0, i1 - CONTEXT) : i2 + CONTEXT],
            found[max(0, j1 - CONTEXT) : j2 + CONTEXT],
        )


def _passages(wanted: str, found: str) -> Iterator[tuple[int, int, int, int]]:
    start = common_start(wanted, found)
    end = common_start(wanted[start:][::-1], found[start:][::-1])
    inner, other = wanted[start : len(wanted) - end], found[start : len(found) - end]
    if max(len(inner), len(other)) > MOST:
        yield start, start + len(inner), start, start + len(other)
        return
    ops = SequenceMatcher(None, inner, other, autojunk=False).get_opcodes()
    current: tuple[int, int, int, int] | None = None
    for tag, i1, i2, j1, j2 in ops:
        if tag == "equal":
            if current and i2 - i1 >= NEAR:
                yield current
                current = None
            continue
        first = current or (start + i1, 0, start + j1, 0)
        current = (first[0], start + i2, first[2], start + j2)
    if current:
        yield current


def common_start(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    shorter = min(len(one), len(other))
    if one[:shorter] == other[:shorter]:
        return shorter
    return next(index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
