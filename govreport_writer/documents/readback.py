"""Read text and tables back out of finished documents, and compare them with what was filed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govreport_writer import messages
from govreport_writer.documents.read_cells import ReadBack, ReadCell, Table, squeezed
from govreport_writer.documents.view import DocumentView, StatutoryTable, ViewBlock
from govreport_writer.grid import Grid
from govreport_writer.narrative import Heading, Listing, Paragraph, TextTable, plain


def read_back(document: bytes, format: str) -> ReadBack:
    """Read a finished document of a format."""
    if format == "html":
        from govreport_writer.documents.readback_html import read_html

        return read_html(document)
    if format == "docx":
        from govreport_writer.documents.readback_docx import read_docx

        return read_docx(document)
    from govreport_writer.documents.readback_pdf import read_pdf

    return read_pdf(document)


def differences(view: DocumentView, found: ReadBack) -> list[str]:
    """Return where a document says something else than the view; empty when it says the same."""
    wanted = expected(view)
    lines = []
    if wanted.text != found.text:
        lines.append(_text_difference(wanted.text, found.text))
    if len(wanted.tables) != len(found.tables):
        lines.append(messages.text("readback.tables", wanted=len(wanted.tables), found=len(found.tables)))
    for number, (table, other) in enumerate(zip(wanted.tables, found.tables, strict=False), 1):
        lines += list(_table_differences(number, table, other))
    return lines


def expected(view: DocumentView) -> ReadBack:
    """Return what a faithful document says."""
    back = ReadBack(list(view.title))
    _take(back, view.preface)
    for section in view.sections:
        back.pieces.append(section.title)
        _take(back, section.blocks)
    if view.annex:
        back.pieces.append(view.annex.reference)
    if view.signature:
        back.pieces += [view.signature.name, view.signature.date]
    if view.annex:
        back.pieces += [view.annex.heading, view.annex.title]
        _take(back, view.annex.tables)
    return back


def _take(back: ReadBack, blocks: Sequence[ViewBlock]) -> None:
    for block in blocks:
        if isinstance(block, (Heading, Paragraph)):
            back.pieces.append(plain(block.runs))
        elif isinstance(block, Listing):
            back.pieces += [
                marker + plain(item) for marker, item in zip(block.markers, block.items, strict=True)
            ]
        elif isinstance(block, TextTable):
            back.tables.append(_of_text_table(block))
        elif isinstance(block, StatutoryTable):
            back.pieces.append(block.caption)
            back.tables.append(_of_grid(block.grid))


def _of_grid(grid: Grid) -> Table:
    return tuple(
        ReadCell(cell.row, cell.column, cell.rowspan, cell.colspan, squeezed(cell.text))
        for cell in grid.cells
    )


def _of_text_table(table: TextTable) -> Table:
    return tuple(
        ReadCell(row, column, 1, 1, squeezed(plain(runs)))
        for row, cells in enumerate(table.rows)
        for column, runs in enumerate(cells)
    )


def _table_differences(number: int, table: Table, other: Table) -> Iterator[str]:
    wanted = {(cell.row, cell.column): cell for cell in table}
    found = {(cell.row, cell.column): cell for cell in other}
    for position in sorted(wanted.keys() | found.keys()):
        here, there = wanted.get(position), found.get(position)
        if here != there:
            yield messages.text(
                "readback.cell",
                number=number,
                row=position[0] + 1,
                column=position[1] + 1,
                wanted=_described(here),
                found=_described(there),
            )


def _described(cell: ReadCell | None) -> str:
    return "—" if cell is None else f"“{cell.text}” {cell.rowspan}×{cell.colspan}"


def _text_difference(wanted: str, found: str) -> str:
    at = next(
        (i for i, (a, b) in enumerate(zip(wanted, found, strict=False)) if a != b),
        min(len(wanted), len(found)),
    )
    start = max(0, at - 12)
    return messages.text("readback.text", wanted=wanted[start : at + 12], found=found[start : at + 12])
