"""Read the statutory tables: which sheet each is on, its figures, and what else stands there."""

from __future__ import annotations

from collections.abc import Mapping

from govreport_writer.cells import CellRef, Location
from govreport_writer.form.edition import Cell, FormEdition
from govreport_writer.grid import Grid
from govreport_writer.grid_layout import build_grid
from govreport_writer.messages import text
from govreport_writer.workbook import formulas
from govreport_writer.workbook.changed_formula import adds_up
from govreport_writer.workbook.codes import Codes
from govreport_writer.workbook.find_table import find_table
from govreport_writer.workbook.layout import TableLayout, layouts
from govreport_writer.workbook.names import folded, head_of
from govreport_writer.workbook.read_figure import read_cell, typed_unit
from govreport_writer.workbook.sheets import Sheet
from govreport_writer.workbook.spots import Spot
from govreport_writer.workbook.strays import note_merged, note_strays
from govreport_writer.workbook.transcript import Transcript
from govreport_writer.yaml_strict import Node

ENOUGH = 0.6
"""The share of a table's row labels that make a sheet of another name its sheet."""


def read_tables(
    sheets: Mapping[str, Sheet], edition: FormEdition, codes: Codes, transcript: Transcript
) -> tuple[Node, dict[str, str]]:
    """Return the node of all tables, and the labels that someone reworded, by their address."""
    tree: dict[str, Node] = {}
    labels = dict(codes.labels)
    for layout in layouts(edition):
        sheet = _sheet_of(layout, sheets, codes, transcript)
        if sheet is None:
            if not layout.table.optional:
                transcript.remark(
                    "GR012", Location(), reason=text("workbook_read.no_sheet", sheet=layout.table.sheet)
                )
            continue
        grid = build_grid(layout.table, labels=codes.labels)
        reader = _TableReader(sheet, layout, grid, edition, codes, transcript)
        cells = reader.read()
        labels |= reader.labels
        blank = all(node.value is None for node in cells.values())
        if cells and not (layout.table.optional and blank and layout.table.id not in codes.filed):
            tree[layout.table.id] = _nested(cells)
    return Node(tree, 0), labels


def _sheet_of(
    layout: TableLayout, sheets: Mapping[str, Sheet], codes: Codes, transcript: Transcript
) -> Sheet | None:
    """Return the sheet of a table: by name, else the one that has most of its labels."""
    name = next((codes.cells[ref][0] for ref in layout.cells if ref in codes.cells), layout.table.sheet)
    for each in (name, layout.table.sheet):
        if each in sheets:
            return sheets[each]
    keys = {folded(cell.text) for cell in layout.grid.cells if cell.is_header and cell.text}
    scored = [(len(keys & set(sheet.texts().values())) / len(keys), sheet) for sheet in sheets.values()]
    score = max((each for each, _ in scored), default=0.0)
    likest = [sheet for each, sheet in scored if each == score]
    if score < ENOUGH or len(likest) > 1:
        return None
    best = likest[0]
    transcript.remark(
        "GR010",
        Location(sheet=best.name),
        reason=text("workbook_read.renamed", sheet=best.name, wanted=layout.table.sheet),
    )
    return best


class _TableReader:
    def __init__(
        self,
        sheet: Sheet,
        layout: TableLayout,
        grid: Grid,
        edition: FormEdition,
        codes: Codes,
        transcript: Transcript,
    ) -> None:
        self.sheet = sheet
        self.layout = layout
        self.grid = grid
        self.form = {cell.ref: cell for cell in edition.cells_of(layout.table.id)}
        self.edition = edition
        self.transcript = transcript
        mapped = {ref: codes.cells[ref][1] for ref in layout.cells if ref in codes.cells}
        self.found = find_table(sheet, layout, grid, mapped)
        self.spots = {
            cell.ref: spot
            for cell in grid.cells
            if cell.ref and (spot := self.found.spot(cell, self._block(cell.row)))
        }
        self.control = self._around("control", layout.control)
        self.units = self._around("unit", layout.units)

    def read(self) -> dict[CellRef, Node]:
        """Return the cells that are there; a total whose formula stands is left out."""
        self._note()
        if self.found.uncertain:
            return {}
        cells = {}
        for ref, spot in self.spots.items():
            node = self._cell(self.form[ref], spot)
            if node is not None:
                cells[ref] = node
        return cells

    @property
    def labels(self) -> dict[str, str]:
        """The labels that someone reworded, by their address."""
        cells = {cell.id: cell for cell in self.grid.cells if cell.address}
        changed = {cells[name]: words for name, words in self.found.changed.items() if name in cells}
        for cell in changed:
            spot = self.found.spot(cell, -1)
            if spot is not None:
                self.transcript.places[cell.address or ""] = self.sheet.located(spot)
        return {cell.address or "": words for cell, words in changed.items()}

    def _block(self, row: int) -> int:
        return self.grid.bands.index(self.grid.band_of(row))

    def _note(self) -> None:
        """Remark how the table was found, and what stands there besides."""
        found, sheet, transcript = self.found, self.sheet, self.transcript
        if found.uncertain:
            transcript.remark(
                "GR012", sheet.located((1, 1)), reason=text("workbook_read.uncertain", sheet=sheet.name)
            )
            return
        if found.by_labels:
            reason = text("workbook_read.by_labels", sheet=sheet.name)
            if found.missing:
                missing = text("words.comma").join(found.missing)
                reason += text("workbook_read.missing", labels=missing)
            transcript.remark("GR010", sheet.located((1, 1)), reason=reason)
        note_merged(sheet, self.spots, transcript)
        around = {*self.control.values(), *self.units.values()}
        note_strays(sheet, self.layout, found, self.spots, around, transcript)

    def _around(self, name: str, fields: Mapping[CellRef, Spot]) -> dict[CellRef, Spot]:
        """Return where fields beside or below the table stand, by the words at their head."""
        if not fields or not self.spots:
            return {}
        places = [spot for spot, words in self.sheet.texts().items() if words == head_of(name)]
        if not places and self.found.by_labels:
            return {}
        row, column = min(places) if places else self._as_written(self.layout.head(fields))
        return {
            ref: (row + 1, self.spots[ref][1]) if self.layout.below else (self.spots[ref][0], column)
            for ref in fields
            if ref in self.spots
        }

    def _as_written(self, spot: Spot) -> Spot:
        """Return a place as far off as the table is from where it was written."""
        ref, (row, column) = next(iter(self.spots.items()))
        written = self.layout.cells[ref]
        return spot[0] + row - written[0], spot[1] + column - written[1]

    def _cell(self, cell: Cell, spot: Spot) -> Node | None:
        if cell.is_total and self.sheet.is_formula(spot):
            self.transcript.places[str(cell.ref)] = self.sheet.located(spot)
            self._compare_formula(cell, spot)
            return self._stated(cell.ref)
        node = read_cell(self.sheet, spot, cell, self.transcript)
        self._compare_stated(cell, node)
        if cell.ref in self.units and (unit := typed_unit(self.sheet, self.units[cell.ref])):
            place = self.sheet.located(spot)
            return Node(
                {"value": node, "unit": self.transcript.node(unit, place)}, node.line, key_line=node.line
            )
        return node

    def _stated(self, ref: CellRef) -> Node | None:
        """Return the total that the ledger states (核对数), None where it states none."""
        if ref not in self.control:
            return None
        node = read_cell(self.sheet, self.control[ref], self.form[ref], self.transcript)
        return None if node.value is None else node

    def _compare_stated(self, cell: Cell, typed: Node) -> None:
        """Remark a total typed over its formula beside another in the ledger's place."""
        stated = self._stated(cell.ref) if cell.is_total else None
        if stated is not None and stated.value != typed.value:
            location = self.sheet.located(self.control[cell.ref])
            self.transcript.remark(
                "GR307", location, path=str(cell.ref), typed=typed.value, stated=stated.value
            )

    def _compare_formula(self, cell: Cell, spot: Spot) -> None:
        """Remark a formula that is not the one written, with the value that it showed."""
        parts = cell.column_parts or cell.row_parts
        if not all(part in self.spots for part in parts):
            return
        formula = self.sheet.formula(spot)
        if not adds_up(formula, formulas.total(cell, self.spots.__getitem__), self.sheet):
            shown = self.sheet.value(spot)
            location = self.sheet.located(spot)
            self.transcript.remark("GR014", location, path=str(cell.ref), formula=formula[:60], shown=shown)


def _nested(cells: Mapping[CellRef, Node]) -> Node:
    """Return the cells as the tree of a submission: nested at every dot of row and column."""
    root = Node({}, 0)
    for ref, node in cells.items():
        branch = root.value
        steps = [*ref.row.split("."), *ref.column.split(".")]
        for step in steps[:-1]:
            assert isinstance(branch, dict)
            branch = branch.setdefault(step, Node({}, node.line)).value
        assert isinstance(branch, dict)
        branch[steps[-1]] = node
    return root
