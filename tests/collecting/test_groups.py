"""Units by the unit above them."""

from __future__ import annotations

from collecting.offices import roster
from hypothesis import given
from hypothesis import strategies as st

from govreport_writer.collecting.groups import groups_of, tally
from govreport_writer.collecting.standing import STATES, Standing
from govreport_writer.roster import Member


def standings(*units: tuple[str, str | None, str]) -> tuple[list[Standing], object]:
    members = roster(*(Member(name, parent=parent) for name, parent, _ in units))
    found = [
        Standing(member, state)  # type: ignore[arg-type]  # a state as a word
        for member, (_, _, state) in zip(members.members, units, strict=True)
    ]
    return found, members


def test_groups__stand_each_before_those_of_its_units() -> None:
    found, members = standings(
        ("市政府", None, "clean"),
        ("甲县政府", "市政府", "blocked"),
        ("甲县审计局", "甲县政府", "published"),
        ("乙县政府", "市政府", "missing"),
        ("甲县司法局", "甲县政府", "overdue"),
        ("乙县审计局", "乙县政府", "clean"),
    )

    groups = groups_of(found, members)  # type: ignore[arg-type]  # the roster

    assert [(group.head.name if group.head else None, group.depth) for group in groups] == [
        (None, 0),
        ("市政府", 1),
        ("甲县政府", 2),
        ("乙县政府", 2),
    ]
    assert [each.member.name for each in groups[2].standings] == ["甲县审计局", "甲县司法局"]
    assert (groups[2].done, sum(groups[2].below.values())) == (1, 2)
    assert (groups[1].done, sum(groups[1].below.values())) == (0, 5)
    assert groups[0].below == tally(found)


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from(STATES)), max_size=30))
def test_groups__hold_every_unit_once_and_add_up(units: list[tuple[int, str]]) -> None:
    named = [
        (f"u{number}", f"u{number - back}" if 0 < back <= number else None, state)
        for number, (back, state) in enumerate(units)
    ]
    found, members = standings(*named)

    groups = groups_of(found, members)  # type: ignore[arg-type]  # the roster

    assert sorted(each.member.name for group in groups for each in group.standings) == sorted(
        each.member.name for each in found
    )
    assert groups[0].below == tally(found)


def test_deep_roster__needs_no_deep_stack() -> None:
    named = [(f"u{n}", f"u{n - 1}" if n else None, "clean") for n in range(3000)]
    found, members = standings(*named)

    groups = groups_of(found, members)  # type: ignore[arg-type]  # the roster

    assert groups[0].below["clean"] == 3000
