"""An explanation answers a 核实 finding, for the values it was written for, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from govreport_writer import messages
from govreport_writer.errors import SubmissionError
from govreport_writer.findings import EXIT_CODES, Finding
from govreport_writer.pipeline import Outcome, check_file, run_checks
from govreport_writer.submission_reading import read_submission

BASE = Path(__file__).parent / "checks" / "bases" / "department-2024.yaml"
STATISTICS = BASE.with_name("statistics-2017.yaml")
PENALTY = "    penalty: {decisions: 4}"
BLANK = PENALTY.replace("4", "/")


def checked(folder: Path, text: str, *explanations: tuple[str, str]) -> Outcome:
    """Check a submission with explanations: pairs of a finding's id and its values."""
    items = [
        f"  - {{finding: '{answered}', values: '{values}', text: 经核对台账，数字属实。}}"
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
    assert (finding.state, finding.explanation) == ("explained", "经核对台账，数字属实。")
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
    assert "经核对台账，数字属实。" in finding.advice
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


@pytest.mark.parametrize("finding", ["GR523@requests", "GR524@overview", "GR530@requests"])
def test_explanation__of_what_only_other_units_show_is_no_slip(tmp_path: Path, finding: str) -> None:
    outcome = checked(tmp_path, BASE.read_text(encoding="utf-8"), (finding, "1"))

    assert outcome.findings == ()


def test_explanation__of_each_unknown_finding_is_a_hint_of_its_own(tmp_path: Path) -> None:
    outcome = checked(tmp_path, BASE.read_text(encoding="utf-8"), ("甲", ""), ("乙", ""))

    assert [finding.anchor for finding in outcome.findings] == ["甲", "乙"]


def test_must__cannot_be_explained(tmp_path: Path) -> None:
    text = changed("coercion: {decisions: 0}", "coercion: {decisions: -1}")
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


# Explanations that explain nothing (GR016)

RULES_MADE = ("rules: {made: 0, repealed: 0, in_force: 0}", "rules: {made: 1, repealed: 1, in_force: 0}")
LONG = "年底盘点时漏记，已与台账逐项核对"


def explained_by(folder: Path, text: str, *explanations: tuple[Finding, str]) -> list[Finding]:
    """Return the hints about explanations of a submission: pairs of a finding and the words for it."""
    path = folder / "report.yaml"
    items = [
        f"  - {{finding: '{finding.id}', values: '{finding.values}', text: \"{words}\"}}"
        for finding, words in explanations
    ]
    path.write_text("\n".join([text, "explanations:", *items]) + "\n", encoding="utf-8")
    return [each for each in check_file(path).findings if each.code == "GR016"]


@pytest.mark.parametrize(
    "words", ["属实", "经核对属实。", "属 实 无 误 吧", "ok", "confirmed", "！！！！！！！！！！"[:9]]
)
def test_explanation__that_is_too_short_is_a_hint(tmp_path: Path, blank: Finding, words: str) -> None:
    (hint,) = explained_by(tmp_path, changed(PENALTY, BLANK), (blank, words))

    assert (hint.severity, hint.id, hint.state) == ("hint", f"GR016@{blank.id}", "open")
    assert "太短" in hint.message
    assert blank.id in hint.message


@pytest.mark.parametrize("words", ["确实没有数字", "no figures were kept", LONG])
def test_explanation__of_six_characters_or_ten_letters_is_none(
    tmp_path: Path, blank: Finding, words: str
) -> None:
    assert explained_by(tmp_path, changed(PENALTY, BLANK), (blank, words)) == []


def two_findings(folder: Path) -> tuple[str, Finding, Finding]:
    text = changed(PENALTY, BLANK)
    assert text.count(RULES_MADE[0]) == 1
    text = text.replace(*RULES_MADE)
    first, second = checked(folder, text).findings
    return text, first, second


def test_explanation__of_several_findings_in_the_same_words_is_one_hint(tmp_path: Path) -> None:
    text, first, second = two_findings(tmp_path)

    (hint,) = explained_by(tmp_path, text, (first, LONG), (second, f" {LONG}。"))

    assert "同样的话" in hint.message
    assert first.id in hint.message
    assert second.id in hint.message


def test_explanation__of_several_findings_in_their_own_words_is_none(tmp_path: Path) -> None:
    text, first, second = two_findings(tmp_path)

    assert explained_by(tmp_path, text, (first, LONG), (second, "规章由市政府授权制发，已报备案")) == []


@pytest.mark.parametrize("part", ["message", "remedy"])
@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_explanation__that_copies_the_finding_is_a_hint(
    tmp_path: Path, blank: Finding, part: str, language: str
) -> None:
    with messages.speaking(language):
        words = getattr(blank, part).replace('"', "'")

    (hint,) = explained_by(tmp_path, changed(PENALTY, BLANK), (blank, words))

    assert "照抄" in hint.message


def test_explanation__that_has_lapsed_is_not_judged(tmp_path: Path, blank: Finding) -> None:
    outcome = checked(tmp_path, changed(PENALTY, BLANK), (blank.id, "other"))

    assert [finding.code for finding in outcome.findings] == ["GR101"]


# The file beside the submission


def beside(folder: Path, text: str, explanations: str, suffix: str = ".yaml") -> Outcome:
    (folder / "report.explanations.yaml").write_text(explanations, encoding="utf-8")
    path = folder / "report.yaml"
    path.write_text(text, encoding="utf-8")
    if suffix == ".xlsx":
        from govreport_writer.workbook.convert import to_workbook

        path = folder / "report.xlsx"
        path.write_bytes(to_workbook(read_submission(folder / "report.yaml")))
    return check_file(path)


def item(finding: Finding, words: str = LONG) -> str:
    return f"- {{finding: '{finding.id}', values: '{finding.values}', text: {words}}}\n"


@pytest.mark.parametrize("suffix", [".yaml", ".xlsx"])
@pytest.mark.parametrize("head", ["", "explanations:\n"])
def test_file_beside__explains(tmp_path: Path, blank: Finding, head: str, suffix: str) -> None:
    outcome = beside(tmp_path, changed(PENALTY, BLANK), head + item(blank), suffix)

    finding = next(each for each in outcome.findings if each.code == "GR101")
    assert (finding.state, finding.explanation) == ("explained", LONG)
    assert outcome.verdict == "clean"


def test_file_beside__gives_way_to_the_submission(tmp_path: Path, blank: Finding) -> None:
    text = f"{changed(PENALTY, BLANK)}\nexplanations:\n{item(blank, '填报文件里的说明文字')}"

    hint, finding = beside(tmp_path, text, item(blank)).findings

    assert (finding.state, finding.explanation) == ("explained", "填报文件里的说明文字")
    assert (hint.code, hint.severity) == ("GR003", "hint")
    assert hint.message.endswith("（另附的说明文件） 与填报文件里的说明针对同一个问题，以填报文件里的为准")


def test_file_beside__gives_way_even_to_an_explanation_that_has_lapsed(
    tmp_path: Path, blank: Finding
) -> None:
    own = f"- {{finding: '{blank.id}', values: '旧', text: 填报文件里的说明文字}}\n"

    outcome = beside(tmp_path, f"{changed(PENALTY, BLANK)}\nexplanations:\n{own}", item(blank))

    assert [finding.state for finding in outcome.findings] == ["open", "lapsed"]


def test_file_beside__an_id_that_no_longer_exists_is_gr003(tmp_path: Path, blank: Finding) -> None:
    outcome = beside(tmp_path, BASE.read_text(encoding="utf-8"), item(blank))

    assert [finding.code for finding in outcome.findings] == ["GR003"]
    assert "找不到" in only(outcome).message


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", None, "没有要说明的，请删去这个文件"),
        ("# nothing\n", None, "没有要说明的，请删去这个文件"),
        ("null\n", 1, ""),
        ("explanations:\n", 1, "explanations"),
        ("- {finding: a, text: b}\n- {finding: a, txet: b}\n", 2, "是否为 text？"),
        ("explanation: []\n", 1, "是否为 explanations？"),
        ("- {finding: a,\n   text: ''}\n", 2, "text"),
        ("- {finding: a, text: b, date: 2025-1-1}\n", 1, "应当是日期"),
        ("- [\n", 2, "写法有误"),
        ("- &a {finding: a, text: b}\n", 1, "锚点"),
    ],
)
def test_file_beside__is_read_strictly(tmp_path: Path, text: str, line: int | None, said: str) -> None:
    outcome = beside(tmp_path, BASE.read_text(encoding="utf-8"), text)

    place = f"report.explanations.yaml 第{line}行" if line else "report.explanations.yaml："
    assert outcome.verdict == "unreadable"
    assert place in (outcome.error or "")
    assert said in (outcome.error or "")
    assert "\n" not in (outcome.error or "")


def test_file_beside__control_characters_are_taken_out_and_named(tmp_path: Path, blank: Finding) -> None:
    words = f'"{LONG}\\u0007\\u200b"'

    outcome = beside(tmp_path, changed(PENALTY, BLANK), item(blank, words))

    assert [finding.code for finding in outcome.findings] == ["GR006", "GR101"]
    assert outcome.findings[1].explanation == LONG
    assert "U+0007 U+200B" in outcome.findings[0].message


def test_file_beside__last_year_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "prior.yaml").write_text(BASE.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "prior.explanations.yaml").write_text("- [", encoding="utf-8")

    assert read_submission(tmp_path / "prior.yaml").raw.beside == ()


def test_file_beside__is_a_folder_or_unreadable_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "report.explanations.yaml").mkdir()
    (tmp_path / "report.yaml").write_text(BASE.read_text(encoding="utf-8"), encoding="utf-8")

    assert "report.explanations.yaml" in (check_file(tmp_path / "report.yaml").error or "")


def test_error__of_the_file_beside_is_a_submission_error(tmp_path: Path) -> None:
    from govreport_writer.explanations_file import with_explanations_beside

    path = tmp_path / "report.yaml"
    path.write_text(BASE.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "report.explanations.yaml").write_text("x: 1\n", encoding="utf-8")

    with pytest.raises(SubmissionError):
        with_explanations_beside(read_submission(path))
