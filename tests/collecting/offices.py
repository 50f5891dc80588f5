"""A folder as an office has it: units that hand in the county sample under names of their own."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from govreport_writer.batch.checking import CheckUnit
from govreport_writer.batch.executor import Arrived, Executor, Here
from govreport_writer.collecting.collect import collect
from govreport_writer.collecting.order import Collected, Order
from govreport_writer.roster import Member, Roster

SAMPLES = Path(__file__).resolve().parents[2] / "sample_inputs"
SAMPLE = (SAMPLES / "county-audit-2024" / "report.yaml").read_text(encoding="utf-8")
COUNTY = "青溪县"
JANUARY = date(2025, 1, 20)

Edit = Callable[[str], str]


def audit(county: str) -> str:
    """The name of a county's audit office."""
    return f"{county}审计局"


def text_of(county: str, *edits: Edit, code: str | None = None) -> str:
    text = SAMPLE.replace(COUNTY, county)
    if code is not None:
        text = text.replace('region_code: "339999"', f'region_code: "339999", code: "{code}"')
    for edit in edits:
        text = edit(text)
    return text


def hand_in(folder: Path, county: str, *edits: Edit, code: str | None = None, name: str = "") -> Path:
    path = folder / (name or f"{audit(county)}/report.yaml")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text_of(county, *edits, code=code), encoding="utf-8")
    return path


def wrong_sum(text: str) -> str:
    """One request too many in a total."""
    return text.replace("total: 30}", "total: 31}")


def late(text: str) -> str:
    """Published after the deadline, which is to be explained."""
    return text.replace("published: 2025-01-17", "published: 2025-02-17")


def cut(text: str) -> str:
    """A file that was not saved to its end."""
    return text[:900] + "\n  [x"


def roster(*members: Member) -> Roster:
    """A roster whose members stand where they stand."""
    return Roster("roster.csv", tuple(replace(each, place=f"第{n}行") for n, each in enumerate(members, 2)))


def of(*counties: str) -> Roster:
    return roster(*(Member(audit(county)) for county in counties))


def order_of(folder: Path, members: Roster, today: date = JANUARY, **changes: object) -> Order:
    return replace(Order(folder, members, folder / "collect", today), **changes)  # type: ignore[arg-type]  # changes are fields


def here(_count: int) -> Executor:
    return Here(debug=True)


@contextlib.contextmanager
def unwatched(_count: int) -> Iterator[Arrived]:
    yield lambda _index, _result: None


def collected(folder: Path, members: Roster, today: date = JANUARY, **changes: object) -> Collected:
    order = order_of(folder, members, today, **changes)
    return collect(order, CheckUnit(), here, unwatched)


def states(found: Collected) -> dict[str, str]:
    return {each.member.name: each.state for each in found.standings}
