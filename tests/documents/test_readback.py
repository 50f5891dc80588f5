"""Finished documents say what was filed: every cell, every word."""

from __future__ import annotations

from pathlib import Path

import pytest

from govreport_writer.documents.readback import differences, expected, read_back
from govreport_writer.documents.render import render
from govreport_writer.documents.view import build_view
from govreport_writer.submission import Submission
from govreport_writer.submission_reading import read_submission

SAMPLES = Path(__file__).resolve().parents[2] / "sample_inputs"
REPORTS = sorted(SAMPLES.glob("*/*.yaml"))
FORMATS = ("html", "docx", "pdf")


def name(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}"


@pytest.mark.parametrize("path", REPORTS, ids=name)
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("draft", [False, True], ids=["final", "draft"])
def test_document__says_what_was_filed(path: Path, form: str, draft: bool) -> None:
    submission = read_submission(path)
    document = render(submission, (form,), draft=draft)[form]

    assert differences(build_view(submission, draft=draft), read_back(document, form)) == []


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


@pytest.mark.parametrize("form", FORMATS)
def test_planted_wrong_digit__is_found(form: str, tmp_path: Path) -> None:
    filed, wrong = two_submissions(tmp_path, "natural_person: 21", "natural_person: 27")
    document = render(wrong, (form,))[form]

    found = differences(build_view(filed), read_back(document, form))

    assert any("“21” 1×1" in line and "“27” 1×1" in line for line in found)


@pytest.mark.parametrize("form", FORMATS)
def test_planted_wrong_word__is_found(form: str, tmp_path: Path) -> None:
    filed, wrong = two_submissions(tmp_path, "公开政府信息126条", "公开政府信息162条")
    document = render(wrong, (form,))[form]

    found = differences(build_view(filed), read_back(document, form))

    assert len(found) == 1
    assert "126" in found[0]
    assert "162" in found[0]


@pytest.mark.parametrize("form", FORMATS)
def test_blank_cells__shift_no_number(form: str, tmp_path: Path) -> None:
    """A blank between numbers stays a blank in its own column."""
    text = (SAMPLES / "county-audit-2024/report.yaml").read_text(encoding="utf-8")
    path = tmp_path / "report.yaml"
    path.write_text(
        text.replace("research: 1", "research: null").replace("other: 0", "other: null"), encoding="utf-8"
    )
    submission = read_submission(path)
    document = render(submission, (form,), draft=True)[form]

    assert None in submission.values.values()
    assert differences(build_view(submission, draft=True), read_back(document, form)) == []


def test_expected__holds_the_tables_of_text_and_form_in_order() -> None:
    view = build_view(read_submission(SAMPLES / "county-audit-2024/report.yaml"))

    assert [max(cell.row for cell in table) + 1 for table in expected(view).tables] == [7, 14, 28, 4]


def two_submissions(folder: Path, old: str, new: str) -> tuple[Submission, Submission]:
    """The clean sample, and the same with one piece of its text changed."""
    path = SAMPLES / "county-audit-2024/report.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    changed = folder / "report.yaml"
    changed.write_text(text.replace(old, new, 1), encoding="utf-8")
    return read_submission(path), read_submission(changed)
