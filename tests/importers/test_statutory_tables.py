"""Statutory tables are read right in every layout met, or refused: no wrong figure is held for certain."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from importers.published_values import (
    codes,
    cut,
    found,
    of_grid,
    printed_values,
    sample,
    tables,
    titled,
    unmerged,
    with_texts,
    wrong,
)

from govreport_writer.cells import CellRef, Value
from govreport_writer.documents.view import build_view
from govreport_writer.importers.confidence import CONFIRMED, CONTRADICTED, WEAK
from govreport_writer.importers.imported import Imported
from govreport_writer.importers.published import FoundCell, FoundTable, Piece, Spot
from govreport_writer.importers.recognise import recognise

NAMES = ("county-audit-2024", "ningbo-2019", "beilun-2020", "beilun-2017", "zhenhai-2018", "sifangtai-2017")
OUTCOMES = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
CERTAIN = 0.9


def read(pieces: Sequence[Piece], name: str = "county-audit-2024") -> Imported:
    submission = sample(name)
    return recognise(titled(pieces, submission.agency.name, f"{submission.year}年政府信息公开工作年度报告"))


def values_of(name: str) -> dict[CellRef, Value]:
    return printed_values(build_view(sample(name)))


def tables_of(name: str) -> list[FoundTable]:
    return tables(build_view(sample(name)))


def all_right(imported: Imported, values: dict[CellRef, Value]) -> bool:
    return not wrong(imported, values) and not set(values) - set(imported.readings)


@pytest.mark.parametrize("name", NAMES)
def test_tables_as_printed__are_read_cell_by_cell(name: str) -> None:
    imported = read(tables_of(name), name)

    assert all_right(imported, values_of(name))
    assert imported.edition == sample(name).edition.id
    assert imported.variant == sample(name).edition.variant
    assert imported.raw.labels == sample(name).raw.labels
    assert imported.doubts == ()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("certain", [True, False])
def test_tables_without_merged_cells__are_read(name: str, certain: bool) -> None:
    assert all_right(
        read([found(unmerged(table), certain=certain) for table in tables_of(name)], name), values_of(name)
    )


@pytest.mark.parametrize("name", NAMES)
def test_tables_in_another_order__are_read(name: str) -> None:
    assert all_right(read(tables_of(name)[::-1], name), values_of(name))


@pytest.mark.parametrize("name", NAMES)
def test_tables_in_one__are_read(name: str) -> None:
    rows = [row for table in tables_of(name) for row in unmerged(table)]

    assert all_right(read([found(rows)], name), values_of(name))


@pytest.mark.parametrize("name", NAMES)
def test_rows_in_tables_of_their_own__are_read(name: str) -> None:
    pieces = [
        piece
        for table in tables_of(name)
        for piece in cut(table, range(1, max(cell.row for cell in table.cells) + 1))
    ]

    assert all_right(read(pieces, name), values_of(name))


@pytest.mark.parametrize("head", [0, 3])
@pytest.mark.parametrize("at", [5, 12, 20])
def test_table_over_two_pages__is_read_with_and_without_its_head_again(at: int, head: int) -> None:
    first, requests, last = tables_of("county-audit-2024")

    assert all_right(read([first, *cut(requests, [at], head), last]), values_of("county-audit-2024"))


@pytest.mark.parametrize("name", NAMES)
def test_labels_with_spaces_and_breaks__are_read(name: str) -> None:
    def spread(cell: FoundCell) -> str:
        return cell.text if cell.text.isascii() else " \n".join(cell.text)

    assert all_right(read([with_texts(table, spread) for table in tables_of(name)], name), values_of(name))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("seed", range(4))
def test_labels_with_slips__are_read_or_left_and_never_certain(name: str, seed: int) -> None:
    """Six labels of ten have lost or doubled a character, far more than any report."""
    chance = random.Random(seed)

    def slip(cell: FoundCell) -> str:
        text = cell.text
        if len(text) < 5 or text.isascii() or chance.random() > 0.6:
            return text
        at = chance.randrange(len(text))
        return text[:at] + text[at] * chance.choice((0, 2)) + text[at + 1 :]

    imported = read([with_texts(table, slip) for table in tables_of(name)], name)
    values = values_of(name)

    assert wrong(imported, values) == {}
    assert len(imported.readings) >= 0.9 * len(values)
    unread = set(values) - set(imported.readings)
    assert not unread or {"row_missing", "row_misfit", "table_refused", "table_missing"} & {*codes(imported)}


def test_labels_wrapped_around_their_figures__are_read() -> None:
    """As lines of a page give them: half of the label, the figures, the other half."""
    first, requests, last = tables_of("county-audit-2024")
    rows: list[list[str]] = []
    for row in unmerged(requests):
        *above, label = row[:-7] or [""]
        if row[-1].isdigit() and len(label) > 8:
            half = len(label) // 2
            rows += [[*above, label[:half]], ["", *row[-7:]], [label[half:]]]
        else:
            rows.append(row)
    imported = read([first, found(rows, certain=False), last])

    assert all_right(imported, values_of("county-audit-2024"))


def reviews_of(name: str) -> list[str]:
    return unmerged(tables_of(name)[-1])[-1]


@pytest.mark.parametrize(
    "layout",
    ["above", "beside", "own tables"],
)
def test_reviews_in_three_blocks__are_read(layout: str) -> None:
    *others, _ = tables_of("county-audit-2024")
    values = reviews_of("county-audit-2024")
    groups = [("行政复议", values[:5]), ("未经复议直接起诉", values[5:10]), ("复议后起诉", values[10:])]
    if layout == "above":
        own = [found([row for name, block in groups for row in ([name], OUTCOMES, block)])]
    elif layout == "beside":
        own = [found([["", *OUTCOMES], *([name, *block] for name, block in groups)])]
    else:
        own = [found([[name], OUTCOMES, block]) for name, block in groups]

    assert all_right(read([*others, *own]), values_of("county-audit-2024"))


def test_reviews_without_the_names_of_the_blocks__are_never_certain() -> None:
    *others, _ = tables_of("county-audit-2024")
    values = reviews_of("county-audit-2024")
    imported = read([*others, *(found([OUTCOMES, values[at : at + 5]]) for at in (0, 5, 10))])

    assert wrong(imported, values_of("county-audit-2024")) == {}
    assert all(
        reading.confidence < CERTAIN for ref, reading in imported.readings.items() if ref.table == "reviews"
    )


def test_reviews_with_a_cell_too_few__are_refused_with_what_was_seen() -> None:
    *others, reviews = tables_of("county-audit-2024")
    rows = unmerged(reviews)
    imported = read([*others, found([*rows[:-1], rows[-1][:-1]], certain=False)])

    (doubt,) = imported.doubts
    assert doubt.code == "table_refused"
    assert str(doubt.fields["seen"]).startswith("1 | 0 | 0 | 0 | 1")
    assert not [ref for ref in imported.readings if ref.table == "reviews"]


def test_labels_behind_the_figures__are_read() -> None:
    first, requests, last = tables_of("county-audit-2024")
    rows = [row[-7:] + row[:-7] if row[-1].isdigit() else row for row in unmerged(requests)]

    assert all_right(read([first, found(rows), last]), values_of("county-audit-2024"))


def test_columns_in_another_order__are_read_by_their_labels() -> None:
    first, requests, last = tables_of("county-audit-2024")
    moved = {9: 3, **{column: column + 1 for column in range(3, 9)}}
    cells = tuple(
        FoundCell(
            cell.row, cell.column if cell.row == 0 else moved.get(cell.column, cell.column),
            cell.rowspan, cell.colspan, cell.text, cell.spot,
        )
        for cell in requests.cells
    )  # fmt: skip

    assert all_right(read([first, FoundTable(cells, Spot()), last]), values_of("county-audit-2024"))


def test_column_of_remarks__is_left_out() -> None:
    first, requests, last = tables_of("county-audit-2024")
    remarks = [FoundCell(0, 10, 3, 1, "备注", Spot())]
    remarks += [FoundCell(row, 10, 1, 1, "5", Spot()) for row in range(3, 28)]

    imported = read([first, FoundTable((*requests.cells, *remarks), Spot()), last])

    assert all_right(imported, values_of("county-audit-2024"))


def test_row_that_the_form_lacks__is_doubted_and_moves_no_other() -> None:
    first, *others = tables_of("county-audit-2024")
    rows = unmerged(first)
    imported = read([found([*rows[:4], ["其他主动公开文件", "3", "1", "9"], *rows[4:]]), *others])

    assert all_right(imported, values_of("county-audit-2024"))
    assert codes(imported) == ["row_unknown"]
    assert "其他主动公开文件" in str(imported.doubts[0].fields["seen"])


def test_single_row_of_an_older_form__is_doubted_and_put_nowhere() -> None:
    """（六）其他处理 in one row, as in 2019, in a report on the form of 2021."""
    first, requests, last = tables_of("county-audit-2024")
    rows = [row for row in unmerged(requests) if not any(text.startswith("（六）") for text in row)]
    rows = [row for row in rows if not row[0].startswith(("2.申请人逾期", "3.其他"))]
    rows.insert(-2, ["（六）其他处理", "1", "1", "0", "0", "0", "0", "2"])
    imported = read([first, found(rows), last])

    assert imported.edition == "ogi-2021"
    assert wrong(imported, values_of("county-audit-2024")) == {}
    assert not [ref for ref in imported.readings if ref.row.startswith("outcome.other")]
    assert any("（六）其他处理 | 1 | 1" in str(doubt.fields.get("seen")) for doubt in imported.doubts)


def test_table_of_another_edition__fills_no_cells_by_counting() -> None:
    """The first table of 2019 has as many columns as that of 2021, and other ones."""
    _, *others = tables_of("county-audit-2024")
    imported = recognise(
        titled([tables_of("ningbo-2019")[0], *others], "青溪县审计局", "2024年政府信息公开工作年度报告")
    )

    assert "mixed_edition" in codes(imported)
    if imported.edition == "ogi-2021":
        assert not [ref for ref in imported.readings if ref.table == "disclosure"]


def test_form_of_2019_in_a_later_year__is_read_by_that_form_and_named() -> None:
    submission = sample("ningbo-2019")
    imported = recognise(
        titled(tables_of("ningbo-2019"), submission.agency.name, "2022年政府信息公开工作年度报告")
    )

    assert imported.edition == "ogi-2019-zhejiang"
    assert "other_edition" in codes(imported)
    assert all_right(imported, values_of("ningbo-2019"))


def test_number_split_over_two_cells__is_put_together_where_the_sums_say_so() -> None:
    first, requests, last = tables_of("county-audit-2024")
    rows = [list(row) for row in unmerged(requests)]
    row = next(row for row in rows if row[0].startswith("一、"))
    assert row[1] == "21"
    row[1:2] = ["2", "1"]
    imported = read([first, found(rows), last])

    assert all_right(imported, values_of("county-audit-2024"))
    assert codes(imported) == ["rejoined"]
    assert imported.readings[CellRef("requests", "received", "natural_person")].confidence < CERTAIN


def test_number_split_without_a_sum__is_not_put_together() -> None:
    first, *others = tables_of("county-audit-2024")
    rows = [
        ["行政规范性文件", "2", "3", "1", "5"] if row[0] == "行政规范性文件" else row
        for row in unmerged(first)
    ]
    imported = read([found(rows), *others])

    assert codes(imported) == ["row_misfit"]
    assert not [ref for ref in imported.readings if (ref.table, ref.row) == ("disclosure", "normative")]


def test_wrong_sum__stays_as_printed_with_low_confidence() -> None:
    imported = read(tables_of("broken-2024"), "broken-2024")
    broken = CellRef("requests", "outcome.refused.administrative_query", "total")

    assert all_right(imported, values_of("broken-2024"))
    assert imported.readings[broken].value == 6
    assert "broken" in imported.readings[broken].how
    assert imported.readings[broken].confidence < CERTAIN


def test_second_copy__confirms_or_contradicts() -> None:
    own = tables_of("county-audit-2024")
    other = with_texts(own[2], lambda cell: "9" if cell.text == "1" else cell.text)

    same, unlike = read([*own, *own]), read([*own, other])

    assert all_right(same, values_of("county-audit-2024"))
    assert same.doubts == ()
    assert wrong(unlike, values_of("county-audit-2024")) == {}
    assert set(codes(unlike)) == {"copies_differ"}
    low = [ref for ref, reading in unlike.readings.items() if reading.confidence == CONTRADICTED]
    assert len(low) == len(codes(unlike))


def test_blank_mark_note_and_unit__are_understood_and_told() -> None:
    first, *others = tables_of("county-audit-2024")
    replaced = {"2": "2件", "3": "/", "5": "5（其中修订1件）"}
    imported = read([with_texts(first, lambda cell: replaced.get(cell.text, cell.text)), *others])
    row = {ref.column: reading.value for ref, reading in imported.readings.items() if ref.row == "normative"}

    assert row == {"made": 2, "repealed": None, "in_force": 5}
    assert codes(imported) == ["note"]
    assert imported.submission().values[CellRef("disclosure", "normative", "repealed")] is None


def test_amount_in_another_unit__keeps_its_figure_and_names_the_unit() -> None:
    first, *others = tables_of("broken-2024")
    imported = read(
        [with_texts(first, lambda cell: "863500元" if cell.text == "86.35" else cell.text), *others],
        "broken-2024",
    )
    ref = CellRef("disclosure", "fee", "amount")

    assert imported.readings[ref].value == 863500
    assert imported.readings[ref].unit == "元"
    assert imported.submission().units[ref] == "元"
    assert codes(imported) == ["unit_differs"]


def test_table_missing__is_told_and_the_others_are_read() -> None:
    imported = read(tables_of("county-audit-2024")[:2])

    assert codes(imported) == ["table_missing"]
    assert {ref.table for ref in imported.readings} == {"disclosure", "requests"}


def test_confidence__is_high_only_with_labels_and_a_sum() -> None:
    for name in NAMES:
        for reading in read(tables_of(name), name).readings.values():
            high = reading.confidence >= CERTAIN
            assert high == ({"label", "confirmed"} <= {*reading.how})
            assert reading.confidence in (CONFIRMED, 0.85, 0.8, 0.6) or reading.confidence <= WEAK


def test_bookmark_of_a_former_platform__is_a_witness() -> None:
    table = of_grid(build_view(sample("beilun-2020")).tables[2].grid)
    marks = {(3, 9): "Field_2_1_0", (4, 9): "Field_2_3_1_0"}
    cells = tuple(replace(cell, mark=marks.get((cell.row, cell.column))) for cell in table.cells)
    imported = read([FoundTable(cells, Spot())], "beilun-2020")

    assert "bookmark" in imported.readings[CellRef("requests", "received", "total")].how
    assert "mark_differs" in imported.readings[CellRef("requests", "carried_in", "total")].how
    assert "mark_differs" in codes(imported)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_cells_lost_from_rows__never_leave_a_wrong_figure_certain(data: st.DataObject) -> None:
    """Whatever cells are lost or doubled: what is held for certain is right."""
    name = data.draw(st.sampled_from(("county-audit-2024", "ningbo-2019")))
    pieces = []
    for table in tables_of(name):
        rows = [list(row) for row in unmerged(table)]
        for _ in range(data.draw(st.integers(0, 4))):
            row = data.draw(st.sampled_from([row for row in rows if row]))
            at = data.draw(st.integers(0, len(row) - 1))
            row[at : at + 1] = [row[at]] * data.draw(st.sampled_from((0, 2)))
        rows = [row for row in rows if row]
        pieces.append(found(rows, certain=False))
    imported = read(pieces, name)
    certain = {ref for ref, reading in imported.readings.items() if reading.confidence >= CERTAIN}

    assert not certain & set(wrong(imported, values_of(name)))
