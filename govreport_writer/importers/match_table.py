"""Find one statutory table among the rows of a document: rows and columns by label, in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from govreport_writer.importers.cells_of_row import RowCells, cells_of_row
from govreport_writer.importers.expected import WantedLabel, WantedRow, WantedTable
from govreport_writer.importers.figures_in_cells import is_figure
from govreport_writer.importers.found_tables import CellHit, TableHit, spot_of
from govreport_writer.importers.imported import Doubt
from govreport_writer.importers.labels import KNOWN, SLIP, alike, folded, label_of, slipped
from govreport_writer.importers.match_columns import MOST_HEADS, Head, match_columns
from govreport_writer.importers.match_rows import RowHit, match_rows, names_something
from govreport_writer.importers.match_unlabelled import match_unlabelled
from govreport_writer.importers.strips import Strip

FEWEST = 0.34
"""The least part of its rows by which a table is known."""
SEEN = 60
"""Characters of what was seen that a doubt quotes."""


def match_table(table: WantedTable, strips: Sequence[Strip]) -> TableHit | None:
    """Return a table as found in free rows of a document, None when too little of it is there."""
    if not table.labelled:
        return match_unlabelled(table, strips)
    rows = match_rows(table, strips)
    if len(rows) < max(2, FEWEST * len(table.rows)):
        return None
    return _Reader(table, strips, rows).read()


class _Reader:
    """Read the cells of a table whose rows are found."""

    def __init__(self, table: WantedTable, strips: Sequence[Strip], rows: dict[int, RowHit]) -> None:
        self.table = table
        self.rows = rows
        self.at = {id(strip): index for index, strip in enumerate(strips)}
        self.strips = strips
        self.hit = TableHit(table)
        self.taken = {self.at[id(hit.strip)] for hit in rows.values()}

    def read(self) -> TableHit:
        heads = [self._head(index) for index in range(len(self.table.blocks))]
        for index, row in enumerate(self.table.rows):
            found = self.rows.get(index)
            if found is None:
                self._missing(row)
            else:
                self._row(row, found, heads[row.block])
        for block, head in zip(self.table.blocks, heads, strict=True):
            self._column_labels(block.columns, head)
        self._claim()
        return self.hit

    def _head(self, block: int) -> Head:
        """Return the head over the first row of a block: the rows above it that no row of the form takes."""
        first = min((self.at[id(hit.strip)] for index, hit in self.rows.items()
                     if self.table.rows[index].block == block), default=None)  # fmt: skip
        above: list[int] = []
        at = (first or 0) - 1
        while first is not None and at >= 0 and at not in self.taken and not self._is_caption(at):
            above.insert(0, at)
            at -= 1
        return match_columns(self.table.blocks[block].columns, [self.strips[index] for index in above])

    def _is_caption(self, at: int) -> bool:
        captions = {block.caption.label.folded for block in self.table.blocks if block.caption}
        return any(folded(cell.text) in captions for cell in self.strips[at].texts)

    def _row(self, row: WantedRow, found: RowHit, head: Head) -> None:
        self._keep_label(row.labels, found)
        count = len(row.refs)
        if not any(row.refs):
            return
        cells = cells_of_row(found, head, count, has_unit=self.table.has_units)
        if not cells.cells:
            self.hit.loose.append((row, cells.run))
            return
        slip = found.score <= SLIP
        for index, cell in cells.cells.items():
            ref = row.refs[index]
            if ref is not None:
                how = {cells.how[index], *(("slip",) if slip else ())}
                if (column := head.columns.get(index)) and column.score <= SLIP:
                    how.add("slip")
                self.hit.cells[ref] = CellHit(cell, how, self._unit(cells, head, index))

    def _unit(self, cells: RowCells, head: Head, index: int) -> str | None:
        """Return what is printed as the unit: in the cell beside the label, else in the column's label."""
        if cells.unit is not None:
            return folded(cells.unit.text)
        return head.columns[index].text if index in head.columns else head.texts.get(index)

    def _keep_label(self, labels: Sequence[WantedLabel], found: RowHit) -> None:
        """Keep what was printed where it differs; of merged labels above, too."""
        self.keep(labels[-1], found.cell.text, certain=found.strip.certain)
        over = [cell for cell in found.strip.texts if cell.column < found.cell.column]
        for label in labels[:-1]:
            for cell in over:
                if alike(label_of(cell.text), label.label) >= KNOWN:
                    self.keep(label, cell.text, certain=found.strip.certain)

    def keep(self, wanted: WantedLabel, text: str, *, certain: bool) -> None:
        """Note a label as printed; one pieced together is trusted in its known wordings only."""
        plain = joined_label(text, wanted.text)
        same = "".join(plain.split()) == "".join(wanted.text.split())
        fits = certain or alike(label_of(plain), wanted.label) >= KNOWN
        if wanted.address and not same and fits:
            self.hit.labels.setdefault(wanted.address, plain)

    def _column_labels(self, columns: Iterable[tuple[WantedLabel, ...]], head: Head) -> None:
        for index, labels in enumerate(columns):
            column = head.columns.get(index)
            if column is not None:
                self.keep(labels[-1], column.text, certain=self.strips[0].certain)

    def _missing(self, row: WantedRow) -> None:
        if any(row.refs) and row.own:
            spot = spot_of(next(iter(self.rows.values())).strip)
            self.hit.doubts.append(
                Doubt("row_missing", spot, {"row": row.own.text, "table": self.table.name})
            )

    def _claim(self) -> None:
        """Take the rows of the table and, between them, what belongs to no other; doubt rows unknown."""
        places = sorted(self.taken)
        claimed = [self.strips[at] for at in places]
        pieces = {strip.piece for strip in claimed}
        for at, strip in enumerate(self.strips):
            inside = places[0] < at < places[-1] and strip.piece in pieces
            if at not in self.taken and (inside or self._is_head_before(at, places)):
                claimed.append(strip)
                if not strip.is_empty and not self._is_head(strip):
                    self._unknown(strip)
        self.hit.strips = sorted(claimed, key=lambda strip: self.at[id(strip)])

    def _is_head(self, strip: Strip) -> bool:
        """Whether a row holds labels of the table, also with slips, and no figures."""
        if self._has_figures(strip):
            return False
        said = [label for _, label in strip.labels]
        if any(names_something(label, self.table) for label in said):
            return True
        return any(slipped(label, wanted.label) for label in said for wanted in self.table.labels)

    def _has_figures(self, strip: Strip) -> bool:
        return any(cell.text.strip() and is_figure(cell.text) for cell in strip.own)

    def _is_head_before(self, at: int, places: Sequence[int]) -> bool:
        """Whether a row stands in the head right above one of the table, in this found table or before it."""
        follows = next((place for place in places if place > at), None)
        between = range(at, follows) if follows is not None and follows - at <= MOST_HEADS else ()
        return bool(between) and all(self._in_head(self.strips[index]) for index in between)

    def _in_head(self, strip: Strip) -> bool:
        return self._is_head(strip) or strip.is_empty

    def _unknown(self, strip: Strip) -> None:
        seen = " | ".join(" ".join(cell.text.split()) for cell in strip.own)
        if seen.replace("|", "").strip():
            self.hit.doubts.append(
                Doubt("row_unknown", spot_of(strip), {"seen": seen[: SEEN * 3], "table": self.table.name})
            )


def joined_label(text: str, wanted: str) -> str:
    """Return a printed label in one line: a break in it is a space only where the form has one."""
    return "".join(text.split()) if not any(map(str.isspace, wanted)) else " ".join(text.split())
