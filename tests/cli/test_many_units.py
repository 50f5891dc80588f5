"""Many units: the same result however many processes work, and whatever a run before has left."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from batch.small_county import tree, unit_text, write_county, write_priors
from cli.conftest import Govreport

from govreport_writer.batch import first_look
from govreport_writer.batch.checking import CheckUnit
from govreport_writer.batch.executor import Here
from govreport_writer.batch.first_look import FirstLook
from govreport_writer.batch.identity import Identity, identity_at
from govreport_writer.batch.leftovers import OLD
from govreport_writer.batch.rendering import RenderUnit, planned, render_units
from govreport_writer.cli.inputs import units_of
from govreport_writer.documents.files import Order


def verdicts(text: str) -> dict[str, str]:
    return {Path(unit["file"]).parent.name: unit["verdict"] for unit in json.loads(text)["units"]}


@pytest.mark.slow
def test_check__finds_the_same_with_any_number_of_processes(
    govreport: Govreport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_county(tmp_path / "a/in")
    write_county(tmp_path / "b/in", backwards=True)
    results = []
    for folder, options in (("a", ["--jobs", 1]), ("b", ["--jobs", 2]), ("a", ["--jobs", 3])):
        monkeypatch.chdir(tmp_path / folder)
        results.append(govreport("check", "in", "--format", "json", *options))
    monkeypatch.chdir(tmp_path / "b")
    here = govreport("--debug", "check", "in", "--format", "json")

    assert {result.out for result in results} == {here.out}
    assert [result.code for result in results] == [2, 2, 2]
    assert verdicts(here.out) == {
        "u0": "clean", "u1": "clean", "u2": "clean", "unread": "unreadable", "wrong": "blocked"
    }  # fmt: skip


def test_check__in_words_is_the_same_with_any_number_of_processes(
    govreport: Govreport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    write_county(tmp_path, 1)
    target = tmp_path / "new/out.txt"

    shown = govreport("check", tmp_path, "--jobs", 2)
    govreport("check", tmp_path, "--jobs", 1, "-o", target)

    assert target.read_text(encoding="utf-8") == shown.out
    assert "共3个：可发布1，需说明0，需修改1，无法读取1，检查未完成0" in shown.out
    assert shown.err == ""


def test_prior__folder_gives_each_unit_its_own_year(govreport: Govreport, tmp_path: Path) -> None:
    write_county(tmp_path / "in", 2)
    write_priors(tmp_path / "2023", 2)

    result = govreport(
        "check", tmp_path / "in", "--prior", tmp_path / "2023", "--format", "json", "--jobs", 2
    )

    skipped = {Path(unit["file"]).parent.name: unit["skipped"] for unit in json.loads(result.out)["units"]}
    assert skipped["u0"] == skipped["u1"] == []
    assert len(skipped["wrong"]) == 6
    assert all("没有本机关上一年度的" in gap["why"] for gap in skipped["wrong"])
    assert [line.split("：")[0] for line in result.err.splitlines()] == ["注意", "注意"]
    assert "empty.yaml" in result.err
    assert "broken.xlsx" in result.err


def test_prior__beside_its_unit_counts_where_its_folder_is_named(
    govreport: Govreport, tmp_path: Path
) -> None:
    (tmp_path / "u").mkdir()
    (tmp_path / "u/report.yaml").write_text(unit_text(0), encoding="utf-8")
    (tmp_path / "u/prior.yaml").write_text(unit_text(0, "prior.yaml"), encoding="utf-8")

    result = govreport("check", tmp_path, "--prior", tmp_path, "--format", "json")

    (unit,) = json.loads(result.out)["units"]
    assert unit["skipped"] == []
    assert result.code == 0


def test_priors__unreadable_ones_are_few_lines_and_a_count(govreport: Govreport, tmp_path: Path) -> None:
    (tmp_path / "report.yaml").write_text(unit_text(0), encoding="utf-8")
    folder = write_priors(tmp_path / "old", 1)
    for number in range(5):
        (folder / f"bad{number}.yaml").touch()

    result = govreport("--debug", "check", tmp_path / "report.yaml", "--prior", folder)

    assert result.code == 0
    assert len(result.err.splitlines()) == 4
    assert "4个往年文件" in result.err.splitlines()[-1]


@pytest.mark.slow
def test_render__writes_the_same_bytes_with_any_number_of_processes(
    govreport: Govreport, tmp_path: Path
) -> None:
    results = []
    for jobs in (1, 2):
        folder = write_county(tmp_path / f"in{jobs}", 2, backwards=jobs == 2)
        out = tmp_path / f"out{jobs}"
        results.append(govreport("render", folder, "-o", out, "--to", "docx,html,csv", "--jobs", jobs))

    assert [result.code for result in results] == [2, 2]
    assert tree(tmp_path / "out1") == tree(tmp_path / "out2")
    assert len(tree(tmp_path / "out1")) == 2 * (3 + 1)


@pytest.mark.slow
def test_render__again_skips_what_is_done_and_unchanged(govreport: Govreport, tmp_path: Path) -> None:
    folder, out = write_county(tmp_path / "in", 3), tmp_path / "out"
    for name in ("unread", "wrong"):
        (folder / name / "report.yaml").unlink()
    first = govreport("render", folder, "-o", out, "--to", "html", "--jobs", 2)
    before = tree(out)

    idle = govreport("--debug", "render", folder, "-o", out, "--to", "html", "--resume")
    (folder / "u1/report.yaml").write_text(unit_text(1).replace("126条", "127条"), encoding="utf-8")
    next(out.glob("*三分局*.html")).unlink()
    again = govreport("--debug", "render", folder, "-o", out, "--to", "html", "--resume")

    assert (first.code, idle.code, again.code) == (0, 0, 0)
    assert "已生成" not in idle.out
    assert "跳过的：3个" in idle.out
    assert "共3个：可发布3" in idle.out
    assert "跳过的：1个" in again.out
    after = tree(out)
    assert [name.partition("_政")[0] for name in before if before[name] != after[name]] == [
        "2024_青溪县审计局二分局",
        "receipts/2024_青溪县审计局二分局",
    ]


@pytest.mark.parametrize("draft", [[], ["--draft"]], ids=["final", "draft"])
def test_render__two_units_of_one_name_are_errors_both(
    draft: list[str], govreport: Govreport, tmp_path: Path
) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "report.yaml").write_text(unit_text(int(name == "c")), encoding="utf-8")

    result = govreport("render", tmp_path, "-o", tmp_path / "out", "--to", "csv", "--jobs", 2, *draft)

    assert result.code == 2
    assert [line.count("会生成同名文件") for line in result.out.splitlines() if "错误" in line] == [1, 1]
    assert len([name for name in tree(tmp_path / "out") if name.endswith(".csv")]) == 1


def test_unit__that_broke_off_at_the_first_look_is_not_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(path: Path) -> Identity:
        if path.parent.name == "u1":
            raise ZeroDivisionError("twelve months")
        return identity_at(path)

    monkeypatch.setattr(first_look, "identity_at", broken)
    units = units_of([str(write_county(tmp_path / "in", 2))])
    order = Order(tmp_path / "out", ("csv",))
    job = RenderUnit(CheckUnit(), order)

    plan = planned(units, FirstLook(order), Here())
    results = {Path(each.file).parent.name: each for each in render_units(plan, job, Here())}

    assert "u1/report.yaml" not in [unit.name for unit in plan.left]
    assert {name: each.verdict for name, each in results.items()} == {
        "u0": "clean", "u1": "incomplete", "unread": "unreadable", "wrong": "blocked"
    }  # fmt: skip
    assert len(tree(tmp_path / "out")) == 1


def test_check__gone_on_with_gives_the_same_report(govreport: Govreport, tmp_path: Path) -> None:
    folder, target = write_county(tmp_path / "in", 2), tmp_path / "out.json"
    govreport("--debug", "check", folder, "--format", "json", "-o", target)
    whole = target.read_bytes()
    journal = broken_off(govreport, folder, target)
    lines = journal.splitlines(keepends=True)
    assert len(lines) == 1 + 4

    for half in (
        lines[:3],
        [*lines[:3], lines[3][:50]],
        [*lines[:2], "{}\tnull\n", lines[4]],
        ["{}\n", lines[1]],
        [],
    ):
        target.unlink(missing_ok=True)
        Path(f"{target}.journal").write_text("".join(half), encoding="ascii")
        result = govreport("--debug", "check", folder, "--format", "json", "-o", target, "--resume")
        assert target.read_bytes() == whole
        assert result.code == 2
        assert not Path(f"{target}.journal").exists()


def test_check__gone_on_with_takes_what_is_unchanged_only(
    govreport: Govreport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, target = write_county(tmp_path / "in", 3), tmp_path / "out.json"
    journal = broken_off(govreport, folder, target)
    (folder / "u0/report.yaml").write_text("format: [", encoding="utf-8")
    (folder / "u1/report.explanations.yaml").write_text("[]", encoding="utf-8")
    checked = []
    from govreport_writer.batch.checking import CheckUnit

    real = CheckUnit.outcome_at
    monkeypatch.setattr(
        CheckUnit, "outcome_at", lambda job, path, unit: checked.append(unit.name) or real(job, path, unit)
    )
    Path(f"{target}.journal").write_text(journal, encoding="ascii")

    govreport("--debug", "check", folder, "--format", "json", "-o", target, "--resume")

    assert checked == ["u0/report.yaml", "u1/report.yaml"]
    assert verdicts(target.read_text(encoding="utf-8"))["u0"] == "unreadable"

    checked.clear()
    for changed in (
        ["--lang", "en"],
        ["--rules", rules_file(tmp_path)],
        ["--prior", folder / "u2/report.yaml"],
    ):
        Path(f"{target}.journal").write_text(journal, encoding="ascii")
        govreport("--debug", "check", folder, "--format", "json", "-o", target, "--resume", *changed)
    assert len(checked) == 3 * 5


def broken_off(govreport: Govreport, folder: Path, target: Path) -> str:
    """Check with no room for the report, and return the journal that stays."""
    target.unlink(missing_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("govreport_writer.documents.files._into_place", refuse)
        assert govreport("--debug", "check", folder, "--format", "json", "-o", target).code == 130
    return Path(f"{target}.journal").read_text(encoding="ascii")


def refuse(temporary: Path, path: Path) -> None:
    raise KeyboardInterrupt


def rules_file(folder: Path) -> Path:
    path = folder / "rules.off"
    path.write_text("rules: {off: [{rule: GR620, reason: 试, date: 2025-01-01}]}", encoding="utf-8")
    return path


def test_resume__without_a_file_to_write_is_wrong_usage(govreport: Govreport, tmp_path: Path) -> None:
    result = govreport("check", write_county(tmp_path, 1), "--resume")

    assert result.code == 2
    assert "-o" in result.err
    assert result.err.count("\n") == 1


def test_leftovers__of_a_killed_run_go_when_they_are_old(govreport: Govreport, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "receipts").mkdir(parents=True)
    old = [out / ".govreport-1.docx", out / "receipts/.govreport-2.json"]
    for path in (*old, out / ".govreport-new.docx", out / "other.docx"):
        path.touch()
    for path in (*old, out / "other.docx"):
        before = path.stat().st_mtime - OLD - 60
        os.utime(path, (before, before))
    (tmp_path / "report.yaml").write_text(unit_text(0), encoding="utf-8")

    assert govreport("render", tmp_path / "report.yaml", "-o", out, "--to", "csv").code == 0

    assert [path.exists() for path in old] == [False, False]
    assert (out / ".govreport-new.docx").exists()
    assert (out / "other.docx").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_special_files__are_unreadable_units_and_stop_no_other(govreport: Govreport, tmp_path: Path) -> None:
    write_county(tmp_path, 1)
    (tmp_path / "unread/report.yaml").unlink()
    os.mkfifo(tmp_path / "pipe.yaml")
    os.mkfifo(tmp_path / "pipe.xlsx")
    (tmp_path / "gone.yaml").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop.yaml").symlink_to(tmp_path / "loop.yaml")
    (tmp_path / "zero.yaml").symlink_to("/dev/zero")
    (tmp_path / "big.yaml").write_bytes(b"a: " + b"x" * (60 * 2**20))
    (tmp_path / "deep.yaml").write_bytes(b"[" * 100_000)
    (tmp_path / "folder.yaml").mkdir()

    result = govreport("check", tmp_path, "--format", "json", "--time-limit", 20)

    units = {unit["file"]: unit for unit in json.loads(result.out)["units"]}
    unread = {Path(file).name for file, unit in units.items() if unit["verdict"] == "unreadable"}
    assert unread == {
        "pipe.yaml",
        "pipe.xlsx",
        "gone.yaml",
        "loop.yaml",
        "zero.yaml",
        "big.yaml",
        "deep.yaml",
    }
    assert all(unit["error"].startswith(file) for file, unit in units.items() if "error" in unit)
    assert result.code == 2
    assert len(units) == 9


def test_one_file__with_limits_is_bounded_too(govreport: Govreport, tmp_path: Path) -> None:
    (tmp_path / "report.yaml").write_text(unit_text(0), encoding="utf-8")

    result = govreport("check", tmp_path / "report.yaml", "--time-limit", 0.001, "--format", "json")

    (unit,) = json.loads(result.out)["units"]
    assert unit["verdict"] == "incomplete"
    assert "--time-limit" in unit["not_checked"][0]["why"]
    assert result.code == 3


def test_units__of_two_folders_have_names_of_their_own(tmp_path: Path) -> None:
    for year in ("2023", "2024"):
        write_county(tmp_path / year, 1)

    units = units_of([str(tmp_path / "2023"), str(tmp_path / "2024")])

    assert [unit.name for unit in units][:2] == ["2023/u0/report.yaml", "2023/unread/report.yaml"]
    assert len({unit.name for unit in units}) == 6
