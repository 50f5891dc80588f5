"""Find lists of parts: 其中, 以……分, and figures after a colon; and whether their parts fit the whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from govreport_writer.mentions.lexicon import FIGURE, lexicon
from govreport_writer.mentions.mention import Reading
from govreport_writer.mentions.parts import Number, Parts
from govreport_writer.mentions.sentences import Sentence

LONGEST = 40
"""Parts of a list."""
_OPENS = re.compile("：")
_CLAUSES = re.compile("[，,；：]")


@dataclass(frozen=True, slots=True)
class _Whole:
    value: Number
    name: str
    unit: str
    line: int


def lists(readings: Iterable[Reading]) -> Iterator[Parts]:
    """Yield the lists of parts in a text, sentence by sentence."""
    before: _Whole | None = None
    section = ""
    for reading in readings:
        if reading.section != section or not reading.sentence.before:
            before, section = None, reading.section
        yield from _in_sentence(reading, before)
        before = _to_carry(reading, before)


def _to_carry(reading: Reading, before: _Whole | None) -> _Whole | None:
    """Return the whole that the next sentence may divide: the last total, or the only figure."""
    places = reading.sentence.places(FIGURE)
    heads = [at for at, mention in reading.mentions.items() if mention.pattern.file.part is None]
    if heads:
        return _whole(reading, max(heads))
    return _whole(reading, places[0]) if len(places) == 1 else (None if places else before)


def _whole(reading: Reading, at: int) -> _Whole | None:
    sign = reading.sentence.signs[at]
    if sign.value is None or not sign.exact:
        return None
    mention = reading.mentions.get(at)
    name = mention.pattern.file.id if mention else "list"
    return _Whole(sign.value, name, reading.sentence.text[at + 1 : at + 2], sign.line)


def _in_sentence(reading: Reading, before: _Whole | None) -> Iterator[Parts]:
    openings = sorted(_openings(reading.sentence))
    for number, (start, end, kind) in enumerate(openings):
        closing = openings[number + 1][0] if number + 1 < len(openings) else len(reading.sentence.text)
        whole = _whole_of(reading, start, kind, before)
        if whole is not None:
            found = _parts(reading, whole, (end, closing), kind)
            if found.groups:
                yield found


def _openings(sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    """Yield where lists begin, and how they are opened: of which, by kind, after a colon."""
    words = lexicon()
    for kind in ("open", "by_kind"):
        for match in words.compiled(kind).finditer(sentence.text):
            yield match.start(), match.end(), kind
    for match in _OPENS.finditer(sentence.text):
        if FIGURE in sentence.text[max(0, match.start() - 3) : match.start()]:
            yield match.start(), match.end(), "colon"


def _whole_of(reading: Reading, start: int, kind: str, before: _Whole | None) -> _Whole | None:
    places = [at for at in reading.sentence.places(FIGURE) if at < start]
    divided = lexicon().compiled("by_kind").search(reading.sentence.text, places[-1] if places else 0, start)
    if kind == "by_kind" or divided is not None:
        heads = [at for at in places if at in reading.mentions and not reading.mentions[at].pattern.file.part]
        return _whole(reading, heads[-1]) if heads else before
    return _whole(reading, places[-1]) if places else (before if kind == "open" else None)


def _parts(reading: Reading, whole: _Whole, span: tuple[int, int], kind: str) -> Parts:
    text, words = reading.sentence.text, lexicon()
    found = Parts(reading, whole.value, whole.name, whole.line, span[0], exhaustive=kind != "open")
    done = span[0]
    for at in reading.sentence.places(FIGURE):
        if not span[0] <= at < span[1]:
            continue
        label = text[done:at]
        if _ends(reading, at, label, kind) or text.count("）", span[0], at) > text.count("（", span[0], at):
            break
        if text.count("（", span[0], at) == text.count("）", span[0], at):
            if not words.compiled("no_part").search(_CLAUSES.split(label)[-1]):
                _take(found, reading, at, whole.unit)
            found.overlapping |= words.compiled("overlap").search(label) is not None
            found.exhaustive |= words.compiled("rest").match(label) is not None
        done, found.end = at + 2, at
    tail = text[done : done + 6]
    found.open |= words.compiled("etc").search(text[span[0] : found.end] + tail) is not None
    found.exhaustive |= words.compiled("exhaustive").search(text[span[0] : found.end]) is not None
    return found


def _ends(reading: Reading, at: int, label: str, kind: str) -> bool:
    """Whether a figure no longer belongs to the list."""
    mention = reading.mentions.get(at)
    head = mention is not None and mention.pattern.file.part in (None, "carried")
    by_kind = kind == "by_kind" and "；" in label
    return head or by_kind or lexicon().compiled("stop").search(label) is not None


def _take(found: Parts, reading: Reading, at: int, unit: str) -> None:
    sign = reading.sentence.signs[at]
    other_unit = reading.sentence.text[at + 1 : at + 2] != unit
    if other_unit or not sign.exact or sign.value is None or sum(map(len, found.groups.values())) >= LONGEST:
        found.open = True
        return
    mention = reading.mentions.get(at)
    kind = (mention.pattern.file.part if mention else "") or ""
    found.groups.setdefault("" if kind == "files" else kind, []).append(sign.value)
