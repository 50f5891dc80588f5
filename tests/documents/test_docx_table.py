"""Tables in a DOCX: cells, merges and widths of the grid, heads that repeat, bookmarks."""

from __future__ import annotations

import pytest
from docx.oxml.ns import qn
from docx_samples import grid, word_table
from lxml import etree

from govreport_writer import editions
from govreport_writer.cells import CellRef
from govreport_writer.documents.docx.widths import column_widths
from govreport_writer.grid_layout import build_grid


@pytest.mark.parametrize(
    ("edition", "name"),
    [
        ("ogi-2021", "disclosure"),
        ("ogi-2021", "requests"),
        ("ogi-2021", "reviews"),
        ("ogi-2014", "statistics"),
    ],
)
def test_table__cells_and_merges_are_those_of_the_grid(edition: str, name: str) -> None:
    shown = grid(name, 12, edition)
    table = word_table(shown)

    for cell in shown.cells:
        rows = range(cell.row, cell.row + cell.rowspan)
        columns = range(cell.column, cell.column + cell.colspan)
        covered = [table.cell(row, column) for row in rows for column in columns]
        assert {each.text for each in covered} == {cell.text}
        assert len({id(each._tc) for each in covered}) == 1
    assert (len(table.rows), len(table.columns)) == (shown.n_rows, shown.n_columns)


def test_table__grid_is_that_of_the_form() -> None:
    table = word_table(grid("requests"))._tbl
    widths = [int(each.get(qn("w:w"))) for each in table.iter(qn("w:gridCol"))]

    assert widths[:3] == [680, 839, 2959]
    assert set(widths[3:]) <= {623, 624}
    assert abs(sum(widths) - 8845) <= 1
    for row in table.iter(qn("w:tr")):
        assert sum(int(each.get(qn("w:w"))) for each in row.iter(qn("w:tcW"))) == sum(widths)
    assert table.find(f".//{qn('w:tblLayout')}").get(qn("w:type")) == "fixed"


def test_table__heads_repeat_and_rows_stay_whole() -> None:
    rows = list(word_table(grid("requests"))._tbl.iter(qn("w:tr")))

    assert [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows] == [True] * 3 + [False] * 25
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)
    assert [row.find(f".//{qn('w:keepNext')}") is not None for row in rows] == [True] * 27 + [False]


def test_table__stacked_heads_do_not_repeat() -> None:
    rows = word_table(grid("disclosure"))._tbl.iter(qn("w:tr"))

    assert not any(row.find(f".//{qn('w:tblHeader')}") is not None for row in rows)


def test_table__long_table_may_split_but_not_under_a_heading_nor_before_its_end() -> None:
    shown = grid("statistics", 1, "ogi-2014")
    rows = list(word_table(shown)._tbl.iter(qn("w:tr")))
    kept = [row.find(f".//{qn('w:keepNext')}") is not None for row in rows]
    without_figures = {row for row, cells in enumerate(shown.rows()) if not any(cell.ref for cell in cells)}

    assert {0, 1, 5} <= without_figures  # the head, a heading, one below it
    assert kept == [row in without_figures or row in (63, 64) for row in range(66)]


def test_table__wide_figures_take_width_from_labels() -> None:
    narrow, wide = column_widths(grid("requests", 9_999)), column_widths(grid("requests", 123_456))

    assert narrow == column_widths(grid("requests", 0))
    assert len(set(wide[3:])) == 1 < wide[3] - max(narrow[3:]) + 1
    assert sum(wide) == sum(narrow)
    assert wide[:2] == narrow[:2]


def test_table__labels_keep_the_width_in_which_table_3_fits_on_a_page() -> None:
    widths = column_widths(grid("requests", 123_456_789_012))

    assert widths[2] >= 2959 * 5 // 6
    assert max(widths[3:]) - min(widths[3:]) <= 1


def test_table__only_the_columns_that_need_it_grow() -> None:
    form = editions.load("ogi-2021")
    values = {cell.ref: 1_234_567 if cell.ref.column == "total" else 1 for cell in form.cells_of("requests")}

    widths = column_widths(build_grid(form.table("requests"), values))

    assert widths[3:-1] == column_widths(grid("requests", 1))[3:-1]
    assert widths[-1] > 700


@pytest.mark.parametrize(
    ("name", "value", "size"),
    [
        ("requests", 12_345, None),
        ("requests", 123_456, "15"),
        ("requests", 1_234_567, "14"),
        ("reviews", 1_234, None),
        ("reviews", 12_345, "16"),
        ("reviews", 1_234_567, "11"),
    ],
)
def test_table__longer_figures_are_set_smaller_and_never_break(
    name: str, value: int, size: str | None
) -> None:
    table = word_table(grid(name, value))
    properties = table.cell(len(table.rows) - 1, 4).paragraphs[0].runs[0]._r.rPr

    assert (None if properties is None else properties.find(qn("w:sz")).get(qn("w:val"))) == size


def test_table__an_amount_with_its_unit_too_long_for_its_column_is_set_smaller() -> None:
    form = editions.load("ogi-2021")
    (ref,) = [cell.ref for cell in form.cells_of("disclosure") if cell.ref.column == "amount"]
    shown = build_grid(form.table("disclosure"), {ref: 123_456_789_012_345}, units={ref: "元" * 40})

    runs = [run for row in word_table(shown).rows for run in row.cells[-1].paragraphs[0].runs]
    (run,) = [run for run in runs if "元元" in run.text]

    assert [etree.QName(child).localname for child in run._r.rPr] == ["rFonts", "sz"]


def test_table__a_blank_is_empty_and_not_zero() -> None:
    form = editions.load("ogi-2021")
    ref = CellRef("requests", "received", "natural_person")
    table = word_table(build_grid(form.table("requests"), {ref: 0}))

    assert table.cell(3, 3).text == "0"
    assert table.cell(3, 4).text == ""


def test_table__each_figure_has_a_bookmark() -> None:
    table = word_table(grid("requests"))._tbl
    names = [each.get(qn("w:name")) for each in table.iter(qn("w:bookmarkStart"))]

    assert len(names) == len(set(names)) == 25 * 7
    assert (names[0], names[-1]) == ("T3_r01_c1", "T3_r25_c7")
    assert all(len(name) <= 40 for name in names)


def test_table__nesting_of_an_indented_stub_is_an_indent() -> None:
    table = word_table(grid("statistics", 1, "ogi-2014"))
    indents = [table.cell(row, 0).paragraphs[0].paragraph_format.left_indent for row in (1, 2, 3)]

    assert [indent and indent.twips for indent in indents] == [None, 180, 360]
