"""The page and the fragment in a real browser: narrow and wide, in forced colours, printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from browser import chromium, shown, violations
from pictures import png
from playwright.sync_api import Browser, Page

from govreport_writer.documents.charts.chart import Chart
from govreport_writer.documents.html.page import render_fragment, render_html
from govreport_writer.documents.view import AnnexView, DocumentView, Figure, SectionView, build_view
from govreport_writer.narrative import TextTable, parse
from govreport_writer.submission import Picture
from govreport_writer.submission_reading import read_submission

pytestmark = pytest.mark.slow

SAMPLES = Path(__file__).resolve().parents[2] / "sample_inputs"
NAMES = sorted(folder.name for folder in SAMPLES.iterdir() if folder.is_dir())
EVERYTHING = "everything"
WIDTHS = (320, 768, 1280)
HOST = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>网站</title>
<meta name="viewport" content="width=device-width">
<style>body { margin: 12px; font: 14px/1.5 sans-serif }</style></head>
<body><header><h1>青溪县人民政府</h1></header>
<main>%s</main></body></html>"""

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
OVERFULL_CELLS = """() => [...document.querySelectorAll('th, td')].filter(cell => {
  const inner = document.createRange(); inner.selectNodeContents(cell);
  const [text, box] = [inner.getBoundingClientRect(), cell.getBoundingClientRect()];
  return !cell.querySelector('[data-govreport=unseen]') && text.width
    && (text.left < box.left - .5 || text.right > box.right + .5 || text.bottom > box.bottom + .5);
}).map(cell => cell.id + ' ' + cell.textContent)"""
SMALL_TEXT = """() => [...document.querySelectorAll('main :is(p, li, h2, h3, h4, figcaption)')]
  .filter(each => !each.closest('table') && parseFloat(getComputedStyle(each).fontSize) < 16)
  .map(each => each.textContent)"""
OVERLAPPING = """() => {
  const boxes = [...document.querySelectorAll('main :is(p, li, h1, h2, h3, h4, table)')]
    .filter(each => !each.closest('table, svg') || each.tagName === 'TABLE')
    .filter(each => !each.matches('[data-govreport=unseen]'))
    .map(each => [each.textContent.slice(0, 20), each.getBoundingClientRect()]);
  return boxes.slice(1).filter(([, box], at) => box.top < boxes[at][1].bottom - 1).map(([text]) => text);
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@cache
def view_of(name: str) -> DocumentView:
    if name == EVERYTHING:
        return everything()
    return build_view(read_submission(SAMPLES / name / "report.yaml"))


def everything() -> DocumentView:
    """A draft with blanks, seven-digit figures, and a block of each kind."""
    submission = read_submission(SAMPLES / "county-audit-2024/report.yaml")
    values = {ref: None if at % 7 == 3 else 1234567 for at, ref in enumerate(submission.values)}
    view = build_view(replace(submission, values=values), draft=True)
    text = "### （一）标题\n\n#### 1.小标题\n\n1. 一\n2. 二\n\n**着重**、*楷体*、[链接](https://www.example.org/)"
    blocks = (*parse(text), chart(), Figure(Picture(png(40, 30), "image/png"), "一张图"))
    extra = SectionView(id=None, title="七、附加", blocks=blocks)
    *tables, last = view.tables
    sections = [SectionView(None, table.caption, (table,)) for table in tables]
    annex = AnnexView("附件", "附件：复议情况", "复议情况", (replace(last, caption=""),))
    return replace(view, sections=(*sections, extra), annex=annex)


def chart() -> Chart:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="156mm" height="60mm" viewBox="0 0 156 60" role="img"'
        ' aria-labelledby="t1 d1"><title id="t1">新收申请</title><desc id="d1">两年的件数</desc>'
        '<rect x="20" y="20" width="20" height="30" fill="#0072B2"/>'
        '<text x="30" y="18" font-size="4">30</text></svg>'
    )
    (table,) = parse("| 年度 | 件 |\n|---|---|\n| 2023 | 28 |\n| 2024 | 30 |")
    assert isinstance(table, TextTable)
    return Chart("图1　新收申请", "两年的件数", svg, 156, 60, table)


def page_of(name: str) -> str:
    return render_html(view_of(name))


def fragment_of(name: str) -> str:
    return HOST % render_fragment(view_of(name))


DOCUMENTS = {"page": page_of, "fragment": fragment_of}


@pytest.mark.parametrize("name", [*NAMES, EVERYTHING])
@pytest.mark.parametrize("form", DOCUMENTS)
def test_screen__shows_all_at_every_width(browser: Browser, form: str, name: str) -> None:
    with shown(browser, DOCUMENTS[form](name)) as page:
        for forced in ("none", "active"):
            page.emulate_media(forced_colors=forced)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                assert page.evaluate(SIDEWAYS) == 0, (width, forced)
                assert page.evaluate(OVERFULL_CELLS) == [], (width, forced)
                assert page.evaluate(SMALL_TEXT) == [], (width, forced)
                assert page.evaluate(OVERLAPPING) == [], (width, forced)


@pytest.mark.parametrize(
    ("name", "width"), [(EVERYTHING, 320), ("ningbo-2019", 1280), ("sifangtai-2017", 768)]
)
@pytest.mark.parametrize("form", DOCUMENTS)
def test_screen__breaks_no_rule_of_wcag(browser: Browser, form: str, name: str, width: int) -> None:
    with shown(browser, DOCUMENTS[form](name)) as page:
        page.set_viewport_size({"width": width, "height": 800})

        assert violations(page) == []


def test_forced_colours__break_no_rule_of_wcag(browser: Browser) -> None:
    with shown(browser, page_of(EVERYTHING)) as page:
        page.emulate_media(forced_colors="active", color_scheme="dark")

        assert violations(page) == []


def test_rules_of_wcag__are_seen_when_broken(browser: Browser) -> None:
    """The test of the tests: no description of a picture, pale text, a table wider than the screen."""
    spoilt = page_of("county-audit-2024").replace("color: #1a1a1a", "color: #bbb")
    spoilt = spoilt.replace("overflow-x: auto", "overflow-x: visible")
    with shown(browser, spoilt.replace("<h1>", '<img src="data:,"><h1>')) as page:
        page.set_viewport_size({"width": 320, "height": 800})
        found = {line.partition(":")[0] for line in violations(page)}

        assert {"image-alt", "color-contrast"} <= found
        assert page.evaluate(SIDEWAYS) > 0


def test_table__is_reached_and_scrolled_by_keyboard(browser: Browser) -> None:
    with shown(browser, page_of("county-audit-2024")) as page:
        page.set_viewport_size({"width": 320, "height": 800})
        region = page.get_by_role("region", name="收到和处理政府信息公开申请情况")
        region.focus()
        for _ in range(8):
            page.keyboard.press("ArrowRight")
        page.wait_for_function("region => region.scrollLeft > 0", arg=region.element_handle())

        assert region.evaluate("region => getComputedStyle(region).outlineStyle") == "solid"


@pytest.mark.parametrize("name", ["county-audit-2024", "beilun-2017", EVERYTHING])
def test_print__is_a4_with_every_whole_table_on_one_page(browser: Browser, name: str) -> None:
    with shown(browser, page_of(name)) as page:
        heads = first_and_last_of_whole_tables(page)
        printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    pages = ["".join(each.get_textpage().get_text_range().split()) for each in printed]

    assert {tuple(round(side * 25.4 / 72) for side in each.get_size()) for each in printed} == {(210, 297)}
    assert "—1—" in pages[0]
    for first, last in heads:
        assert any(first in text and last in text.partition(first)[2] for text in pages), first


def first_and_last_of_whole_tables(page: Page) -> list[tuple[str, str]]:
    """Return the caption and the last row's label of each table that may not be split."""
    script = """tables => tables.filter(table => table.caption).map(table => [
      table.caption.textContent, [...table.querySelectorAll('th')].at(-1).textContent])"""
    found = page.locator("table.whole").evaluate_all(script)
    return [("".join(first.split()), "".join(last.split())) for first, last in found]


def test_print__keeps_wide_figures_in_their_cells(browser: Browser) -> None:
    with shown(browser, page_of(EVERYTHING)) as page:
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 590, "height": 850})  # 156 mm, as wide as the text of a page

        assert page.evaluate(OVERFULL_CELLS) == []


def test_print__repeats_the_heads_of_a_long_table(browser: Browser) -> None:
    with shown(browser, page_of("beilun-2017")) as page:
        head = page.locator("table.statutory thead th").first.text_content()
        printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    pages = ["".join(each.get_textpage().get_text_range().split()) for each in printed]

    assert head
    assert sum("".join(head.split()) in text for text in pages) > 1


def test_draft__is_stamped_on_every_printed_page(browser: Browser) -> None:
    with shown(browser, page_of(EVERYTHING)) as page:
        printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))

    assert all({"草", "稿"} <= set(each.get_textpage().get_text_range()) for each in printed)
