"""The benchmarks still run, and hold like against like. No time is asserted."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from govreport_writer import read_submission, run_checks
from govreport_writer.documents.readback import differences, read_back
from govreport_writer.documents.view import build_view

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
