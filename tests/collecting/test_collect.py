"""Where every unit stands, run after run."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pytest
from collecting.offices import (
    audit,
    collected,
    cut,
    hand_in,
    late,
    of,
    roster,
    states,
    text_of,
    wrong_sum,
)

from govreport_writer.batch.stopping import Stopped
from govreport_writer.collecting import collect as steps
from govreport_writer.collecting.order import LOCK, STATE
from govreport_writer.errors import GovReportError, RenderError
from govreport_writer.roster import Member

JANUARY, FEBRUARY = date(2025, 1, 20), date(2025, 2, 10)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_units__stand_where_their_files_put_them(tmp_path: Path) -> None:
    hand_in(tmp_path, "红溪县", wrong_sum)
    hand_in(tmp_path, "白溪县", late)
    hand_in(tmp_path, "黑溪县", cut)
    hand_in(tmp_path, "青溪县")

    found = collected(tmp_path, of("红溪县", "白溪县", "黑溪县", "青溪县", "蓝溪县"))

    assert list(states(found).values()) == ["blocked", "explain", "unreadable", "clean", "missing"]
    assert found.exit_code == 2
    assert {place for place, names in found.slips.items() if names} == {"第2行", "第3行", "第4行"}


def test_missing_unit__is_overdue_after_its_deadline_only(tmp_path: Path) -> None:
    tmp_path.joinpath("x").mkdir()
    members = roster(Member(audit("红溪县"), deadline=date(2025, 1, 10)), Member(audit("白溪县")))

    on_time = collected(tmp_path, members, date(2025, 1, 10), year=2024)
    after = collected(tmp_path, members, date(2025, 1, 31), year=2024)
    by_law = collected(tmp_path, members, date(2025, 2, 1), year=2024)

    assert [each.state for each in on_time.standings] == ["missing", "missing"]
    assert [(each.state, each.late) for each in after.standings] == [("overdue", 21), ("missing", 0)]
    assert [(each.state, each.late) for each in by_law.standings] == [("overdue", 22), ("overdue", 1)]


def test_deadline_of_the_office__holds_where_the_roster_has_none(tmp_path: Path) -> None:
    members = roster(Member(audit("红溪县"), deadline=date(2025, 2, 1)), Member(audit("白溪县")))

    found = collected(tmp_path, members, year=2024, due=date(2025, 1, 15))

    assert [each.deadline for each in found.standings] == [date(2025, 2, 1), date(2025, 1, 15)]


def test_file_first_seen_after_the_deadline__is_late_besides_its_state(tmp_path: Path) -> None:
    hand_in(tmp_path, "青溪县")

    found = collected(tmp_path, of("青溪县"), FEBRUARY)
    again = collected(tmp_path, of("青溪县"), FEBRUARY + timedelta(30))

    assert [(each.state, each.late) for each in found.standings] == [("clean", 10)]
    assert [(each.state, each.late, each.received) for each in again.standings] == [("clean", 10, FEBRUARY)]


def test_round__begins_with_another_file_and_not_with_another_day(tmp_path: Path) -> None:
    members = of("红溪县")
    hand_in(tmp_path, "红溪县", wrong_sum)
    first = collected(tmp_path, members, JANUARY)
    same = collected(tmp_path, members, JANUARY + timedelta(1))
    hand_in(tmp_path, "红溪县", late)
    second = collected(tmp_path, members, JANUARY + timedelta(2))
    hand_in(tmp_path, "红溪县")
    third = collected(tmp_path, members, JANUARY + timedelta(3))

    rounds = [(each.standings[0].number, each.standings[0].state) for each in (first, same, second, third)]
    assert rounds == [(1, "blocked"), (1, "blocked"), (2, "explain"), (3, "clean")]
    assert third.standings[0].received == JANUARY
    assert third.standings[0].day == JANUARY + timedelta(3)
    assert [(each.before, each.after) for each in third.events] == [
        (None, "blocked"),
        ("blocked", "explain"),
        ("explain", "clean"),
    ]
    assert third.exit_code == 0


def test_explanations_beside__begin_a_round_and_count(tmp_path: Path) -> None:
    path = hand_in(tmp_path, "红溪县", late)
    before = collected(tmp_path, of("红溪县"))
    (point,) = [each for each in before.standings[0].seen.points if each.severity == "should"]
    path.with_name("report.explanations.yaml").write_text(
        f'- {{finding: "{point.id}", values: "{point.values}", text: 县政府门户网站停用两周，推迟发布}}',
        encoding="utf-8",
    )

    after = collected(tmp_path, of("红溪县"))

    assert (before.standings[0].state, before.standings[0].number) == ("explain", 1)
    assert (after.standings[0].state, after.standings[0].number) == ("clean", 2)


def test_slips_of_rounds_before__are_put_aside(tmp_path: Path) -> None:
    hand_in(tmp_path, "红溪县", wrong_sum)
    collected(tmp_path, of("红溪县"))
    slips = tmp_path / "collect" / "slips"
    first = sorted(path.name for path in slips.iterdir())
    hand_in(tmp_path, "红溪县")
    collected(tmp_path, of("红溪县"))

    assert len(first) == 2
    assert [path.name for path in slips.iterdir()] == ["earlier"]
    assert sorted(path.name for path in (slips / "earlier").iterdir()) == first


def test_two_files_of_one_unit__count_for_nothing_until_one_is_removed(tmp_path: Path) -> None:
    hand_in(tmp_path, "红溪县")
    second = hand_in(tmp_path, "红溪县", late, name="红溪县审计局/定稿.yaml")
    found = collected(tmp_path, of("红溪县"))
    second.unlink()
    after = collected(tmp_path, of("红溪县"))

    (standing,) = found.standings
    assert (standing.state, standing.seen, standing.number) == ("blocked", None, 0)
    assert set(standing.files) == {"红溪县审计局/report.yaml", "红溪县审计局/定稿.yaml"}
    assert all(name in str(standing.notes[0]) for name in standing.files)
    assert not found.slips
    assert after.standings[0].state == "clean"


def test_identical_files__count_once_and_are_named(tmp_path: Path) -> None:
    hand_in(tmp_path, "红溪县")
    hand_in(tmp_path, "红溪县", name="备份/report.yaml")

    (standing,) = collected(tmp_path, of("红溪县")).standings

    assert standing.state == "clean"
    assert not standing.seen.points
    assert standing.notes[0].kind == "alike"
    assert len(standing.files) == 2


def test_file_for_another_year__is_named_and_counts_for_nothing(tmp_path: Path) -> None:
    hand_in(tmp_path, "青溪县")
    hand_in(tmp_path, "红溪县", lambda text: text.replace("year: 2024", "year: 2023"))

    found = collected(tmp_path, of("青溪县", "红溪县"))

    assert found.year == 2024
    assert states(found) == {"青溪县审计局": "clean", "红溪县审计局": "missing"}
    assert "2023" in str(found.standings[1].notes[0])


def test_file_of_nobody__is_named_with_near_names(tmp_path: Path) -> None:
    hand_in(tmp_path, "青溪县")
    hand_in(tmp_path, "青渓县")

    found = collected(tmp_path, of("青溪县"))

    assert [(each.reason, each.near) for each in found.strangers] == [("unknown", ("青溪县审计局",))]
    assert found.exit_code == 1


def test_code_of_one_unit_and_name_of_another__belong_to_neither(tmp_path: Path) -> None:
    members = roster(Member(audit("红溪县"), "A1"), Member(audit("白溪县"), "A2"))
    hand_in(tmp_path, "红溪县", code="A2")

    found = collected(tmp_path, members)

    assert [each.reason for each in found.strangers] == ["contradiction"]
    assert set(states(found).values()) == {"missing"}


def test_code__finds_the_unit_under_another_name_and_says_so(tmp_path: Path) -> None:
    hand_in(tmp_path, "红溪县", code="A1")

    (standing,) = collected(tmp_path, roster(Member("红溪县审计署", "A1"))).standings

    assert standing.state == "clean"
    assert standing.notes[0].kind == "other_name"


@pytest.mark.parametrize("name", ["红溪县审计局/x.yaml", "2024红溪县审计局（改）.yaml", "A00001/report.yaml"])
def test_unreadable_file__is_known_by_its_path(tmp_path: Path, name: str) -> None:
    hand_in(tmp_path, "红溪县", cut, name=name)

    found = collected(tmp_path, roster(Member(audit("红溪县"), "A00001")))

    assert states(found) == {"红溪县审计局": "unreadable"}


def test_unreadable_file__is_known_by_where_a_readable_one_was(tmp_path: Path) -> None:
    hand_in(tmp_path, "红溪县", name="03/report.yaml")
    collected(tmp_path, of("红溪县"))
    hand_in(tmp_path, "红溪县", cut, name="03/report.yaml")

    assert states(collected(tmp_path, of("红溪县"))) == {"红溪县审计局": "unreadable"}


def test_unreadable_file__never_takes_the_place_of_a_readable_one(tmp_path: Path) -> None:
    hand_in(tmp_path, "红溪县")
    hand_in(tmp_path, "白溪县", cut, name="红溪县审计局/下属单位/report.yaml")

    found = collected(tmp_path, of("红溪县"))

    assert states(found) == {"红溪县审计局": "clean"}
    assert [(each.reason, each.near) for each in found.strangers] == [("unreadable", ("红溪县审计局",))]
    assert found.exit_code == 2


def test_run_that_is_stopped__takes_nothing_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hand_in(tmp_path, "红溪县")

    def stopped(*_: object) -> object:
        raise Stopped(0, 1)

    monkeypatch.setattr(steps, "carried_out", stopped)
    with pytest.raises(Stopped):
        collected(tmp_path, of("红溪县"))

    assert [path.name for path in tmp_path.iterdir()] == ["红溪县审计局"]


def test_text_copied_from_another_unit__is_hinted_and_stays_clean(tmp_path: Path) -> None:
    hand_in(tmp_path, "红溪县")
    hand_in(tmp_path, "白溪县")

    found = collected(tmp_path, of("红溪县", "白溪县"))

    assert [each.state for each in found.standings] == ["clean", "clean"]
    for standing, other in zip(found.standings, ("白溪县审计局", "红溪县审计局"), strict=True):
        told = [point for point in standing.seen.points if point.id.startswith("GR52")]
        assert told
        assert {point.severity for point in told} == {"hint"}
        assert any(other in point.message for point in told)


def test_unreadable_file_of_nobody__is_named(tmp_path: Path) -> None:
    hand_in(tmp_path, "红溪县", cut, name="x.yaml")

    found = collected(tmp_path, of("红溪县"))

    assert [each.reason for each in found.strangers] == ["unreadable"]
    assert str(tmp_path) not in (found.strangers[0].seen.error or "")


def test_file_that_went_away__is_remembered(tmp_path: Path) -> None:
    path = hand_in(tmp_path, "红溪县")
    collected(tmp_path, of("红溪县"))
    path.unlink()

    (standing,) = collected(tmp_path, of("红溪县"), FEBRUARY, year=2024).standings

    assert standing.state == "overdue"
    assert standing.notes[0].kind == "gone"


def test_check_not_completed__is_never_clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from govreport_writer.checks import deadline

    def broken(_context: object) -> object:
        raise RuntimeError("bug")

    monkeypatch.setattr(deadline, "check", broken)
    hand_in(tmp_path, "红溪县")

    found = collected(tmp_path, of("红溪县"))

    assert states(found) == {"红溪县审计局": "incomplete"}
    assert found.exit_code == 3


def test_run_again__writes_the_same_bytes(tmp_path: Path) -> None:
    hand_in(tmp_path, "红溪县", wrong_sum)
    hand_in(tmp_path, "白溪县", cut)
    members = of("红溪县", "白溪县", "青溪县")

    def results() -> dict[str, bytes]:
        from govreport_writer.collecting.results import write_results

        write_results(collected(tmp_path, members), tmp_path / "collect")
        return contents(tmp_path / "collect")

    first = results()

    assert len(first) == 6
    assert results() == first


def test_results__are_no_submissions_wherever_they_lie(tmp_path: Path) -> None:
    from govreport_writer.collecting.results import write_results

    hand_in(tmp_path, "青溪县")
    first = collected(tmp_path, of("青溪县"))
    write_results(first, tmp_path / "旧")
    (tmp_path / "旧" / "matrix.xlsx").rename(tmp_path / "一月情况.xlsx")

    found = collected(tmp_path, of("青溪县"))

    assert (found.strangers, found.own) == ((), 1)
    assert states(found) == states(first)


def test_order_in_which_files_were_made__changes_nothing(tmp_path: Path) -> None:
    counties = ["红溪县", "白溪县", "黑溪县", "青溪县"]
    members = of(*counties)
    found = []
    for seed in (1, 2):
        folder = tmp_path / str(seed)
        random.Random(seed).shuffle(counties)
        for county in counties:
            hand_in(folder, county, wrong_sum if county == "红溪县" else str)
        collected(folder, members)
        found.append(contents(folder / "collect"))

    assert found[0] == found[1]


def test_run_that_breaks_off__leaves_state_and_lock_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    members = of("红溪县")
    hand_in(tmp_path, "红溪县", wrong_sum)
    collected(tmp_path, members)
    before = (tmp_path / STATE).read_bytes()
    hand_in(tmp_path, "红溪县")

    def broken(*_: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(steps, "groups_of", broken)
    with pytest.raises(KeyboardInterrupt):
        collected(tmp_path, members)

    assert (tmp_path / STATE).read_bytes() == before
    assert not (tmp_path / LOCK).exists()


def test_slips_that_cannot_be_written__are_one_line(tmp_path: Path) -> None:
    hand_in(tmp_path, "红溪县", wrong_sum)
    (tmp_path / "collect").mkdir()
    (tmp_path / "collect" / "slips").write_text("a file in the way", encoding="utf-8")

    with pytest.raises(RenderError) as refused:
        collected(tmp_path, of("红溪县"))

    assert "\n" not in str(refused.value)
    assert not (tmp_path / LOCK).exists()


def test_no_folder__is_one_line(tmp_path: Path) -> None:
    with pytest.raises(GovReportError, match="没有这个文件夹"):
        collected(tmp_path / "none", of("红溪县"))


def test_names_as_markup_and_formulas__stay_text(tmp_path: Path) -> None:
    from govreport_writer.collecting.page import page_bytes

    evil = '=HYPERLINK("x")<script>alert(1)</script>{{ 7*7 }}'
    page = page_bytes(collected(tmp_path, roster(Member(evil, contact=evil)), year=2024)).decode()

    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "49" not in page.partition("<main")[2]


def test_text_of_the_sample__is_clean_under_another_name() -> None:
    assert "红溪县审计局" in text_of("红溪县")
