"""Made-up units are what they are said to be: clean, or wrong in the way that is told."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from govreport_writer.cells import CellRef
from govreport_writer.pipeline import Outcome, check_file
from govreport_writer.submission_reading import read_submission

ROOT = Path(__file__).resolve().parent.parent
SMALL = 60


@pytest.fixture(autouse=True)
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT))
        from tools.generate_units import generate

        folder = tmp_path_factory.mktemp("units") / "city"
        generate(folder, SMALL, broken=0, earlier=1)
        return folder


def outcome(folder: Path, unit: str) -> Outcome:
    prior = folder.with_name("city-earlier") / "2023" / f"{unit}.yaml"
    earlier = [read_submission(prior)] if prior.exists() else []
    return check_file(folder / unit / "report.yaml", earlier)


def roster(folder: Path) -> list[dict[str, str]]:
    with (folder / "roster.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_units_without_fault__have_no_findings_beside_hints_even_against_last_year(city: Path) -> None:
    checked = {each["unit"]: outcome(city, each["unit"]) for each in roster(city)}

    told = {
        unit: [found.message for found in each.findings] for unit, each in checked.items() if each.findings
    }
    assert {each.verdict for each in checked.values()} == {"clean"}, told
    assert [each.not_checked for each in checked.values() if each.not_checked] == []
    assert sum(map(len, told.values())) <= 1, told


def test_units__are_of_all_kinds_and_levels_and_bear_their_own_code(city: Path) -> None:
    rows = roster(city)
    filed = {each["unit"]: read_submission(city / each["unit"] / "report.yaml").agency for each in rows}

    assert len(rows) == len({each["code"] for each in rows}) == len(filed) == SMALL
    assert all(
        (filed[each["unit"]].name, filed[each["unit"]].code) == (each["unit"], each["code"]) for each in rows
    )
    assert {each["kind"] for each in rows} == {"government", "department", "township", "authorised"}
    assert {each["level"] for each in rows} == {"city", "county", "town"}
    assert {each["parent"] for each in rows} - {""} <= filed.keys()
    assert 0 < sum(each["vertical"] == "yes" for each in rows) < SMALL / 5


def test_governments__count_what_the_units_below_count_those_under_vertical_management_apart(
    city: Path,
) -> None:
    rows = roster(city)
    values = {each["unit"]: read_submission(city / each["unit"] / "report.yaml").values for each in rows}
    governments = [each["unit"] for each in rows if each["kind"] == "government"]

    assert len(governments) == 3
    for government in governments:
        below = [each["unit"] for each in rows if each["parent"] == government and not each["vertical"]]
        assert values[government] == {
            ref: sum(values[unit][ref] or 0 for unit in below) for ref in values[government]
        }


def test_planted_requests__stand_in_the_first_government_alone(city: Path, tmp_path: Path) -> None:
    from tools.generate_units import generate

    first = generate(tmp_path / "city", SMALL, broken=0, planted=7)[0]
    there, here = (
        read_submission(folder / first.parent.name / "report.yaml") for folder in (city, tmp_path / "city")
    )

    changed = {ref for ref in here.values if here.values[ref] != there.values[ref]}
    assert CellRef.parse("requests/received/natural_person") in changed
    assert {(here.values[ref] or 0) - (there.values[ref] or 0) for ref in changed} == {7}
    assert check_file(first).verdict == "clean"
    assert [
        path.name
        for path in city.glob("*/report.yaml")
        if path.read_bytes() != (tmp_path / "city" / path.relative_to(city)).read_bytes()
    ] == ["report.yaml"]


def test_faults__are_found_as_told(tmp_path: Path) -> None:
    from tools.generate_units import generate
    from tools.units.faults import FAULTS

    generate(tmp_path / "units", SMALL, broken=1)
    truth = json.loads((tmp_path / "units/truth.json").read_text(encoding="utf-8"))["units"]
    seen = {told["fault"]: (unit, told) for unit, told in truth.items()}

    for fault, (unit, told) in seen.items():
        found = check_file(tmp_path / "units" / unit / "report.yaml")
        assert found.verdict == told["verdict"], (fault, unit, found.error)
        assert told["code"] is None or told["code"] in {each.code for each in found.findings}, (fault, unit)
    assert len(seen) >= len(FAULTS) - 3


def test_correcting__writes_the_unit_as_it_would_have_been(city: Path, tmp_path: Path) -> None:
    from tools.generate_units import correct, generate

    folder = tmp_path / "units"
    for path in generate(folder, SMALL, broken=0.2)[:20]:
        correct(path)
        assert path.read_bytes() == (city / path.relative_to(folder)).read_bytes()


def test_units__do_not_depend_on_how_many_there_are_or_on_the_order(city: Path, tmp_path: Path) -> None:
    from tools.generate_units import generate

    fewer = generate(tmp_path / "units", 24, broken=0)

    departments = [path for path in fewer if not path.parent.name.endswith("人民政府")]
    assert len(departments) == 22
    for path in departments:
        assert path.read_bytes() == (city / path.relative_to(tmp_path / "units")).read_bytes()


def test_units_astray__hand_in_nothing_or_two_files(tmp_path: Path) -> None:
    from tools.generate_units import generate

    files = generate(tmp_path, 100, broken=0, astray=0.3)
    truth = json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))["units"]

    assert {told["files"] for told in truth.values()} == {0, 1, 2}
    assert sorted(path.parent.name for path in files) == sorted(
        unit for unit, told in truth.items() for _ in range(told["files"])
    )
    twice = next(unit for unit, told in truth.items() if told["files"] == 2)
    one, other = sorted((tmp_path / twice).iterdir())
    assert one.read_bytes() != other.read_bytes()


def test_workbooks__say_what_the_texts_say(city: Path, tmp_path: Path) -> None:
    from tools.generate_units import generate

    files = generate(tmp_path, 3, broken=0, workbooks=True)

    for path in files[1:]:
        typed = read_submission(city / path.parent.name / "report.yaml")
        assert read_submission(path).values == typed.values


@pytest.mark.parametrize("count", [1, 11, 212])
def test_any_number__of_units_can_be_made(tmp_path: Path, count: int) -> None:
    from tools.generate_units import generate

    assert len(generate(tmp_path, count)) == count


def test_a_year_before_the_form__is_refused(tmp_path: Path) -> None:
    from tools.generate_units import generate

    with pytest.raises(ValueError, match="2021"):
        generate(tmp_path, 1, year=2022, earlier=2)
