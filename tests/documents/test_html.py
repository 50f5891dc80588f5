"""The page: self-contained, accessible tables, agency text as text."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from govreport_writer.documents.charts.chart import Chart
from govreport_writer.documents.html.page import render_html
from govreport_writer.documents.view import DocumentView, SectionView, build_view
from govreport_writer.narrative import TextTable, parse
from govreport_writer.submission_reading import read_submission

SAMPLES = Path(__file__).resolve().parents[2] / "sample_inputs"
NAMES = sorted(folder.name for folder in SAMPLES.iterdir() if folder.is_dir())


def view_of(name: str) -> DocumentView:
    return build_view(read_submission(SAMPLES / name / "report.yaml"))


def page_with(text: str) -> str:
    view = view_of("county-audit-2024")
    return render_html(replace(view, sections=(SectionView("overview", "一、总体情况", parse(text)),)))


@pytest.mark.parametrize("name", NAMES)
def test_page__asks_for_nothing_from_outside(name: str) -> None:
    page = html.document_fromstring(render_html(view_of(name)))

    assert not page.xpath("//script | //link | //iframe | //object | //embed")
    assert all(source.startswith("data:") for source in page.xpath("//@src"))
    assert not re.search(r"url\((?!data:)|@import", page.xpath("string(//style)"))


@pytest.mark.parametrize("name", NAMES)
def test_tables__every_value_names_its_headers(name: str) -> None:
    page = html.document_fromstring(render_html(view_of(name)))
    ids = page.xpath("//table//@id")
    headers = set(page.xpath("//table//th/@id"))
    values = page.xpath("//td[@data-cell]")

    assert len(ids) == len(set(ids))
    assert values
    for value in values:
        named = value.get("headers").split()
        assert len(named) >= 2 or "reviews/" in value.get("data-cell")
        assert set(named) <= headers
    assert all(scope in ("col", "colgroup", "row", "rowgroup") for scope in page.xpath("//table//th/@scope"))
    assert len(page.xpath("//th[@scope]")) == len(page.xpath("//th"))


def test_headings__one_h1_then_one_h2_a_section() -> None:
    page = html.document_fromstring(render_html(view_of("county-audit-2024")))

    assert len(page.xpath("//h1")) == 1
    assert [heading.text for heading in page.xpath("//h2")][:2] == [
        "一、总体情况",
        "二、主动公开政府信息情况",
    ]
    assert page.xpath("//html/@lang") == ["zh-CN"]


def test_blank__is_empty_for_the_eye_and_said_to_the_ear() -> None:
    page = html.document_fromstring(render_html(view_with_blank()))
    (cell,) = page.xpath("//td[@data-cell='requests/received/business']")

    assert cell.text is None
    assert cell.xpath("string(span[@class='unseen'])") == "未填"


def view_with_blank() -> DocumentView:
    submission = read_submission(SAMPLES / "county-audit-2024/report.yaml")
    blank = next(ref for ref in submission.values if str(ref) == "requests/received/business")
    return build_view(replace(submission, values={**submission.values, blank: None}))


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "A < B & C > D \"'",
        "{{ 7*7 }}",
        "{% raw %}",
        "]]>",
        "&lt;b&gt;",
    ],
)
def test_hostile_text__is_printed_as_typed(text: str) -> None:
    page = html.document_fromstring(page_with(text))

    assert page.xpath("string(//section/p)") == text
    assert not page.xpath("//script | //img | //b")


def test_link__leads_to_the_web_or_nowhere() -> None:
    page = html.document_fromstring(page_with("[a](javascript:alert) [b](https://www.example.org/)"))

    assert page.xpath("//section//a/@href") == ["#javascript:alert", "https://www.example.org/"]


def test_long_address__may_go_on_in_the_next_line_without_a_character_more() -> None:
    address = "https://www.qingxi.example/col/2025/index.html?a=<b>&c"
    page = html.document_fromstring(page_with(f"网址：{address}"))

    assert page.xpath("string(//section/p)") == f"网址：{address}"
    assert page.xpath("count(//section/p//wbr)") > 3
    assert not page.xpath("//b")


def test_draft__is_stamped_and_final_is_not() -> None:
    submission = read_submission(SAMPLES / "county-audit-2024/report.yaml")
    draft = html.document_fromstring(render_html(build_view(submission, draft=True)))
    final = html.document_fromstring(render_html(build_view(submission)))

    assert draft.xpath("//div[@class='stamp'][@aria-hidden='true']/@data-word") == ["草稿"]
    assert draft.xpath("string(//main/p[@data-govreport='stamp'])") == "草稿"
    assert not final.xpath("//*[@data-govreport='stamp']")


def test_page__stays_small() -> None:
    assert len(render_html(view_of("county-audit-2024")).encode()) < 70_000


@pytest.mark.parametrize("name", NAMES)
def test_ids__are_prefixed_by_year(name: str) -> None:
    view = view_of(name)
    page = html.document_fromstring(render_html(view))

    assert {element_id.partition("-")[0] for element_id in page.xpath("//@id")} == {f"y{view.year}"}


@pytest.mark.parametrize("name", NAMES)
def test_region__is_named_by_its_caption_and_reached_by_keyboard(name: str) -> None:
    page = html.document_fromstring(render_html(view_of(name)))
    captions = {each.get("id"): each.xpath("string()") for each in page.xpath("//caption")}

    for region in page.xpath("//*[@role='region']"):
        assert region.get("tabindex") == "0"
        assert captions[region.get("aria-labelledby")] if not region.get("aria-label") else True


def test_chart__is_a_figure_with_caption_drawing_and_table() -> None:
    (table,) = parse("| 年度 | 件 |\n|---|---|\n| 2024 | 30 |")
    assert isinstance(table, TextTable)
    drawing = '<svg role="img"><title>新收申请</title><rect width="3" height="4"/></svg>'
    chart = Chart("图1　新收申请", "一年的件数", drawing, 156, 60, table)
    section = SectionView(None, "附图", (chart,))
    page = html.document_fromstring(render_html(replace(view_of("county-audit-2024"), sections=(section,))))
    (figure,) = page.xpath("//figure")

    assert figure.xpath("string(figcaption)") == "图1　新收申请"
    assert figure.xpath("string(.//*[@data-govreport='chart']/svg/title)") == "新收申请"
    assert figure.xpath(".//table//td/text()") == ["2024", "30"]


def test_page__is_the_same_each_time() -> None:
    assert render_html(view_of("beilun-2017")) == render_html(view_of("beilun-2017"))
