"""The government's own report held against the sum of its units (GR530)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rollup_units import (
    COUNTY,
    FEE,
    PROCUREMENT,
    RECEIVED,
    RECEIVED_TOTAL,
    filed,
    full,
    summed,
    unit,
)

from govreport_writer.cells import CellRef
from govreport_writer.handbook.pages import pages
from govreport_writer.pipeline import run_checks
from govreport_writer.roster import Member, Roster
from govreport_writer.submission import Explanation, Submission
from govreport_writer.summing.hierarchy import Hierarchy
from govreport_writer.summing.result import Rollup
from govreport_writer.summing.run import Wanted, rolled_up
from govreport_writer.summing.words import lines

BUSINESS = CellRef.parse("requests/received/business")


def government(received: int, **more: object) -> Submission:
    given = unit(COUNTY.name, full() | {RECEIVED: received}, kind="government", code="G1")
    return replace(given, raw=replace(given.raw, **more))  # type: ignore[arg-type]


def against(given: Submission, *units: Submission, **wanted: object) -> Rollup:
    return rolled_up([filed(each) for each in units], Wanted(given.agency, given=given, **wanted))  # type: ignore[arg-type]


def one(name: str, number: int) -> Submission:
    return unit(name, full() | {RECEIVED: number})


def likely(result: Rollup) -> list[tuple[str, str]]:
    assert result.compared is not None
    gap = next(each for each in result.compared.gaps if each.ref == RECEIVED)
    return [(result.standings[each.unit].name, each.why) for each in gap.likely]


def test_same_figures__are_no_finding() -> None:
    result = against(government(12), one("甲局", 5), one("乙局", 7))

    assert (result.findings, result.exit_code) == ((), 0)


def test_difference__is_one_finding_a_table_to_correct_or_explain() -> None:
    result = against(government(15), one("甲局", 5), one("乙局", 7))

    (finding,) = result.findings
    assert (finding.id, finding.severity) == ("GR530@requests", "should")
    assert [(str(RECEIVED), 15, 12, 3), (str(RECEIVED_TOTAL), 15, 12, 3)] == [
        (each.cells[0].path, each.left, each.right, each.difference) for each in finding.instances
    ]
    assert "本级15，各单位12，相差3" in finding.message
    assert result.exit_code == 1


@pytest.mark.parametrize(
    ("given", "named"),
    [(7, [("甲局", "left_out")]), (17, [("甲局", "twice")]), (19, [("乙局", "twice")]), (14, [])],
)
def test_difference__names_the_unit_whose_figure_it_is(given: int, named: list) -> None:
    assert likely(against(government(given), one("甲局", 5), one("乙局", 7))) == named


def test_difference__names_a_unit_that_should_not_have_been_counted() -> None:
    roster = Roster(
        "r.csv",
        (
            Member(COUNTY.name, place="1"),
            Member("甲局", parent=COUNTY.name, place="2"),
            Member("税务局", parent=COUNTY.name, place="3", vertical=True),
        ),
    )
    result = against(
        government(14), one("甲局", 5), one("税务局", 9), hierarchy=Hierarchy(roster, COUNTY.name)
    )

    assert likely(result) == [("税务局", "not_counted")]


def test_chance_match_in_one_cell_of_many__is_not_named() -> None:
    given = unit(COUNTY.name, dict.fromkeys(full(), 5), kind="government")
    result = against(given, one("甲局", 5))

    assert all(not gap.likely for gap in result.compared.gaps)  # type: ignore[union-attr]


def test_explanation_in_the_report__settles_it_until_the_figures_change() -> None:
    units = one("甲局", 5), one("乙局", 7)
    values = against(government(15), *units).findings[0].values
    said = (Explanation(finding="GR530@requests", values=values, text="另有三件由开发区办理，不在名册内。"),)

    settled = against(government(15, explanations=said), *units)
    lapsed = against(government(16, explanations=said), *units)

    assert (settled.findings[0].state, settled.exit_code) == ("explained", 0)
    assert (lapsed.findings[0].state, lapsed.exit_code) == ("lapsed", 1)


def test_blank_on_one_side__is_told_and_zero_against_blank_is_not() -> None:
    given = unit(COUNTY.name, full() | {RECEIVED: None, BUSINESS: 3, FEE: None}, kind="government")
    result = against(given, unit("甲局", full() | {RECEIVED: 4, BUSINESS: None}))

    assert result.compared is not None
    assert result.compared.only_units == (RECEIVED,)
    assert result.compared.only_given == (BUSINESS,)
    assert result.exit_code == 1


def test_amounts__are_compared_by_worth() -> None:
    given = unit(COUNTY.name, {PROCUREMENT: (35074, "元")}, edition="ogi-2019", year=2019, kind="government")
    same = unit("甲局", {PROCUREMENT: ("3.5074", "万元")}, edition="ogi-2019", year=2019)

    assert against(given, same).findings == ()


def test_cells_that_cannot_be_added_up__are_not_compared() -> None:
    given = unit(COUNTY.name, full("ogi-2014", 5), edition="ogi-2014", year=2017, kind="government")
    result = against(given, unit("甲局", full("ogi-2014", 5), edition="ogi-2014", year=2017))

    assert (result.findings, result.exit_code) == ((), 0)


def test_sum__takes_text_and_contact_from_the_report() -> None:
    given = government(12, title=("某某县人民政府", "2024年政府信息公开工作年度报告"))
    result = against(given, one("甲局", 12))

    assert result.submission.raw.title == given.raw.title


def test_rule__stands_in_the_handbook() -> None:
    (page,) = pages("GR530")

    assert page.title == "本级数字与各单位相加的结果不同"


def test_sum_without_a_report__compares_nothing() -> None:
    result = summed(one("甲局", 12))

    assert (result.compared, result.findings) == (None, ())


def test_plain_check__says_that_units_were_not_given_and_changes_nothing() -> None:
    said = run_checks(government(12)).skipped

    assert [each.code for each in said if each.code == "GR530"] == ["GR530"]
    assert [each for each in run_checks(one("甲局", 5)).skipped if each.code == "GR530"] == []


def test_words__name_units_by_what_they_explain_and_those_missing() -> None:
    roster = Roster(
        "r.csv",
        tuple(
            Member(name, parent=None if name == COUNTY.name else COUNTY.name, place=name)
            for name in (COUNTY.name, "甲局", "乙局")
        ),
    )
    result = against(government(10), one("甲局", 5), hierarchy=Hierarchy(roster, COUNTY.name))

    said = [text.strip() for text, _ in lines(result, checked=False)]
    assert "甲局（甲局.yaml）：可能重复计算，可解释 2 处差异" in said
    assert any(text.endswith("本级可能重复计算、缺报的单位（乙局）") for text in said)


def test_own_office_that_is_not_clean__does_not_count_where_only_clean_units_do() -> None:
    own = replace(filed(one("县政府办公室", 5)), verdict="explain")
    unit_ = replace(filed(one("甲局", 2)), verdict="clean")
    result = rolled_up([unit_], Wanted(COUNTY, own=own, clean_only=True))

    assert [each.state for each in result.standings] == ["unclean", "counted"]
