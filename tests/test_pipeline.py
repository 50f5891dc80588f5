"""The order of steps, what happens when a check fails, last year's report, and the JSON contract."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from govreport_writer import editions
from govreport_writer.checks import CHECKS, balance, footing, sections
from govreport_writer.checks.context import Context
from govreport_writer.errors import SubmissionError
from govreport_writer.findings import EXIT_CODES, Finding
from govreport_writer.pipeline import Outcome, check_file, run_checks
from govreport_writer.report_json import run_as_json
from govreport_writer.submission import Submission
from govreport_writer.submission_reading import read_submission

HERE = Path(__file__).parent
BASES = HERE / "checks" / "bases"
BROKEN = HERE.parent / "sample_inputs" / "broken-2024" / "report.yaml"

RUN = ["format", "verdict", "rules_off", "units"]
UNIT = [
    "file",
    "agency",
    "code",
    "year",
    "edition",
    "verdict",
    "counts",
    "skipped",
    "not_checked",
    "findings",
]
FINDING = [
    "id", "code", "relation", "severity", "state", "message", "advice", "cells", "left", "right",
    "difference", "suspects", "basis", "cite",
]  # fmt: skip
PLACE = ["path", "sheet", "cell", "line", "row", "column"]


def base(name: str, folder: Path, *changes: tuple[str, str]) -> Submission:
    """Return a base with some of its text replaced."""
    text = (BASES / f"{name}.yaml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return read_submission(path)


def codes(outcome: Outcome) -> list[str]:
    return [finding.code for finding in outcome.findings]


def raising(context: Context) -> Iterator[Finding]:
    raise ZeroDivisionError("一年只有十二个月")


def test_check__that_raises_is_not_checked_and_never_a_pass(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(footing, "check", raising)

    outcome = run_checks(base("department-2024", tmp_path))

    assert [(gap.code, gap.why) for gap in outcome.not_checked] == [
        ("GR301", "ZeroDivisionError: 一年只有十二个月")
    ]
    assert outcome.findings == ()
    assert outcome.verdict == "incomplete"
    assert EXIT_CODES[outcome.verdict] == 3


def test_check__that_raises_leaves_the_others_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    submission = read_submission(BROKEN)
    before = run_checks(submission)
    monkeypatch.setattr(balance, "check", raising)

    after = run_checks(submission)

    assert [gap.code for gap in after.not_checked] == list(balance.CODES)
    assert codes(after) == [code for code in codes(before) if code not in balance.CODES]
    assert "GR301" in codes(after)
    assert after.verdict == "incomplete"


def test_check__that_raises_after_a_finding_is_not_checked_as_a_whole(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    whole = sections.check

    def half(context: Context) -> Iterator[Finding]:
        yield from whole(context)
        raise KeyError("others")

    monkeypatch.setattr(sections, "check", half)

    outcome = run_checks(base("department-2024", tmp_path, ("  others: |\n", "  reviews: |\n")))

    assert codes(outcome) == []
    assert [gap.code for gap in outcome.not_checked] == list(sections.CODES)


@pytest.mark.parametrize("module", CHECKS, ids=lambda module: module.__name__.rpartition(".")[2])
def test_check__each_may_fail_alone(
    module: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(module, "check", raising)

    outcome = run_checks(base("department-2024", tmp_path))

    assert [gap.code for gap in outcome.not_checked] == list(module.CODES)
    assert outcome.verdict == "incomplete"


def test_check__that_is_interrupted_ends_the_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def interrupted(context: Context) -> Iterator[Finding]:
        raise KeyboardInterrupt

    monkeypatch.setattr(footing, "check", interrupted)

    with pytest.raises(KeyboardInterrupt):
        run_checks(base("department-2024", tmp_path))


def test_checks__codes_belong_to_one_check_each() -> None:
    everything = [code for module in CHECKS for code in module.CODES]

    assert sorted(set(everything)) == sorted(everything)


def test_findings__stand_in_the_order_of_their_codes() -> None:
    found = codes(run_checks(read_submission(BROKEN)))

    assert len(found) > 3
    assert found == sorted(found)


def test_findings__twice_are_the_same(tmp_path: Path) -> None:
    submission = read_submission(BROKEN)

    assert run_checks(submission).findings == run_checks(submission).findings


def test_prior__not_given_is_skipped_and_changes_nothing(tmp_path: Path) -> None:
    outcome = run_checks(base("department-2024", tmp_path))

    assert [(gap.code, gap.why.partition("：")[0]) for gap in outcome.skipped] == [
        ("GR502", "requests.carried"),
        ("GR502", "disclosure.stock_carried"),
        ("GR505", "reviews.without_review"),
        ("GR503", "reviews.review_kept"),
        ("GR503", "reviews.suit_direct_kept"),
        ("GR503", "reviews.suit_after_review_kept"),
    ]
    assert outcome.verdict == "clean"


def test_prior__given_is_not_skipped(tmp_path: Path) -> None:
    submission = base("department-2024", tmp_path)
    (tmp_path / "prior").mkdir()
    last = base("department-2024", tmp_path / "prior", ("year: 2024", "year: 2023"))

    outcome = run_checks(submission, last)

    assert outcome.skipped == ()
    assert set(codes(outcome)) == {"GR502", "GR510"}
    assert outcome.verdict == "explain"


def test_prior__an_edition_without_such_relations_skips_nothing(tmp_path: Path) -> None:
    assert run_checks(base("statistics-2017", tmp_path)).skipped == ()


def test_prior__each_relation_is_skipped_once(tmp_path: Path) -> None:
    skipped = [gap.why for gap in run_checks(base("department-2020", tmp_path)).skipped]

    assert len(skipped) == len(set(skipped)) == 7


def test_prior__on_an_earlier_edition_is_compared_by_the_same_path(tmp_path: Path) -> None:
    submission = base("department-2024", tmp_path, ("year: 2024", "year: 2021"))
    last = base("department-2020", tmp_path)

    findings = {finding.relation: finding for finding in run_checks(submission, last).findings}

    assert last.edition.id != submission.edition.id
    finding = findings["requests.carried"]
    assert [place.path for place in finding.first.cells] == [
        "requests/carried_in/natural_person",
        "prior/requests/carried_out/natural_person",
    ]


def test_prior__on_a_form_without_the_cells_is_not_compared(tmp_path: Path) -> None:
    submission = base("department-2020", tmp_path)
    last = base("statistics-2017", tmp_path, ("year: 2017", "year: 2018"))

    assert codes(run_checks(submission, last)) == []


def test_prior__of_another_variant_of_its_edition(tmp_path: Path) -> None:
    gazette = ("        gazette: {value: 10}\n", "")
    submission = base("statistics-2017", tmp_path)
    (tmp_path / "prior").mkdir()
    last = base(
        "statistics-2017", tmp_path / "prior", ("year: 2017", "year: 2016\nvariant: no-gazette"), gazette
    )

    assert last.edition.variant == "no-gazette"
    assert run_checks(submission, last).findings == ()


def test_prior__on_an_edition_that_names_the_row_as_its_own_before(tmp_path: Path) -> None:
    """An added edition renames a row; `was` tells where it stood."""
    text = (editions.SHIPPED / "ogi-2021.yaml").read_text(encoding="utf-8")
    text = text.replace("edition: ogi-2021", "edition: renamed").replace("first: 2021", "first: 2090", 1)
    text = text.replace(
        "{id: carried_out, label", "{id: left_over, was: [ogi-2021/requests/carried_out], label"
    )
    text = text.replace("outcome.total, carried_out]", "outcome.total, left_over]")
    text = text.replace("right: [prior/carried_out]", "right: [prior/left_over]")
    text = text.replace("carried_out: requests.carried_out.", "carried_out: requests.left_over.")
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "renamed.yaml").write_text(text, encoding="utf-8")
    editions.use_folders((tmp_path / "forms",))
    last = base("department-2024", tmp_path)

    submission = base(
        "department-2024",
        tmp_path,
        ("edition: ogi-2021", "edition: renamed"),
        ("year: 2024", "year: 2090"),
        ("    carried_out:", "    left_over:"),
    )

    finding = next(each for each in run_checks(submission, last).findings if each.code == "GR502")
    assert finding.relation == "requests.carried"
    assert (finding.first.left, finding.first.right) == (2, 1)


@pytest.mark.parametrize(
    "change",
    [
        ("narrative:", "annex: {title: 附表, tables: [reviews, reviews]}\nnarrative:"),
    ],
    ids=["twice in the annex"],
)
def test_table__printed_twice_is_not_passed_over(change: tuple[str, str], tmp_path: Path) -> None:
    """Two copies of a statutory table have the same ids in HTML and are counted twice by readers."""
    try:
        outcome = run_checks(base("department-2024", tmp_path, change))
    except SubmissionError:
        return

    assert outcome.findings != ()


def test_file__that_cannot_be_read_is_an_outcome_with_an_error(tmp_path: Path) -> None:
    path = tmp_path / "report.yaml"
    path.write_text("format: 1\nyaer: 2024\n", encoding="utf-8")

    outcome = check_file(path)

    assert outcome.error is not None
    assert outcome.error.startswith(f"{path} 第")
    assert (outcome.submission, outcome.findings, outcome.not_checked) == (None, (), ())
    assert (outcome.verdict, EXIT_CODES[outcome.verdict]) == ("unreadable", 2)


def test_file__that_can_be_read_is_checked() -> None:
    outcome = check_file(BROKEN)

    assert outcome.error is None
    assert outcome.file == str(BROKEN)
    assert outcome.verdict == "blocked"


def as_json(*outcomes: Outcome) -> Any:
    """Return the report as a reader of the JSON text has it."""
    return json.loads(json.dumps(run_as_json(outcomes), allow_nan=False))


def test_json__of_a_run(tmp_path: Path) -> None:
    run = as_json(run_checks(base("department-2024", tmp_path)), check_file(BROKEN))

    assert list(run) == RUN
    assert (run["format"], run["verdict"], run["rules_off"]) == (1, "blocked", [])
    assert [unit["verdict"] for unit in run["units"]] == ["clean", "blocked"]


def test_json__of_an_empty_run_is_clean() -> None:
    assert as_json() == {"format": 1, "verdict": "clean", "rules_off": [], "units": []}


@pytest.mark.parametrize("name", sorted(path.stem for path in BASES.glob("*.yaml")))
def test_json__of_a_unit(name: str, tmp_path: Path) -> None:
    submission = base(name, tmp_path, ("level: county}", "level: county, code: 11330206}"))

    (unit,) = as_json(run_checks(submission))["units"]

    assert list(unit) == UNIT
    assert unit["file"] == submission.file
    assert (unit["agency"], unit["code"]) == (submission.agency.name, "11330206")
    assert (unit["year"], unit["edition"]) == (submission.year, submission.edition.id)
    assert unit["counts"] == {"must": 0, "should": 0, "hint": 0}
    assert all(list(gap) == ["code", "why"] for gap in unit["skipped"])
    assert (unit["not_checked"], unit["findings"]) == ([], [])


def test_json__of_a_unit_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "report.yaml"
    path.write_text("[]", encoding="utf-8")

    run = as_json(check_file(path))

    (unit,) = run["units"]
    assert run["verdict"] == "unreadable"
    assert sorted(unit) == sorted([*UNIT, "error"])
    assert unit["error"].startswith(str(path))
    assert [unit[key] for key in ("agency", "code", "year", "edition")] == [None] * 4
    assert unit["counts"] == {"must": 0, "should": 0, "hint": 0}


def test_json__of_a_unit_that_was_not_checked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(footing, "check", raising)

    run = as_json(run_checks(base("department-2024", tmp_path)), check_file(BROKEN))

    assert run["verdict"] == "incomplete"
    assert run["units"][0]["not_checked"] == [{"code": "GR301", "why": "ZeroDivisionError: 一年只有十二个月"}]


def test_json__of_findings() -> None:
    (unit,) = as_json(check_file(BROKEN))["units"]

    for finding in unit["findings"]:
        assert [key for key in finding if key != "instances"] == FINDING
        for place in [*finding["cells"], *(each for group in finding.get("instances", []) for each in group)]:
            assert list(place) == PLACE


def test_json__instances_only_where_there_are_several() -> None:
    outcome = check_file(BROKEN)
    (unit,) = as_json(outcome)["units"]

    several = [len(finding.instances) > 1 for finding in outcome.findings]

    assert {True, False} == set(several)
    assert ["instances" in finding for finding in unit["findings"]] == several
    for finding in unit["findings"]:
        if "instances" in finding:
            assert finding["instances"][0] == finding["cells"]
            assert len(finding["instances"]) > 1


def test_json__a_finding_in_full(tmp_path: Path) -> None:
    submission = base(
        "department-2024", tmp_path, ("natural_person: 12, business: 3", "natural_person: 12, business: 4")
    )

    (finding,) = as_json(run_checks(submission))["units"][0]["findings"]

    lines = Path(submission.file).read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if "business: 4" in text)
    assert finding | {"message": "", "advice": "", "instances": [], "suspects": []} == {
        "id": "requests.balance@requests/received/business",
        "code": "GR302",
        "relation": "requests.balance",
        "severity": "must",
        "state": "open",
        "message": "",
        "advice": "",
        "cells": finding["cells"],
        "instances": [],
        "left": 5,
        "right": 4,
        "difference": 1,
        "suspects": [],
        "basis": "printed",
        "cite": "表头（原文）",
    }
    assert finding["cells"][0] == {
        "path": "requests/received/business",
        "sheet": None,
        "cell": None,
        "line": line,
        "row": "一、本年新收政府信息公开申请数量",
        "column": "商业企业",
    }


@pytest.mark.parametrize(
    ("amount", "number"),
    [
        ("{value: 350740.5, unit: 元}", 350740.5),
        ("{value: 350740.0, unit: 元}", 350740),
        ("{value: 0.1, unit: 万元}", 0.1),
    ],
)
def test_json__amounts_are_numbers(amount: str, number: float, tmp_path: Path) -> None:
    typed = "{items: 5, amount: {value: 350740.5, unit: 元}}"
    submission = base("department-2020", tmp_path, (typed, f"{{items: 0, amount: {amount}}}"))

    (finding,) = as_json(run_checks(submission))["units"][0]["findings"]

    assert (finding["code"], finding["left"], finding["right"]) == ("GR304", 0, number)
    assert finding["difference"] == -number
    assert isinstance(finding["right"], type(number))


def test_json__a_finding_without_sides_has_nulls(tmp_path: Path) -> None:
    submission = base(
        "department-2024", tmp_path, ("coercion: {decisions: 0}", "coercion: {decisions: null}")
    )

    (finding,) = as_json(run_checks(submission))["units"][0]["findings"]

    assert (finding["left"], finding["right"], finding["difference"], finding["relation"]) == (None,) * 4


def test_json__counts_are_of_open_findings(tmp_path: Path) -> None:
    blank = ("coercion: {decisions: 0}", "coercion: {decisions: null}")
    (finding,) = run_checks(base("department-2024", tmp_path, blank)).findings
    words = "{" + f"finding: {finding.id}, values: '{finding.values}', text: 经核对台账为空白" + "}"
    answer = f"explanations: [{words}]\nnarrative:"

    explained = run_checks(base("department-2024", tmp_path, blank, ("narrative:", answer)))

    (unit,) = as_json(explained)["units"]
    assert unit["counts"] == {"must": 0, "should": 0, "hint": 0}
    assert [each["state"] for each in unit["findings"]] == ["explained"]


def test_json__lists_the_worst_unit_as_the_verdict_of_the_run(tmp_path: Path) -> None:
    clean = run_checks(base("department-2024", tmp_path))
    unreadable = check_file(tmp_path / "none.yaml")

    assert as_json(clean, unreadable)["verdict"] == "unreadable"
    assert as_json(check_file(BROKEN), clean)["verdict"] == "blocked"
