"""`govreport check` from the outside: text, JSON, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

from cli.conftest import SAMPLES, Govreport


def test_clean_file__exits_0_and_says_so(govreport: Govreport, clean: Path) -> None:
    result = govreport("check", clean)

    assert result.code == 0
    assert "结论：可发布（强制0条，核实0条，提示0条）" in result.out


def test_broken_file__exits_1_with_both_sides_of_each_sum(govreport: Govreport, broken: Path) -> None:
    result = govreport("check", broken)

    assert result.code == 1
    assert "[强制] GR302 requests.balance  收到与办理不平衡" in result.out
    assert "代入  37 + 4 = 38 + 2  左41，右40，相差+1" in result.out
    assert "结论：需修改（强制5条，核实0条，提示0条）" in result.out


def test_prior__is_compared_when_given(govreport: Govreport, clean: Path) -> None:
    without = govreport("check", clean)
    with_prior = govreport("check", clean, "--prior", clean.parent / "prior.yaml")

    assert "未给出上年材料" in without.out
    assert "未给出上年材料" not in with_prior.out
    assert with_prior.code == 0


def test_prior__that_does_not_fit_is_a_finding(govreport: Govreport, clean: Path, tmp_path: Path) -> None:
    prior = tmp_path / "prior.yaml"
    text = (clean.parent / "prior.yaml").read_text(encoding="utf-8")
    assert "carried_out: {natural_person: 2" in text
    prior.write_text(
        text.replace("carried_out: {natural_person: 2", "carried_out: {natural_person: 3"), encoding="utf-8"
    )

    result = govreport("check", clean, "--prior", prior, "--format", "json")

    unit = json.loads(result.out)["units"][0]
    assert result.code == 1
    assert unit["verdict"] == "explain"
    assert [finding["code"] for finding in unit["findings"]] == ["GR502"]
    assert unit["findings"][0]["severity"] == "should"


def test_prior__unreadable_is_one_line_and_2(govreport: Govreport, clean: Path, tmp_path: Path) -> None:
    result = govreport("check", clean, "--prior", tmp_path / "none.yaml")

    assert result.code == 2
    assert result.err.count("\n") == 1


def test_folder__is_searched_without_priors(govreport: Govreport) -> None:
    result = govreport("check", SAMPLES, "--format", "json")

    files = [Path(unit["file"]).name for unit in json.loads(result.out)["units"]]
    assert len(files) >= 3
    assert set(files) == {"report.yaml", "report.xlsx", "blank-2024.xlsx"}
    assert result.code == 1


def test_glob__is_expanded_where_the_shell_does_not(govreport: Govreport) -> None:
    result = govreport("check", f"{SAMPLES}/county*/*.yaml", "--format", "json")

    assert [Path(unit["file"]).name for unit in json.loads(result.out)["units"]] == ["report.yaml"]


def test_json__is_one_object_with_the_worst_verdict(
    govreport: Govreport, clean: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.yaml"
    empty.touch()

    result = govreport("check", clean, empty, "--format", "json")

    run = json.loads(result.out)
    assert (run["format"], run["verdict"], run["rules_off"]) == (1, "unreadable", [])
    assert [unit["verdict"] for unit in run["units"]] == ["clean", "unreadable"]
    assert run["units"][1]["error"].startswith(str(empty))
    assert result.code == 2


def test_one_bad_file__stops_no_other(govreport: Govreport, clean: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("format: [", encoding="utf-8")

    result = govreport("check", bad, clean)

    assert result.code == 2
    assert "结论：无法读取" in result.out
    assert "结论：可发布" in result.out
    assert "共2个：可发布1，需说明0，需修改0，无法读取1，检查未完成0" in result.out


def test_english__by_option_and_environment(govreport: Govreport, broken: Path) -> None:
    result = govreport("check", broken, "--lang", "en")

    assert "needs corrections" in result.out
    assert "[must] GR302 requests.balance" in result.out
