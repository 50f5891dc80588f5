"""Cells of published tables are read as what they say: blanks stay blank, notes and units are told apart."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport_writer.importers.figures_in_cells import cell_figure, is_figure


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("137", 137), ("  0", 0), ("１２", 12), ("1,234", 1234), ("+43", 43), ("-1942", -1942), ("减3", -3),
        ("减少 3", -3), ("增加5", 5), ("22（其中修订16件）", 22), ("30件", 30), ("3 1", 31),
        ("35074.0", 35074),
    ],
)  # fmt: skip
def test_figure__is_read(text: str, value: int) -> None:
    assert cell_figure(text, "change").value == value


@pytest.mark.parametrize("text", ["", " ", "/", "-", "—", "——", "--", "－", "无", "未填"])
def test_blank__stays_blank_and_is_not_zero(text: str) -> None:
    figure = cell_figure(text, "count")

    assert figure.is_blank
    assert figure.scalar in (None, text.strip())


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("251000元", 251000, "元"),
        ("0.37万元", Decimal("0.37"), "万元"),
        ("160.5964 万元", Decimal("160.5964"), "万元"),
    ],
)
def test_amount__keeps_its_digits_and_its_unit(text: str, value: Decimal, unit: str) -> None:
    figure = cell_figure(text, "amount")

    assert (figure.value, figure.unit) == (value, unit)


def test_amount__keeps_a_zero_behind_the_point() -> None:
    assert str(cell_figure("35074.0", "amount").value) == "35074.0"


@pytest.mark.parametrize("text", ["约5", "详见附件", "1.5.2", "12-30", "九"])
def test_text__is_no_figure_and_is_kept(text: str) -> None:
    figure = cell_figure(text, "count")

    assert not figure.readable
    assert figure.scalar == text


@pytest.mark.parametrize("label", ["1.属于国家秘密", "规章", "万元", "（七）总计", "2020年件数"])
def test_label__is_no_figure(label: str) -> None:
    assert not is_figure(label)


@given(st.text(max_size=80))
def test_any_text__is_a_number_a_blank_or_kept(text: str) -> None:
    figure = cell_figure(text, "amount")

    assert figure.readable or figure.scalar == text.strip()
