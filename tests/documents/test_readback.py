"""Finished documents say what was filed: every cell, every word."""

from __future__ import annotations

from pathlib import Path

import pytest
from documents.edited import AUDIT, SAMPLES, audit, changed, found_in, made, shown

from govreport_writer.documents.appearance import Appearance
from govreport_writer.documents.charts.of_report import charts
from govreport_writer.documents.readback.reading import differences, expected, read_back
from govreport_writer.documents.render import render
from govreport_writer.documents.view import build_view
from govreport_writer.submission_reading import read_submission
from govreport_writer.vocabulary import FORMATS, PdfEngine, PdfStandard

REPORTS = sorted(SAMPLES.glob("*/*.yaml"))
KINDS: list[tuple[str, PdfEngine]] = [(form, "typst") for form in FORMATS] + [("pdf", "weasyprint")]
WITH_TEXT = [kind for kind in KINDS if kind[0] not in ("csv", "jsonld")]
STANDARDS: list[PdfStandard] = ["ua-1", "a-2a", "a-3a"]
NATURAL = "requests/received/natural_person"


def name(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}"


@pytest.mark.parametrize("path", REPORTS, ids=name)
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("draft", [False, True], ids=["final", "draft"])
def test_document__says_what_was_filed(path: Path, form: str, draft: bool) -> None:
    submission = read_submission(path)
    document = render(submission, (form,), draft=draft)[form]

    assert differences(build_view(submission, draft=draft), read_back(document, form)) == []


@pytest.mark.slow
@pytest.mark.parametrize("path", REPORTS, ids=name)
def test_weasyprint__says_what_was_filed(path: Path) -> None:
    submission = read_submission(path)

    document = made(submission, "pdf", "weasyprint")

    assert differences(build_view(submission), read_back(document, "pdf")) == []


@pytest.mark.slow
@pytest.mark.parametrize("standard", STANDARDS)
@pytest.mark.parametrize("engine", ["typst", "weasyprint"])
@pytest.mark.parametrize("path", [path for path in REPORTS if path.stem == "report"], ids=name)
def test_pdf_of_each_standard__says_what_was_filed(
    path: Path, engine: PdfEngine, standard: PdfStandard
) -> None:
    submission = read_submission(path)
    look = Appearance(pdf_engine=engine, pdf_standard=standard)

    found = read_back(render(submission, ("pdf",), draft=True, appearance=look)["pdf"], "pdf")

    assert differences(build_view(submission), found) == []
    assert (found.copy is not None) == (standard == "a-3a")


@pytest.mark.parametrize(("form", "engine"), KINDS)
def test_charts__are_content_with_their_tables(form: str, engine: PdfEngine) -> None:
    submission = read_submission(AUDIT)
    drawings = charts(submission, [read_submission(AUDIT.parent / "prior.yaml")])
    look = Appearance(pdf_engine=engine)

    document = render(submission, (form,), appearance=look, charts=drawings)[form]
    found = read_back(document, form)

    assert differences(build_view(submission, charts=drawings), found) == []
    without = differences(build_view(submission), found)
    assert bool(without) == (form not in ("csv", "jsonld"))


@pytest.mark.parametrize("path", REPORTS, ids=name)
def test_view__carries_every_filed_figure(path: Path) -> None:
    submission = read_submission(path)
    cells = {
        cell.ref: cell.text
        for table in build_view(submission).tables
        for cell in table.grid.cells
        if cell.ref
    }

    assert cells == {ref: "" if value is None else str(value) for ref, value in submission.values.items()}


@pytest.mark.parametrize(("form", "engine"), KINDS)
def test_planted_wrong_digit__is_found(form: str, engine: PdfEngine, tmp_path: Path) -> None:
    wrong = changed(tmp_path, ("natural_person: 21", "natural_person: 27"))

    found = found_in(made(wrong, form, engine), form)

    (digit,) = [each for each in found if each.kind == "cell" and each.path == NATURAL]
    assert (digit.wanted, digit.found) == ("21", "27")
    assert "一、本年新收政府信息公开申请数量" in digit.label
    assert digit.label.endswith("自然人")
    assert NATURAL in str(digit)


@pytest.mark.parametrize(("form", "engine"), KINDS)
def test_swapped_figures__are_both_found(form: str, engine: PdfEngine, tmp_path: Path) -> None:
    wrong = changed(tmp_path, ("natural_person: 21, business: 5", "natural_person: 5, business: 21"))

    cells = [each for each in found_in(made(wrong, form, engine), form) if each.kind == "cell"]

    assert shown(cells) == [("cell", "21", "5"), ("cell", "5", "21")]


@pytest.mark.parametrize(("form", "engine"), KINDS)
def test_emptied_cell__is_found(form: str, engine: PdfEngine, tmp_path: Path) -> None:
    wrong = changed(tmp_path, ("natural_person: 21", "natural_person: null"))

    found = found_in(made(wrong, form, engine), form)

    assert ("cell", "21", "") in shown(found)


@pytest.mark.parametrize(("form", "engine"), KINDS)
def test_zero_for_a_blank__is_found(form: str, engine: PdfEngine, tmp_path: Path) -> None:
    filed = build_view(changed(tmp_path, ("natural_person: 21", "natural_person: null")))
    wrong = changed(tmp_path, ("natural_person: 21", "natural_person: 0"))

    found = differences(filed, read_back(made(wrong, form, engine), form))

    assert ("cell", "", "0") in shown(found)


@pytest.mark.parametrize(("form", "engine"), WITH_TEXT)
def test_planted_wrong_word__is_found(form: str, engine: PdfEngine, tmp_path: Path) -> None:
    wrong = changed(tmp_path, ("公开政府信息126条", "公开政府信息162条"))

    found = [each for each in found_in(made(wrong, form, engine), form) if each.kind != "copy"]

    assert [each.kind for each in found] == ["paragraph"]
    assert "126" in str(found[0])
    assert "162" in str(found[0])


@pytest.mark.parametrize(("form", "engine"), WITH_TEXT)
def test_deleted_paragraph__is_one_difference(form: str, engine: PdfEngine, tmp_path: Path) -> None:
    sentence = "除上述情况外，没有其他需要报告的事项。"
    wrong = changed(tmp_path, (sentence, ""))

    found = [each for each in found_in(made(wrong, form, engine), form) if each.kind != "copy"]

    assert len(found) == 1
    assert sentence in (found[0].wanted or "")


@pytest.mark.parametrize(("form", "engine"), KINDS)
def test_blank_cells__shift_no_number(form: str, engine: PdfEngine, tmp_path: Path) -> None:
    """A blank between numbers stays a blank in its own column."""
    text = AUDIT.read_text(encoding="utf-8")
    path = tmp_path / "report.yaml"
    path.write_text(
        text.replace("research: 1", "research: null").replace("other: 0", "other: null"), encoding="utf-8"
    )
    submission = read_submission(path)

    document = made(submission, form, engine)

    assert None in submission.values.values()
    assert differences(build_view(submission), read_back(document, form)) == []


def test_expected__holds_the_tables_of_text_and_form_in_order() -> None:
    assert [max(cell.row for cell in table) + 1 for table in expected(audit()).tables] == [7, 14, 28, 4]
