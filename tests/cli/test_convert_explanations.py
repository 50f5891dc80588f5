"""`convert` takes the explanations beside a submission into what it writes."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.conftest import SAMPLES, Govreport

from govreport_writer.pipeline import check_file

CLEAN = SAMPLES / "county-audit-2024/report.yaml"
WORDS = "本年没有作出行政处罚决定，已与执法台账核对。"


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    """Return a report with a blank to be explained, explained in the file beside it."""
    folder = tmp_path / "in"
    folder.mkdir()
    path = folder / "report.yaml"
    text = CLEAN.read_text(encoding="utf-8").replace("penalty: {decisions: 4}", "penalty: {decisions: null}")
    path.write_text(text, encoding="utf-8")
    (finding,) = check_file(path).findings
    item = f"- {{finding: '{finding.id}', values: '{finding.values}', text: {WORDS}, date: 2025-01-09}}\n"
    path.with_name("report.explanations.yaml").write_text(item, encoding="utf-8")
    return path


@pytest.mark.parametrize("suffix", [".xlsx", ".yaml", ".json"])
def test_explanations_beside__are_taken_in(
    govreport: Govreport, blank: Path, tmp_path: Path, suffix: str
) -> None:
    target = tmp_path / f"out{suffix}"

    result = govreport("convert", blank, "-o", target)

    assert result.code == 0
    assert "1条说明" in result.out
    assert str(blank.with_name("report.explanations.yaml")) in result.out
    outcome = check_file(target)
    assert outcome.submission is not None
    assert outcome.submission.raw.beside == ()
    assert [(each.state, each.explanation) for each in outcome.findings] == [("explained", WORDS)]
    assert outcome.verdict == "clean"


def test_own_explanation__wins_over_the_one_beside(govreport: Govreport, blank: Path, tmp_path: Path) -> None:
    (finding,) = check_file(blank).findings
    fields = f"finding: '{finding.id}', values: '{finding.values}', text: {WORDS}另附清单。"
    own = f"\nexplanations:\n- {{{fields}}}\n"
    blank.write_text(blank.read_text(encoding="utf-8") + own, encoding="utf-8")

    result = govreport("convert", blank, "-o", tmp_path / "out.xlsx")

    assert "条说明" not in result.out
    outcome = check_file(tmp_path / "out.xlsx")
    assert [each.explanation for each in outcome.findings] == [f"{WORDS}另附清单。"]


def test_broken_file_beside__is_one_line_and_nothing_is_written(
    govreport: Govreport, blank: Path, tmp_path: Path
) -> None:
    blank.with_name("report.explanations.yaml").write_text("- finding: [\n", encoding="utf-8")

    result = govreport("convert", blank, "-o", tmp_path / "out.xlsx")

    assert result.code == 2
    assert result.err.count("\n") == 1
    assert not (tmp_path / "out.xlsx").exists()
