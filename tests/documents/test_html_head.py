"""The head of the page: the tags of government websites, and the profile as CSS."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from govreport_writer.documents.appearance import Appearance
from govreport_writer.documents.html.head import profile_css
from govreport_writer.documents.html.page import render_html
from govreport_writer.documents.view import build_view
from govreport_writer.errors import RenderError
from govreport_writer.profile import load_profile
from govreport_writer.submission_reading import read_submission

SAMPLES = Path(__file__).resolve().parents[2] / "sample_inputs"
VIEW = build_view(read_submission(SAMPLES / "county-audit-2024/report.yaml"))
TITLE = "青溪县审计局2024年政府信息公开工作年度报告"
REQUIRED = [("ArticleTitle", TITLE), ("PubDate", "2025-01-17 00:00"), ("ContentSource", "青溪县审计局")]


def looking(tmp_path: Path, profile: str) -> Appearance:
    file = tmp_path / "本县.yaml"
    file.write_text(f"profile: 本县\n{profile}", encoding="utf-8")
    return Appearance(profile=load_profile(str(file)))


def tags(page: str) -> list[tuple[str, str]]:
    found = html.document_fromstring(page).xpath("//head/meta[@name]")
    return [(tag.get("name"), tag.get("content")) for tag in found if tag.get("name") != "viewport"]


def test_tags__are_the_required_ones_when_a_profile_names_none() -> None:
    assert tags(render_html(VIEW)) == REQUIRED


def test_tags__leave_out_a_date_that_nobody_gave() -> None:
    assert tags(render_html(replace(VIEW, date=None))) == [REQUIRED[0], REQUIRED[2]]


def test_tags__say_what_the_profile_says_in_the_order_of_the_rule(tmp_path: Path) -> None:
    profile = """site: {Keywords: "公开,年报", SiteIDCode: "3302060001", SiteDomain: www.qingxi.example,
  SiteName: 青溪, ContentSource: 县审计局办公室, ColumnName: 年报, Url: "https://www.qingxi.example/a?b=1&c=2"}"""

    assert tags(render_html(VIEW, looking(tmp_path, profile))) == [
        ("SiteName", "青溪"),
        ("SiteDomain", "www.qingxi.example"),
        ("SiteIDCode", "3302060001"),
        ("ColumnName", "年报"),
        ("ColumnType", "信息公开年报"),
        *REQUIRED[:2],
        ("ContentSource", "县审计局办公室"),
        ("Keywords", "公开,年报"),
        ("Url", "https://www.qingxi.example/a?b=1&c=2"),
    ]


def test_column_type__is_the_websites_own_when_it_has_one(tmp_path: Path) -> None:
    found = dict(tags(render_html(VIEW, looking(tmp_path, "site: {ColumnType: 政府公报}"))))

    assert found["ColumnType"] == "政府公报"


def test_hostile_tag__is_only_a_text(tmp_path: Path) -> None:
    text = "\"><script>alert(1)</script>' {{ 7*7 }}"
    page = render_html(VIEW, looking(tmp_path, f"site: {{SiteName: '{text.replace(chr(39), chr(39) * 2)}'}}"))

    assert dict(tags(page))["SiteName"] == text
    assert not html.document_fromstring(page).xpath("//script")


def test_faces__of_the_profile_come_first() -> None:
    css = profile_css(load_profile("xinchuang"))

    assert "--face-hei: '方正黑体_GBK';" in css
    assert "--face-song: '方正书宋_GBK';" in css
    assert "--face-body: 'Report Latin', '方正仿宋_GBK';" in css


def test_faces__without_digits_of_their_own_are_the_bodys(tmp_path: Path) -> None:
    css = profile_css(looking(tmp_path, "digits: body").profile)

    assert "--face-body: '仿宋_GB2312';" in css


def test_face__cannot_end_its_string(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match=r"faces\.song"):
        looking(tmp_path, 'faces: {song: "宋\\n体 /* "}')


def test_pitch__is_the_profiles(tmp_path: Path) -> None:
    assert "--pitch: 28.0pt" in profile_css(looking(tmp_path, "pitch: 28").profile)


@pytest.mark.parametrize(
    ("profile", "wanted"),
    [
        (
            "{}",
            [
                '@page :right { @bottom-right { content: "— " counter(page) " —";',
                "@page :left { @bottom-left {",
            ],
        ),
        ("page_number: plain", ["@bottom-right { content: counter(page);"]),
        ("page_number_place: centre", ["@page :right { @bottom-center {", "@page :left { @bottom-center {"]),
    ],
)
def test_page_number__stands_where_the_profile_says(tmp_path: Path, profile: str, wanted: list[str]) -> None:
    css = profile_css(looking(tmp_path, "" if profile == "{}" else profile).profile)

    assert [text for text in wanted if text not in css] == []


def test_page_number__is_left_out_on_request(tmp_path: Path) -> None:
    assert "@page" not in profile_css(looking(tmp_path, "page_number: none").profile)


def test_page_for_another_engine__brings_no_styles() -> None:
    style = html.document_fromstring(render_html(VIEW, styled=False)).xpath("string(//style)")

    assert style.strip() == ""
