"""`govreport collect`: from a folder and a roster to a matrix and return slips."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from cli.conftest import Govreport

from govreport_writer import messages
from govreport_writer.roster import read_roster


@pytest.fixture
def office(tmp_path: Path, broken: Path) -> Path:
    """A folder with one broken submission, its roster inside it."""
    folder = tmp_path / "各单位"
    (folder / "一").mkdir(parents=True)
    shutil.copy(broken, folder / "一" / "report.yaml")
    name = next(line for line in broken.read_text(encoding="utf-8").splitlines() if line.startswith("agency"))
    agency = name.partition("name: ")[2].partition(",")[0]
    (folder / "名册.csv").write_text(
        f"单位名称,类型,备注\n{agency},部门,x\n没有报的局,部门,\n", encoding="utf-8"
    )
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_collect__prints_who_needs_work_and_writes_all_results(office: Path, govreport: Govreport) -> None:
    result = govreport("collect", office, "--roster", office / "名册.csv", "--today", "2025-02-10")

    assert result.code == 1
    assert "没有报的局" in result.out
    assert "逾期" in result.out
    assert "备注" in result.out
    assert "2024年，截至2025-02-10：共2个单位：逾期1、需修改1" in result.out
    assert sorted(path.name for path in (office / "collect").iterdir()) == [
        "matrix.html",
        "matrix.xlsx",
        "slips",
    ]
    assert len(list((office / "collect" / "slips").iterdir())) == 2


def test_collect__prints_json_and_nothing_else(office: Path, govreport: Govreport) -> None:
    arguments = (
        "collect",
        office,
        "--roster",
        office / "名册.csv",
        "--today",
        "2025-02-10",
        "--format",
        "json",
    )
    result = govreport(*arguments)

    found = json.loads(result.out)
    assert found["counts"]["overdue"] == found["counts"]["blocked"] == 1
    assert found["units"][0]["slips"]
    assert govreport(*arguments).out == result.out


def test_collect__writes_where_it_is_told_and_no_slips_unless_wanted(
    office: Path, tmp_path: Path, govreport: Govreport
) -> None:
    govreport("collect", office, "--roster", office / "名册.csv", "-o", tmp_path / "out", "--no-slips")

    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["matrix.html", "matrix.xlsx"]
    assert not (office / "collect").exists()


def test_office__signs_the_slips(office: Path, govreport: Govreport) -> None:
    govreport("collect", office, "--roster", office / "名册.csv", "--office", "某某县政务公开办公室")

    (slip,) = (office / "collect" / "slips").glob("*.html")
    assert "某某县政务公开办公室" in slip.read_text(encoding="utf-8")


def test_rules_that_are_off__are_not_returned(office: Path, tmp_path: Path, govreport: Govreport) -> None:
    arguments = ("collect", office, "--roster", office / "名册.csv", "--format", "json")
    findings = json.loads(govreport(*arguments).out)["units"][0]["findings"]
    off = next(each["id"].partition("@")[0] for each in findings if each["id"].startswith("requests."))
    rules = tmp_path / "rules.yaml"
    rules.write_text(f'rules: {{off: [{{rule: {off}, reason: "x", date: 2025-01-01}}]}}', encoding="utf-8")

    found = json.loads(govreport(*arguments, "--rules", rules).out)

    assert off not in {each["id"].partition("@")[0] for each in found["units"][0]["findings"]}
    assert [each["rule"] for each in found["rules_off"]] == [off]
    assert off in govreport(*arguments[:-2], "--rules", rules).out
    assert off in (office / "collect" / "matrix.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "FOLDER"),
        (("{office}",), "--roster"),
        (("{office}", "--roster", "none.csv"), "none.csv"),
        (("none", "--roster", "{office}/名册.csv"), "没有这个文件夹"),
        (("{office}", "--roster", "{office}/名册.csv", "--today", "1月"), "1月"),
        (("{office}", "--roster", "{office}/名册.csv", "--due", "2025-02-30"), "2025-02-30"),
        (("{office}", "--roster", "{office}/名册.csv", "--profile", "none"), "none"),
    ],
)
def test_wrong_call__is_one_line(
    office: Path, govreport: Govreport, arguments: tuple[str, ...], words: str
) -> None:
    before = contents(office)

    result = govreport("collect", *(each.format(office=office) for each in arguments))

    assert result.code == 2
    assert result.err.count("\n") == 1
    assert words in result.err
    assert contents(office) == before


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize("name", ["roster.xlsx", "roster.csv"])
def test_example_roster__is_one_that_can_be_read(
    tmp_path: Path, govreport: Govreport, name: str, language: str
) -> None:
    result = govreport("collect", "--example-roster", tmp_path / name, "--lang", language)

    members = read_roster(tmp_path / name).members
    assert result.code == 0
    assert [each.kind for each in members] == ["government", "department", "department", "township"]
    assert [each.vertical for each in members] == [False, False, True, False]
    assert govreport("collect", "--example-roster", tmp_path / name).code == 2
    assert govreport("collect", "--example-roster", tmp_path / name, "--force").code == 0


def test_example_roster__of_another_kind_is_refused(tmp_path: Path, govreport: Govreport) -> None:
    result = govreport("collect", "--example-roster", tmp_path / "roster.docx")

    assert result.code == 2
    assert ".docx" in result.err


def test_source_date_epoch__is_the_day(
    office: Path, govreport: Govreport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1735689600")

    result = govreport("collect", office, "--roster", office / "名册.csv", "--format", "json")

    assert json.loads(result.out)["today"] == "2025-01-01"


@pytest.mark.slow
def test_results__do_not_depend_on_the_number_of_processes(
    office: Path, tmp_path: Path, clean: Path, govreport: Govreport
) -> None:
    for number in range(3):
        place = office / f"单位{number}" / "report.yaml"
        place.parent.mkdir()
        text = clean.read_text(encoding="utf-8").replace("青溪县", f"第{number}县")
        place.write_text(text, encoding="utf-8")
    found = []
    for jobs in (1, 2):
        copy = tmp_path / str(jobs)
        shutil.copytree(office, copy)
        arguments = ("--roster", copy / "名册.csv", "--today", "2025-01-10", "--jobs", jobs)
        govreport("collect", copy, *arguments)
        found.append(contents(copy / "collect"))

    assert len(found[0]) == 4
    assert found[0] == found[1]
