"""What the writers of the single sheets share: the file being written, the submission, last year's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from govreport_writer.cells import CellRef
from govreport_writer.form.edition import FormEdition
from govreport_writer.submission import RawCell, Submission
from govreport_writer.workbook import cover
from govreport_writer.workbook.cached import Shown, is_typed_over, shown
from govreport_writer.workbook.formulas import CoverCells, on_sheet
from govreport_writer.workbook.layout import TableLayout, layouts
from govreport_writer.workbook.names import sheet_name
from govreport_writer.workbook.spots import fixed
from govreport_writer.workbook.styles import Styles

A4 = 9


@dataclass
class Book:
    """A workbook being written. `prior` is last year's submission, None where it was not given.

    `brought` tells that the figures come from last year's; `marks` are words on doubtful cells.
    """

    file: Workbook
    submission: Submission
    prior: Submission | None
    style: Styles
    brought: bool = False
    marks: Mapping[CellRef, str] = field(default_factory=dict)

    @property
    def edition(self) -> FormEdition:
        """The edition that the workbook is for."""
        return self.submission.edition

    @cached_property
    def layouts(self) -> tuple[TableLayout, ...]:
        """The layouts of all tables."""
        return layouts(self.edition)

    @cached_property
    def shown(self) -> Shown:
        """What the cells show before any program calculates."""
        return shown(self.submission)

    def stated(self, ref: CellRef) -> RawCell | None:
        """Return what stands as the ledger's total: one that was typed and agrees with its parts."""
        if ref not in self.submission.raw.cells or is_typed_over(self.edition.cells[ref], self.submission):
            return None
        return RawCell(self.submission.values[ref])

    @cached_property
    def references(self) -> dict[CellRef, str]:
        """Every cell as a formula on another sheet names it, fixed in place."""
        return {
            ref: on_sheet(layout.table.sheet, fixed(spot))
            for layout in self.layouts
            for ref, spot in layout.cells.items()
        }

    @cached_property
    def cover_cells(self) -> CoverCells:
        """Where the cover says what the agency is."""
        sheet = sheet_name("cover")
        paths = (("agency", "kind"), ("agency", "level"), ("agency", "name"), ("year",))
        return CoverCells(*(on_sheet(sheet, fixed((cover.row_of(*path), 2))) for path in paths))

    def sheet(self, name: str) -> Worksheet:
        """Add a sheet, set up for A4 and one page across."""
        sheet = self.file.add_worksheet(name)
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.set_footer("&C&9&A　&P / &N")
        sheet.hide_gridlines(2)
        return sheet


PROTECTED = {"format_columns": True, "format_rows": True}
"""What a protected sheet still lets a clerk do."""
