"""What a stranger does to the program: lost figures, mixed years, full disks, readers that go away."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from cli.conftest import SAMPLES, Govreport
from cli.test_render import names, variant

CLEAN = SAMPLES / "county-audit-2024/report.yaml"
PRIOR = SAMPLES / "county-audit-2024/prior.yaml"


def unit(govreport: Govreport, *arguments: object) -> dict[str, object]:
    result = govreport("check", *arguments, "--format", "json")
    (only,) = json.loads(result.out)["units"]
    return only  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    "other", [CLEAN, SAMPLES / "beilun-2017/report.yaml", SAMPLES / "beilun-2020/report.yaml"]
)
def test_prior__of_another_year_or_organ_is_skipped_aloud(govreport: Govreport, other: Path) -> None:
    found = unit(govreport, CLEAN, "--prior", other)

    assert found["verdict"] == "clean"
    codes = [gap["code"] for gap in found["skipped"]]  # type: ignore[attr-defined]
    assert codes == ["GR502", "GR502", "GR505", "GR503", "GR503", "GR503"]
    assert all("没有本机关上一年度的" in gap["why"] for gap in found["skipped"])  # type: ignore[attr-defined]


def test_priors__each_unit_takes_its_own(govreport: Govreport) -> None:
    found = unit(govreport, CLEAN, "--prior", SAMPLES / "beilun-2017/report.yaml", "--prior", PRIOR)

    assert found["skipped"] == []


def test_priors__a_broken_one_among_them_is_named(govreport: Govreport, tmp_path: Path) -> None:
    broken = tmp_path / "prior.yaml"
    broken.write_text("- a\n", encoding="utf-8")

    result = govreport("check", CLEAN, "--prior", broken, "--prior", PRIOR)

    assert result.code == 2
    assert str(broken) in result.err


def test_long_names__that_are_cut_alike_clash(govreport: Govreport, tmp_path: Path) -> None:
    for letters in ("XX", "YY"):
        variant(tmp_path, ("name: 青溪县审计局", f"name: {'a' * 155}{letters}"), name=f"{letters}.yaml")

    result = govreport("render", tmp_path, "-o", tmp_path / "out", "--to", "html")

    assert result.code == 2
    assert result.out.count("会生成同名文件") == 2
    assert not (tmp_path / "out").exists()


def test_names__are_cut_once_for_all_formats_and_drafts(govreport: Govreport, tmp_path: Path) -> None:
    path = variant(tmp_path, ("name: 青溪县审计局", f"name: {'abc' * 100}"))

    govreport("render", path, "-o", tmp_path / "out")
    govreport("render", path, "-o", tmp_path / "out", "--draft")

    stems = {name.rpartition(".")[0].removesuffix("_草稿") for name in names(tmp_path / "out")}
    assert len(stems) == 1


@pytest.mark.parametrize("name", ["..", ".", "///", "../../x"])
def test_agency_name__leads_out_of_no_folder(govreport: Govreport, tmp_path: Path, name: str) -> None:
    path = variant(tmp_path, ("name: 青溪县审计局", f'name: "{name}"'))

    govreport("render", path, "-o", tmp_path / "out" / "deep", "--to", "html")

    assert len(names(tmp_path / "out" / "deep")) == 1
    assert names(tmp_path / "out") == ["deep"]


def test_draft__without_its_pdf_is_no_success(
    govreport: Govreport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("govreport_writer.checks.characters.installed_fonts", lambda _: {})
    path = variant(tmp_path, ("除上述情况外", "𫖰除上述情况外"))

    some = govreport("render", path, "-o", tmp_path / "out", "--draft")
    none = govreport("render", path, "-o", tmp_path / "none", "--draft", "--to", "pdf")

    assert some.code == 1
    assert len(names(tmp_path / "out")) == 2
    assert none.code == 1
    assert "--draft" not in none.out
    assert not (tmp_path / "none").exists()


def test_locked_target__leaves_the_earlier_documents_as_they_were(
    govreport: Govreport, tmp_path: Path
) -> None:
    govreport("render", CLEAN, "-o", tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.glob("*.docx")}
    (page,) = tmp_path.glob("*.html")
    page.unlink()
    page.mkdir()
    changed = tmp_path / "in"
    changed.mkdir()

    result = govreport("render", variant(changed, ("126条", "127条")), "-o", tmp_path)

    assert result.code == 2
    assert "结论：未写出" in result.out
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.docx")} == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", ""],
        ["--editions", "/none", "check", str(CLEAN)],
        ["new", "--year", "2024", "--agency", " ", "--kind", "department", "-o", "x.yaml"],
    ],
)
def test_empty_and_missing_names__are_refused(govreport: Govreport, arguments: list[str]) -> None:
    result = govreport(*arguments)

    assert result.code == 2
    assert result.err.count("\n") == 1


def run_outside(*arguments: object, **settings: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from govreport_writer.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, capture_output="stdout" not in settings, check=False, **settings)  # type: ignore[call-overload, no-any-return]


def test_json__is_utf_8_whatever_the_console() -> None:
    environment = os.environ | {"PYTHONIOENCODING": "gbk"}

    result = run_outside("check", CLEAN, "--format", "json", env=environment)

    assert json.loads(result.stdout.decode("utf-8"))["units"][0]["agency"] == "青溪县审计局"


def test_text__in_gbk_replaces_what_gbk_has_not(tmp_path: Path) -> None:
    path = variant(tmp_path, ("name: 青溪县审计局", "name: 青溪𫖰局"))

    result = run_outside("check", path, env=os.environ | {"PYTHONIOENCODING": "gbk"})

    assert b"Traceback" not in result.stderr
    assert "青溪?局" in result.stdout.decode("gbk")


def test_reader_gone__is_neither_findings_nor_a_traceback() -> None:
    read, write = os.pipe()
    os.close(read)

    result = run_outside("check", CLEAN, stdout=write, stderr=subprocess.PIPE)
    os.close(write)

    assert result.returncode == 141
    assert result.stderr == b""


def test_full_disk__is_one_line_and_2() -> None:
    with Path("/dev/full").open("wb") as full:
        result = run_outside("check", CLEAN, stdout=full, stderr=subprocess.PIPE)

    assert result.returncode == 2
    assert b"Traceback" not in result.stderr
    assert result.stderr.count(b"\n") == 1


def test_lying_picture__is_a_finding_and_stops_no_other_unit(govreport: Govreport, tmp_path: Path) -> None:
    from test_pictures import lying_header

    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "lie.png").write_bytes(lying_header())
    variant(
        tmp_path / "in",
        ("除上述情况外", "![图示](lie.png)\n\n    除上述情况外"),
        ("name: 青溪县审计局", "name: 甲局"),
        name="a.yaml",
    )
    variant(tmp_path / "in", name="z.yaml")

    result = govreport("render", tmp_path / "in", "-o", tmp_path / "out", "--to", "pdf")

    assert result.code == 1
    assert "GR007" in result.out
    assert len(list((tmp_path / "out").glob("*.pdf"))) == 1
