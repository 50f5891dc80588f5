"""What must hold of every sum, whatever units file."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rollup_units import FEE, PROCUREMENT, RECEIVED, RECEIVED_TOTAL, full, sample, summed, typed_cells, unit

from govreport_writer import editions
from govreport_writer.cells import CellRef, Value
from govreport_writer.figures import added, in_unit
from govreport_writer.rollup.figures import Figures, figures_of
from govreport_writer.rollup.money import exactly
from govreport_writer.submission import Submission
from govreport_writer.submission_reading import read_submission
from govreport_writer.summing.written import submission_bytes

UNITS = st.lists(typed_cells(), min_size=1, max_size=5)


def submissions(typed: Sequence[dict[CellRef, object]]) -> list[Submission]:
    return [
        unit(f"县第{number}局", cells, edition="ogi-2019", year=2019)  # type: ignore[arg-type]
        for number, cells in enumerate(typed)
    ]


def worth(submission: Submission, ref: CellRef) -> Value:
    """A figure, amounts in 元."""
    value = submission.values.get(ref)
    with exactly():
        return None if value is None else in_unit(value, submission.units.get(ref), "元")


@settings(max_examples=20)
@given(UNITS)
def test_sum__is_that_of_all_numbers_filed_and_blank_where_all_are_blank(typed: list) -> None:
    units = submissions(typed)

    result = summed(*units).submission

    for ref, cell in result.edition.cells.items():
        if not cell.is_total:
            with exactly():
                assert worth(result, ref) == added(worth(each, ref) for each in units), ref


@settings(max_examples=12)
@given(UNITS, st.randoms(use_true_random=False))
def test_sum__does_not_depend_on_order(typed: list, rng: object) -> None:
    units = submissions(typed)
    shuffled = list(units)
    rng.shuffle(shuffled)  # type: ignore[attr-defined]

    first, second = summed(*units), summed(*shuffled)

    path = Path("sum.yaml")
    assert submission_bytes(first, ".yaml", path) == submission_bytes(second, ".yaml", path)


@settings(max_examples=12)
@given(st.lists(UNITS, min_size=1, max_size=3))
def test_sum_of_sums__is_the_sum_of_all(groups: list) -> None:
    towns = [submissions(group) for group in groups]
    counties = [summed(*group).submission for group in towns]
    named = [
        unit(f"第{number}县", _typed(each), edition="ogi-2019", year=2019)
        for number, each in enumerate(counties)
    ]
    everyone = [
        unit(f"{town}-{number}", _typed(each), edition="ogi-2019", year=2019)
        for town, group in enumerate(towns)
        for number, each in enumerate(group)
    ]

    nested, flat = summed(*named).submission, summed(*everyone).submission

    assert {ref: worth(nested, ref) for ref in nested.values} == {
        ref: worth(flat, ref) for ref in flat.values
    }


def _typed(submission: Submission) -> dict:
    return {
        ref: (raw.value, raw.unit) if raw.unit else raw.value for ref, raw in submission.raw.cells.items()
    }


@pytest.mark.parametrize("name", ["county-audit-2024", "beilun-2020", "ningbo-2019", "beilun-2017"])
def test_one_unit__is_itself_but_for_what_cannot_be_added_up(name: str) -> None:
    alone = sample(name)

    result = summed(alone)

    unlike = {ref for ref, value in alone.values.items() if result.submission.values.get(ref) != value}
    assert unlike <= set(result.not_added)
    assert result.exit_code == 0


@settings(max_examples=15)
@given(UNITS)
def test_figures__come_back_as_they_were_packed(typed: list) -> None:
    for each in submissions(typed):
        figures = figures_of(each)

        assert Figures.unpacked(figures.packed()) == figures


@settings(max_examples=10)
@given(UNITS, st.sampled_from([".yaml", ".json"]))
def test_file__reads_back_as_exactly_the_sums(
    tmp_path_factory: pytest.TempPathFactory, typed: list, suffix: str
) -> None:
    result = summed(*submissions(typed))
    path = tmp_path_factory.mktemp("sum") / f"sum{suffix}"
    path.write_bytes(submission_bytes(result, suffix, path))

    read = read_submission(path)

    assert dict(read.values) == dict(result.submission.values)
    assert read.open_units() == result.submission.open_units()


def test_workbook__reads_back_as_exactly_the_sums(tmp_path: Path) -> None:
    one, other = full("ogi-2019", 3), full("ogi-2019", 4)
    first = unit("甲局", one | {PROCUREMENT: (Decimal("1.50"), "万元")}, edition="ogi-2019", year=2019)
    second = unit("乙局", other | {PROCUREMENT: (25000, "元")}, edition="ogi-2019", year=2019)
    result = summed(first, second)
    path = tmp_path / "sum.xlsx"
    path.write_bytes(submission_bytes(result, ".xlsx", path))

    read = read_submission(path)

    assert dict(read.values) == dict(result.submission.values)
    assert (read.values[PROCUREMENT], read.units[PROCUREMENT]) == (4, "万元")


def test_blank__is_not_zero() -> None:
    blank = unit("甲局", full() | {RECEIVED: None})
    result = summed(blank, unit("乙局", full() | {RECEIVED: None}))

    assert result.submission.values[RECEIVED] is None
    assert result.sums[RECEIVED].blanks == 2


def test_blank_in_some__adds_nothing_and_names_them() -> None:
    result = summed(unit("甲局", full() | {RECEIVED: None}), unit("乙局", full() | {RECEIVED: 5}))

    assert result.submission.values[RECEIVED] == 5
    assert result.remarks[0].blank == (RECEIVED,)
    assert 1 not in result.remarks
    assert result.exit_code == 0


def test_unreadable_cell__is_named_and_makes_the_sum_incomplete() -> None:
    result = summed(unit("甲局", full() | {RECEIVED: "十二"}), unit("乙局", full() | {RECEIVED: 5}))

    assert result.submission.values[RECEIVED] == 5
    assert RECEIVED in result.remarks[0].unreadable
    assert not result.complete


def test_amounts__are_exact_and_in_the_unit_of_the_form() -> None:
    tenth = [unit(f"{number}局", full() | {FEE: Decimal("0.1")}) for number in range(3)]
    result = summed(*tenth, unit("丁局", full() | {FEE: (5, "元")}))

    assert result.submission.values[FEE] == Decimal("0.3005")
    assert result.sums[FEE].unit == "万元"


@pytest.mark.parametrize(
    ("amounts", "value", "unit_", "rule"),
    [
        ([(35074, "元"), (6, "元")], 35080, "元", "common"),
        ([(35074, "元"), (1, "万元")], Decimal("4.5074"), "万元", "larger"),
        ([(0, None), (0, None)], 0, None, "none"),
    ],
)
def test_unit_of_money__is_the_common_one_else_the_larger(
    amounts: list, value: Value, unit_: str | None, rule: str
) -> None:
    units = [
        unit(f"{number}局", {PROCUREMENT: amount}, edition="ogi-2019", year=2019)
        for number, amount in enumerate(amounts)
    ]
    result = summed(*units)

    assert (result.submission.values[PROCUREMENT], result.sums[PROCUREMENT].unit) == (value, unit_)
    assert result.sums[PROCUREMENT].rule == rule


def test_amount_without_a_unit__is_not_counted_but_named() -> None:
    with_unit = unit("甲局", {PROCUREMENT: (7, "万元")}, edition="ogi-2019", year=2019)
    result = summed(with_unit, unit("乙局", {PROCUREMENT: 35074}, edition="ogi-2019", year=2019))

    assert result.submission.values[PROCUREMENT] == 7
    assert result.remarks[1].no_unit == (PROCUREMENT,)
    assert not result.complete


def test_total__is_computed_again_and_a_unit_with_a_wrong_one_is_named() -> None:
    wrong = unit("甲局", full() | {RECEIVED: 5, RECEIVED_TOTAL: 50})
    result = summed(wrong, unit("乙局", full() | {RECEIVED: 2}))

    assert result.submission.values[RECEIVED_TOTAL] == 7
    assert [(each.ref, each.computed, each.of_totals) for each in result.apart] == [(RECEIVED_TOTAL, 7, 52)]
    assert result.own_totals == {RECEIVED_TOTAL: (0,)}
    assert result.exit_code == 1


def test_cells_that_cannot_be_added_up__stay_blank_with_the_reason() -> None:
    form = editions.load("ogi-2014")
    items = CellRef("statistics", "disclosure.items", "value")
    issued = CellRef("statistics", "disclosure.items.normative_issued", "value")
    units = [unit(f"{number}局", full("ogi-2014", 2), edition="ogi-2014", year=2017) for number in range(3)]

    result = summed(*units)

    assert result.submission.values[items] is None
    assert result.sums[items].value == 6
    assert result.submission.values[issued] == 6
    assert set(result.not_added) == {ref for ref, cell in form.cells.items() if cell.not_additive}
    assert all(why.text for why in result.not_added.values())


def test_no_cell_of_the_tables_since_2019__is_left_out() -> None:
    assert not any(cell.not_additive for cell in editions.load("ogi-2021").cells.values())
    assert not any(cell.not_additive for cell in editions.load("ogi-2019").cells.values())


def test_other_edition__counts_where_the_path_is_the_same_and_names_the_rest() -> None:
    plain = unit("甲局", full("ogi-2019", 1), edition="ogi-2019", year=2020)
    channels = CellRef("channels", "channels.website", "value")
    more = unit("乙局", full("ogi-2019-zhejiang", 2), edition="ogi-2019-zhejiang", year=2020)

    wide = summed(plain, more)
    narrow = summed(plain, more, edition=editions.load("ogi-2019"))

    assert wide.edition.id == "ogi-2019-zhejiang"
    assert (wide.submission.values[channels], wide.sums[channels].absent) == (2, 1)
    assert wide.complete
    assert channels in narrow.remarks[1].no_place
    assert not narrow.complete
    assert narrow.submission.values[RECEIVED] == 3


def test_unit_on_an_earlier_form__counts_where_the_edition_says_so() -> None:
    old = unit("甲局", full("ogi-2014", 4), edition="ogi-2014", year=2019)
    new = unit("乙局", full("ogi-2019", 1), edition="ogi-2019", year=2019)
    upheld = CellRef("reviews", "cases", "review.upheld")

    result = summed(old, new, edition=editions.load("ogi-2019"))

    assert result.submission.values[upheld] == 5
    assert result.sums[RECEIVED].absent == 1
    assert [each for each in result.apart if each.ref == RECEIVED_TOTAL]
    assert not result.complete


def test_optional_table_that_nobody_filed__is_left_out() -> None:
    typed = dict.fromkeys(full("ogi-2019"), 1)
    result = summed(unit("甲局", typed, edition="ogi-2019-zhejiang", year=2020))

    assert not any(ref.table in ("channels", "staffing") for ref in result.submission.values)


def test_sums_of_forty_digits__are_not_rounded() -> None:
    long = 10**39 + 1
    result = summed(*(unit(f"{number}局", full() | {FEE: long}) for number in range(9)))

    assert result.submission.values[FEE] == 9 * long
