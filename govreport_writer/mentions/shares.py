"""Find shares of the text (占 x%) that follow from no figure beside them and from no total of the table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from govreport_writer.figures import added
from govreport_writer.mentions.lexicon import FIGURE, SHARE, lexicon
from govreport_writer.mentions.mention import Reading
from govreport_writer.mentions.quantities import Sign
from govreport_writer.submission import Submission

CLOSE = Decimal("0.1")
"""Percentage points that a share may be off beyond its rounding."""
NEAR = 14
"""Characters between a figure and the share that it makes."""
MOST_SHARES = 24
"""Shares of a sentence that are looked at."""
MOST = 60
"""Figures before a share that may be its whole."""


@dataclass(frozen=True, slots=True)
class WrongShare:
    """A share, the part and the whole that it should follow from, and what it should be."""

    reading: Reading
    at: int
    part: Sign
    whole: Sign
    right: Decimal
    certain: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """An exact figure of the text; `whole` where it is not known to be a part of something."""

    value: Decimal
    sign: Sign
    unit: str
    sentence: int
    at: int
    whole: bool

    def holds(self, part: Figure) -> bool:
        """Whether another figure may be a part of it."""
        return self.value >= part.value


def wrong_shares(readings: Sequence[Reading], submission: Submission) -> Iterator[WrongShare]:
    """Yield the shares that do not follow from anything."""
    totals = tuple(_totals(submission))
    before: list[Figure] = []
    section = ""
    for reading in readings:
        if reading.section != section:
            before, section = [], reading.section
        if SHARE in reading.sentence.text:
            yield from _in_sentence(reading, before, totals)
        before = [*before, *_figures(reading)][-MOST:]


def fits(share: Decimal, digits: int, right: Decimal) -> bool:
    """Whether a share with so many digits may be a rounding of the right one."""
    rounding = Decimal(5).scaleb(-1 - digits)
    return abs(share - right) <= (CLOSE if digits else rounding + CLOSE)


def _totals(submission: Submission) -> Iterator[Decimal]:
    """Yield what the cells that the text may mean add up to."""
    for mention in submission.edition.mentions.values():
        for cells in mention.either:
            total = added(submission.values[ref] for ref in cells if submission.readable(ref))
            if total:
                yield Decimal(total)


def _figure(reading: Reading, at: int) -> Figure:
    sign, mention = reading.sentence.signs[at], reading.mentions.get(at)
    whole = mention is None or mention.pattern.file.part is None
    unit = reading.sentence.text[at + 1 : at + 2]
    return Figure(Decimal(sign.value or 0), sign, unit, id(reading.sentence), at, whole)


def _figures(reading: Reading) -> list[Figure]:
    found = (_figure(reading, at) for at in reading.sentence.places(FIGURE))
    return [each for each in found if each.sign.exact and each.value]


def _in_sentence(reading: Reading, before: list[Figure], totals: tuple[Decimal, ...]) -> Iterator[WrongShare]:
    found = list(islice(_shares(reading), MOST_SHARES))
    parts = {part for _, part in found}
    figures = [*before, *(each for each in _figures(reading) if each.at not in parts)]
    common = _common(found, [each for each in figures if each.whole], reading)
    for at, part_at in found:
        share, part = reading.sentence.signs[at], _figure(reading, part_at)
        here = [each for each in figures if each.sentence == id(reading.sentence) and each.at < part_at]
        if common is not None:
            wholes = [each for each in figures if each.whole and each.holds(part)]
            if not _follows(share, part, [each.value for each in wholes]):
                yield _wrong(reading, at, part, common, certain=True)
        elif not _follows(share, part, [*(each.value for each in (*before, *_figures(reading))), *totals]):
            for whole in [each for each in here if each.holds(part) and each.unit == part.unit][:1]:
                yield _wrong(reading, at, part, whole, certain=False)


def _common(found: list[tuple[int, int]], wholes: list[Figure], reading: Reading) -> Figure | None:
    """Return the whole from which two shares of a sentence follow."""
    for whole in reversed(wholes):
        following = [
            1
            for at, part in found
            if _follows(reading.sentence.signs[at], _figure(reading, part), [whole.value])
        ]
        if len(following) > 1:
            return whole
    return None


def _wrong(reading: Reading, at: int, part: Figure, whole: Figure, *, certain: bool) -> WrongShare:
    return WrongShare(reading, at, part.sign, whole.sign, part.value * 100 / whole.value, certain)


def _shares(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield the place of each share that stands behind a figure, and the place of the figure."""
    text, signs = reading.sentence.text, reading.sentence.signs
    for at in reading.sentence.places(SHARE):
        part = text.rfind(FIGURE, max(0, at - NEAR), at)
        told = lexicon().compiled("share").search(text[max(0, at - NEAR) : at]) is not None
        exact = part >= 0 and signs[part].exact and signs[at].exact
        if told and exact and SHARE not in text[part:at] and not signs[at].looked_up:
            yield at, part


def _follows(share: Sign, part: Figure, wholes: Iterable[Decimal]) -> bool:
    value = Decimal(share.value or 0)
    return any(
        fits(value, share.digits, part.value * 100 / whole)
        for whole in wholes
        if whole >= part.value and whole
    )
