"""The tags of a template, one by one with their line; in a DOCX a line is a paragraph."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from govreport_writer.documents.own_templates.slips import Slip

MARKERS = ("p", "r", "tr", "tc")
"""What follows the brace where a tag stands for its paragraph, run, row or cell (docxtpl)."""
_CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_OPENER = re.compile(r"\{[{%#]")
_MARKED = re.compile(rf"[-+]?(?:({'|'.join(MARKERS)})(?=\s))?(.*?)[-+]?", re.DOTALL)
_RAW_END = re.compile(r"\{%-?\+?\s*endraw\s*[-+]?%\}")


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag: `{{`, `{%` or `{#`, what stands in it, its line, and its whole text.

    `marker` is docxtpl's (p, r, tr, tc or nothing), None where a template has no markers. One without its
    end is `broken`.
    """

    opener: str
    marker: str | None
    content: str
    line: int
    text: str
    broken: bool = False

    @property
    def word(self) -> str:
        """The first word of a statement."""
        return self.content.split(maxsplit=1)[0] if self.opener == "{%" and self.content else ""


Report = Callable[[Slip], None]


def find_tags(source: str, report: Report, *, docx: bool, first: int = 1) -> Iterator[Tag]:
    """Yield the tags of a text, whose first line is number `first`; reports those that are not closed.

    In a DOCX a tag has its end in its paragraph, and may have a marker.
    """
    place = 0
    while found := _OPENER.search(source, place):
        start = found.start()
        line = first + source.count("\n", 0, start)
        limit = source.find("\n", start) if docx else -1
        end = _end(source, start, len(source) if limit < 0 else limit)
        if end is None:
            yield _broken(source[start:], line, report)
            place = start + 2
            continue
        tag = _tag(source[start:end], line, docx=docx)
        yield tag
        place = _after(tag, source, end)


def _end(source: str, start: int, limit: int) -> int | None:
    """Return where a tag ends; None when another one begins before, or the text ends."""
    closer = _CLOSERS[source[start : start + 2]]
    end = source.find(closer, start + 2, limit)
    following = _OPENER.search(source, start + 2, limit)
    if end < 0 or (closer != "#}" and following and following.start() < end):
        return None
    return end + 2


def _after(tag: Tag, source: str, end: int) -> int:
    """Return where the next tag may begin: what is raw has none."""
    raw = _RAW_END.search(source, end) if tag.word == "raw" else None
    return raw.start() if raw else end


def _tag(text: str, line: int, *, docx: bool) -> Tag:
    match = _MARKED.fullmatch(text[2:-2]) if docx else None
    content = match[2] if match else text[2:-2].strip("+-")
    return Tag(text[:2], (match[1] or "") if match else None, _straight(content.strip()), line, text)


def _broken(rest: str, line: int, report: Report) -> Tag:
    """Report a tag without its end; what it was meant to open still counts as opened."""
    shown = _shown(rest)
    report(Slip(line, shown, "unclosed", {"closer": _CLOSERS[rest[:2]]}))
    content = _OPENER.split(shown[2:])[0].rstrip("%} ")
    match = _MARKED.fullmatch(content)
    return Tag(rest[:2], "", _straight(match[2].strip()) if match else "", line, shown, broken=True)


def _straight(content: str) -> str:
    """Return what a tag holds with straight quotation marks, as docxtpl reads it."""
    return content.translate({0x201C: '"', 0x201D: '"', 0x2018: "'", 0x2019: "'"})


def _shown(text: str) -> str:
    """Return the beginning of what is not closed."""
    return text.splitlines()[0][:40]
