"""Every table prints the labels, merges and units of the form (tests/data/labels, see its columns there).

A label file has one line per printed label, in reading order of the trees: a spanner before the columns
below it, a heading before its rows. White space inside labels is not compared.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from govreport_writer import editions
from govreport_writer.cells import CellRef
from govreport_writer.form.edition import FormEdition
from govreport_writer.grid import Grid, GridCell
from govreport_writer.grid_layout import build_grid

FOLDER = Path(__file__).resolve().parent.parent / "data" / "labels"
TYPES = ("count", "change", "amount")
WITHOUT_VALUES = ("heading", "label", "unit")
KINDS = {"caption": "caption", "note": "note", "spanner": "column", "column": "column", "stub": "row"}


class Case(NamedTuple):
    """A label file with the table of an edition that it describes, and how many figures that has."""

    file: str
    edition: str
    table: str
    figures: int
    variant: str | None = None


CASES = (
    Case("ogi-2014", "ogi-2014", "statistics", 58),
    Case("ogi-2014-nogazette", "ogi-2014", "statistics", 57, "no-gazette"),
    *(
        Case(f"ogi-2019-{table}", edition, table, figures)
        for edition in ("ogi-2019", "ogi-2019-zhejiang")
        for table, figures in (("disclosure", 6 + 6 + 6 + 2 + 2), ("requests", 23 * 7), ("reviews", 15))
    ),
    Case("ogi-2019-zhejiang-channels", "ogi-2019-zhejiang", "channels", 14),
    Case("ogi-2019-zhejiang-staffing", "ogi-2019-zhejiang", "staffing", 9),
    Case("ogi-2021-disclosure", "ogi-2021", "disclosure", 10),
    Case("ogi-2021-requests", "ogi-2021", "requests", 25 * 7),
    Case("ogi-2021-reviews", "ogi-2021", "reviews", 15),
)

every_case = pytest.mark.parametrize("case", CASES, ids=[f"{case.edition}-{case.file}" for case in CASES])


class Label(NamedTuple):
    """One printed label: what it is, how deep, and over how many rows and columns it goes."""

    kind: str
    level: int
    text: str
    rowspan: int
    colspan: int


def lines_of(case: Case) -> list[dict[str, str]]:
    """Return the lines of a label file."""
    with (FOLDER / f"{case.file}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def edition_of(case: Case) -> FormEdition:
    return editions.load(case.edition, case.variant)


def grid_of(case: Case) -> Grid:
    """Return the table of a case without figures."""
    return build_grid(edition_of(case).table(case.table))


def printed_labels(grid: Grid) -> list[GridCell]:
    """Return the header cells in reading order of the trees: a head column by column, a body row by row."""

    def order(cell: GridCell) -> tuple[int, int, int]:
        band = grid.band_of(cell.row)
        inner = (cell.column, cell.row) if band.kind == "head" else (cell.row, cell.column)
        return (band.start, *inner)

    return sorted((cell for cell in grid.cells if cell.role in KINDS), key=order)


def label_of(cell: GridCell) -> Label:
    level = len(cell.headers) + 1
    return Label(KINDS[cell.role], level, without_space(cell.text), cell.rowspan, cell.colspan)


def without_space(text: str) -> str:
    return "".join(text.split())


def headed_by(grid: Grid) -> dict[str, list[CellRef]]:
    """Return for each header cell the values that it heads itself, not through headers below it."""
    roles = {cell.id: cell.role for cell in grid.cells}
    headed: dict[str, list[CellRef]] = {cell.id: [] for cell in grid.cells}
    for cell in grid.cells:
        if cell.ref is not None:
            for own in nearest(cell.headers, roles):
                headed[own].append(cell.ref)
    return headed


def nearest(headers: tuple[str, ...], roles: dict[str, str]) -> Iterator[str]:
    """Yield the innermost row label and the innermost column label."""
    for kind in ("row", "column"):
        of_kind = [header for header in headers if KINDS[roles[header]] == kind]
        yield from of_kind[-1:]


@every_case
def test_labels__as_printed_in_the_form(case: Case) -> None:
    wanted = [
        Label(
            line["kind"],
            int(line["level"]),
            without_space(line["label"]),
            int(line["rowspan"]),
            int(line["colspan"]),
        )
        for line in lines_of(case)
    ]

    assert [label_of(cell) for cell in printed_labels(grid_of(case))] == wanted


@every_case
def test_label_types__are_those_of_the_values_beside_them(case: Case) -> None:
    """A type is that of every value in the line; `row` and `value` leave it to the other axis."""
    cells, grid = edition_of(case).cells, grid_of(case)
    headed = headed_by(grid)

    for line, label in zip(lines_of(case), printed_labels(grid), strict=True):
        found = {cells[ref].type for ref in headed[label.id]}
        if line["type"] in TYPES:
            assert found == {line["type"]}, line
        elif line["type"] in WITHOUT_VALUES:
            assert found == set(), line
        else:
            assert found, line


@every_case
def test_units__as_printed_in_the_form(case: Case) -> None:
    """A 统计表 has a column for units; elsewhere a unit stands in the label of a column of amounts."""
    cells, grid = edition_of(case).cells, grid_of(case)
    headed = headed_by(grid)
    unit_texts = {cell.row: cell.text for cell in grid.cells if cell.role == "unit"}

    for line, label in zip(lines_of(case), printed_labels(grid), strict=True):
        if line["kind"] == "row" and unit_texts:
            assert unit_texts[label.row] == line["unit"], line
        elif line["unit"]:
            assert {cells[ref].unit for ref in headed[label.id]} == {line["unit"]}, line


@every_case
def test_units__printed_unit_is_that_of_the_value(case: Case) -> None:
    cells, grid = edition_of(case).cells, grid_of(case)
    unit_texts = {cell.row: cell.text for cell in grid.cells if cell.role == "unit"}

    unlike = [
        cell.ref
        for cell in grid.cells
        if cell.ref is not None and cell.row in unit_texts and cells[cell.ref].unit != unit_texts[cell.row]
    ]

    assert unlike == []


@every_case
def test_figures__are_empty_without_values(case: Case) -> None:
    assert {cell.text for cell in grid_of(case).cells if cell.role in ("value", "heading_value")} <= {""}


@every_case
def test_figures__have_a_place_each(case: Case) -> None:
    refs = [cell.ref for cell in grid_of(case).cells if cell.ref is not None]

    assert len(refs) == case.figures
    assert sorted(refs) == sorted(cell.ref for cell in edition_of(case).cells_of(case.table))


def test_label_files__every_table_has_one() -> None:
    tables = {
        (edition_id, table.id, variant)
        for edition_id in editions.available()
        for variant in (None, *editions.load(edition_id).variants)
        for table in editions.load(edition_id, variant).tables
    }

    assert tables - {(case.edition, case.table, case.variant) for case in CASES} == set()
