"""Tables in text with a cell per line: it begins with a tab, and an empty line ends a row."""

from __future__ import annotations

import re

from govreport_writer.importers.blocks import Paragraph, RawCell
from govreport_writer.importers.placing import cell_text

Rows = list[list[RawCell]]
MARK = re.compile(r"\[bookmark:\s*([^\]\s]*)\s*\]")
"""How text taken from Word names a bookmark, before the text that it marks."""
LONGEST = 120
"""Characters of a line that goes on with a cell; a longer one is a paragraph."""
_BLANK = re.compile(r"[ \u3000\xa0]*")
_FEWEST = 2
"""Cells with text of a table; a lone line behind a tab is an indented paragraph."""


def cell_rows(lines: list[str], at: int) -> tuple[Rows, int]:
    """Return the rows of the table that begins at a line and the line after it; no rows where none begins."""
    rows: Rows = []
    row: list[list[str]] = []
    starts: list[int] = []
    index = at
    while index < len(lines) and (row or lines[index].startswith("\t")):
        line = lines[index]
        after = lines[index + 1] if index + 1 < len(lines) else ""
        if line.startswith("\t"):
            row.append([line[1:]])
            starts.append(index + 1)
        elif not _BLANK.fullmatch(line):
            if not _goes_on(row[-1], line):
                break
            row[-1].append(line)
        elif after.startswith("\t"):
            rows.append(_row(row, starts))
            row, starts = [], []
        elif _BLANK.fullmatch(after):
            break
        index += 1
    if row:
        rows.append(_row(row, starts))
    return (rows, index) if _is_table(rows) else ([], at)


def _goes_on(cell: list[str], line: str) -> bool:
    """Whether a line without a tab belongs to the cell begun: nothing goes on with an empty one."""
    return any(map(str.strip, cell)) and len(line) <= LONGEST and line[0] != "|"


def _row(texts: list[list[str]], starts: list[int]) -> list[RawCell]:
    return [cell_of(lines, start) for lines, start in zip(texts, starts, strict=True)]


def cell_of(lines: list[str], start: int) -> RawCell:
    """Return a cell of its lines, named by the first bookmark that a program did not make for itself."""
    marks = [mark for line in lines for mark in MARK.findall(line) if not mark.startswith("_")]
    blocks = [Paragraph(MARK.sub("", line)) for line in lines]
    return RawCell([*blocks], mark=marks[0] if marks else None, line=start)


def _is_table(rows: Rows) -> bool:
    said = sum(1 for row in rows for cell in row if cell_text(cell))
    return said >= _FEWEST and any(len(row) > 1 for row in rows)
