"""A county of made-up units: every one stands where its known faults put it, and ends clean."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from collecting.offices import collected

from govreport_writer.roster import read_roster

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2025, 1, 20)
COUNT = 24


def expected(unit: dict[str, object]) -> str:
    """The state of a unit by what is known of its files; two with one fault are the same byte for byte."""
    if unit["files"] == 0 or unit["fault"] == "another year":
        return "missing"
    return "blocked" if unit["files"] == 2 and unit["fault"] is None else str(unit["verdict"])


def test_made_up_units__stand_where_their_faults_put_them_and_end_clean(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    from tools.generate_units import correct, generate

    folder = tmp_path / "units"
    generate(folder, COUNT, broken=0.4, astray=0.2, seed=3)
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))["units"]
    members = read_roster(folder / "roster.csv")

    first = collected(folder, members, DAY)
    wrong = {
        each.member.name: (each.state, truth[each.member.name])
        for each in first.standings
        if each.state != expected(truth[each.member.name])
    }
    for path in folder.glob("*/report (*).yaml"):
        path.unlink()
    for name in truth:
        path = folder / name / "report.yaml"
        path.parent.mkdir(exist_ok=True)
        correct(path)
    second = collected(folder, members, DAY + timedelta(5))

    assert wrong == {}
    assert len({each.state for each in first.standings}) >= 5
    assert {each.state for each in second.standings} == {"clean"}
    assert second.exit_code == 0
    returned = {place for place, names in first.slips.items() if names}
    assert {each.number for each in second.standings if each.member.place in returned} == {2}
    assert second.slips == {}
