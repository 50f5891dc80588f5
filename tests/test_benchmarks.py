"""The benchmarks still run, and hold like against like. No time is asserted."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from govreport_writer import read_submission, run_checks
from govreport_writer.blank import blank_submission
from govreport_writer.documents.readback.reading import differences, read_back
from govreport_writer.documents.view import build_view
from govreport_writer.workbook.round_trip import differences as lost
from govreport_writer.workbook.write import workbook_bytes

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))


@pytest.mark.slow
def test_one_round__times_every_job_and_prints_the_table(tmp_path: Path) -> None:
    from benchmarks import bench, comparisons, warm

    times = warm.run(1, warm_up=False)
    bench.write(times, tmp_path / "results.json")
    console = Console(width=bench.WIDTH, record=True, file=StringIO())
    console.print(comparisons.table(times))

    assert all(len(seconds) == 1 and seconds[0] > 0 for seconds in times.values())
    compared = {
        each.ours for each in comparisons.COMPARISONS if not each.ours.startswith(("cold/", "memory/"))
    }
    assert compared <= times.keys()
    ratios = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))["ratios"]
    assert len(ratios) == len(list(comparisons.measured(times)))
    assert "three formats, parsed" in console.export_text()


def test_cold_comparisons__name_commands_that_are_started() -> None:
    from benchmarks import cold, comparisons

    started = cold.commands(Path("report.yaml"), Path("report.xlsx"), Path("templates"), Path("out"))
    named = {str(name) for each in comparisons.COMPARISONS for name in (each.ours, each.against)}

    compared = {name.removesuffix(" MiB") for name in named if name.startswith("cold/")}
    assert compared == {f"cold/{name}" for name in started}


def test_recorded_calls__write_the_same_workbook_without_our_code(tmp_path: Path) -> None:
    from benchmarks.recorded_xlsxwriter import recorded
    from benchmarks.variants import write_variant

    filled = read_submission(write_variant(3, tmp_path))
    blank = blank_submission(filled.edition, filled.year, filled.agency)

    known = set(recorded(blank).__globals__) - {"__builtins__"}
    assert known == {"workbook", "Workbook", "BytesIO", "datetime"}
    for submission in (blank, filled):
        assert recorded(submission)() == workbook_bytes(submission)


def test_workbooks_to_read__say_what_the_reports_say(tmp_path: Path) -> None:
    from benchmarks.variants import write_variant, write_workbook

    file = write_variant(3, tmp_path)

    assert lost(read_submission(file), read_submission(write_workbook(file))) == []


def test_straightforward__prints_every_word_and_figure_that_govreport_prints(tmp_path: Path) -> None:
    from benchmarks.peer_templates import write_templates
    from benchmarks.straightforward import Straightforward, read
    from benchmarks.variants import write_variant

    peer, file = Straightforward(write_templates(tmp_path)), write_variant(3, tmp_path)
    view = build_view(read_submission(file))

    assert differences(view, read_back(peer.docx(read(file)), "docx")) == []
    assert differences(view, read_back(peer.html(read(file)), "html")) == []


def test_variants__are_distinct_and_without_findings(tmp_path: Path) -> None:
    from benchmarks.variants import write_variant

    submissions = [read_submission(write_variant(number, tmp_path)) for number in (1, 2, 500)]

    assert [run_checks(submission).findings for submission in submissions] == [(), (), ()]
    assert len({tuple(submission.values.values()) for submission in submissions}) == 3


def test_seeded_errors__are_found_and_counted(tmp_path: Path) -> None:
    from benchmarks.findings.__main__ import run, write
    from benchmarks.findings.clean import sample
    from benchmarks.findings.errors import PAIR, SLIPS
    from benchmarks.findings.figures import rates, tables, targets

    trials = list(run([sample()], seed=1, limit=2))
    found = list(targets(trials, must_on_clean=0, check=0.001, ten=[0.001]))
    write(trials, found, 1, tmp_path / "results.json")
    console = Console(width=140, record=True, file=StringIO())
    for table in tables(trials, found):
        console.print(table)

    assert {each.kind for each in trials} >= {*SLIPS, PAIR}
    assert all(each.detected for each in trials if each.covered)
    assert rates(trials).errors == len(trials)
    again = list(run([sample()], seed=1, limit=2))
    assert [(each.kind, each.covered, each.rank) for each in trials] == [
        (each.kind, each.covered, each.rank) for each in again
    ]
    assert len(json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))["targets"]) == len(found)
    assert "covered errors detected" in console.export_text()


@pytest.mark.parametrize("edition", ["ogi-2014", "ogi-2019-zhejiang", "ogi-2021"])
def test_clean_corpus__keeps_every_relation(edition: str) -> None:
    from benchmarks.findings.clean import clean_submissions

    for each in clean_submissions(edition, None, count=3, seed=1):
        findings = run_checks(each.submission, each.prior).findings
        assert [found.code for found in findings if found.severity == "must"] == []
        assert [found.id for found in findings if found.relation and found.severity != "hint"] == []


@pytest.mark.slow
def test_province__measures_runs_writes_them_down_and_goes_on(tmp_path: Path) -> None:
    from benchmarks import province

    target = tmp_path / "results.json"
    asked = ["--units", "4", "--jobs", "1", "--only", "check,rollup", "--json", str(target)]
    province.main([*asked, "--work", str(tmp_path / "work")])
    runs = province.earlier(target)
    written = target.read_bytes()
    province.main([*asked, "--work", str(tmp_path / "work")])

    assert [case.key for case in runs] == ["check/4/1", "rollup/4/1"]
    assert all(each.exit in (0, 1, 2) and each.seconds > 0 and each.parent > 0 for each in runs.values())
    assert target.read_bytes() == written
    assert len(list((tmp_path / "work/yaml-4").glob("*/report.yaml"))) == 4
    assert not list((tmp_path / "work/out").iterdir())


def test_province_figures__tell_growth_gain_and_targets_of_runs() -> None:
    from benchmarks.province_figures import growth, targets
    from benchmarks.province_parts import Case
    from benchmarks.province_watch import Run

    def took(seconds: float) -> Run:
        return Run(0, seconds, seconds, 100.0, 310.0, 100.0, 120.0, "")

    runs = {
        Case("check", 100, 2): took(2),
        Case("check", 10_000, 2): took(200),
        Case("check", 10_000, 1): took(380),
        Case("render-dask", 1000, 2): took(46),
        Case("render", 1000, 2): took(40),
        Case("straightforward-yaml", 100, 2): took(60),
        Case("ours-yaml", 100, 2): took(6),
    }
    (grown,) = growth(runs)
    met = {each.what: each.met for each in targets(runs)}

    assert (grown.slope, grown.per_unit) == (pytest.approx(1), pytest.approx(1))
    assert met["check, 10000 units, 2 processes"] is False
    assert met["check, 100 units, 2 processes"] is None
    assert met["check, 10000 units: one process over two"] is True
    assert met["check, 10000 units, 2 processes: parent"] is True
    assert met["check, 10000 units, 2 processes: largest worker"] is False
    assert met["check, 10000 units, 2 processes: late over early"] is False
    assert met["check: time per unit, 10000 over 100"] is True
    assert met["Dask over processes, 1000 renders"] is True
    assert met["straightforward over ours, YAML, 100 units"] is True


def test_province__does_not_work_in_the_clone() -> None:
    from benchmarks.province_folders import outside_the_clone

    with pytest.raises(ValueError, match="clone"):
        outside_the_clone(ROOT / "benchmarks")


def test_province_peers__read_in_a_workbook_what_the_text_says(tmp_path: Path) -> None:
    from benchmarks.province_peers import read_workbook, write_as_read
    from benchmarks.straightforward import read
    from tools.generate_units import generate

    file, workbook = (
        generate(tmp_path / str(kind), 1, broken=0, workbooks=kind)[0] for kind in (False, True)
    )
    write_as_read(tmp_path / "False", tmp_path / "True")

    assert read_workbook(workbook) == read(file)
