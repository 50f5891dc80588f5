"""Find what figures of the text mean: the first pattern that fits a figure has it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from govreport_writer import messages
from govreport_writer.cells import Value
from govreport_writer.lookup import PLACEHOLDER, looked_up, placeholders
from govreport_writer.mentions.lexicon import SHARE, Pattern, lexicon, refuse_unknown
from govreport_writer.mentions.mention import Mention, Reading
from govreport_writer.mentions.sentences import Sentence, sentences
from govreport_writer.mentions.standing import Standing, standing
from govreport_writer.submission import NarrativeSection, Submission

LONGEST_TEXT = 100_000
"""Characters of all texts together; published reports have up to some 10,000."""
MOST_LOOK_UPS = 5_000
_FIRST_SIGN = 0xE000
_OWN_SIGNS = re.compile("[\ue000-\uf8ff]")


class NotChecked(Exception):  # noqa: N818  # no error of the data: a bound, told in a clear sentence
    """Something that is beyond what a check takes on."""


@lru_cache(maxsize=2)
def readings(submission: Submission) -> tuple[Reading, ...]:
    """Return the sentences of a submission with what their figures mean; NotChecked beyond all bounds."""
    refuse_unknown(submission.edition)
    sections = submission.raw.narrative
    length = sum(len(text) for section in sections for text, _ in section.texts())
    if length > LONGEST_TEXT:
        raise NotChecked(messages.text("not_checked.long_text", length=length, limit=LONGEST_TEXT))
    reader = _Reader(submission)
    return tuple(reading for section in sections for reading in reader.section(section))


class _Reader:
    def __init__(self, submission: Submission) -> None:
        self.submission = submission
        self.counts: Counter[tuple[str, str]] = Counter()

    def section(self, section: NarrativeSection) -> Iterator[Reading]:
        name = section.id or (section.title or "").strip()
        texts = section.texts()[1:]
        for text, line in texts:
            signed, values = self._signed(text, line)
            for sentence in sentences(signed, line, values):
                yield self._reading(name, sentence)

    def _signed(self, text: str, line: int) -> tuple[str, dict[str, Value]]:
        """Return a text with a sign for each look-up, and the figures that they stand for."""
        text = _OWN_SIGNS.sub("·", text)
        if "{{" not in text:
            return text, {}
        values: dict[str, Value] = {}
        found = placeholders(text, self.submission.edition, self.submission.file, line)
        if len(found) > MOST_LOOK_UPS:
            raise NotChecked(messages.text("not_checked.look_ups", count=len(found), limit=MOST_LOOK_UPS))
        signs = iter(range(_FIRST_SIGN, _FIRST_SIGN + len(found)))
        for sign, placeholder in enumerate(found, _FIRST_SIGN):
            printed = looked_up(placeholder, self.submission.values)
            if printed is not None:
                values[chr(sign) + (SHARE if printed.endswith("%") else "")] = _number(printed)
        return PLACEHOLDER.sub(lambda match: chr(next(signs)) + "\n" * match[0].count("\n"), text), values

    def _reading(self, section: str, sentence: Sentence) -> Reading:
        mentions: dict[int, Mention] = {}
        none: list[Mention] = []
        for pattern in _likely(sentence):
            for start, at, unit in _found(pattern, sentence):
                how = None if at in mentions else standing(pattern.file, sentence, start, at, self.submission)
                if how is None:
                    continue
                mention = self._mention(pattern, section, sentence, (start, at, unit), how)
                if at is None:
                    none.append(mention)
                else:
                    mentions[at] = mention
        return Reading(section, sentence, mentions, tuple(none))

    def _mention(
        self,
        pattern: Pattern,
        section: str,
        sentence: Sentence,
        found: tuple[int, int | None, str],
        how: Standing,
    ) -> Mention:
        start, at, unit = found
        key = (section, pattern.file.id)
        self.counts[key] += 1
        return Mention(pattern, section, self.counts[key], sentence, start, at, unit, how)


def _likely(sentence: Sentence) -> Iterator[Pattern]:
    """Yield the patterns of which a word stands in the sentence."""
    text = sentence.text
    if sentence.has_figures:
        patterns = lexicon().patterns
    elif lexicon().compiled("absent").search(text):
        patterns = lexicon().saying_none
    else:
        return
    for pattern in patterns:
        for word in pattern.file.words:
            if word in text:
                if _on_topic(pattern, sentence):
                    yield pattern
                break


def _found(pattern: Pattern, sentence: Sentence) -> Iterator[tuple[int, int | None, str]]:
    """Yield where a pattern begins, where its figure stands, and the unit; no place for none."""
    if sentence.has_figures:
        for regex in pattern.figures:
            for match in regex.finditer(sentence.text):
                yield match.start(), match.start("n"), match["u"]
    if pattern.file.none:
        for regex in pattern.none:
            found = regex.search(sentence.text)
            if found is not None:
                yield found.start(), None, ""
                return


def _on_topic(pattern: Pattern, sentence: Sentence) -> bool:
    texts = (sentence.text, sentence.before, sentence.heading)
    return not pattern.file.topic or any(word in text for text in texts for word in pattern.file.topic)


def _number(printed: str) -> Value:
    number = printed.removesuffix("%")
    return Decimal(number) if "." in number or printed.endswith("%") else int(number)
