"""Which units count: the roster's tree, vertical management, duplicates, strangers, nested governments."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rollup_units import COUNTY, RECEIVED, filed, full, summed, unit

from govreport_writer.errors import GovReportError
from govreport_writer.roster import Member, Roster
from govreport_writer.submission import Submission
from govreport_writer.summing.filing import NotRead
from govreport_writer.summing.hierarchy import Hierarchy
from govreport_writer.summing.result import Rollup
from govreport_writer.summing.run import Wanted, rolled_up

NAME = COUNTY.name


def member(name: str, parent: str | None = None, **more: object) -> Member:
    return Member(name=name, parent=parent, place=f"A{name}", **more)  # type: ignore[arg-type]


ROSTER = Roster(
    "roster.csv",
    (
        member(NAME, code="G1"),
        member("县财政局", NAME, code="D1"),
        member("县审计局", NAME, code="D2", short_names=("审计局",)),
        member("县税务局", NAME, code="V1", vertical=True),
        member("税务分局", "县税务局", code="V2"),
        member("甲乡人民政府", NAME, code="T1", kind="government"),
        member("甲乡农业站", "甲乡人民政府", code="T11"),
        member("甲乡文化站", "甲乡人民政府", code="T12"),
        member("外县财政局", None, code="X1"),
    ),
)


def one(name: str, number: int = 1, code: str | None = None, kind: str = "department") -> Submission:
    return unit(name, full() | {RECEIVED: number}, code=code, kind=kind)


def of(*units: Submission, **wanted: object) -> Rollup:
    return summed(*units, hierarchy=Hierarchy(ROSTER, NAME), **wanted)


def states(result: Rollup) -> dict[str, str]:
    return {each.name: each.state for each in result.standings}


def missing(result: Rollup) -> list[str]:
    return [each.name for each in result.missing]


def test_units_of_the_roster__count_and_the_others_are_missing() -> None:
    result = of(one("县财政局", 3, "D1"), one("审计局", 4))

    assert set(states(result).values()) == {"counted"}
    assert result.submission.values[RECEIVED] == 7
    assert missing(result) == ["甲乡人民政府"]
    assert result.exit_code == 1


def test_all_units__are_complete() -> None:
    result = of(one("县财政局"), one("县审计局"), one("甲乡人民政府", kind="government"))

    assert (missing(result), result.exit_code) == ([], 0)


def test_vertical_management__is_excluded_with_all_below_it_and_not_missed() -> None:
    result = of(one("县财政局"), one("县税务局", 50), one("税务分局", 60))

    assert states(result) == {"县财政局": "counted", "县税务局": "vertical", "税务分局": "vertical"}
    assert result.submission.values[RECEIVED] == 1
    assert "县税务局" not in missing(result)


def test_stranger_and_unit_of_another_government__are_named_and_not_counted() -> None:
    result = of(one("县财政局"), one("邻县水务局", 50), one("外县财政局", 60))

    assert states(result) == {"县财政局": "counted", "邻县水务局": "stranger", "外县财政局": "elsewhere"}
    assert result.submission.values[RECEIVED] == 1


def test_government_below__stands_for_its_units() -> None:
    town = one("甲乡人民政府", 9, kind="government")
    result = of(one("县财政局"), one("县审计局"), town, one("甲乡农业站", 4), one("甲乡文化站", 5))

    assert result.submission.values[RECEIVED] == 11
    assert states(result)["甲乡农业站"] == "covered"
    assert {each.because for each in result.standings if each.state == "covered"} == {"甲乡人民政府"}
    assert result.exit_code == 0


def test_units_of_a_government_that_is_not_given__count_themselves() -> None:
    whole = of(one("县财政局"), one("县审计局"), one("甲乡农业站", 4), one("甲乡文化站", 5))
    part = of(one("县财政局"), one("县审计局"), one("甲乡农业站", 4))

    assert (whole.submission.values[RECEIVED], missing(whole)) == (11, [])
    assert missing(part) == ["甲乡文化站"]


def test_department_above_a_unit__does_not_stand_for_it() -> None:
    roster = Roster("r.csv", (member(NAME), member("县民政局", NAME), member("殡仪馆", "县民政局")))
    result = summed(one("县民政局", 2), one("殡仪馆", 3), hierarchy=Hierarchy(roster, NAME))

    assert result.submission.values[RECEIVED] == 5


def test_own_report_of_the_government__is_not_counted() -> None:
    by_code = one("某某县政府", 99, code="G1", kind="government")
    by_name = one(NAME, 99, kind="government")

    assert states(summed(one("甲局"), by_code))["某某县政府"] == "itself"
    assert states(of(one("县财政局"), by_name))[NAME] == "itself"


def test_own_office__counts() -> None:
    result = summed(one("甲局"), own=filed(one("县政府办公室", 5)))

    assert result.submission.values[RECEIVED] == 6
    assert result.standings[0].state == "own"


def test_identical_files_of_one_unit__count_once() -> None:
    twin = one("县财政局", 3, "D1")
    result = rolled_up([filed(twin), replace(filed(twin), place="copy.yaml")], Wanted(COUNTY))

    assert [each.state for each in result.standings] == ["counted", "same_file"]
    assert result.standings[1].because == "县财政局.yaml"
    assert result.submission.values[RECEIVED] == 3
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (one("县财政局", 3, "D1"), one("县财政局", 4, "D1")),
        (one("县财政局", 3, "D1"), one("财政局", 4, "D1")),
        (one("县财政局", 3), one("县 财政局", 4)),
        (one("县财政局", 3, "D1"), one("县财政局", 4)),
    ],
)
def test_different_files_of_one_unit__count_not_at_all(first: Submission, second: Submission) -> None:
    result = summed(first, second, one("县审计局", 5))

    assert [each.state for each in result.standings] == ["twice", "twice", "counted"]
    assert result.submission.values[RECEIVED] == 5
    assert result.exit_code == 1


def test_one_name_with_two_codes__is_two_units() -> None:
    result = summed(one("财政局", 3, "A1"), one("财政局", 4, "B1"))

    assert result.submission.values[RECEIVED] == 7


def test_one_member_under_two_names__is_one_unit() -> None:
    result = of(one("县审计局", 3), one("审计局", 4), one("县财政局"))

    assert [each.state for each in result.standings] == ["twice", "twice", "counted"]


def test_unreadable_unit__makes_the_sum_incomplete() -> None:
    result = rolled_up([filed(one("甲局", 3)), NotRead("b.yaml", "b.yaml: ...")], Wanted(COUNTY))

    assert result.submission.values[RECEIVED] == 3
    assert result.exit_code == 1


def test_clean_only__counts_no_other_verdict() -> None:
    good, bad = filed(one("甲局", 3)), filed(one("乙局", 4))
    given = [replace(good, verdict="clean"), replace(bad, verdict="blocked")]

    result = rolled_up(given, Wanted(COUNTY, clean_only=True))

    assert [each.state for each in result.standings] == ["counted", "unclean"]
    assert (result.submission.values[RECEIVED], result.exit_code) == (3, 1)


def test_other_year__is_refused_with_the_file() -> None:
    late = unit("乙局", full(), year=2023)

    with pytest.raises(GovReportError) as caught:
        summed(one("甲局"), late)

    assert (caught.value.key, caught.value.file) == ("rollup.other_year", "乙局.yaml")


def test_nothing_that_counts__is_refused() -> None:
    with pytest.raises(GovReportError, match=r"没有一个可以计入"):
        of(one("邻县水务局"))


def test_roster_without_the_government__is_refused() -> None:
    with pytest.raises(GovReportError, match="--under"):
        Hierarchy(ROSTER, "无此县人民政府")


def test_governments_among_other_units__are_named_where_no_roster_tells_what_they_include() -> None:
    town = one("甲乡人民政府", 9, kind="government")

    assert summed(town, one("甲乡农业站", 4)).governments == (0,)
    assert summed(town, one("乙乡人民政府", 4, kind="government")).governments == ()
    assert of(town, one("县财政局")).governments == ()
