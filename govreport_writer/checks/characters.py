"""Every character can be printed in the PDF (GR701, GR702).

What it does: compares the characters of the report with those of the shipped fonts, then of the installed
ones. A character only an installed font has is a hint (GR701), one that none has blocks the PDF (GR702).
Why: a PDF engine prints a box for it without a warning.
Example: 𫖰 (U+2B5B0) in a personal name; an emoji.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from govreport_writer.checks.context import Context
from govreport_writer.findings import Finding, Instance, Place
from govreport_writer.fonts import installed_fonts, uncovered
from govreport_writer.submission import Submission
from govreport_writer.vocabulary import Severity

CODES = ("GR701", "GR702")


def check(context: Context) -> Iterator[Finding]:
    """Yield one finding for characters from installed fonts and one for characters from none."""
    if "pdf" not in context.formats:
        return
    missing = uncovered(printed_text(context.submission))
    elsewhere = installed_fonts(missing)
    lines = _lines(context.submission, missing)
    yield from _finding("GR701", "hint", [each for each in missing if each in elsewhere], lines)
    yield from _finding("GR702", "must", [each for each in missing if each not in elsewhere], lines)


def _lines(submission: Submission, characters: Iterable[str]) -> dict[str, int]:
    """Return the line on which each character first stands in the text."""
    lines: dict[str, int] = {}
    for section in submission.raw.narrative:
        for text, first in section.texts():
            for character in characters:
                if character in text:
                    lines.setdefault(character, first + text[: text.index(character)].count("\n"))
    return lines


def printed_text(submission: Submission) -> str:
    """Return everything an agency typed that may be printed."""
    raw = submission.raw
    texts = [
        raw.agency.name,
        *raw.title,
        *raw.labels.values(),
        *raw.contact.model_dump(exclude_none=True).values(),
    ]
    for section in raw.narrative:
        texts += [section.title or "", section.before, section.after]
    if raw.signature and raw.signature.name:
        texts.append(raw.signature.name)
    if raw.annex:
        texts.append(raw.annex.title)
    return "\n".join(texts)


def _finding(
    code: str, severity: Severity, characters: list[str], lines: dict[str, int]
) -> Iterator[Finding]:
    named = " ".join(f"{each}（U+{ord(each):04X}）" for each in characters)
    if named:
        yield Finding(
            code=code,
            severity=severity,
            anchor="text",
            instances=(Instance(tuple(Place(line=lines.get(each)) for each in characters)),),
            fields={"characters": named},
            values=named,
        )
