"""The sheets of the details around the rows: totals with formulas over them, differences, units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from govreport_writer import messages
from govreport_writer.cells import Value
from govreport_writer.places import labels_of
from govreport_writer.rollup.sums import CellSum
from govreport_writer.summing.detail_rows import COLUMNS
from govreport_writer.summing.details_sheet import Content, begin, write_line
from govreport_writer.summing.filing import Filing
from govreport_writer.summing.result import Rollup
from govreport_writer.summing.words_gaps import likely_in_words
from govreport_writer.summing.words_units import lost_in_words
from govreport_writer.workbook.styles import Styles

TOTALS = (
    *("table", "row", "column", "value", "followed", "money"),
    *("numbers", "blanks", "unreadable", "absent", "note", "path"),
)
GAPS = ("table", "row", "column", "given", "total", "difference", "likely", "path")
UNITS = ("unit", "code", "state", "file", "edition", "verdict", "blank_cells", "lost_cells", "digest")


def write_totals(
    sheet: Worksheet,
    rollup: Rollup,
    looks: Styles,
    spread: Sequence[tuple[str, int]],
    *,
    everything: bool,
) -> None:
    """Write each cell of the report with the formula that adds up its rows."""
    agency, year = rollup.submission.agency.name, rollup.submission.year
    about = messages.text("rollup.details.about", agency=agency, year=year, edition=rollup.edition.id)
    listed = messages.text(f"rollup.details.{'everything' if everything else 'zeros'}")
    first = row = begin(sheet, TOTALS, looks, (about, listed))
    sheets = {table.id: table.sheet for table in rollup.edition.tables}
    for ref, value in rollup.submission.values.items():
        found = rollup.sums[ref]
        labels = (sheets[ref.table], *labels_of(rollup.edition, ref))
        why = rollup.not_added.get(ref)
        counts = (found.numbers, found.blanks, found.unreadable + found.no_unit, found.absent)
        note = "" if why is None else why.text
        money = found.unit if rollup.edition.cells[ref].type == "amount" else None
        write_line(sheet, row, (*labels, value, None, money, *counts, note, str(ref)), looks)
        if why is None:
            formula = _sum_formula(spread, row)
            sheet.write_formula(row, TOTALS.index("followed"), formula, looks("plain"), _cached(found))
        row += 1
    sheet.autofilter(first - 1, 0, row - 1, len(TOTALS) - 1)


def _sum_formula(spread: Sequence[tuple[str, int]], row: int) -> str:
    """Return the sum of the counted figures of one cell over all sheets of rows."""
    path, counted = (xl_col_to_name(COLUMNS.index(name)) for name in ("path", "counted"))
    wanted = f"${xl_col_to_name(TOTALS.index('path'))}{row + 1}"
    sums = (
        f"SUMIFS('{name}'!${counted}$2:${counted}${last},'{name}'!${path}$2:${path}${last},{wanted})"
        for name, last in spread
    )
    return f"={'+'.join(sums)}"


def _cached(found: CellSum) -> float:
    return 0.0 if found.value is None else float(found.value)


def write_gaps(sheet: Worksheet, rollup: Rollup, looks: Styles) -> None:
    """Write the cells in which the government's own report differs, and what may explain it."""
    row = begin(sheet, GAPS, looks)
    sheets = {table.id: table.sheet for table in rollup.edition.tables}
    for gap in rollup.compared.gaps if rollup.compared else ():
        labels = (sheets[gap.ref.table], *labels_of(rollup.edition, gap.ref))
        figures: tuple[Value, ...] = (gap.given, gap.total, gap.difference)
        write_line(sheet, row, (*labels, *figures, likely_in_words(rollup, gap), str(gap.ref)), looks)
        row += 1


def write_units(sheet: Worksheet, rollup: Rollup, looks: Styles) -> None:
    """Write every unit given and whether it counts."""
    row = begin(sheet, UNITS, looks)
    for index in range(len(rollup.standings)):
        write_line(sheet, row, _unit(rollup, index), looks)
        row += 1
    sheet.autofilter(0, 0, max(row - 1, 1), len(UNITS) - 1)


def _unit(rollup: Rollup, index: int) -> Iterator[Content]:
    standing, remarks = rollup.standings[index], rollup.remarks.get(index)
    filing = standing.filing
    state = messages.text(f"rollup.state.{standing.state}")
    if standing.because:
        state = messages.text("rollup.line.because", name=state, because=standing.because)
    if not isinstance(filing, Filing):
        yield from (None, None, f"{state}{messages.text('words.colon')}{filing.why}", filing.place)
        return
    verdict = messages.text(f"verdict.{filing.verdict}") if filing.verdict else None
    yield from (filing.name, filing.code, state, filing.place, filing.edition_id, verdict)
    if remarks is None:
        yield from (None, None)
    else:
        yield len(remarks.blank) or None
        yield lost_in_words(remarks) or None
    yield filing.digest
