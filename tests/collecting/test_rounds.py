"""What a unit was told, kept as text; and what changed between two of its files."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport_writer import messages
from govreport_writer.collecting.rounds import (
    SHOWN_SUMS,
    Changes,
    Point,
    Round,
    as_json,
    begins_new_round,
    changes,
    from_json,
    last_readable,
    points_of,
)
from govreport_writer.findings import Finding, Instance, Place
from govreport_writer.pipeline import Outcome, check_file

SAMPLES = Path(__file__).resolve().parents[2] / "sample_inputs"

BALANCE = "requests.balance@requests/received/natural_person"
ANY_TEXT = st.text(max_size=30)  # surrogates, control characters, markup: whatever a file may hold
POINTS = st.builds(
    Point, ANY_TEXT, st.sampled_from(("must", "should", "hint")),
    st.sampled_from(("open", "explained", "lapsed")), *[ANY_TEXT] * 6,
)  # fmt: skip
VERDICTS = st.sampled_from(("clean", "explain", "blocked", "unreadable", "incomplete"))
ROUNDS = st.builds(
    Round, st.integers(1, 99), st.dates(), ANY_TEXT, ANY_TEXT, VERDICTS, st.none() | ANY_TEXT,
    st.lists(POINTS, max_size=4).map(tuple), st.none() | st.dates(),
)  # fmt: skip


def point(id: str = "a", values: str = "1 = 2", severity: str = "must", state: str = "open") -> Point:
    return Point(id, severity, state, "合计不符", "三、申请!D6", "1 = 2", "请核对", "报表原文", values)


def file(*points: Point, error: str | None = None, digest: str = "ab") -> Round:
    verdict = "unreadable" if error else "blocked"
    return Round(1, date(2025, 1, 9), "report.xlsx", digest, verdict, error, points)


@pytest.fixture(scope="module")
def broken() -> Outcome:
    return check_file(SAMPLES / "broken-2024" / "report.yaml")


def balance(outcome: Outcome) -> Point:
    return next(each for each in points_of(outcome) if each.id == BALANCE)


def test_point__says_where_what_and_what_to_do(broken: Outcome) -> None:
    told = balance(broken)

    assert told.place == "第60–61、89行\n“自然人”列"
    relation, *sums = told.message.split("\n")
    assert relation.startswith(
        "一、本年新收政府信息公开申请数量 + 二、上年结转政府信息公开申请数量 = （七）总计"
    )
    assert sums == [
        "“自然人”列：37 + 4 = 38 + 2  左41，右40，相差+1",
        "“总计”列：50 + 5 = 51 + 3  左55，右54，相差+1",
    ]
    assert "由 37 改为 36" in told.advice
    assert told.values == "37 + 4 = 38 + 2; 50 + 5 = 51 + 3"
    assert (told.severity, told.state, told.heading) == ("must", "open", "收到与办理不平衡")


def test_points__are_in_chinese_whatever_the_office_reads(broken: Outcome) -> None:
    chinese = points_of(broken)
    with messages.speaking("en"):
        assert points_of(broken) == chinese


def test_point__leaves_out_the_middle_of_a_long_sum(broken: Outcome) -> None:
    total = next(each for each in points_of(broken) if each.id.startswith("requests.outcome.total@"))
    relation = total.message.split("\n")[0]

    assert relation.endswith("……（略17项） + 3.其他")
    assert "8 = 3 + 1 + 0" in total.message  # the figures stand in full


def test_point__names_all_places_of_a_finding_that_adds_nothing_up() -> None:
    outcome = check_file(SAMPLES / "ningbo-2019" / "report.yaml")
    blanks = next(each for each in points_of(outcome) if each.id == "GR101@reviews")

    assert blanks.place.startswith("第137–139行")
    assert blanks.state == "explained"
    assert not blanks.is_open


def test_point__of_thousands_of_sums_writes_out_a_few() -> None:
    sums = tuple(Instance((Place(line=n),), n, 1, "甲 = 乙", f"{n} = 1") for n in range(2, 5002))
    outcome = Outcome("x.yaml", findings=(Finding("GR302", "must", "a", sums, values="; ".join("x" * 5000)),))
    (told,) = points_of(outcome)

    assert len(told.message.split("\n")) == 1 + SHOWN_SUMS + 1
    assert told.message.endswith("……共5000处，其余见检查结果")
    assert len(told.values) == len("; ".join("x" * 5000))  # an explanation copies them whole


def test_points__of_an_unreadable_file_are_none() -> None:
    assert points_of(Outcome("x.xlsx", error="x.xlsx：打不开")) == ()


@given(ROUNDS)
def test_round__comes_back_from_json_as_it_was(round: Round) -> None:
    assert from_json(json.loads(json.dumps(as_json(round)))) == round


def test_round__of_a_real_file_comes_back_from_json(broken: Outcome) -> None:
    told = replace(file(*points_of(broken)), deadline=date(2025, 1, 18))

    assert from_json(json.loads(json.dumps(as_json(told), ensure_ascii=False))) == told


@pytest.mark.parametrize(
    "spoil", [lambda data: data.pop("day"), lambda data: data.update(points=[{"id": "a"}])]
)
def test_json__that_is_no_round_is_an_error(spoil) -> None:
    data = as_json(file(point()))
    spoil(data)

    with pytest.raises((KeyError, TypeError, ValueError)):
        from_json(data)


def test_changes__tell_cleared_kept_changed_and_new_apart() -> None:
    gone, same, other = point("gone"), point("same"), point("other")
    now = file(same, point("other", "3 = 4"), point("fresh"))

    assert changes(file(gone, same, other), now) == Changes(
        cleared=(gone,), kept=(same,), changed=(point("other", "3 = 4"),), new=(point("fresh"),)
    )


def test_changes__of_the_first_file_are_all_new() -> None:
    assert changes(None, file(point(), point("b", state="explained"))) == Changes(new=(point(),))


def test_changes__call_what_was_explained_cleared_and_say_so() -> None:
    asked, answered = point(severity="should"), point(severity="should", state="explained")
    told = changes(file(asked, point("b")), file(answered))

    assert told.cleared == (answered, point("b"))
    assert told.explained == (answered,)


def test_changes__call_an_explanation_that_lapsed_changed() -> None:
    answered = point(severity="should", state="explained")
    lapsed = point(severity="should", state="lapsed", values="5 = 6")

    assert changes(file(answered), file(lapsed)) == Changes(changed=(lapsed,))


def test_changes__call_an_explanation_that_was_taken_back_new() -> None:
    again = point(severity="should")

    assert changes(file(replace(again, state="explained")), file(again)) == Changes(new=(again,))


def test_changes__are_silent_about_what_was_explained_all_along() -> None:
    answered = point(severity="should", state="explained")

    assert changes(file(answered), file(answered)) == Changes()


def test_changes__see_that_a_question_became_a_mistake() -> None:
    assert changes(file(point(severity="should")), file(point())) == Changes(changed=(point(),))


@pytest.mark.parametrize("before", [file(point()), file(error="打不开"), None])
def test_changes__claim_nothing_of_a_file_that_cannot_be_read(before: Round | None) -> None:
    assert changes(before, file(error="打不开")) == Changes()


def test_changes__claim_nothing_against_a_file_that_could_not_be_read() -> None:
    assert changes(file(error="打不开"), file(point())) == Changes()


def test_changes__tell_two_points_of_one_id_apart() -> None:
    assert changes(file(point(), point()), file(point())) == Changes(cleared=(point(),), kept=(point(),))


@given(st.lists(POINTS, max_size=6), st.lists(POINTS, max_size=6))
def test_changes__account_for_every_open_point_once(before: list[Point], now: list[Point]) -> None:
    told = changes(file(*before), file(*now))

    assert sorted(map(repr, (*told.kept, *told.changed, *told.new))) == sorted(
        repr(each) for each in now if each.is_open
    )
    was_open = sum(each.is_open for each in before)
    assert len(told.cleared) + len(told.kept) <= was_open
    assert changes(file(*now), file(*now)) == Changes(kept=tuple(each for each in now if each.is_open))


def test_round__begins_with_another_file_only() -> None:
    assert begins_new_round(None, "ab")
    assert begins_new_round(file(digest="ab"), "cd")
    assert not begins_new_round(file(digest="ab"), "ab")


def test_round__asks_for_something_when_it_blocks_or_cannot_be_read() -> None:
    assert file(error="打不开").is_returned
    assert file(point(severity="should")).is_returned
    assert not file(point(severity="hint")).is_returned
    assert not file(point(severity="should", state="explained")).is_returned


def test_last_readable__passes_by_files_that_could_not_be_read() -> None:
    good, bad = file(point()), file(error="打不开")

    assert last_readable([good, bad, bad]) == good
    assert last_readable([bad]) is None


def test_corrected_file__clears_what_it_corrects(tmp_path: Path) -> None:
    source = (SAMPLES / "broken-2024" / "report.yaml").read_text(encoding="utf-8")
    before = points_of(check_file(SAMPLES / "broken-2024" / "report.yaml"))
    lines = source.split("\n")
    stock = next(each for each in before if each.id.startswith("disclosure.stock@"))
    row = int(stock.place.split("\n")[0].strip("第行")) - 1
    lines[row] = lines[row].replace("in_force: 2", "in_force: 12")
    corrected = tmp_path / "report.yaml"
    corrected.write_text("\n".join(lines), encoding="utf-8")
    told = changes(file(*before), file(*points_of(check_file(corrected)), digest="cd"))

    assert [each.id for each in told.cleared] == [stock.id]
    assert len(told.kept) == len(before) - 1
    assert told.changed == told.new == ()
