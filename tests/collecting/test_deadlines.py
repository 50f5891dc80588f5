"""Until when a unit has to report."""

from __future__ import annotations

from datetime import date

import pytest

from govreport_writer.batch.unit import Unit
from govreport_writer.collecting.deadlines import deadline_of
from govreport_writer.collecting.seen import Seen
from govreport_writer.roster import Member

FILED = Seen(Unit("x", "x"), "d", "clean", "某单位", kind="government", level="county", edition="ogi-2021")


@pytest.mark.parametrize(
    ("member", "seen", "due", "last"),
    [
        (Member("青溪县审计局"), None, None, date(2025, 1, 31)),
        (Member("青溪县人民政府"), None, None, date(2025, 3, 31)),
        (Member("青溪县城关镇人民政府"), None, None, None),
        (Member("某单位", kind="department"), None, None, date(2025, 1, 31)),
        (Member("某单位"), FILED, None, date(2025, 3, 31)),
        (Member("某单位", kind="department"), FILED, None, date(2025, 1, 31)),
        (Member("青溪县审计局"), None, date(2025, 1, 10), date(2025, 1, 10)),
        (Member("青溪县审计局", deadline=date(2025, 1, 5)), None, date(2025, 1, 10), date(2025, 1, 5)),
    ],
)
def test_deadline__is_that_of_roster_then_office_then_edition(
    member: Member, seen: Seen | None, due: date | None, last: date | None
) -> None:
    assert deadline_of(member, seen, 2024, due) == last


@pytest.mark.parametrize(("year", "last"), [(2017, date(2018, 3, 31)), (2019, date(2020, 1, 31))])
def test_deadline__is_that_of_the_edition_in_force(year: int, last: date) -> None:
    assert deadline_of(Member("青溪县审计局"), None, year, None) == last


def test_year_without_an_edition__has_no_deadline() -> None:
    assert deadline_of(Member("青溪县审计局"), None, 1999, None) is None
