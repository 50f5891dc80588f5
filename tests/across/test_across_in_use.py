"""Findings across units are like others: in the handbook, to be switched off, placed in a workbook."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path

import pytest
from made_up_units import audit, prose, section, unit

from govreport_writer import messages
from govreport_writer.across import ACROSS, copied, foreign_names, outliers, sketch_of
from govreport_writer.explanations import BETWEEN_UNITS
from govreport_writer.findings import Finding
from govreport_writer.handbook.pages import pages
from govreport_writer.rollup import findings as rollup_findings
from govreport_writer.rules_off import findings_on, known_rules, read_rules_off
from govreport_writer.submission import Submission
from govreport_writer.submission_reading import read_submission

SAMPLES = Path(__file__).resolve().parents[2] / "sample_inputs"

CODES = [code for module in ACROSS for code in module.CODES]
LISTED = "rules: {off: [{rule: GR520, reason: 统一要求, date: 2025-01-17}]}"


def test_findings_between_units__are_those_that_a_check_of_one_unit_does_not_miss() -> None:
    between = {*CODES, *rollup_findings.CODES}

    assert {code for code in known_rules() if BETWEEN_UNITS.match(f"{code}@")} == between


def of_each_code() -> list[Finding]:
    """Return findings of every code, each with the fields of its message."""
    passage, figures = prose(7, 400), {"disclosure/penalty/decisions": 410}
    common = [unit(f"青溪县第{at}局", texts={"overview": prose(at) + passage}) for at in range(4)]
    template = [unit(f"白水县第{at}局", texts={"reviews": prose(77, 400) + prose(at)}) for at in range(9)]
    requests = {str(ref): at * 11 for at, ref in enumerate(audit().values) if ref.table == "requests"}
    alike = [unit(f"黑石市第{at}局", texts={"problems": prose(5)}, figures=requests) for at in range(2)]
    units = [sketch_of(each) for each in (*common, *template, *alike)]
    found = [
        each for all_ in copied([(str(at), each) for at, each in enumerate(units)]).values() for each in all_
    ]
    titled = unit("青溪县第一中学", title=("青溪县第二中学2024年度报告",))
    past = [unit(year=year, figures={"disclosure/penalty/decisions": 130}) for year in (2021, 2022, 2023)]
    return [*found, *foreign_names(titled, {"青溪县第二中学"}), *outliers(unit(figures=figures), past)]


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_finding__of_each_code_has_its_words(language: str) -> None:
    messages.use_language(language)
    found = {finding.code: finding for finding in of_each_code()}

    assert sorted(found) == sorted(CODES)
    assert all(each.heading and each.message and each.advice for each in found.values())
    assert not any("{" in each.message for each in found.values())


@pytest.mark.parametrize("code", CODES)
def test_code__stands_in_the_handbook(code: str) -> None:
    (page,) = pages(code)

    assert page.id == code
    assert page.facts


def test_code__may_be_switched_off(tmp_path: Path) -> None:
    listed = tmp_path / "off.yaml"
    listed.write_text(LISTED, encoding="utf-8")
    found = of_each_code()

    assert set(CODES) <= set(known_rules())
    left = {each.code for each in findings_on(found, read_rules_off(listed))}
    assert left == set(CODES) - {"GR520"}


def test_sketch__is_small_and_travels() -> None:
    long = unit(texts={key: prose(at, 900) for at, key in enumerate(("overview", "problems", "others"))})
    data = pickle.dumps(sketch_of(long))

    assert len(data) < 3100
    assert pickle.loads(data) == sketch_of(long)


def test_finding_in_a_workbook__names_sheet_and_cell() -> None:
    book = read_submission(SAMPLES / "county-audit-2024" / "report.xlsx")
    other = replace(
        book, raw=replace(book.raw, agency=audit().agency.model_copy(update={"name": "青溪县司法局"}))
    )
    found = copied([("a", sketch_of(book)), ("b", sketch_of(other))])
    (finding,) = [each for each in found["a"] if each.code == "GR520"]

    assert finding.in_workbook
    assert finding.first.cells[0].sheet
    assert finding.first.cells[0].cell
    assert finding.first.cells[0].line is None


def test_name_in_a_workbook__is_placed_in_it() -> None:
    book = read_submission(SAMPLES / "county-audit-2024" / "report.xlsx")
    named = _with_line(book, "我局（青溪县司法局）坚持公开。")
    (finding,) = foreign_names(named, {"青溪县司法局"})

    assert finding.in_workbook
    assert finding.first.cells[0].sheet


def _with_line(book: Submission, text: str) -> Submission:
    """Return a submission whose overview is one line, on the line where it began."""
    overview = next(each for each in book.raw.narrative if each.id == "overview")
    changed = replace(section("overview", text), lines=overview.lines)
    return replace(book, raw=replace(book.raw, narrative=(changed,)))


def test_text_of_an_agency__is_only_text() -> None:
    hostile = "<script>alert(1)</script>{{ 7 * 7 }}{name}%s" + prose(3)
    units = [(str(at), sketch_of(unit(f"{{x}}<b>{at}", texts={"problems": hostile}))) for at in range(2)]

    assert all("{x}<b>" in each.message for all_ in copied(units).values() for each in all_)
