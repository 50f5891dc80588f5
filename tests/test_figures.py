"""One typed figure becomes a number, a blank, or nothing that can be read; a number is printed as filed."""

from __future__ import annotations

from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport_writer.cells import Value
from govreport_writer.figures import BLANK_MARKS, Reading, in_unit, is_money, printed, read_figure
from govreport_writer.form.file import ValueType
from govreport_writer.yaml_strict import MAX_DIGITS, Scalar, parse_yaml

TYPES: tuple[ValueType, ...] = get_args(ValueType)
OF_COUNTS: tuple[ValueType, ...] = ("count", "change")

every_type = pytest.mark.parametrize("type", TYPES)
every_count = pytest.mark.parametrize("type", OF_COUNTS)


def as_type_and_text(value: Value) -> str:
    """Return a figure so that 1 and 1.0, 2.5 and 2.50 differ."""
    return repr(value)


@every_type
@pytest.mark.parametrize(
    ("typed", "value"),
    [
        (0, 0),
        (7, 7),
        (-3, -3),
        (10**39, 10**39),
        ("0", 0),
        ("-0", 0),
        ("1,234", 1234),
        ("1,234,567", 1234567),
        ("-1,234", -1234),
        ("１２", 12),
        ("１，２３４", 1234),
        ("－３", -3),
        ("−3", -3),
        ("＋４３", 43),
        ("+43", 43),
        (" 7 ", 7),
        ("\u30007", 7),
        ("7\u3000", 7),
        ("\u00a07\u00a0", 7),
        ("7\n", 7),
        ("\t7", 7),
        ("9" * MAX_DIGITS, int("9" * MAX_DIGITS)),
    ],
)
def test_whole_number__is_read_in_every_type(typed: Scalar, value: int, type: ValueType) -> None:
    reading = read_figure(typed, type)

    assert (reading.readable, as_type_and_text(reading.value)) == (True, as_type_and_text(value))


@pytest.mark.parametrize(
    ("typed", "of_count", "of_amount"),
    [
        (Decimal("35074.0"), 35074, Decimal("35074.0")),
        (Decimal("35074.00"), 35074, Decimal("35074.00")),
        (Decimal("0.0"), 0, Decimal("0.0")),
        (Decimal("2.50"), Decimal("2.50"), Decimal("2.50")),
        (Decimal("-2.5"), Decimal("-2.5"), Decimal("-2.5")),
        ("1.0", 1, Decimal("1.0")),
        ("+1.0", 1, Decimal("1.0")),
        ("2.50", Decimal("2.50"), Decimal("2.50")),
        ("1,234.50", Decimal("1234.50"), Decimal("1234.50")),
        ("１２．５０", Decimal("12.50"), Decimal("12.50")),
        ("0.10", Decimal("0.10"), Decimal("0.10")),
    ],
)
def test_decimal__whole_as_a_count_and_as_filed_in_an_amount(
    typed: Scalar, of_count: Value, of_amount: Value
) -> None:
    wanted = {"count": of_count, "change": of_count, "amount": of_amount}

    readings = {each: read_figure(typed, each) for each in TYPES}

    assert all(reading.readable for reading in readings.values())
    assert {each: as_type_and_text(reading.value) for each, reading in readings.items()} == {
        each: as_type_and_text(value) for each, value in wanted.items()
    }


@every_type
@pytest.mark.parametrize(
    "typed", [*sorted(BLANK_MARKS), " ", "\u3000", " / ", "－", "／", "无 ", "\n", "　—　"]
)
def test_blank_mark__is_blank_and_quoted_as_typed(typed: str, type: ValueType) -> None:
    assert read_figure(typed, type) == Reading(None, readable=True, raw=typed)


@every_type
def test_nothing_typed__is_blank(type: ValueType) -> None:
    assert read_figure(None, type) == Reading(None, readable=True, raw=None)


def test_blank_marks__are_those_of_the_forms() -> None:
    assert {"/", "-", "—", "——", "无"} <= BLANK_MARKS
    assert not BLANK_MARKS & {"0", "零", "○"}


@every_type
@pytest.mark.parametrize(
    "typed",
    [
        *("12,34", "1,2345", "1,,234", ",123", "123,", "1,234,5", "0,123", "012,345", "1234,567", "1，23"),
        *(
            "012",
            "00",
            "-012",
            "00.5",
            "0x1F",
            "1e5",
            "1E5",
            "1_000",
            ".5",
            "5.",
            "1.2.3",
            "--3",
            "+-3",
            "3-",
        ),
        *(
            "十二",
            "减3",
            "增43",
            "零",
            "〇",
            "约5",
            "5件",
            "7 8",
            "7\n8",
            "1 234",
            "5%",
            "=1+2",
            "NaN",
            "Infinity",
        ),
        *(
            "2024-01-17",
            "2024年1月17日",
            "1/2",
            "12:30",
            "?",
            "null",
            "true",
            "---",
            "暂无",
            "٣",
            "²",
            "Ⅲ",
            "①",
        ),
        *("9" * (MAX_DIGITS + 1), "9" * 5000, "0." + "3" * 5000, "-" + "9" * 5000, "1" + ",000" * 2000),
    ],
)
def test_anything_else__cannot_be_read_and_is_quoted(typed: str, type: ValueType) -> None:
    assert read_figure(typed, type) == Reading(None, readable=False, raw=typed)


@every_type
@pytest.mark.parametrize(("typed", "raw"), [(True, "true"), (False, "false")])
def test_boolean__cannot_be_read(typed: bool, raw: str, type: ValueType) -> None:
    assert read_figure(typed, type) == Reading(None, readable=False, raw=raw)


# what was typed is kept where it is not what is printed


@every_type
@pytest.mark.parametrize("typed", ["1,234", "１２", " 7 ", "\u30007", "+43", "－３", "7\n", "-0"])
def test_raw__text_that_is_not_the_printed_figure_is_kept(typed: str, type: ValueType) -> None:
    assert read_figure(typed, type).raw == typed


@every_count
@pytest.mark.parametrize("typed", ["35074.0", "1.0", "-2.00"])
def test_raw__whole_decimal_in_a_count_is_kept(typed: str, type: ValueType) -> None:
    assert read_figure(Decimal(typed), type).raw == typed
    assert read_figure(typed, type).raw == typed


@pytest.mark.parametrize("typed", [7, -3, 0, Decimal("2.50"), Decimal("35074.0"), Decimal("-0.5")])
def test_raw__plain_figure_has_none(typed: int | Decimal) -> None:
    assert read_figure(typed, "amount").raw is None


# printing


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (0, "0"),
        (-3, "-3"),
        (1234567, "1234567"),
        (Decimal("2.50"), "2.50"),
        (Decimal("0.0"), "0.0"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0.0000001"), "0.0000001"),
    ],
)
def test_printed__as_filed(value: Value, text: str) -> None:
    assert printed(value) == text


whole_numbers = st.integers(-(10 ** (MAX_DIGITS - 1)) + 1, 10**MAX_DIGITS - 1)
decimals = st.integers(1, 12).flatmap(lambda places: st.decimals(-(10**20), 10**20, places=places))


@given(whole_numbers, st.sampled_from(TYPES))
def test_printed__whole_number_reads_back(value: int, type: ValueType) -> None:
    reading = read_figure(printed(value), type)

    assert (reading.readable, as_type_and_text(reading.value)) == (True, as_type_and_text(value))


@given(decimals)
def test_printed__amount_reads_back_digit_by_digit(value: Decimal) -> None:
    reading = read_figure(printed(value), "amount")

    assert (reading.readable, as_type_and_text(reading.value)) == (True, as_type_and_text(value))


@given(decimals, st.sampled_from(OF_COUNTS))
def test_printed__decimal_in_a_count_keeps_its_worth(value: Decimal, type: ValueType) -> None:
    reading = read_figure(printed(value), type)

    assert (reading.readable, reading.value) == (True, value)
    assert isinstance(reading.value, int) == (value % 1 == 0)


@given(whole_numbers | decimals)
def test_printed__yaml_reads_the_same_figure(value: int | Decimal) -> None:
    plain = parse_yaml(printed(value), "report.yaml").plain()

    assert as_type_and_text(plain) == as_type_and_text(value)  # type: ignore[arg-type]


@given(st.integers(0, 10**30))
def test_separators_and_wide_digits__change_nothing(value: int) -> None:
    grouped = f"{value:,}"
    wide = grouped.translate({ord(digit): chr(ord(digit) + 0xFEE0) for digit in "0123456789,"})

    assert {read_figure(text, "count").value for text in (str(value), grouped, wide)} == {value}


@given(st.text(max_size=60), st.sampled_from(TYPES))
def test_any_text__is_a_number_or_blank_or_quoted(typed: str, type: ValueType) -> None:
    reading = read_figure(typed, type)

    assert reading.readable or (reading.value is None and reading.raw == typed)
    assert reading.value is not None or reading.raw == typed
    assert not isinstance(reading.value, float | bool)


# units of money


@pytest.mark.parametrize(
    ("value", "unit", "wanted", "converted"),
    [
        (35074, "元", "万元", Decimal("3.5074")),
        (Decimal("3.5074"), "万元", "元", 35074),
        (7, "元", "元", 7),
        (7, "件", "条", 7),
        (7, None, "元", 7),
        (7, "元", None, 7),
        (0, "元", "万元", 0),
    ],
)
def test_in_unit__converts_money_alone(
    value: int | Decimal, unit: str | None, wanted: str | None, converted: int | Decimal
) -> None:
    assert in_unit(value, unit, wanted) == converted


@given(st.decimals(-(10**12), 10**12, places=2))
def test_in_unit__there_and_back(value: Decimal) -> None:
    assert in_unit(in_unit(value, "元", "万元"), "万元", "元") == value


def test_is_money__yuan_and_ten_thousands() -> None:
    assert [is_money(unit) for unit in ("元", "万元", "件", None)] == [True, True, False, False]
