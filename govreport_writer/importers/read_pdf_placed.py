"""Blocks from where lines and characters stand on the pages."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from govreport_writer.importers.blocks import Block, Picture, RawCell, RawTable
from govreport_writer.importers.placing import cell_text
from govreport_writer.importers.read_pdf_cells import filled, is_table
from govreport_writer.importers.read_pdf_chars import Char
from govreport_writer.importers.read_pdf_grid import tables_of
from govreport_writer.importers.read_pdf_lines import TextLine, lines_of
from govreport_writer.importers.read_pdf_margins import content_lines
from govreport_writer.importers.read_pdf_page import PdfPage
from govreport_writer.importers.read_pdf_paragraphs import measure, paragraphs_of
from govreport_writer.importers.read_pdf_tags import Row, Tags

Thing = TextLine | RawTable | Picture


def placed_blocks(pages: Sequence[PdfPage], tags: Tags) -> list[Block]:
    """Return the paragraphs, pictures and tables of the pages from the top down."""
    tables = [_tables(page, tags) for page in pages]
    texts = content_lines([(page.height, found.lines) for page, found in zip(pages, tables, strict=True)])
    flow: list[Thing] = []
    for page, lines, found in zip(pages, texts, tables, strict=True):
        placed: list[tuple[float, Thing]] = [*((line.base, line) for line in lines), *found.tables]
        if all(number != page.number for number, _ in tags.pictures):
            placed += [(top, Picture("", page.number)) for top in page.pictures]
        flow += [thing for _, thing in sorted(placed, key=lambda thing: -thing[0])]
    return _with_pictures(_blocks(flow, tags), tags)


def _with_pictures(blocks: list[Block], tags: Tags) -> list[Block]:
    """Return the blocks with the pictures of each page after what stands on it: tags do not place them."""
    for number, text in tags.pictures:
        after = (index + 1 for index in range(len(blocks) - 1, -1, -1) if (blocks[index].page or 0) <= number)
        blocks.insert(next(after, 0), Picture(text, number))
    return blocks


class _Found(NamedTuple):
    """The tables of a page with the heights of their upper edges, and the lines outside them."""

    tables: list[tuple[float, RawTable]]
    lines: list[TextLine]


def _tables(page: PdfPage, tags: Tags) -> _Found:
    chars = [char for char in page.chars if not _is_drawn(char, page, tags)]
    ruled = tables_of(page.rules)
    found, _ = filled(ruled, chars, page.number)
    ruled = [grid for grid, table in zip(ruled, found, strict=True) if is_table(table)]
    found, outside = filled(ruled, chars, page.number)  # heads repeated are artifacts, too
    lines = lines_of(char for char in outside if not char.artifact)
    for line in lines:
        line.page = page.number
    for table in found:
        table.certain = all(map(tags.rows.__contains__, map(_said, table.rows)))
    return _Found([(grid.ys[0], table) for grid, table in zip(ruled, found, strict=True)], lines)


def _is_drawn(char: Char, page: PdfPage, tags: Tags) -> bool:
    """Whether a character belongs to a picture, by its own tag or with the form that is tagged as one."""
    if char.mark < 0:
        return char.is_placed and any(number == page.number for number, _ in tags.pictures)
    return (page.number, char.mark) in tags.drawn


def _said(row: Sequence[RawCell]) -> Row:
    return tuple((cell.colspan, "".join(cell_text(cell).split())) for cell in row)


def _blocks(flow: Sequence[Thing], tags: Tags) -> list[Block]:
    every = [thing for thing in flow if isinstance(thing, TextLine)]
    edges = measure(every) if every else None
    blocks: list[Block] = []
    for is_text, group in groupby(flow, key=lambda thing: isinstance(thing, TextLine)):
        if is_text and edges is not None:
            blocks += paragraphs_of(
                [line for line in group if isinstance(line, TextLine)], edges, tags.levels
            )
        else:
            blocks += [thing for thing in group if not isinstance(thing, TextLine)]
    return blocks
