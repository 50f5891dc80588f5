"""`govreport new` from the outside."""

from __future__ import annotations

from pathlib import Path

from cli.conftest import Govreport

ARGUMENTS = ("new", "--year", 2024, "--agency", "某县审计局", "--kind", "department", "-o")


def test_new__writes_a_file_that_check_reads(govreport: Govreport, tmp_path: Path) -> None:
    path = tmp_path / "report.yaml"

    made = govreport(*ARGUMENTS, path)
    checked = govreport("check", path)

    assert made.code == 0
    assert checked.code == 1
    assert "结论：需修改" in checked.out


def test_existing_file__is_kept_without_force(govreport: Govreport, tmp_path: Path) -> None:
    path = tmp_path / "report.yaml"
    path.write_text("mine", encoding="utf-8")

    refused = govreport(*ARGUMENTS, path)
    kept = path.read_text(encoding="utf-8")
    forced = govreport(*ARGUMENTS, path, "--force")

    assert (refused.code, kept) == (2, "mine")
    assert forced.code == 0
    assert "format: 1" in path.read_text(encoding="utf-8")


def test_hostile_agency_name__is_quoted(govreport: Govreport, tmp_path: Path) -> None:
    path = tmp_path / "report.yaml"

    govreport("new", "--year", 2017, "--agency", '某"县: {局} # x', "--kind", "department", "-o", path)
    result = govreport("check", path)

    assert '某"县: {局} # x' in result.out


def test_year_without_edition__names_the_years(govreport: Govreport, tmp_path: Path) -> None:
    result = govreport(
        "new", "--year", 2001, "--agency", "某局", "--kind", "department", "-o", tmp_path / "x.yaml"
    )

    assert result.code == 2
    assert "2014–2018" in result.err
    assert not list(tmp_path.iterdir())


def test_other_suffix__is_refused(govreport: Govreport, tmp_path: Path) -> None:
    result = govreport(*ARGUMENTS, tmp_path / "report.txt")

    assert result.code == 2
    assert "report.txt" in result.err
