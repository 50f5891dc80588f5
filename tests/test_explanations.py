"""An explanation answers a 核实 finding, for the values it was written for, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from govreport_writer.findings import EXIT_CODES, Finding
from govreport_writer.pipeline import Outcome, run_checks
from govreport_writer.submission_reading import read_submission

BASE = Path(__file__).parent / "checks" / "bases" / "department-2024.yaml"
STATISTICS = BASE.with_name("statistics-2017.yaml")
PENALTY = "    penalty: {decisions: 4}"
BLANK = PENALTY.replace("4", "/")


def checked(folder: Path, text: str, *explanations: tuple[str, str]) -> Outcome:
    """Check a submission with explanations: pairs of a finding's id and its values."""
    items = [
        f"  - {{finding: '{answered}', values: '{values}', text: 经核对属实。}}"
        for answered, values in explanations
    ]
    path = folder / "report.yaml"
    path.write_text("\n".join([text, *(["explanations:", *items] if items else [])]) + "\n", encoding="utf-8")
    return run_checks(read_submission(path))


def changed(old: str, new: str, source: Path = BASE) -> str:
    text = source.read_text(encoding="utf-8")
    assert text.count(old) == 1
    return text.replace(old, new)


def only(outcome: Outcome) -> Finding:
    (finding,) = outcome.findings
    return finding


@pytest.fixture
def blank(tmp_path: Path) -> Finding:
    """Return the finding of the one blank cell that most tests explain."""
    return only(checked(tmp_path, changed(PENALTY, BLANK)))


def test_finding__without_an_explanation_is_open_and_says_how_to_explain(blank: Finding) -> None:
    assert (blank.id, blank.state, blank.severity) == ("GR101@disclosure", "open", "should")
    assert f'finding: "{blank.id}"' in blank.advice
    assert f'values: "{blank.values}"' in blank.advice


def test_finding__with_an_explanation_for_its_values_is_explained(tmp_path: Path, blank: Finding) -> None:
    outcome = checked(tmp_path, changed(PENALTY, BLANK), (blank.id, blank.values))

    finding = only(outcome)
    assert (finding.state, finding.explanation) == ("explained", "经核对属实。")
    assert "explanations" not in finding.advice


def test_finding__spaces_in_the_values_do_not_matter(tmp_path: Path, blank: Finding) -> None:
    values = f"  {blank.values.replace(' ', '   ')} "

    assert only(checked(tmp_path, changed(PENALTY, BLANK), (blank.id, values))).state == "explained"


def test_verdict__turns_clean_when_everything_is_explained(tmp_path: Path, blank: Finding) -> None:
    text = changed(PENALTY, BLANK)

    before, after = checked(tmp_path, text), checked(tmp_path, text, (blank.id, blank.values))

    assert (before.verdict, EXIT_CODES[before.verdict]) == ("explain", 1)
    assert (after.verdict, EXIT_CODES[after.verdict]) == ("clean", 0)


def test_verdict__stays_when_one_of_two_is_explained(tmp_path: Path, blank: Finding) -> None:
    text = changed(PENALTY, BLANK).replace("rules: {made: 0,", "rules: {made: 1,").replace(
        "repealed: 0, in_force: 0", "repealed: 1, in_force: 0"
    )  # fmt: skip

    outcome = checked(tmp_path, text, (blank.id, blank.values))

    assert [(finding.code, finding.state) for finding in outcome.findings] == [
        ("GR101", "explained"),
        ("GR302", "open"),
    ]
    assert outcome.verdict == "explain"


def test_explanation__for_other_values_has_lapsed(tmp_path: Path, blank: Finding) -> None:
    text = changed(PENALTY, BLANK).replace("coercion: {decisions: 0}", "coercion: {decisions: }")

    outcome = checked(tmp_path, text, (blank.id, blank.values))

    finding = only(outcome)
    assert finding.state == "lapsed"
    assert "经核对属实。" in finding.advice
    assert f'values: "{finding.values}"' in finding.advice
    assert finding.values != blank.values
    assert (outcome.verdict, EXIT_CODES[outcome.verdict]) == ("explain", 1)


def test_explanation__lapses_when_as_many_other_cells_are_blank(tmp_path: Path, blank: Finding) -> None:
    text = changed("coercion: {decisions: 0}", "coercion: {decisions: }")

    assert only(checked(tmp_path, text, (blank.id, blank.values))).state == "lapsed"


def test_explanation__of_a_sum_lapses_when_a_figure_changes(tmp_path: Path) -> None:
    explanation = ("statistics.trainings@statistics/meetings.trainings/value", "2 ⇔ 0")
    none, three = "trainees: {value: 0}", "trainings: {value: 3}"

    same = checked(tmp_path, changed("trainees: {value: 60}", none, STATISTICS), explanation)
    other = checked(
        tmp_path,
        changed("trainees: {value: 60}", none, STATISTICS).replace("trainings: {value: 2}", three),
        explanation,
    )

    assert [finding.state for finding in same.findings] == ["explained"]
    assert [(finding.state, finding.values) for finding in other.findings] == [("lapsed", "3 ⇔ 0")]


def test_explanation__of_an_unknown_finding_is_a_hint(tmp_path: Path) -> None:
    outcome = checked(tmp_path, BASE.read_text(encoding="utf-8"), ("GR101@requests", "3 blank"))

    finding = only(outcome)
    assert (finding.code, finding.severity, finding.id) == ("GR003", "hint", "GR003@GR101@requests")
    assert finding.message == "explanations 中的 GR101@requests 在检查结果中找不到"
    assert (outcome.verdict, EXIT_CODES[outcome.verdict]) == ("clean", 0)


def test_explanation__of_each_unknown_finding_is_a_hint_of_its_own(tmp_path: Path) -> None:
    outcome = checked(tmp_path, BASE.read_text(encoding="utf-8"), ("甲", ""), ("乙", ""))

    assert [finding.anchor for finding in outcome.findings] == ["甲", "乙"]


def test_must__cannot_be_explained(tmp_path: Path) -> None:
    text = changed("    fee: {amount: 12.5}", "    fee: {amount: -12.5}")
    open_ = only(checked(tmp_path, text))

    outcome = checked(tmp_path, text, (open_.id, open_.values))

    assert [(finding.code, finding.state) for finding in outcome.findings] == [
        ("GR003", "open"),
        ("GR202", "open"),
    ]
    assert outcome.findings[0].message.endswith("是强制问题，不能用说明代替改正")
    assert (outcome.verdict, EXIT_CODES[outcome.verdict]) == ("blocked", 1)


def test_must__blank_table_cannot_be_explained(tmp_path: Path) -> None:
    text = BASE.read_text(encoding="utf-8")
    text = text[: text.index("  reviews:")]
    open_ = only(checked(tmp_path, text))

    outcome = checked(tmp_path, text, (open_.id, open_.values))

    assert (open_.id, open_.severity) == ("GR101@reviews", "must")
    assert outcome.verdict == "blocked"


def test_hint__needs_no_explanation(tmp_path: Path) -> None:
    text = changed("items:\n        value: 120", "items:\n        value: 190", STATISTICS)

    outcome = checked(tmp_path, text)

    assert only(outcome).severity == "hint"
    assert "explanations" not in only(outcome).advice
    assert outcome.verdict == "clean"


def test_exit_codes__follow_the_order_of_verdicts() -> None:
    assert list(EXIT_CODES.values()) == [0, 1, 1, 2, 3]


def test_two_explanations__of_one_finding_the_fitting_one_counts_and_the_other_is_named() -> None:
    from govreport_writer.explanations import explained
    from govreport_writer.findings import Finding, Instance, Place
    from govreport_writer.submission import Explanation

    finding = Finding("GR101", "should", "requests", (Instance((Place(),)),), values="2 blank")
    old = Explanation(finding="GR101@requests", values="1 blank", text="旧说明")
    new = Explanation(finding="GR101@requests", values="2 blank", text="新说明")

    hint, answered = explained([finding], (old, new))

    assert (answered.state, answered.explanation) == ("explained", "新说明")
    assert (hint.code, hint.severity) == ("GR003", "hint")
