"""`govreport rollup` as a user calls it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from rollup_units import RECEIVED, full, govreport, here, on_disk, unit

from govreport_writer.batch.executor import Failed, Job
from govreport_writer.batch.unit import Unit
from govreport_writer.cells import CellRef
from govreport_writer.submission import Submission
from govreport_writer.submission_reading import read_submission
from govreport_writer.summing.filing import Filing, NotRead, ReadUnit, filings

CARRIED_OUT = CellRef.parse("requests/carried_out/natural_person")
AGENCY = ("--agency", "某某县人民政府")


def one(name: str, number: int, **more: object) -> Submission:
    """A unit that carries all its requests over."""
    return unit(name, full() | {RECEIVED: number, CARRIED_OUT: number}, **more)  # type: ignore[arg-type]


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """A folder of three units and one that cannot be read."""
    folder = tmp_path / "county"
    for name, number in (("县财政局", 3), ("县审计局", 4), ("甲乡人民政府", 5)):
        on_disk(folder / name, one(name, number), "report")
    return folder


def test_folder__becomes_the_submission_of_the_government(
    county: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "sum.yaml"

    code = govreport("rollup", county, *AGENCY, "--level", "county", "--code", "G1", "-o", target)

    written = read_submission(target)
    assert code == 0
    assert (written.agency.name, written.agency.kind, written.agency.code) == (
        "某某县人民政府",
        "government",
        "G1",
    )
    assert (written.year, written.edition.id, written.values[RECEIVED]) == (2024, "ogi-2021", 12)
    assert "完整：应计入的数字都已计入，没有差异" in capsys.readouterr().out


@pytest.mark.parametrize("suffix", [".yaml", ".xlsx", ".json"])
def test_sum__passes_check_but_for_its_text(
    county: Path, tmp_path: Path, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / f"sum{suffix}"
    assert here("rollup", county, *AGENCY, "-o", target) == 0
    capsys.readouterr()

    here("check", target, "--format", "json")

    (checked,) = json.loads(capsys.readouterr().out)["units"]
    blocking = {each["code"] for each in checked["findings"] if each["severity"] != "hint"}
    assert blocking == {"GR004"}


def test_unreadable_files__are_named_and_the_rest_is_added_up(
    county: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (county / "broken.yaml").write_text("format: 1\nyear: [", encoding="utf-8")
    (county / "poison.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    target = tmp_path / "sum.yaml"

    code = govreport("rollup", county, *AGENCY, "-o", target)

    out = capsys.readouterr().out
    assert code == 1
    assert "broken.yaml" in out
    assert "poison.xlsx" in out
    assert "不完整：有 2 个文件没有计入，需要处理" in out
    assert read_submission(target).values[RECEIVED] == 12


def test_json__tells_everything(county: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    roster = tmp_path / "roster.csv"
    names = "\n".join(f"{name},某某县人民政府" for name in ("县财政局", "县审计局", "县司法局"))
    roster.write_text(f"unit,parent\n某某县人民政府,\n{names}\n", encoding="utf-8")

    code = here(
        *("rollup", county, *AGENCY, "-o", tmp_path / "sum.json", "--roster", roster, "--format", "json")
    )

    told = json.loads(capsys.readouterr().out)
    assert code == 1
    assert (told["format"], told["complete"], told["counted"]) == (1, False, 2)
    assert [each["agency"] for each in told["missing"]] == ["县司法局"]
    assert {each["agency"]: each["state"] for each in told["units"]}["甲乡人民政府"] == "stranger"
    cell = next(each for each in told["cells"] if each["path"] == str(RECEIVED))
    assert (cell["value"], cell["numbers"], cell["blanks"]) == (7, 2, 0)


def test_results__depend_neither_on_processes_nor_on_order(
    county: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = sorted(county.iterdir())
    written = []
    for number, (jobs, order) in enumerate(((1, folders), (2, folders[::-1]))):
        target = tmp_path / f"{number}.yaml"
        assert govreport("rollup", *order, *AGENCY, "-o", target, "--jobs", jobs) == 0
        written.append(target.read_bytes())

    assert written[0] == written[1]
    capsys.readouterr()


def test_own_office_in_the_folder__is_counted_once(county: Path, tmp_path: Path) -> None:
    own = on_disk(county / "office", one("县政府办公室", 8), "report")
    target = tmp_path / "sum.yaml"

    assert here("rollup", county, *AGENCY, "--own", own, "-o", target) == 0

    assert read_submission(target).values[RECEIVED] == 20


def test_sum_and_details_in_the_folder__are_no_units_when_it_is_added_up_again(county: Path) -> None:
    target, details = county / "sum.yaml", county / "details.csv"
    again = ("rollup", county, *AGENCY, "-o", target, "--details", details, "--force")

    assert here(*again) == 0
    first = target.read_bytes()
    assert here(*again) == 0

    assert target.read_bytes() == first


def test_details_of_an_earlier_run__are_no_unit(county: Path, tmp_path: Path) -> None:
    details = ("--details", county / "details.xlsx")
    assert here("rollup", county, *AGENCY, "-o", tmp_path / "first.yaml", *details) == 0

    assert here("rollup", county, *AGENCY, "-o", tmp_path / "second.yaml") == 0


def test_against__compares_without_writing(
    county: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = on_disk(tmp_path, one("某某县人民政府", 16, kind="government"))

    code = here("rollup", county, "--against", given)

    out = capsys.readouterr().out
    assert code == 1
    assert "本级 16，各单位 12，相差 +4；可能是：县审计局的数正好是4，本级可能重复计算" in out
    assert "GR530@requests" in out
    assert list(tmp_path.glob("sum*")) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-o", "sum.yaml"), "--agency"),
        (AGENCY, "-o"),
        ((*AGENCY, "-o", "sum.docx"), "sum.docx"),
        ((*AGENCY, "-o", "sum.yaml", "--details", "d.txt"), "d.txt"),
        ((*AGENCY, "-o", "sum.yaml", "--details", "sum.yaml"), "sum.yaml"),
        ((*AGENCY, "-o", "sum.yaml", "--under", "某某县"), "--roster"),
        ((*AGENCY, "-o", "sum.yaml", "--year", "2023"), "2024"),
        ((*AGENCY, "-o", "sum.yaml", "--own", "none.yaml"), "none.yaml"),
        ((*AGENCY, "-o", "sum.yaml", "--edition", "ogi-1999"), "ogi-1999"),
        (("--agency", " ", "-o", "sum.yaml"), "--agency"),
    ],
)
def test_wrong_usage__is_one_line_and_writes_nothing(
    county: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)

    code = govreport("rollup", county, *arguments)

    error = capsys.readouterr().err
    assert code == 2
    assert said in error
    assert len(error.strip().splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["county"]


def test_existing_file__is_kept_without_force(county: Path, tmp_path: Path) -> None:
    target = tmp_path / "sum.yaml"
    target.write_text("mine", encoding="utf-8")

    assert govreport("rollup", county, *AGENCY, "-o", target) == 2
    assert target.read_text(encoding="utf-8") == "mine"
    assert here("rollup", county, *AGENCY, "-o", target, "--force") == 0


def test_clean_only__leaves_out_units_that_are_not_ready(
    county: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = govreport("rollup", county, *AGENCY, "-o", tmp_path / "sum.yaml", "--clean-only")

    assert code == 2
    assert "没有一个可以计入" in capsys.readouterr().err


def test_check__lists_the_verdicts(county: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert here("rollup", county, *AGENCY, "-o", tmp_path / "sum.yaml", "--check") == 0

    assert "需修改 3 个" in capsys.readouterr().out


def test_cells_that_cannot_be_added_up__are_told_with_the_plain_sum(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "old"
    for name in ("甲局", "乙局"):
        on_disk(folder, unit(name, full("ogi-2014", 2), edition="ogi-2014", year=2017))

    assert here("rollup", folder, *AGENCY, "-o", tmp_path / "sum.yaml") == 0

    assert "各单位的数不能相加，已留空（5）" in capsys.readouterr().out
    items = CellRef("statistics", "disclosure.items", "value")
    assert read_submission(tmp_path / "sum.yaml").values[items] is None


def test_english__says_the_same(county: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert here("rollup", county, *AGENCY, "-o", tmp_path / "sum.yaml", "--lang", "en") == 0

    assert "Complete: every figure expected is in the sum, and nothing differs" in capsys.readouterr().out


def test_towns_to_county_to_city__is_the_same_as_all_at_once(tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    lines = ["unit,code,kind,level,parent", "甲市人民政府,C,government,city,"]
    for county in ("乙县", "丙县"):
        lines.append(f"{county}人民政府,{county},government,county,甲市人民政府")
        for number in range(3):
            name = f"{county}第{number}镇人民政府"
            lines.append(f"{name},,township,town,{county}人民政府")
            on_disk(tmp_path / "towns" / county, one(name, number + 1, kind="township"))
    roster.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for county in ("乙县", "丙县"):
        name = ("--agency", f"{county}人民政府", "-o", tmp_path / f"counties/{county}.yaml")
        assert here("rollup", tmp_path / "towns" / county, "--roster", roster, *name) == 0

    city = ("--roster", roster, "--agency", "甲市人民政府", "-o")
    assert here("rollup", tmp_path / "counties", *city, tmp_path / "nested.yaml") == 0
    assert here("rollup", tmp_path / "towns", *city, tmp_path / "flat.yaml") == 0
    assert here("rollup", tmp_path / "towns", tmp_path / "counties", *city, tmp_path / "both.yaml") == 0

    nested, flat, both = (read_submission(tmp_path / f"{name}.yaml") for name in ("nested", "flat", "both"))
    assert nested.values == flat.values == both.values
    assert nested.values[RECEIVED] == 12
    assert (nested.agency.code, nested.agency.level) == ("C", "city")


@dataclass(frozen=True)
class Breaking:
    """Stands in for processes of which one breaks off."""

    def run(self, job: Job, items: Sequence[object]) -> Iterator[tuple[int, object]]:
        yield 1, Failed("crash", "exit code -9")
        yield 0, job(items[0])


def test_process_that_breaks_off__costs_its_unit_alone(county: Path) -> None:
    first, second = (Unit(str(path), path.name) for path in sorted(county.rglob("*.yaml"))[:2])

    read, lost = filings([first, second], ReadUnit(), Breaking())

    assert isinstance(read, Filing)
    assert isinstance(lost, NotRead)
    assert lost.why.startswith(f"{second.place}：")


def test_nothing_readable__names_the_first_file_and_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty, target = tmp_path / "empty.yaml", tmp_path / "sum.yaml"
    empty.touch()

    code = govreport("rollup", empty, *AGENCY, "-o", target)

    captured = capsys.readouterr()
    assert (code, captured.out) == (2, "")
    assert f"{empty}：文件是空的" in captured.err
    assert not target.exists()
