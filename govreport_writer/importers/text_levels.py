"""Tell titles and headings from paragraphs: by what the document says, else by number, length and words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from govreport_writer.form.edition import FormEdition
from govreport_writer.importers.flow import Item
from govreport_writer.importers.labels import label_of
from govreport_writer.importers.published import Line, Piece
from govreport_writer.importers.words import compiled, words
from govreport_writer.numbering import OF_HEADING, SUBSECTION, chinese_number

LONGEST_TITLE = 45
LONGEST_HEADING = 36
FEWEST_MARKED = 3
"""Titles marked as such by the document, from which on it is believed about all of them."""
FEWEST_NUMBERED = 2
"""Numbered titles by which the level of the parts is told."""
_ENDS = ("\u3002", "\uff1b", "\uff1a", "\uff0c", ";", ":", ",", "\u201d", "\uff01", "\uff1f")
_INSIDE = re.compile("[\u3002\uff1b]")
_HAN_NUMBERS = {chinese_number(number): number for number in range(1, 40)}


def titles_in(items: Sequence[Item], edition: FormEdition) -> list[int]:
    """Return where the titles of parts stand among the items of a body."""
    marked = [index for index, item in enumerate(items) if isinstance(item, Line) and item.level == 1]
    if len(marked) >= min(FEWEST_MARKED, max(1, len(edition.sections) // 2)):
        return marked
    found: list[int] = []
    last = 0
    for index, item in enumerate(items):
        if not isinstance(item, Line) or not (item.level == 1 or _is_short(item.text, LONGEST_TITLE)):
            continue
        number = number_of(item.text)
        named = not SUBSECTION.match(item.text) and _is_named(item.text, edition)
        if (
            item.level == 1
            or (number is not None and number == last + 1)
            or (named and number in (None, last + 1))
        ):
            last = number if number is not None else last + 1
            found.append(index)
    return found


def number_of(text: str) -> int | None:
    """Return the number before a title of the outermost level (1、 or its Chinese), None without one."""
    found = OF_HEADING.match(text)
    if found is None or (found["digits"] and found["mark"] in ".\uff0e"):
        return None
    return int(found["digits"]) if found["digits"] else _HAN_NUMBERS.get(found["words"])


def _is_short(text: str, most: int) -> bool:
    return len(text) <= most and not text.endswith(_ENDS) and not _INSIDE.search(text)


def _is_named(text: str, edition: FormEdition) -> bool:
    """Whether a line is nothing but the title of a part of the form, in its words or the usual others."""
    stem = label_of(text).stem
    if any(label_of(section.title).stem == stem for section in edition.sections):
        return True
    return any(compiled(rf"(?:{pattern})").fullmatch(stem) for _, pattern in words().sections)


def level_of(line: Line) -> int | None:
    """Return the level of a heading inside a part (2 is the highest), None for a paragraph."""
    if line.level is not None:
        return min(max(line.level, 2), 4)
    text = unicodedata.normalize("NFKC", line.text)
    if SUBSECTION.match(text) and _is_short(line.text.rstrip("\u3002"), LONGEST_HEADING):
        return 2
    return None


def is_heading_of_table(line: Line) -> bool:
    """Whether a line between two tables is the heading of the second: numbered and short."""
    numbered = line.level is not None or OF_HEADING.match(line.text) or SUBSECTION.match(line.text)
    return bool(numbered) and _is_short(line.text, LONGEST_TITLE)


def is_caption(text: str) -> bool:
    """Whether a line beside a statutory table is its number or its unit, which are printed anew."""
    plain = unicodedata.normalize("NFKC", text).strip()
    captions = words().captions
    return any(compiled(pattern).fullmatch(plain) for pattern in (captions.number, captions.unit))


def levelled(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with the titles of parts at level 1, where a document counts its headings otherwise.

    Numbered titles tell at which level the parts stand; below and above it all levels move along.
    """
    numbered = Counter(
        piece.level
        for piece in pieces
        if isinstance(piece, Line) and piece.level is not None and number_of(piece.text) is not None
    )
    level, count = numbered.most_common(1)[0] if numbered else (1, 0)
    if level is None or level == 1 or count < FEWEST_NUMBERED:
        return list(pieces)
    return [_moved(piece, 1 - level) for piece in pieces]


def _moved(piece: Piece, by: int) -> Piece:
    if isinstance(piece, Line) and piece.level is not None:
        return replace(piece, level=max(piece.level + by, 0))
    return piece
