"""Plain text: tables come back from one cell per line and from bars."""

from __future__ import annotations

from pathlib import Path

import pytest
from importers.damage import (
    AUDIT,
    NAMES,
    drawn_shapes,
    in_bars,
    in_word_text,
    lines,
    read,
    said,
    shapes,
    tables,
    view_of,
)

from govreport_writer.importers.published import FoundTable, Line


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_text_out_of_word__is_read_with_every_span(name: str, encoding: str, tmp_path: Path) -> None:
    found = read(in_word_text(view_of(name)).encode(encoding), tmp_path)

    assert found.format == "text"
    assert lines(found) == said(view_of(name))
    assert shapes(found) == drawn_shapes(view_of(name))
    assert not any(table.certain for table in tables(found))


@pytest.mark.parametrize("name", NAMES)
def test_text_with_bars__is_read_row_by_row(name: str, tmp_path: Path) -> None:
    found = read(in_bars(view_of(name)), tmp_path)

    assert lines(found) == said(view_of(name))
    texts = [[cell[4] for cell in table] for table in shapes(found)]
    assert texts == [[cell[4] for cell in table] for table in drawn_shapes(view_of(name))]


def test_bookmark__names_the_cell_that_it_stands_in(tmp_path: Path) -> None:
    found = read("\t[bookmark: _Hlk1]指标\n\t[bookmark: Field_1_1_1]174\n\n\t甲\n\t0\n\n\n", tmp_path)

    assert [(cell.text, cell.mark) for cell in tables(found)[0].cells] == [
        ("指标", None), ("174", "Field_1_1_1"), ("甲", None), ("0", None),
    ]  # fmt: skip


def test_cell__goes_on_in_lines_without_a_tab_also_behind_an_empty_one(tmp_path: Path) -> None:
    found = read("\t（一）主动公开数\n\n（相同信息计1条）\n\t条\n\t5\n\n\t乙\n\t件\n\t\n\n\n后文\n", tmp_path)

    assert [cell.text for cell in tables(found)[0].cells] == [
        "（一）主动公开数\n（相同信息计1条）", "条", "5", "乙", "件", "",
    ]  # fmt: skip
    assert lines(found) == ["后文"]


def test_indented_paragraph__is_no_table(tmp_path: Path) -> None:
    found = read("\t（二）公开。加强。\n \n\t\n\xa0\n（三）审查。严格。\n\t\n", tmp_path)

    assert lines(found) == ["（二）公开。加强。", "（三）审查。严格。"]


def test_ragged_row__keeps_its_cells_in_the_first_columns(tmp_path: Path) -> None:
    found = read("| 甲 | 乙 | 丙 |\n|---|---|---|\n| 1 | 2 |\n| a \\| b || 3\n", tmp_path)

    cells = [(row, column, text) for row, column, _, _, text in shapes(found)[0]]
    assert cells[:3] == [(0, 0, "甲"), (0, 1, "乙"), (0, 2, "丙")]
    assert cells[3:] == [(1, 0, "1"), (1, 1, "2"), (2, 0, "a|b"), (2, 1, ""), (2, 2, "3")]


def test_line__tells_its_number_in_the_file(tmp_path: Path) -> None:
    found = read("题\n\n一、总体情况\r\n\t甲\n\t1\n", tmp_path)

    assert [piece.spot.line for piece in found.pieces] == [1, 3, 4]
    assert [cell.spot.line for cell in tables(found)[0].cells] == [4, 5]


def test_blank_figures__stay_blank_and_count_as_cells(tmp_path: Path) -> None:
    text = in_word_text(view_of("ningbo-2019"))

    found = read(text, tmp_path)

    blank = [sum(1 for cell in table.cells if not cell.text) for table in tables(found)]
    assert blank == [
        sum(1 for cell in table if not cell[4]) for table in drawn_shapes(view_of("ningbo-2019"))
    ]
    assert sum(blank) > 100


def test_own_text__of_a_report_without_tables_is_read(tmp_path: Path) -> None:
    found = read("\ufeff" + "\n".join(said(view_of(AUDIT))), tmp_path)

    assert all(isinstance(piece, Line) for piece in found.pieces)
    assert lines(found) == said(view_of(AUDIT))


def wrapped(text: str, width: int, indent: str) -> list[str]:
    rest = indent + text
    return [rest[start : start + width] for start in range(0, len(rest), width)]


@pytest.mark.parametrize("indent", ["", "\u3000\u3000"], ids=["flush", "indented"])
def test_text_out_of_a_pdf__has_its_paragraphs_again(indent: str, tmp_path: Path) -> None:
    said_here = [
        "一、总体情况",
        "收到申请三十件，" * 25 + "均已答复。",
        "（一）主动公开",
        "公开信息一百二十六条，" * 20 + "见下表。",
    ]
    pages = [line for text in said_here for line in wrapped(text, 28, indent)]
    pages[12:12] = ["", "— 1 —", "\f"]

    found = read("\n".join([*pages, "— 2 —", "\f"]), tmp_path)

    assert lines(found) == said_here


def test_rows_of_a_form_in_such_text__are_a_table_again(tmp_path: Path) -> None:
    body = wrapped("收到申请三十件，" * 60, 28, "")
    rows = ["1.属于国家秘密              0    0    0", "2.其他法律行政法规禁止公开    1    0    1"]

    found = read("\n".join([*body, "", *rows]), tmp_path)

    (table,) = (piece for piece in found.pieces if isinstance(piece, FoundTable))
    assert not table.certain
    assert [
        [cell.text for cell in table.cells if cell.row == row and cell.text] for row in range(len(rows))
    ] == [row.split() for row in rows]
