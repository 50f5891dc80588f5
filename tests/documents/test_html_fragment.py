"""The fragment: the report for the editor of a website, which takes out what it does not know."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from govreport_writer.documents.appearance import Appearance
from govreport_writer.documents.html.page import render_fragment, render_html
from govreport_writer.documents.view import AnnexView, DocumentView, SectionView, build_view
from govreport_writer.narrative import parse
from govreport_writer.profile import load_profile
from govreport_writer.submission_reading import read_submission

SAMPLES = Path(__file__).resolve().parents[2] / "sample_inputs"
NAMES = sorted(folder.name for folder in SAMPLES.iterdir() if folder.is_dir())


def view_of(name: str, *, draft: bool = False) -> DocumentView:
    return build_view(read_submission(SAMPLES / name / "report.yaml"), draft=draft)


def said(page: str) -> tuple[str, Sequence[Sequence[str]]]:
    """All the text that a reader sees, and the cells of the tables."""
    body = html.document_fromstring(page).find("body")
    for unseen in body.xpath("//*[@data-govreport]"):
        unseen.drop_tree()
    tables = [
        ["".join(cell.itertext()) for cell in table.xpath(".//th | .//td")] for table in body.xpath("//table")
    ]
    return "".join("".join(body.itertext()).split()), tables


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("draft", [False, True], ids=["final", "draft"])
def test_fragment__says_what_the_page_says(name: str, draft: bool) -> None:
    view = view_of(name, draft=draft)

    assert said(render_fragment(view)) == said(render_html(view))


def test_fragment__says_what_the_page_says_with_an_annex_and_every_kind_of_block() -> None:
    view = view_of("county-audit-2024")
    text = "### （一）甲\n\n1. 一\n2. 二\n\n**着重** *楷体* [链接](https://www.example.org/)\n\n|甲|乙|\n|-|-|\n|1|2|"
    annex = AnnexView("附件", "附件：申请情况", "申请情况", view.tables[:1])
    view = replace(view, sections=(SectionView(None, "一、甲", parse(text)),), annex=annex)

    assert said(render_fragment(view)) == said(render_html(view))
    assert "附件：申请情况" in said(render_fragment(view))[0]


@pytest.mark.parametrize("name", NAMES)
def test_fragment__needs_nothing_but_itself(name: str) -> None:
    fragment = render_fragment(view_of(name))
    tree = html.document_fromstring(fragment)

    assert not re.search(
        r"<(!doctype|html|head|body|style|script|link|meta|h1|iframe|object)\b", fragment, re.IGNORECASE
    )
    assert not tree.xpath("//@class")
    assert all(source.startswith("data:") for source in tree.xpath("//@src"))
    assert "url(" not in fragment
    assert len(html.fragments_fromstring(fragment)) == 1


@pytest.mark.parametrize("name", NAMES)
def test_ids__are_prefixed_and_every_value_names_its_headers(name: str) -> None:
    view = view_of(name)
    tree = html.document_fromstring(render_fragment(view))
    ids = tree.xpath("//@id")

    assert len(ids) == len(set(ids))
    assert all(each.startswith(f"y{view.year}-t") for each in ids)
    assert {each for named in tree.xpath("//@headers") for each in named.split()} <= set(
        tree.xpath("//th/@id")
    )


def test_stripped_fragment__still_has_lines_and_the_same_figures() -> None:
    """What an editor leaves that knows neither styles nor ids."""
    fragment = render_fragment(view_of("county-audit-2024"))
    stripped = re.sub(r' (style|id|headers|role|tabindex|aria-label|data-[a-z]+)="[^"]*"', "", fragment)

    assert said(stripped) == said(fragment)
    assert set(html.document_fromstring(stripped).xpath("//table/@border")) == {"1"}


def test_blank__is_hidden_from_the_eye_by_a_style_of_its_own() -> None:
    submission = read_submission(SAMPLES / "county-audit-2024/report.yaml")
    blank = next(ref for ref in submission.values if str(ref) == "requests/received/business")
    view = build_view(replace(submission, values={**submission.values, blank: None}))
    (unseen,) = html.document_fromstring(render_fragment(view)).xpath("//*[@data-govreport='unseen']")

    assert unseen.text == "未填"
    assert "position:absolute" in unseen.get("style")
    assert "overflow:hidden" in unseen.get("style")


def test_draft__says_so_in_a_line_that_is_no_text_of_the_report() -> None:
    (line,) = html.document_fromstring(render_fragment(view_of("county-audit-2024", draft=True))).xpath(
        "//*[@data-govreport='stamp']"
    )

    assert line.text == "草稿"
    assert 'data-govreport="stamp"' not in render_fragment(view_of("county-audit-2024"))


def test_hostile_text__is_printed_as_typed() -> None:
    text = "<script>alert(1)</script> <img src=x onerror=alert(1)> {{ 7*7 }} \"'"
    section = SectionView("overview", "一、<b>", parse(text))
    tree = html.document_fromstring(
        render_fragment(replace(view_of("county-audit-2024"), sections=(section,)))
    )

    assert tree.xpath("string(//h2/following-sibling::p[1])") == text
    assert not tree.xpath("//script | //img | //b")


def test_faces__are_the_profiles() -> None:
    look = Appearance(profile=load_profile("xinchuang"))
    tree = html.document_fromstring(render_fragment(view_of("county-audit-2024"), look))

    assert "font-family:'方正黑体_GBK'" in tree.xpath("string(//h2/@style)")


def test_fragment__is_the_same_each_time() -> None:
    view = view_of("ningbo-2019")

    assert render_fragment(view) == render_fragment(view)
