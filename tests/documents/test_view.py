"""The view: what every format is drawn from."""

from __future__ import annotations

from pathlib import Path

import pytest

from govreport_writer.documents.view import DocumentView, StatutoryTable, build_view
from govreport_writer.errors import SubmissionError
from govreport_writer.narrative import Paragraph, plain
from govreport_writer.submission_reading import read_submission

HEAD = "format: 1\nyear: {year}\nagency: {{name: 某县人民政府, kind: {kind}, level: county}}\n"


def view_of(folder: Path, text: str, *, year: int = 2024, kind: str = "department") -> DocumentView:
    path = folder / "report.yaml"
    path.write_text(HEAD.format(year=year, kind=kind) + text, encoding="utf-8")
    return build_view(read_submission(path))


def test_title__is_name_and_year_by_default_and_as_given_else(tmp_path: Path) -> None:
    assert view_of(tmp_path, "").title == ("某县人民政府", "2024年政府信息公开工作年度报告")
    assert view_of(tmp_path, "title: [甲, 乙]\n").title == ("甲", "乙")


@pytest.mark.parametrize(
    ("kind", "signed"), [("department", True), ("government", False), ("township", True)]
)
def test_signature__by_default_all_but_governments_sign(tmp_path: Path, kind: str, signed: bool) -> None:
    view = view_of(tmp_path, "published: 2025-01-09\n", kind=kind)

    assert (view.signature is not None) == signed
    if view.signature:
        assert view.signature.date == "2025年1月9日"


def test_signature__as_given_for_a_government_too(tmp_path: Path) -> None:
    view = view_of(tmp_path, "signature: {name: 某县人民政府办公室, date: 2025-03-01}\n", kind="government")

    assert view.signature is not None
    assert (view.signature.name, view.signature.date) == ("某县人民政府办公室", "2025年3月1日")


def test_undated_report__has_no_date_and_no_signature(tmp_path: Path) -> None:
    view = view_of(tmp_path, "")

    assert view.date is None
    assert view.signature is None


def test_text__stands_around_its_table(tmp_path: Path) -> None:
    text = "narrative:\n  reviews: {before: 表前。, after: 表后。}\n"
    view = view_of(tmp_path, text + "tables: {reviews: {cases: {review: {upheld: 1}}}}\n")

    before, table, after = view.sections[3].blocks
    assert isinstance(before, Paragraph)
    assert isinstance(after, Paragraph)
    assert isinstance(table, StatutoryTable)
    assert (plain(before.runs), plain(after.runs)) == ("表前。", "表后。")


def test_captions__are_numbered_as_the_reader_meets_them(tmp_path: Path) -> None:
    captions = [table.caption for table in view_of(tmp_path, "").tables]

    assert [caption.split("\u3000")[0] for caption in captions] == ["表1", "表2", "表3"]


def test_contact__is_printed_after_the_preface_when_given(tmp_path: Path) -> None:
    view = view_of(
        tmp_path, 'contact: {phone: "0570-1234567", postcode: "324000"}\nnarrative: {preface: 引言。}\n'
    )

    texts = [plain(block.runs) for block in view.preface if isinstance(block, Paragraph)]
    assert texts == ["引言。", "对本报告有疑问的，请与某县人民政府联系（邮编：324000，电话：0570-1234567）。"]


def test_picture_that_cannot_be_used__leaves_its_description(tmp_path: Path) -> None:
    view = view_of(tmp_path, "narrative:\n  overview: 前![趋势图](none.png)后\n")

    assert [plain(block.runs) for block in view.sections[0].blocks if isinstance(block, Paragraph)] == [
        "前",
        "趋势图",
        "后",
    ]


@pytest.mark.parametrize(
    ("titles", "printed"),
    [
        (["概述", "公开", "其他"], ["一、概述", "二、公开", "三、其他"]),
        (["概述", "2、公开", "其他"], ["概述", "2、公开", "其他"]),
    ],
)
def test_list_of_sections__is_numbered_unless_a_title_brings_a_number(
    tmp_path: Path, titles: list[str], printed: list[str]
) -> None:
    text = "narrative:\n" + "".join(f"  - {{title: {title}, text: 甲}}\n" for title in titles)

    assert [section.title for section in view_of(tmp_path, text, year=2017).sections] == printed


def test_title_of_a_listed_section__may_look_figures_up(tmp_path: Path) -> None:
    text = "narrative:\n  - {title: '{{ reviews.cases.review.upheld }}件复议', text: 甲}\n"
    view = view_of(tmp_path, text + "tables: {reviews: {cases: {review: {upheld: 3}}}}\n")

    assert view.sections[0].title == "一、3件复议"


@pytest.mark.parametrize("own", ["title: 引言", "tables: [reviews]"])
def test_preface__with_a_title_or_tables_is_refused(tmp_path: Path, own: str) -> None:
    with pytest.raises(SubmissionError, match="preface"):
        view_of(tmp_path, f"narrative:\n  - {{id: preface, text: 甲, {own}}}\n")
