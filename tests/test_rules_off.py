"""A published list switches off rules known to be wrong, and nothing that would hide a lost figure."""

from __future__ import annotations

from pathlib import Path

import pytest

from govreport_writer.checks import balance, footing
from govreport_writer.errors import SubmissionError
from govreport_writer.pipeline import Outcome, run_checks
from govreport_writer.report_json import run_as_json
from govreport_writer.rules_off import ALWAYS_ON, codes, known_rules, read_rules_off
from govreport_writer.submission_reading import read_submission

HERE = Path(__file__).parent
BROKEN = HERE.parent / "sample_inputs" / "broken-2024" / "report.yaml"
BASE = HERE / "checks" / "bases" / "department-2024.yaml"
ENTRY = "    - {{rule: {}, reason: 口径有误, date: 2025-01-10}}"


def listed(folder: Path, *rules: str) -> Path:
    path = folder / "rules.yaml"
    path.write_text("\n".join(["rules:", "  off:", *map(ENTRY.format, rules)]) + "\n", encoding="utf-8")
    return path


def checked(folder: Path, *rules: str, source: Path = BROKEN) -> Outcome:
    return run_checks(read_submission(source), off=read_rules_off(listed(folder, *rules)))


def test_code__that_is_off_yields_nothing(tmp_path: Path) -> None:
    found = {finding.code for finding in checked(tmp_path, "GR301").findings}

    assert "GR301" not in found
    assert "GR302" in found


def test_relation__that_is_off_leaves_its_code_to_the_others(tmp_path: Path) -> None:
    found = {finding.relation for finding in checked(tmp_path, "requests.outcome.total").findings}

    assert "requests.outcome.total" not in found
    assert "requests.total" in found


def test_verdict__is_of_what_is_left(tmp_path: Path) -> None:
    before = run_checks(read_submission(BROKEN))
    relations = [finding.relation or finding.code for finding in before.findings]

    assert before.verdict == "blocked"
    assert checked(tmp_path, *dict.fromkeys(relations)).verdict == "clean"


def test_relation__with_last_year_that_is_off_is_not_listed_as_skipped(tmp_path: Path) -> None:
    relations = [gap.relation for gap in checked(tmp_path, "requests.carried", source=BASE).skipped]

    assert relations
    assert "requests.carried" not in relations


def test_check__that_raises_and_is_off_is_no_gap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def raising(context: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(footing, "check", raising)
    monkeypatch.setattr(balance, "check", raising)

    outcome = checked(tmp_path, "GR301", "GR302", source=BASE)

    assert [gap.code for gap in outcome.not_checked] == ["GR402", "GR502"]
    assert outcome.verdict == "incomplete"


def test_explanation__of_a_rule_that_is_off_is_no_hint(tmp_path: Path) -> None:
    text = BASE.read_text(encoding="utf-8").replace("penalty: {decisions: 4}", "penalty: {decisions: /}")
    path = tmp_path / "report.yaml"
    path.write_text(text, encoding="utf-8")
    (blank,) = run_checks(read_submission(path)).findings
    answer = f"explanations: [{{finding: {blank.id}, values: '{blank.values}', text: 确实没有数字可填}}]\n"
    path.write_text(f"{text}\n{answer}", encoding="utf-8")

    assert checked(tmp_path, "GR101", source=path).findings == ()


def test_json__lists_the_rules(tmp_path: Path) -> None:
    off = read_rules_off(listed(tmp_path, "GR301", "requests.balance"))

    run = run_as_json([run_checks(read_submission(BROKEN), off=off)], off)

    assert run["rules_off"] == [
        {"rule": "GR301", "reason": "口径有误", "date": "2025-01-10"},
        {"rule": "requests.balance", "reason": "口径有误", "date": "2025-01-10"},
    ]


@pytest.mark.parametrize("rule", sorted(ALWAYS_ON))
def test_code__without_which_a_report_would_lack_something_stays_on(tmp_path: Path, rule: str) -> None:
    with pytest.raises(SubmissionError) as caught:
        read_rules_off(listed(tmp_path, "GR301", rule))

    assert f"rules.yaml 第4行：{rule} 不能关闭" in str(caught.value)


def test_always_on__names_codes_there_are() -> None:
    assert set(codes()) >= ALWAYS_ON
    assert set(codes()) < set(known_rules())


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (
            "rules: {off: [{rule: requests.balence, reason: a, date: 2025-01-10}]}",
            1,
            "是否为 requests.balance？",
        ),
        ("rules:\n  off:\n    - {rule: GR3O2, reason: a, date: 2025-01-10}", 3, "是否为 GR302？"),
        ("rules: {off: [{rule: GR302, date: 2025-01-10}]}", 1, "reason"),
        ("rules: {off: [{rule: GR302, reason: ' ', date: 2025-01-10}]}", 1, "reason"),
        ("rules: {off: [{rule: GR302, reason: a}]}", 1, "date"),
        ("rules: {off: [{rule: GR302, reason: a, date: 昨天}]}", 1, "应当是日期"),
        ("rules: {off: [{rule: GR302, reason: a, date: 2025-01-10, by: b}]}", 1, "by"),
        ("rules: {on: []}", 1, "rules.on"),
        ("rules: {off: []}\nother: 1", 2, "other"),
        ("- rule: GR302", 1, "键: 值"),
    ],
)
def test_list__is_read_strictly(tmp_path: Path, text: str, line: int, said: str) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(SubmissionError) as caught:
        read_rules_off(path)

    assert f"rules.yaml 第{line}行" in str(caught.value)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_list__names_a_rule_once(tmp_path: Path) -> None:
    with pytest.raises(SubmissionError) as caught:
        read_rules_off(listed(tmp_path, "GR302", "GR302"))

    assert "第4行" in str(caught.value)


def test_list__may_be_empty(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text("rules: {off: []}", encoding="utf-8")

    assert read_rules_off(path) == ()
