"""Turn the found tables into readings: values, units, witnesses, sums, confidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from govreport_writer.cells import CellRef, Value
from govreport_writer.figures import UNITS_OF_MONEY
from govreport_writer.form.edition import Cell, FormEdition
from govreport_writer.importers.bookmarks import cell_of_mark
from govreport_writer.importers.confidence import confidence
from govreport_writer.importers.confirm import confirmed
from govreport_writer.importers.figures_in_cells import CellFigure, cell_figure
from govreport_writer.importers.find_tables import FoundForm
from govreport_writer.importers.found_tables import CellHit, TableHit
from govreport_writer.importers.imported import Doubt, Reading
from govreport_writer.importers.labels import folded
from govreport_writer.importers.published import FoundCell
from govreport_writer.importers.rejoin import rejoin
from govreport_writer.places import label_of
from govreport_writer.submission import RawCell


class CellsRead:
    """The cells of a document against its edition: readings, the cells of the submission, doubts."""

    def __init__(self, edition: FormEdition, form: FoundForm) -> None:
        self.edition = edition
        self.form = form
        self.doubts: list[Doubt] = []
        self.hits: dict[CellRef, CellHit] = {}
        self.figures: dict[CellRef, CellFigure] = {}
        for hit in form.read:
            self._table(hit)
        self._witnesses()

    def _table(self, hit: TableHit) -> None:
        values = {ref: figure.value for ref, figure in self._figures(hit).items() if figure.readable}
        rejoin(self.edition, hit, values)
        self._by_marks(hit)
        self.hits |= hit.cells
        self.figures |= self._figures(hit)
        for row, run in hit.loose:
            seen = " | ".join(" ".join(cell.text.split()) for cell in run)
            label = row.own.text if row.own else ""
            spot = run[0].spot if run else hit.spot
            self.doubts.append(
                Doubt("row_misfit", spot, {"row": label, "table": hit.table.name, "seen": seen[:120]})
            )

    def _figures(self, hit: TableHit) -> dict[CellRef, CellFigure]:
        return {ref: self._figure(ref, found) for ref, found in hit.cells.items()}

    def _figure(self, ref: CellRef, found: CellHit) -> CellFigure:
        cell = self.edition.cells[ref]
        return cell_figure(found.cell.text, cell.type, _unit_of(cell, found))

    def _by_marks(self, hit: TableHit) -> None:
        """Let bookmarks place the cells of rows that fit no columns: they name their cells."""
        for row, run in list(hit.loose):
            named = {cell_of_mark(cell.mark, self.edition): cell for cell in run if cell.mark}
            fitting = {ref: cell for ref, cell in named.items() if ref in row.refs and ref is not None}
            if fitting and len(fitting) == sum(ref is not None for ref in row.refs):
                hit.cells |= {ref: CellHit(cell, {"bookmark", "position"}) for ref, cell in fitting.items()}
                hit.loose.remove((row, run))

    def _witnesses(self) -> None:
        for ref, found in self.hits.items():
            self._mark(ref, found)
            figure = self.figures[ref]
            if not figure.readable:
                found.how.add("unreadable")
                self._doubt("unreadable", ref, found.cell, seen=found.cell.text)
            if figure.spaced:
                found.how.add("spaced")
            unit, own = self._foreign_unit(ref), self.edition.cells[ref].unit
            if unit and own:
                self._doubt("unit_differs", ref, found.cell, unit=unit, own=own)
            if figure.note:
                found.how.add("note")
                self._doubt("note", ref, found.cell, seen=" ".join(found.cell.text.split()))
        for copy in self.form.copies:
            self._copy(copy)

    def _mark(self, ref: CellRef, found: CellHit) -> None:
        named = cell_of_mark(found.cell.mark, self.edition) if found.cell.mark else None
        if named == ref:
            found.how.add("bookmark")
        elif named is not None:
            found.how.add("mark_differs")
            self._doubt(
                "mark_differs", ref, found.cell, mark=found.cell.mark, other=label_of(self.edition, named)
            )

    def _copy(self, copy: TableHit) -> None:
        """Hold another copy of a table against the one that was read, which stays."""
        for ref, figure in self._figures(copy).items():
            if ref not in self.hits:
                continue
            same = figure.value == self.figures[ref].value
            self.hits[ref].how.add("twice" if same else "copies_differ")
            if not same:
                other = copy.cells[ref].cell.text
                self._doubt(
                    "copies_differ", ref, self.hits[ref].cell, seen=self.hits[ref].cell.text, other=other
                )

    def _doubt(self, code: str, ref: CellRef, cell: FoundCell, **fields: object) -> None:
        self.doubts.append(
            Doubt(code, cell.spot, {"ref": str(ref), "cell": label_of(self.edition, ref), **fields})
        )

    def compare(self, copy: Mapping[CellRef, Value]) -> None:
        """Hold the machine copy against what is visible, which wins."""
        for ref, value in copy.items():
            found = self.hits.get(ref)
            if found is None:
                continue
            same = self.figures[ref].value == value
            found.how.add("copy" if same else "copy_differs")
            if not same:
                self._doubt(
                    "copy_differs", ref, found.cell, seen=found.cell.text, copy="" if value is None else value
                )

    @property
    def values(self) -> dict[CellRef, Value]:
        """The values of the cells that are figures or blank."""
        return {ref: figure.value for ref, figure in self.figures.items() if figure.readable}

    def readings(self) -> dict[CellRef, Reading]:
        """Return the readings in the order of the form, with what the sums say."""
        good, bad = confirmed(self.edition, self.values)
        return {ref: self._reading(ref, good, bad) for ref in self.edition.cells if ref in self.hits}

    def _reading(self, ref: CellRef, good: set[CellRef], bad: set[CellRef]) -> Reading:
        found, figure = self.hits[ref], self.figures[ref]
        sums = {word for word, cells in (("confirmed", good), ("broken", bad)) if ref in cells}
        how = tuple(sorted(found.how | sums))
        unit = self._foreign_unit(ref)
        return Reading(ref, found.cell.text, figure.value, unit, confidence(how), found.cell.spot, how)

    def _foreign_unit(self, ref: CellRef) -> str | None:
        """Return the unit of money of an amount where it is not the form's own."""
        cell, figure = self.edition.cells[ref], self.figures[ref]
        if cell.type != "amount":
            return None
        unit = figure.unit if figure.unit in UNITS_OF_MONEY else _unit_of(cell, self.hits[ref])
        return unit if unit != cell.unit else None

    def cells(self) -> Iterator[tuple[CellRef, RawCell]]:
        """Yield the cells of the submission; a blank one is filed as blank."""
        for ref in self.edition.cells:
            if ref in self.hits:
                figure = self.figures[ref]
                yield (
                    ref,
                    RawCell(figure.scalar, self._foreign_unit(ref) if figure.value is not None else None),
                )


def _unit_of(cell: Cell, found: CellHit) -> str | None:
    """Return the unit of a cell: of money as its column or row says, else the form's."""
    if cell.type != "amount" or not found.unit:
        return cell.unit
    said = [unit for unit in sorted(UNITS_OF_MONEY, key=len, reverse=True) if unit in folded(found.unit)]
    return said[0] if said else cell.unit
