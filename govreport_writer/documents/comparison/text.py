"""Hold the texts of a document against those wanted: one inserted paragraph is one difference."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from govreport_writer.documents.comparison.difference import Difference
from govreport_writer.documents.comparison.pairing import paired
from govreport_writer.documents.comparison.wanted import FRAME, Piece

ALIKE = 0.5
"""The share of characters and their pairs in common from which on two texts are one that was changed."""


def text_differences(
    pieces: Sequence[Piece], found: Sequence[str], *, own_template: bool = False
) -> Iterator[Difference]:
    """Yield where texts differ; an own template may add text and leave out what frames the report."""
    if "".join(piece.text for piece in pieces) == "".join(found):
        return
    texts = [piece.text for piece in pieces]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, texts, found, autojunk=False).get_opcodes():
        if tag != "equal":
            above = pieces[max(0, i1 - 1)].label if pieces else ""
            passage = _in_passage(pieces[i1:i2], found[j1:j2], above)
            yield from (_beyond_template(passage, found[j1:j2]) if own_template else passage)


def _beyond_template(passage: Iterable[Difference], found: Sequence[str]) -> Iterator[Difference]:
    """Yield the differences that a template of one's own does not explain."""
    text = "".join(found)
    for difference in passage:
        is_framing = difference.kind in FRAME and difference.found is None
        is_there = difference.wanted is not None and difference.wanted in text
        if difference.kind != "added" and not is_framing and not is_there:
            yield difference


def _in_passage(pieces: Sequence[Piece], found: Sequence[str], above: str) -> Iterator[Difference]:
    """Yield the differences of a passage in which no paragraph is the same; `above` is its section."""
    others = _cut_alike([piece.text for piece in pieces], found)
    if "".join(piece.text for piece in pieces) == "".join(others):
        return
    for piece, other in _paired(pieces, others):
        if piece is None:
            yield Difference("added", above, None, other)
        else:
            above = piece.label
            if piece.text != other:
                yield Difference(piece.kind, piece.label, piece.text, other)


def _cut_alike(texts: Sequence[str], found: Iterable[str]) -> list[str]:
    """Return the paragraphs found, cut after a wanted text that they begin with, joined to one they begin.

    A page may cut a paragraph, and some readers join the lines of a title.
    """
    left, cut = deque(found), []
    wanted = deque(texts)
    while left:
        text = left.popleft()
        whole = next((each for each in wanted if text.startswith(each)), None)
        if whole is not None and text != whole:
            left.appendleft(text[len(whole) :])
            text = whole
        elif whole is None and left and any(each.startswith(text + left[0]) for each in wanted):
            left[0] = text + left[0]
            continue
        while whole is not None and wanted and wanted[0] != whole:
            wanted.popleft()
        cut.append(text)
    return cut


def _paired(pieces: Sequence[Piece], found: Sequence[str]) -> Iterator[tuple[Piece | None, str | None]]:
    """Pair texts in order; those without a like stand alone."""
    signs, others = [_signs(piece.text) for piece in pieces], [_signs(text) for text in found]
    for one, other in paired(signs, others, ALIKE):
        yield None if one is None else pieces[one], None if other is None else found[other]


def _signs(text: str) -> frozenset[str]:
    """Return what is held against each other: the characters, and the pairs that stand together."""
    return frozenset(text) | {text[index : index + 2] for index in range(len(text) - 1)}
