"""Text taken out of the pages of a PDF: its tables, and its paragraphs put together from lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from govreport_writer.importers.blocks import Block, Paragraph
from govreport_writer.importers.read_text_cells import MARK
from govreport_writer.importers.read_text_layout import TextTable, layout_tables
from govreport_writer.importers.read_text_overlaid import overlaid
from govreport_writer.importers.read_text_pages import pages_of
from govreport_writer.importers.read_text_plain import plain_tables
from govreport_writer.importers.read_text_wrapped import unwrapped
from govreport_writer.importers.text_levels import is_caption

_APART = re.compile(r"\S {2,}\S")
"""What only text has that keeps the places of its pages."""
MOST_LINES = 20_000
"""Lines of a text in which tables are looked for; a long report has two thousand."""
SHORTEST = 6
"""Characters of a line that may be the number of a table without its title."""


def paged_blocks(lines: Sequence[str]) -> list[Block]:
    """Return the paragraphs and tables of the lines of a text."""
    pages = list(pages_of(lines))
    tables = _tables(pages) if len(lines) <= MOST_LINES else []
    by_line = {table.start: table for table in tables}
    rest = _captioned(_without([line for _, page in pages for line in page], tables), by_line)
    blocks: list[Block] = []
    for at, line in enumerate(unwrapped(overlaid(rest), frozenset(by_line))):
        if at in by_line:
            blocks.append(by_line[at].table)
        elif line:
            blocks.append(Paragraph(MARK.sub("", line), line=at + 1))
    return blocks


def _tables(pages: Sequence[tuple[int, Sequence[str]]]) -> list[TextTable]:
    """Return the tables of a text: by their places where it keeps them, else by what can be counted."""
    if any(_APART.search(line) for _, page in pages for line in page):
        return [table for first, page in pages for table in layout_tables(page, first)]
    numbers = [number for number, (_, page) in enumerate(pages) for _ in page]
    return plain_tables([line for _, page in pages for line in page], numbers)


def _without(lines: Sequence[str], tables: Sequence[TextTable]) -> list[str]:
    """Return the lines with nothing where tables stand."""
    found = list(lines)
    for table in tables:
        found[table.start : table.stop] = [""] * (table.stop - table.start)
    return found


def _captioned(lines: list[str], tables: dict[int, TextTable]) -> list[str]:
    """Return the lines with the number of each table before its title, where that is the line above it."""
    found = list(lines)
    for start in tables:
        above = [at for at in range(start - 1, -1, -1) if found[at].strip()][:2]
        if len(above) == 2 and len(found[above[1]].strip()) < SHORTEST and is_caption(found[above[1]]):
            found[above[0]] = f"{found[above[1]].strip()} {found[above[0]].strip()}"
            found[above[1]] = ""
    return found
