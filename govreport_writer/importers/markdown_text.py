"""Write found text as Markdown that prints the same text again: nothing in it may be read as markup."""

from __future__ import annotations

import re
from collections.abc import Sequence

from govreport_writer.importers.published import FoundTable
from govreport_writer.narrative import Heading, Listing, Paragraph, TextTable, parse, plain
from govreport_writer.text_clean import cleaned

_HARMLESS = re.compile(r"[^\\`*_{}\[\]<>#+\-=|~!&\r\n\t0-9.:)]*")
_PLAIN_CELL = re.compile(r"[^\\`*_{}\[\]<>|~!&]*")
_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-=|~!&.:])")
_BULLET = re.compile(r"[\u2022\u25cf\u00b7\u25aa] ?(?=\S)")
_NUMBERED_ITEM = re.compile(r"(\d{1,9}[.)]) (?=\S)")
LONGEST = 10_000
"""Characters of a paragraph; longer ones are cut, as no submission may hold them."""
MOST_COLUMNS = 60


def paragraph(text: str) -> list[str]:
    """Return the Markdown of a paragraph, in pieces where it is longer than a submission may hold."""
    text = cleaned(text)[0].strip()
    return [_escaped(text[start : start + LONGEST]) for start in range(0, len(text), LONGEST)]


def heading(text: str, level: int) -> str:
    """Return the Markdown of a heading inside a section: level 2 is the highest, 4 the lowest."""
    level = min(max(level, 2), 4)
    text = cleaned(text)[0].strip()[:LONGEST]
    for tried in (text, _MARKUP.sub(r"\\\1", text)):
        blocks = parse(f"{'#' * (level + 1)} {tried}")
        if (
            len(blocks) == 1
            and isinstance(blocks[0], Heading)
            and plain(blocks[0].runs) == text
            and "{{" not in tried
        ):
            return f"{'#' * (level + 1)} {tried}"
    return _escaped(text)


def item(text: str) -> str | None:
    """Return the Markdown of a line that is an item of a list, None for one that is not."""
    text = cleaned(text)[0].strip()
    bullet, number = _BULLET.match(text), _NUMBERED_ITEM.match(text)
    found = bullet or number
    if found is None:
        return None
    marker = "-" if bullet else number[1] if number else ""
    rest = text[found.end() :].strip()
    for tried in (rest, _MARKUP.sub(r"\\\1", rest)):
        blocks = parse(f"{marker} {tried}")
        if (
            len(blocks) == 1
            and isinstance(blocks[0], Listing)
            and plain(blocks[0].items[0]) == rest
            and "{{" not in tried
        ):
            return f"{marker} {tried}"
    return None


def table(found: FoundTable) -> str | None:
    """Return a table of the text as Markdown, None for one that is too wide or would not be printed the same.

    A cell over several columns or rows stands in the first of them.
    """
    rows = grid_of(found)
    if not rows or len(rows[0]) > MOST_COLUMNS or len(rows) > LONGEST:
        return None
    width = len(rows[0])
    written = [_row(rows[0]), "|" + "---|" * width, *map(_row, rows[1:])]
    if sum(map(len, written)) > LONGEST:
        return None
    blocks = parse("\n".join(written))
    if len(blocks) != 1 or not isinstance(blocks[0], TextTable):
        return None
    same = [[plain(cell) for cell in row] for row in blocks[0].rows] == rows
    return "\n".join(written) if same else None


def grid_of(found: FoundTable) -> list[list[str]]:
    """Return the texts of a table by rows, each cell in one line."""
    width = max((cell.column + 1 for cell in found.cells), default=0)
    height = max((cell.row + 1 for cell in found.cells), default=0)
    rows = [[""] * width for _ in range(height)]
    for cell in found.cells:
        rows[cell.row][cell.column] = " ".join(cleaned(cell.text)[0].split())
    return rows


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(text: str) -> str:
    return text if _is_plain(text) else _MARKUP.sub(r"\\\1", text)


def _is_plain(cell: str) -> bool:
    """Whether a cell holds nothing that could be markup: figures, dates, percentages."""
    return _PLAIN_CELL.fullmatch(cell) is not None


def _escaped(text: str) -> str:
    """Return the Markdown of one paragraph: as it is where that is safe, else every mark escaped."""
    if _HARMLESS.fullmatch(text):
        return text
    return text if _prints(text, text) else _MARKUP.sub(r"\\\1", text)


def _prints(tried: str, text: str) -> bool:
    """Whether a Markdown text is one paragraph that prints just this, without style and look-ups."""
    if "{{" in tried or "}}" in tried:
        return False
    blocks = parse(tried)
    if len(blocks) != 1 or not isinstance(blocks[0], Paragraph):
        return False
    runs = blocks[0].runs
    return plain(runs) == text and not any(run.strong or run.emphasis or run.url for run in runs)
