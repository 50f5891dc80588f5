"""The benchmark of the preview still runs. No time is asserted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_saves__are_timed_to_the_page_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    from benchmarks import preview

    preview.main(["--saves", "2", "--soak", "3", "--json", str(tmp_path / "results.json")])

    results = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
    assert len(results["milliseconds"]) == 2
    assert all(0 < each < preview.LONG for each in results["milliseconds"])
    assert results["MiB"]
    assert "median" in capsys.readouterr().out
