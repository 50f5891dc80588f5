"""Make pieces of blocks: dissolve tables that only lay out, place the cells of the others, count places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govreport_writer.importers.blocks import Block, Paragraph, Picture, RawCell, RawTable
from govreport_writer.importers.joining import joined
from govreport_writer.importers.limits import MAX_DEPTH, CellCount
from govreport_writer.importers.placing import cell_text, placed
from govreport_writer.importers.published import FoundPicture, FoundTable, Line, Piece, Spot
from govreport_writer.importers.seen import seen

LONG_CELL, LONG_CELL_PARAGRAPHS = 500, 4
"""Characters and paragraphs from which on a cell is a page and not a cell."""
SHORT = 40
"""Characters of a box of one cell that may belong to the table beside it."""


def pieces_of(blocks: Sequence[Block]) -> tuple[Piece, ...]:
    """Return the pieces of a document; SubmissionError when its tables have more cells than any report."""
    flat = list(_boxes_told(list(_dissolved(blocks, 0))))
    count = CellCount()
    found: list[Piece] = []
    paragraph = 0
    for block in flat:
        match block:
            case RawTable():
                cells = placed(block, count)
                if cells:
                    found.append(FoundTable(cells, Spot(page=block.page, line=block.line), block.certain))
            case Picture():
                found.append(FoundPicture(Spot(page=block.page, paragraph=paragraph), seen(block.text)))
            case Paragraph():
                text = seen(block.text)
                if text:
                    paragraph += 1
                    spot = Spot(page=block.page, line=block.line, paragraph=paragraph)
                    found.append(Line(text, spot, block.level))
    return joined(found)


def _dissolved(blocks: Sequence[Block], depth: int) -> Iterator[Block]:
    """Yield the blocks with the content of layout tables in the place of those."""
    for block in blocks:
        if isinstance(block, RawTable) and depth < MAX_DEPTH and _is_layout(block):
            for cell in block.cells():
                yield from _dissolved(cell.blocks, depth + 1)
        else:
            yield block


def _is_layout(table: RawTable) -> bool:
    """Whether a table holds other tables or whole pages rather than figures."""
    filled = [cell for cell in table.cells() if cell.blocks]
    inner = sum(len(row) for cell in filled for nested in _nested(cell) for row in nested.rows)
    plain = sum(1 for cell in filled if not any(_nested(cell)))
    if inner:
        return inner >= plain
    return any(map(_is_page, filled))


def _nested(cell: RawCell) -> Iterator[RawTable]:
    return (block for block in cell.blocks if isinstance(block, RawTable))


def _is_page(cell: RawCell) -> bool:
    said = [block.text for block in cell.blocks if isinstance(block, Paragraph) and block.text.strip()]
    return len(said) >= LONG_CELL_PARAGRAPHS and sum(map(len, said)) >= LONG_CELL


def _boxes_told(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks with boxes of one column as paragraphs, but for short ones right at another table."""
    for index, block in enumerate(blocks):
        if not isinstance(block, RawTable) or not _is_box(block):
            yield block
            continue
        beside = [*blocks[max(0, index - 1) : index], *blocks[index + 1 : index + 2]]
        by_table = any(isinstance(other, RawTable) and not _is_box(other) for other in beside)
        if by_table and sum(len(cell_text(cell)) for cell in block.cells()) <= SHORT:
            yield block
        else:
            for cell in block.cells():
                yield from cell.blocks


def _is_box(table: RawTable) -> bool:
    return all(sum(1 for cell in row if cell.blocks) <= 1 and len(row) <= 1 for row in table.rows)
