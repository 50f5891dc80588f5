"""A winter in a county: sixty units are collected, returned, corrected, added up, published."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from cli.conftest import Govreport

from tools.generate_units import correct, generate

pytestmark = pytest.mark.slow

COUNT, DUE = 60, "2025-01-18"
STRANGER = "\u7384\u6d32\u7814\u7a76\u6240"
"""The name of a unit that no roster has."""


class County:
    """A folder of units, and what `collect` says of it on a day."""

    def __init__(self, folder: Path, govreport: Govreport) -> None:
        self.folder = folder / "units"
        self.govreport = govreport
        generate(self.folder, COUNT, broken=0.12, astray=0.1)
        self.roster = self.folder / "roster.csv"
        self.told: Mapping[str, Any] = json.loads((self.folder / "truth.json").read_text(encoding="utf-8"))

    def named(self, **wanted: object) -> list[str]:
        """Return the units of which the truth says so."""
        units = self.told["units"].items()
        return [name for name, each in units if all(each[key] == value for key, value in wanted.items())]

    def collect(self, today: str, code: int) -> dict[str, Any]:
        """Return the run as JSON by unit, with its own keys beside."""
        options = ("--roster", self.roster, "--due", DUE, "--today", today, "--format", "json")
        result = self.govreport("collect", self.folder, *options)
        assert result.code == code, result.err
        run: dict[str, Any] = json.loads(result.out)
        return run

    def slips(self) -> list[Path]:
        """Return the return slips that lie there."""
        return sorted((self.folder / "collect" / "slips").glob("*.docx"))


def states(run: Mapping[str, Any]) -> dict[str, str]:
    return {unit["unit"]: unit["state"] for unit in run["units"]}


@pytest.fixture
def county(tmp_path: Path, govreport: Govreport) -> County:
    return County(tmp_path, govreport)


def spoil(county: County) -> str:
    """Cut a sound unit's file in the middle of a character, add a stranger's, and name the unit."""
    sound = county.named(fault=None, files=1)[-1]
    path = county.folder / sound / "report.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_bytes(path.read_bytes()[:-2] + b"\xe5")
    stray = county.folder / "astray" / "report.yaml"
    stray.parent.mkdir()
    text = re.sub(', code: "[0-9]+"', "", text.replace(sound, STRANGER))
    stray.write_text(text, encoding="utf-8")
    return sound


def hand_in(county: County, unreadable: str) -> None:
    """Let every unit do what it was asked for: correct, hand in, keep one of two; send the stranger away."""
    for name in county.told["units"]:
        for second in (county.folder / name).glob("report (1).yaml"):
            second.unlink()
        correct(county.folder / name / "report.yaml")
    (county.folder / "astray" / "report.yaml").unlink()
    assert (county.folder / unreadable / "report.yaml").is_file()


def test_county__goes_from_a_folder_of_files_to_the_report_of_its_government(
    county: County, govreport: Govreport, tmp_path: Path
) -> None:
    unreadable = spoil(county)
    missing, doubled = county.named(files=0), county.named(files=2)
    blocked = set(county.named(verdict="blocked", files=1)) | set(county.named(verdict="explain", files=1))
    assert missing
    assert doubled
    assert len(blocked) > 2

    early = states(county.collect("2025-01-15", 2))
    assert {early[name] for name in missing} == {"missing"}

    first = county.collect("2025-01-20", 2)
    found = states(first)
    assert {found[name] for name in missing} == {"overdue"}
    assert found[unreadable] == "unreadable"
    assert {found[name] for name in blocked - {unreadable}} <= {"blocked", "explain", "unreadable"}
    assert [each["unit"] for each in first["duplicates"]] == doubled
    assert [each["agency"] for each in first["strangers"]] == [STRANGER]
    assert len(county.slips()) >= len(blocked)

    hand_in(county, unreadable)
    second = county.collect("2025-01-24", 0)
    assert set(states(second).values()) == {"clean"}
    assert second["duplicates"] == second["strangers"] == []

    root = next(iter(county.told["units"]))
    own = county.folder / root / "report.yaml"
    summed = tmp_path / "sum.yaml"
    options = ("--roster", county.roster, "--against", own, "-o", summed)
    assert govreport("rollup", county.folder, *options).code == 0

    out = tmp_path / "out"
    assert govreport("render", summed, "-o", out).code == 0
    documents = sorted(out.glob("*.*"))
    assert [path.suffix for path in documents] == [".docx", ".html", ".pdf"]
    assert govreport("verify", *documents, "--against", summed).code == 0
