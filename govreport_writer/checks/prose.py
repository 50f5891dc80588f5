"""The text of a submission as checks read it: passages, where a match stands, findings about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from govreport_writer.findings import Instance, Place
from govreport_writer.submission import NarrativeSection, Submission
from govreport_writer.wording import compiled

MOST = 50
"""Matches of one pattern looked at in one passage: more would only repeat the finding."""
_BOOK = re.compile(r"《[^《》\n]{0,100}》")
_ENDS = "。；;！!？?"
_MARKUP = re.compile(r"[\s#*|>`_-]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A title, or a text before or after the tables; `anchor` is the section and which of them."""

    section: NarrativeSection
    anchor: str
    text: str
    bare: str
    """The text with the names of documents blanked and each sentence on a line; it keeps its length."""
    first: int

    def line_at(self, offset: int) -> int:
        """Return the line of a character."""
        return self.first + self.text.count("\n", 0, offset)

    def sentence_before(self, offset: int, longest: int) -> str:
        """Return what stands before a character in its sentence, `longest` characters at most."""
        start = self.bare.rfind("\n", max(0, offset - longest), offset) + 1
        return self.bare[start or max(0, offset - longest) : offset]

    def sentence_after(self, offset: int, longest: int) -> str:
        """Return what follows in the sentence, `longest` characters at most."""
        end = self.bare.find("\n", offset, offset + longest)
        return self.bare[offset : end if end >= 0 else offset + longest]


@lru_cache(maxsize=4)
def passages(submission: Submission) -> tuple[Passage, ...]:
    """Return the passages with text, in the order of the report."""
    return tuple(
        Passage(section, f"{section.id or section.title}:{ordinal}", text, sentences(text), line)
        for section in submission.raw.narrative
        for ordinal, (text, line) in enumerate(section.texts())
        if text.strip()
    )


def sentences(text: str) -> str:
    """Return a text as patterns of the wording meet it; it keeps its length."""
    if "《" in text:
        text = _BOOK.sub(lambda match: " " * len(match[0]), text)
    for end in _ENDS:
        text = text.replace(end, "\n")
    return text.replace("，", ",")


def hits(pattern: str, passage: Passage) -> Iterator[re.Match[str]]:
    """Yield where a pattern of the wording stands in a passage, outside the names of documents."""
    return islice(compiled(pattern).finditer(passage.bare), MOST)


def says(pattern: str, text: str) -> bool:
    """Whether a text has a word of the wording."""
    return compiled(pattern).search(text) is not None


def text_of(section: NarrativeSection | None) -> str:
    """Return both texts of a section; empty where it was not filed."""
    return "" if section is None else f"{section.before}\n{section.after}"


def section_of(submission: Submission, section_id: str) -> NarrativeSection | None:
    """Return a section as filed."""
    return next((each for each in submission.raw.narrative if each.id == section_id), None)


def squeezed(text: str) -> str:
    """Return a text without blanks and marks of Markdown."""
    return _MARKUP.sub("", text)


def at_lines(lines: Iterable[int | None]) -> tuple[Instance, ...]:
    """Return an instance for each line of the text."""
    return tuple(Instance((Place(line=line),)) for line in lines)
