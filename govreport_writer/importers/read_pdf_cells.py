"""Fill the cells of a ruled table with the characters that stand in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from govreport_writer.importers.blocks import Paragraph, RawCell, RawTable
from govreport_writer.importers.placing import cell_text
from govreport_writer.importers.read_pdf_chars import Char
from govreport_writer.importers.read_pdf_grid import Ruled
from govreport_writer.importers.read_pdf_lines import lines_of, run_on


def filled(tables: Sequence[Ruled], chars: Sequence[Char], page: int) -> tuple[list[RawTable], list[Char]]:
    """Return the tables with their texts, and the characters that stand in none of them."""
    inside: dict[tuple[int, int], list[Char]] = defaultdict(list)
    outside: list[Char] = []
    for char in chars:
        place = _place(tables, char)
        if place is None:
            outside.append(char)
        else:
            inside[place].append(char)
    return [_table(table, number, inside, page) for number, table in enumerate(tables)], outside


def is_table(table: RawTable) -> bool:
    """Whether lines draw a table and not a chart: its first row, or the begins of its rows, say something."""
    rows = [[bool(cell_text(cell)) for cell in row] for row in table.rows if row]
    leading = sum(1 for row in rows if row[0])
    return sum(map(sum, rows)) > 1 and (all(rows[0]) or leading * 2 >= len(rows))


def _place(tables: Sequence[Ruled], char: Char) -> tuple[int, int] | None:
    x, y = char.middle
    for number, table in enumerate(tables):
        cell = table.cell(x, y)
        if cell is not None:
            return number, cell
    return None


def _table(table: Ruled, number: int, inside: dict[tuple[int, int], list[Char]], page: int) -> RawTable:
    rows: list[list[RawCell]] = [[] for _ in range(len(table.ys) - 1)]
    for index, area in enumerate(table.areas):
        text = run_on(line.text.strip() for line in lines_of(inside.get((number, index), ())))
        cell = RawCell(
            [Paragraph(text)], area.bottom - area.top, area.right - area.left, area.left, page=page
        )
        rows[area.top].append(cell)
    return RawTable(rows, certain=False, page=page)
