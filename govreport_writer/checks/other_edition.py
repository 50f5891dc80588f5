"""Nothing is left of another edition of the form (GR022 labels, GR023 text, GR024 the notice cited).

What it does: looks for words that the edition lists as those of another form, in labels that were changed
and in the text, and for the number of the notice that issued the other form.
Why: such a report was made from an old file, and its figures may have been counted the old way.
Example: the label 其他对外管理服务事项 in a report for 2024; one that cites 国办公开办函〔2019〕60号.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from govreport_writer import messages
from govreport_writer.checks.context import Context
from govreport_writer.checks.prose import MOST, Passage, at_lines, passages
from govreport_writer.findings import Finding, Instance, Place
from govreport_writer.form.file import ForeignFile

CODES = ("GR022", "GR023", "GR024")


def check(context: Context) -> Iterator[Finding]:
    """Yield findings for each other edition that the labels, the text or a citation speak of."""
    for foreign in context.edition.file.foreign:
        yield from _labels(context, foreign)
        for passage in passages(context.submission):
            yield from _words(context, foreign, passage)
            yield from _notice(context, foreign, passage)


def _labels(context: Context, foreign: ForeignFile) -> Iterator[Finding]:
    """Yield one finding for the labels changed to those of another form."""
    changed = {
        path: [word for word in foreign.labels if word in label]
        for path, label in context.submission.raw.labels.items()
    }
    found = {path: words for path, words in changed.items() if words}
    if found:
        words = list(dict.fromkeys(word for each in found.values() for word in each))
        yield Finding(
            code="GR022",
            severity=foreign.severity,
            anchor=f"labels:{foreign.edition}",
            instances=tuple(Instance((Place(path=path),)) for path in found),
            fields=_fields(foreign, words),
            basis="printed",
            cite=context.edition.notice,
            values="; ".join(f"{path}={' '.join(words)}" for path, words in found.items()),
        )


def _words(context: Context, foreign: ForeignFile, passage: Passage) -> Iterator[Finding]:
    text = passage.text
    found = {word: text.find(word) for word in foreign.text if word in text}
    for word in foreign.labels if "|" in text else ():
        at = _in_a_row(word, text)
        if at >= 0:
            found.setdefault(word, at)
    if found:
        yield Finding(
            code="GR023",
            severity="should" if foreign.severity == "must" else foreign.severity,
            anchor=passage.anchor,
            instances=at_lines(sorted({passage.line_at(offset) for offset in found.values()})),
            fields=_fields(foreign, list(found)),
            basis="inferred",
            cite=context.edition.notice,
            values=" ".join(found),
        )


def _in_a_row(word: str, text: str) -> int:
    """Return where a word first stands in a row of a table of the text, or -1."""
    at = text.find(word)
    for _ in range(MOST):
        if at < 0 or text[text.rfind("\n", 0, at) + 1 : at].lstrip().startswith("|"):
            return at
        at = text.find(word, at + 1)
    return -1


def _notice(context: Context, foreign: ForeignFile, passage: Passage) -> Iterator[Finding]:
    matches = list(islice(_cited(foreign.notice).finditer(passage.text), MOST))
    if matches:
        yield Finding(
            code="GR024",
            severity="should",
            anchor=passage.anchor,
            instances=at_lines(passage.line_at(match.start()) for match in matches),
            fields={
                "cited": foreign.notice,
                "notice": context.edition.notice,
                "year": context.submission.year,
            },
            basis="practice",
            cite=context.edition.notice,
            values=foreign.notice,
        )


@cache
def _cited(notice: str) -> re.Pattern[str]:
    """Return a pattern for a notice, whose year people put into all kinds of brackets."""
    pattern = (
        re.escape(notice).replace("〔", r"\s?[〔\[［（(﹝【]\s?").replace("〕", r"\s?[〕\]］）)﹞】]\s?")
    )
    return re.compile(pattern)


def _fields(foreign: ForeignFile, words: list[str]) -> dict[str, object]:
    return {
        "words": messages.text("words.comma").join(words),
        "edition": foreign.edition,
        "notice": foreign.notice,
    }
