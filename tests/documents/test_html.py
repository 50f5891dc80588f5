"""The page: self-contained, accessible tables, agency text as text."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from govreport_writer.documents.html import render_html
from govreport_writer.documents.view import DocumentView, SectionView, build_view
from govreport_writer.narrative import parse
from govreport_writer.submission_reading import read_submission

SAMPLES = Path(__file__).resolve().parents[2] / "sample_inputs"
NAMES = sorted(folder.name for folder in SAMPLES.iterdir() if folder.is_dir())


def view_of(name: str) -> DocumentView:
    return build_view(read_submission(SAMPLES / name / "report.yaml"))


def page_with(text: str) -> str:
    view = view_of("county-audit-2024")
    return render_html(replace(view, sections=(SectionView("一、总体情况", parse(text)),)))


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


def test_draft__is_stamped_and_final_is_not() -> None:
    submission = read_submission(SAMPLES / "county-audit-2024/report.yaml")

    assert 'class="stamp"' in render_html(build_view(submission, draft=True))
    assert 'class="stamp"' not in render_html(build_view(submission))


def test_page__is_the_same_each_time() -> None:
    assert render_html(view_of("beilun-2017")) == render_html(view_of("beilun-2017"))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["ningbo-2019", "county-audit-2024"])
def test_phone__page_never_scrolls_sideways(name: str, tmp_path: Path) -> None:
    """Chromium at 320 px, asked for the width of the document in a script of the test's own."""
    import shutil
    import subprocess

    chromium = shutil.which("chromium")
    assert chromium, "the Debian package chromium is missing"
    overflow = "root.scrollWidth - root.clientWidth"
    probe = f"<script>const root = document.documentElement; document.title = {overflow}</script></body>"
    frame = tmp_path / "frame.html"
    page = tmp_path / "page.html"
    page.write_text(render_html(view_of(name)).replace("</body>", probe), encoding="utf-8")
    frame.write_text(
        '<iframe src="page.html" width="320" height="600" style="border:0"></iframe>'
        "<script>onload = () => { document.body.dataset.width = frames[0].document.title }</script>",
        encoding="utf-8",
    )
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
    options += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    options += ["--allow-file-access-from-files", f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom"]
    result = subprocess.run(
        [chromium, *options, frame.as_uri()], capture_output=True, text=True, check=True, timeout=60
    )

    assert 'data-width="0"' in result.stdout
