"""Whatever a document holds, recognition ends in a submission that can be filed or in one line."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from importers.published_values import found, titled, view_of

from govreport_writer import editions
from govreport_writer.errors import GovReportError
from govreport_writer.importers.expected import wanted_tables
from govreport_writer.importers.imported import Imported
from govreport_writer.importers.published import (
    FoundCell,
    FoundPicture,
    FoundTable,
    Line,
    Piece,
    Published,
    Spot,
)
from govreport_writer.importers.recognise import recognise
from govreport_writer.workbook.convert import to_workbook

pytestmark = pytest.mark.slow

LABELS = [
    label.text
    for name in editions.ids()
    for table in wanted_tables(editions.load(name))
    for label in table.labels
]
TEXTS = st.one_of(
    st.sampled_from(LABELS),
    st.sampled_from(
        [
            "",
            "0",
            "1",
            "12",
            "/",
            "——",
            "约5",
            "22（其中修订16件）",
            "0.5万元",
            "件",
            "附件",
            "表一",
            "单位：件",
        ]
    ),
    st.sampled_from(
        [
            "一、总体情况",
            "二、",
            "1、甲",
            "（一）乙",
            "2024年政府信息公开工作年度报告",
            "2025年1月9日",
            "青溪县审计局",
        ]
    ),
    st.text(max_size=12),
)
CELLS = st.builds(
    FoundCell,
    st.integers(0, 6), st.integers(0, 8), st.integers(0, 4), st.integers(0, 4), TEXTS, st.just(Spot()),
    st.sampled_from([None, "T3_r01_c1", "Field_2_1_0", "sum_7", "y2024-t3-r01-c1"]),
)  # fmt: skip
TABLES = st.builds(FoundTable, st.lists(CELLS, max_size=40).map(tuple), st.just(Spot()), st.booleans())
LINES = st.builds(Line, TEXTS, st.just(Spot()), st.sampled_from([None, 0, 1, 2, 3, 9]))
PIECES = st.lists(
    st.one_of(LINES, LINES, TABLES, st.builds(FoundPicture, st.just(Spot()), TEXTS)), max_size=14
)


def recognised(document: Published) -> Imported | None:
    """What is recognised; None where the document is refused in one line."""
    try:
        return recognise(document)
    except GovReportError as error:
        refusal = str(error)
    assert "\n" not in refusal
    return None


@settings(max_examples=150)
@given(PIECES, st.booleans())
def test_any_pieces__become_a_submission_or_one_line(pieces: list[Piece], is_titled: bool) -> None:
    document = (
        titled(pieces, "青溪县审计局", "2024年政府信息公开工作年度报告")
        if is_titled
        else Published("report.html", "html", tuple(pieces))
    )
    imported = recognised(document)
    if imported is None:
        return
    assert view_of(imported)
    assert all(0 < reading.confidence < 1 for reading in imported.readings.values())


@settings(max_examples=12)
@given(PIECES)
def test_any_submission__becomes_a_workbook(pieces: list[Piece]) -> None:
    imported = recognise(titled(pieces, "青溪县审计局", "2024年政府信息公开工作年度报告"))

    assert to_workbook(imported.submission())


@pytest.mark.parametrize(
    "rows",
    [
        [["规章", "0", "0", "0"]] * 5_000,
        [[label, *"0000000"] for label in LABELS * 6],
        [[f"第{number}个标签很长很长{number}", "1"] for number in range(10_000)],
        [["总计"] * 5_000, ["0"] * 5_000],
        [["总计" * 3_000, "1" * 5_000]] * 4,
    ],
)
def test_large_table__is_read_in_seconds(rows: list[list[str]]) -> None:
    begun = time.perf_counter()
    recognise(titled([found(rows)], "青溪县审计局", "2024年政府信息公开工作年度报告"))

    assert time.perf_counter() - begun < 8
