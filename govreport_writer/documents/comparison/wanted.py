"""What a faithful document says: every text with its section, every cell with its official labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from govreport_writer import messages
from govreport_writer.documents.charts.chart import Chart
from govreport_writer.documents.machine_copy import JOINT, CellNames
from govreport_writer.documents.readback.cells import TABLE, ReadCell, Table, squeezed
from govreport_writer.documents.view import DocumentView, StatutoryTable, ViewBlock
from govreport_writer.grid import GridCell
from govreport_writer.narrative import Heading, Listing, Paragraph, TextTable, plain

FRAME = frozenset({"title", "caption", "annex", "signature"})
"""Kinds of text that an agency's own template may leave out: they stand around what was filed."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A text outside tables, without white space; `label` is the title of its section."""

    kind: str
    label: str
    text: str


@dataclass(frozen=True)
class WantedTable:
    """A table with what it takes to name its cells; `label` is its caption, or its section's title."""

    label: str
    block: StatutoryTable | TextTable

    @cached_property
    def cells(self) -> Table:
        """The cells with the texts they have to show."""
        block = self.block
        return _of_text_table(block) if isinstance(block, TextTable) else _of_grid(block)

    def path(self, cell: ReadCell) -> str | None:
        """Return the path of a figure; None for a label and for a table of the text."""
        found = self._grid_cell(cell)
        return str(found.ref) if found and found.ref else None

    def name(self, cell: ReadCell) -> str:
        """Return the labels a cell stands under: of its row, then of its column."""
        found = self._grid_cell(cell)
        if isinstance(self.block, TextTable) or found is None:
            return self._name_in_text(cell)
        if found.is_header:
            return squeezed(found.text) or JOINT.join(self._heads(found))
        names = CellNames(self.block.grid)
        return JOINT.join(filter(None, (names.row(found), names.column(found))))

    def _heads(self, cell: GridCell) -> Iterator[str]:
        grid = self.block.grid if isinstance(self.block, StatutoryTable) else None
        heads = {each.id: each.text for each in grid.cells} if grid else {}
        return (heads[head] for head in cell.headers if head in heads)

    def _name_in_text(self, cell: ReadCell) -> str:
        texts = {(each.row, each.column): each.text for each in self.cells}
        heads = (texts.get((cell.row, 0)) if cell.column else None, texts.get((0, cell.column)))
        return JOINT.join(head for head in heads if head) or str(cell.row + 1)

    def _grid_cell(self, cell: ReadCell) -> GridCell | None:
        if isinstance(self.block, TextTable):
            return None
        place = (cell.row, cell.column)
        return next((each for each in self.block.grid.cells if (each.row, each.column) == place), None)


@dataclass(slots=True)
class Wanted:
    """What a faithful document says, in reading order: texts and tables."""

    flow: list[Piece | WantedTable] = field(default_factory=list)

    @property
    def pieces(self) -> list[Piece]:
        """The texts that are not empty."""
        return [each for each in self.flow if isinstance(each, Piece) and each.text]

    @property
    def tables(self) -> list[WantedTable]:
        """The tables."""
        return [each for each in self.flow if isinstance(each, WantedTable)]

    @property
    def text(self) -> str:
        """All text outside tables, with TABLE in the place of each."""
        return "".join(each.text if isinstance(each, Piece) else TABLE for each in self.flow)


def wanted(view: DocumentView) -> Wanted:
    """Return what a faithful document of a view says."""
    flow: list[Piece | WantedTable] = [_piece("title", view.name, line) for line in view.title]
    flow += _of_blocks(view.preface, view.name)
    for section in view.sections:
        flow.append(_piece("section", section.title, section.title))
        flow += _of_blocks(section.blocks, section.title)
    return Wanted(flow + list(_around(view)))


def _around(view: DocumentView) -> Iterator[Piece | WantedTable]:
    """Yield what stands below the sections: the annex's line, the signature, the annex."""
    if view.annex:
        yield _piece("annex", view.annex.heading, view.annex.reference)
    if view.signature:
        for line in (view.signature.name, view.signature.date):
            yield _piece("signature", messages.text("verify.signature"), line)
    if view.annex:
        yield _piece("annex", view.annex.heading, view.annex.heading)
        yield _piece("annex", view.annex.heading, view.annex.title)
        yield from _of_blocks(view.annex.tables, view.annex.title)


def _of_blocks(blocks: Sequence[ViewBlock], section: str) -> Iterator[Piece | WantedTable]:
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield _piece(block.kind, section, plain(block.runs))
            case Listing():
                for marker, item in zip(block.markers, block.items, strict=True):
                    yield _piece("item", section, marker + plain(item))
            case TextTable():
                yield WantedTable(section, block)
            case StatutoryTable():
                yield _piece("caption", section, block.caption)
                yield WantedTable(block.caption or section, block)
            case Chart():
                yield _piece("caption", section, block.title)
                yield WantedTable(block.title, block.table)


def _piece(kind: str, label: str, text: str) -> Piece:
    return Piece(kind, label, squeezed(text))


def _of_grid(table: StatutoryTable) -> Table:
    return tuple(
        ReadCell(cell.row, cell.column, cell.rowspan, cell.colspan, squeezed(cell.text))
        for cell in table.grid.cells
    )


def _of_text_table(table: TextTable) -> Table:
    return tuple(
        ReadCell(row, column, 1, 1, squeezed(plain(runs)))
        for row, cells in enumerate(table.rows)
        for column, runs in enumerate(cells)
    )
