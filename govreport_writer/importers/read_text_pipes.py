"""Tables in text with bars between the cells; a cell may go on in lines that are indented."""

from __future__ import annotations

import re

from govreport_writer.importers.blocks import Paragraph, RawCell
from govreport_writer.importers.read_text_cells import MARK, Rows

_BARS = re.compile(r"(?<!\\)[|\uff5c\u2502\u2503]")
_RULE = re.compile(r"[\s|:\uff5c\u2500-\u257f+-]*")
"""A line that only draws the table."""
_DRAWN = re.compile(r"\s*[-+\u2500-\u257f]{2,}[\s|:\u2500-\u257f+-]*")


def pipe_rows(lines: list[str], at: int) -> tuple[Rows, int]:
    """Return the rows of the table that begins at a line and the line after it; no rows where none begins."""
    rows: Rows = []
    index = at
    while index < len(lines) and (_begins(lines[index]) or _DRAWN.fullmatch(lines[index])):
        end = _end(lines, index)
        if not _RULE.fullmatch(lines[index]) or end > index + 1:
            rows.append(_row(lines[index:end], index + 1))
        index = end
    return (rows, index) if any(len(row) > 1 for row in rows) else ([], at)


def _begins(line: str) -> bool:
    return line[:1] in "|\uff5c\u2502\u2503" and len(line) > 1


def _end(lines: list[str], index: int) -> int:
    """Return the line after a row: indented lines with bars go on with it, also behind blank ones."""
    end = at = index + 1
    while at < len(lines) and (lines[at][:1].isspace() or not lines[at]):
        at += 1
        if _BARS.search(lines[at - 1]):
            end = at
    return end


def _row(lines: list[str], start: int) -> list[RawCell]:
    cells = _BARS.split(" ".join(lines))[1:]
    if len(cells) > 1 and not cells[-1].strip():
        cells.pop()
    return [_cell(text.replace("\\|", "|"), start) for text in cells]


def _cell(text: str, start: int) -> RawCell:
    marks = [mark for mark in MARK.findall(text) if not mark.startswith("_")]
    return RawCell([Paragraph(MARK.sub("", text))], mark=marks[0] if marks else None, line=start)
