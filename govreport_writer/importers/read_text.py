"""Read plain text: paragraphs, and tables by cells on lines, by bars, or by places as on a page."""

from __future__ import annotations

from collections.abc import Sequence

from govreport_writer.importers.blocks import Block, Paragraph, RawTable
from govreport_writer.importers.found import Found
from govreport_writer.importers.limits import CellCount
from govreport_writer.importers.read_text_bytes import text_of
from govreport_writer.importers.read_text_cells import MARK, cell_rows
from govreport_writer.importers.read_text_paged import paged_blocks
from govreport_writer.importers.read_text_pipes import pipe_rows
from govreport_writer.importers.read_text_spans import spread


def read_text(data: bytes) -> Found:
    """Return the paragraphs and tables of a text file."""
    text = text_of(data)
    CellCount().add(max(text.count("\n\t"), text.count("|")))
    lines = text.split("\n")
    has_cells = any(line.startswith(("\t", "|")) for line in lines)
    return Found(list(blocks_of(lines) if has_cells else paged_blocks(lines)))


def blocks_of(lines: Sequence[str]) -> list[Block]:
    """Return the blocks of a text with a line for each cell, or bars between cells."""
    lines = list(lines)
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        rows, end = pipe_rows(lines, at)
        if not rows:
            rows, end = cell_rows(lines, at)
            rows = spread(rows)
        if rows:
            blocks.append(RawTable(rows, certain=False, line=rows[0][0].line))
            at = end
        else:
            blocks.append(Paragraph(MARK.sub("", lines[at]), line=at + 1))
            at += 1
    return blocks
