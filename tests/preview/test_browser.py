"""The page of the preview as its readers have it: saved files, marks, explanations, keys, narrow windows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from browser import chromium, shown, violations
from openpyxl import load_workbook
from playwright.sync_api import Browser, expect
from preview.opened import Opened, address, opened, saved, served_at
from preview.serving import BLANK, BROKEN, CLEAN, PRIOR, WORKBOOK, Site, served, with_blank

from govreport_writer import messages
from govreport_writer.documents.readback.reading import differences, read_back
from govreport_writer.documents.view import build_view
from govreport_writer.pipeline import check_file
from govreport_writer.submission_reading import read_submission

pytestmark = pytest.mark.slow

TEMPLATES = Path(__file__).resolve().parents[2] / "templates/preview"
HEAVIEST = 150 * 1024
RECEIVED, CARRIED_IN = "requests/received/natural_person", "requests/carried_in/natural_person"
RECEIVED_LABEL = "一、本年新收政府信息公开申请数量　自然人"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LETTERS = """all => all.map(each =>
  [each.dataset.cell, each.dataset.letter, getComputedStyle(each).outlineStyle])"""
GLIDES = """each => getComputedStyle(each).scrollBehavior"""
HELD = """([name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name));
  return data;
}"""
REASON = "该格对应的事项本年度没有发生，台账中没有记录。"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def broken() -> Iterator[Site]:
    with served(BROKEN) as site:
        yield site


@pytest.fixture(scope="module")
def compared() -> Iterator[Site]:
    with served(WORKBOOK, prior=PRIOR) as site:
        yield site


def test_page__shows_verdict_counts_and_report(browser: Browser, compared: Site) -> None:
    with opened(browser, compared) as it:
        it.says("可发布")
        expect(it.page).to_have_title("可发布　青溪县审计局 2024年")
        expect(it.page.locator("#facts")).to_contain_text("对照 2023年（prior.yaml）")
        expect(it.page.locator("#freshness")).to_contain_text("与文件一致")
        expect(it.page.locator("#no-findings")).to_have_text("没有发现问题。")
        expect(it.report.locator("h1")).to_contain_text("青溪县审计局")
        assert it.page.locator("html").get_attribute("lang") == "zh-CN"


def test_page__is_light(browser: Browser, compared: Site) -> None:
    page = compared.get("/").data
    files = [path for path in TEMPLATES.iterdir() if path.suffix in (".css", ".js")]

    assert len(page) + sum(path.stat().st_size for path in files) <= HEAVIEST


def test_saved_mistake__appears_at_its_cell_and_goes_when_mended(browser: Browser, tmp_path: Path) -> None:
    path = saved(tmp_path / "report.xlsx")
    with served(path) as site, opened(browser, site) as it:
        it.says("可发布")

        saved(path, D6=22)
        it.says("需修改")
        expect(it.head("收到与办理不平衡")).to_contain_text("三、申请!D6 D7 D29 D30")
        expect(it.cell(RECEIVED)).to_have_attribute("data-tint", "must")
        expect(it.page.locator("#spoken")).to_contain_text("结论：需修改")

        saved(path)
        it.says("可发布")
        expect(it.heads).to_have_count(0)
        expect(it.report.locator("[data-tint]")).to_have_count(0)


def test_finding__lights_up_both_sides_in_two_marks(browser: Browser, tmp_path: Path) -> None:
    path = saved(tmp_path / "report.xlsx", D6=22)
    with served(path) as site, opened(browser, site) as it:
        it.head("收到与办理不平衡").click()

        letters = it.report.locator("[data-letter]").evaluate_all(LETTERS)
        assert [each for each in letters if each[0] == RECEIVED] == [[RECEIVED, "左", "solid"]]
        assert sorted(each[1:] for each in letters) == [["右", "dashed"]] * 2 + [["左", "solid"]] * 2
        expect(it.cell(RECEIVED)).to_have_attribute("data-should-be", "22→21")
        expect(it.cell(RECEIVED)).to_be_in_viewport()
        expect(it.page.locator(".finding.is-chosen .sides")).to_have_text(
            re.compile("左 24.*右 23.*相差 \\+1")
        )


def test_cell__leads_to_its_findings_one_after_the_other(browser: Browser, tmp_path: Path) -> None:
    path = saved(tmp_path / "report.xlsx", D6=22)
    with served(path) as site, opened(browser, site) as it:
        chosen = it.page.locator(".finding.is-chosen .heading")
        it.cell(RECEIVED).click()
        expect(chosen).to_have_text("合计与各项之和不一致")
        it.cell(RECEIVED).click()
        expect(chosen).to_have_text("收到与办理不平衡")


def test_second_place_of_a_finding__is_shown_when_it_is_chosen(browser: Browser, broken: Site) -> None:
    with opened(browser, broken) as it:
        it.head("收到与办理不平衡").click()
        it.page.locator(".instance:visible", has_text="“总计”列").click()

        expect(it.cell("requests/received/total")).to_have_attribute("data-letter", "左")
        expect(it.cell(RECEIVED)).not_to_have_attribute("data-letter", "左")
        expect(it.page.locator(".instance:visible", has_text="“总计”列")).to_have_attribute(
            "aria-pressed", "true"
        )


def test_filter__leaves_one_severity(browser: Browser, tmp_path: Path) -> None:
    path = saved(tmp_path / "report.xlsx", D6=22, F12=None)
    with served(path) as site, opened(browser, site) as it:
        expect(it.heads).to_have_count(3)
        it.page.get_by_role("button", name="核实 1").click()
        expect(it.heads).to_have_count(1)
        it.page.get_by_role("button", name="提示 0").click()
        expect(it.page.locator("#no-findings")).to_have_text("没有这一类问题。")
        it.page.get_by_role("button", name="全部 3").click()
        expect(it.heads).to_have_count(3)


def test_last_years_figure__is_shown_to_mouse_and_keyboard(browser: Browser, compared: Site) -> None:
    with opened(browser, compared) as it:
        tip = it.report.locator("#preview-tip")
        it.cell(RECEIVED).hover()
        expect(tip).to_have_text("上年 17")
        it.cell(CARRIED_IN).focus()
        expect(tip).to_have_text("上年 1")
        expect(it.cell(CARRIED_IN)).to_have_attribute("aria-describedby", "preview-tip")
        it.page.keyboard.press("Escape")
        expect(tip).to_be_hidden()


def test_new_generation__keeps_scroll_focus_and_draft(browser: Browser, tmp_path: Path) -> None:
    path = saved(tmp_path / "report.xlsx", F12=None)
    with served(path) as site, opened(browser, site) as it:
        it.head("有未填的单元格").click()
        words = it.page.locator(".answer textarea")
        words.fill(REASON)
        words.evaluate("each => each.setSelectionRange(3, 5)")
        it.in_report("page => page.defaultView.scrollTo({top: 700, behavior: 'instant'})")

        saved(path, F12=None, D6=22)
        it.says("需修改")
        expect(words).to_have_value(REASON)
        expect(words).to_be_focused()
        assert words.evaluate("each => [each.selectionStart, each.selectionEnd]") == [3, 5]
        assert it.in_report("page => page.defaultView.scrollY") == 700
        assert it.in_report("page => [...page.querySelectorAll('col')].some(each => each.style.width)")


def test_new_generation__keeps_the_focused_cell(browser: Browser, tmp_path: Path) -> None:
    path = saved(tmp_path / "report.xlsx", D6=22)
    with served(path) as site, opened(browser, site) as it:
        it.cell(CARRIED_IN).focus()
        saved(path, D6=23)
        expect(it.cell(RECEIVED)).to_have_text("23")

        expect(it.cell(CARRIED_IN)).to_be_focused()


def test_explanation__is_written_beside_the_file_and_counts(browser: Browser, tmp_path: Path) -> None:
    path = with_blank(tmp_path)
    with served(path) as site, opened(browser, site) as it:
        it.says("需说明")
        it.head("有未填的单元格").click()
        it.page.get_by_role("button", name="保存说明").click()
        words = it.page.locator(".answer textarea")
        expect(it.page.locator(".answer .error")).to_have_text("请先写明情况。")
        expect(words).to_have_attribute("aria-invalid", "true")
        expect(words).to_be_focused()

        words.fill(REASON)
        it.page.get_by_label("说明人（可不填）").fill("王某")
        it.page.get_by_role("button", name="保存说明").click()
        it.says("可发布")
        expect(it.page.locator(".finding")).to_contain_text("已说明")

    [finding] = [each for each in check_file(path).findings if each.id == BLANK]
    assert (finding.state, finding.explanation) == ("explained", REASON)
    assert "王某" in (tmp_path / "report.explanations.yaml").read_text(encoding="utf-8")


def test_lapsed_explanation__is_what_a_new_one_begins_with(browser: Browser, tmp_path: Path) -> None:
    path = with_blank(tmp_path)
    lapsed = f"- finding: {BLANK}\n  values: 别的数\n  text: {REASON}\n"
    (tmp_path / "report.explanations.yaml").write_text(lapsed, encoding="utf-8")
    with served(path) as site, opened(browser, site) as it:
        expect(it.head("有未填的单元格")).to_contain_text("说明已失效")
        it.head("有未填的单元格").click()

        expect(it.page.locator(".answer textarea")).to_have_value(REASON)


def test_explanation__of_values_that_have_changed_is_refused_and_kept(
    browser: Browser, tmp_path: Path
) -> None:
    path = with_blank(tmp_path)
    with served(path) as site, opened(browser, site, refused=True) as it:
        it.head("有未填的单元格").click()
        it.page.locator(".answer textarea").fill(REASON)
        it.page.route(
            "**/api/explanations", lambda route: route.fulfill(status=409, json={"problem": "数值已变"})
        )
        it.page.get_by_role("button", name="保存说明").click()

        expect(it.page.locator(".answer .error")).to_have_text("数值已变")
        expect(it.page.locator(".answer textarea")).to_have_value(REASON)


def test_downloads__say_what_was_filed(browser: Browser, compared: Site) -> None:
    view = build_view(read_submission(WORKBOOK))
    with opened(browser, compared) as it:
        for kind in ("docx", "pdf", "html"):
            name, data = downloaded(it, kind)
            assert name == f"2024_青溪县审计局_政府信息公开工作年度报告.{kind}"
            assert differences(view, read_back(data, kind)) == []


def test_downloads__of_the_rest_can_be_read(browser: Browser, compared: Site) -> None:
    with opened(browser, compared) as it:
        assert "新收政府信息公开申请" in downloaded(it, "fragment")[1].decode()
        assert "校验报告" in downloaded(it, "report")[1].decode()
        assert "三、申请" in load_workbook(BytesIO(downloaded(it, "annotated")[1])).sheetnames


def downloaded(it: Opened, kind: str) -> tuple[str, bytes]:
    with it.page.expect_download() as download:
        it.page.locator(f'[data-key="download:{kind}"]').click()
    return download.value.suggested_filename, download.value.path().read_bytes()


def test_download__that_fails_says_why(browser: Browser, compared: Site) -> None:
    with opened(browser, compared, refused=True) as it:
        it.page.route(
            "**/api/download/pdf", lambda route: route.fulfill(status=409, json={"problem": "缺字"})
        )
        it.page.locator('[data-key="download:pdf"]').click()

        expect(it.page.get_by_role("alert").filter(has_text="缺字")).to_be_visible()


def test_print_view__shows_every_page_with_its_number(browser: Browser, broken: Site) -> None:
    count = broken.get("/api/pages").json["count"]
    with opened(browser, broken) as it:
        panel = it.view("print")

        expect(panel.locator("img")).to_have_count(count)
        expect(panel.locator(".print-count")).to_have_text(f"共{count}页，每页带“草稿”字样")
        expect(panel.locator("img").first).to_have_attribute("alt", f"第1页 / 共{count}页")
        expect(panel.locator("img").last).to_have_attribute("loading", "lazy")
        expect(panel.locator("img").first).to_have_js_property("complete", True)
        assert panel.locator("img").first.evaluate("each => each.naturalWidth") in (1190, 1191)


def test_differences__lead_to_their_cells_and_mark_text_by_lines(browser: Browser, compared: Site) -> None:
    with opened(browser, compared) as it:
        panel = it.view("differences")
        expect(panel.locator("ins").first).to_have_css("text-decoration-line", "underline")
        expect(panel.locator("del").first).to_have_css("text-decoration-line", "line-through")
        expect(panel.locator("tr", has_text=RECEIVED_LABEL)).to_have_text(re.compile("17\\s*21\\s*\\+4"))
        panel.get_by_role("button", name=RECEIVED_LABEL).click()

        expect(it.cell(RECEIVED)).to_be_in_viewport()


def test_data_view__keeps_its_head_in_sight(browser: Browser, compared: Site) -> None:
    with opened(browser, compared) as it:
        panel = it.view("data")
        panel.evaluate("each => each.scrollTo(0, 2000)")

        expect(panel.locator("thead th").first).to_be_in_viewport()
        assert panel.locator("tbody tr").count() == len(compared.get("/api/data").json["rows"])


def test_dropped_file__is_shown_and_a_bad_one_says_why(browser: Browser) -> None:
    with served(None) as site, opened(browser, site, refused=True) as it:
        expect(it.page.locator("#verdict")).to_have_text("尚未选择文件")
        expect(it.page.locator("#drop-hint")).to_contain_text("不保存")
        dropped(it, "说明.txt", "不是填报文件")
        expect(it.page.locator("#drop-error")).to_contain_text("说明.txt")

        dropped(it, BROKEN.name, BROKEN.read_text(encoding="utf-8"))
        it.says("需修改")
        expect(it.report.locator("h1")).to_contain_text("青溪县自然资源和规划局")
        it.head("收到与办理不平衡").click()
        expect(it.page.locator(".answer")).to_have_count(0)

        it.page.locator('[data-key="view:drop"]').click()
        it.page.set_input_files("#file", CLEAN)
        it.says("可发布")


def dropped(it: Opened, name: str, text: str) -> None:
    """Drop a file as a hand does."""
    transfer = it.page.evaluate_handle(HELD, [name, text])
    it.page.dispatch_event("#zone", "dragover", {"dataTransfer": transfer})
    it.page.dispatch_event("#zone", "drop", {"dataTransfer": transfer})


def test_keyboard__does_everything(browser: Browser, tmp_path: Path) -> None:
    path = saved(tmp_path / "report.xlsx", D6=22, F12=None)
    with served(path) as site, opened(browser, site) as it:
        press = it.page.keyboard.press
        press("Tab")
        press("Tab")
        expect(it.page.get_by_text("跳到问题列表")).to_be_focused()
        press("Enter")
        assert "token=" in it.page.url
        while not it.page.evaluate("document.activeElement.matches('.head')"):
            press("Tab")
        expect(it.heads.nth(0)).to_be_focused()
        press("ArrowDown")
        press("j")
        expect(it.heads.nth(2)).to_be_focused()
        expect(it.heads.nth(2)).to_have_attribute("aria-expanded", "true")
        press("k")
        expect(it.heads.nth(1)).to_have_attribute("aria-expanded", "true")
        press("Escape")
        expect(it.page.locator(".finding.is-chosen")).to_have_count(0)
        press("Home")
        press("Enter")
        while not it.page.evaluate("document.activeElement.matches('textarea')"):
            press("Tab")
        it.page.keyboard.type("jk，本格没有发生数。")
        expect(it.page.locator(".answer textarea")).to_have_value("jk，本格没有发生数。")


def test_keyboard__goes_from_cell_to_cell_and_to_the_finding(browser: Browser, tmp_path: Path) -> None:
    path = saved(tmp_path / "report.xlsx", D6=22)
    with served(path) as site, opened(browser, site) as it:
        stops = it.report.locator('[data-says][tabindex="0"]')
        expect(stops).to_have_count(1)
        stops.focus()
        expect(it.cell(RECEIVED)).to_be_focused()
        it.page.keyboard.press("ArrowDown")
        expect(it.cell(CARRIED_IN)).to_be_focused()
        it.page.keyboard.press("ArrowUp")
        it.page.keyboard.press("ArrowRight")
        expect(it.cell("requests/received/business")).to_be_focused()
        expect(it.cell("requests/carried_out/business")).not_to_have_attribute("tabindex", re.compile(".*"))
        it.page.keyboard.press("Enter")
        expect(it.head("合计与各项之和不一致")).to_be_focused()


@pytest.mark.parametrize(("width", "names"), [(320, ("page", "differences")), (1280, ("print", "data"))])
def test_views__break_no_rule_of_accessibility(
    width: int, names: tuple[str, ...], browser: Browser, compared: Site
) -> None:
    with opened(browser, compared, width=width, height=640) as it:
        for name in names:
            it.view(name)
            assert it.rules_broken() == []


def test_views__never_scroll_sideways(browser: Browser, compared: Site) -> None:
    with opened(browser, compared, width=320, height=640) as it:
        for name in ("page", "print", "differences", "data"):
            it.view(name)
            assert it.page.evaluate(SIDEWAYS) == 0


@pytest.mark.parametrize("width", [320, 1280])
def test_findings__break_no_rule_of_accessibility(width: int, browser: Browser, tmp_path: Path) -> None:
    path = saved(tmp_path / "report.xlsx", D6=22, F12=None)
    with served(path) as site, opened(browser, site, width=width, height=640) as it:
        if width < 900:
            it.page.locator("#drawer").click()
        it.page.locator(".keys summary").click()
        for index in (0, 2):
            it.heads.nth(index).click()
            assert it.rules_broken() == []
        assert it.page.evaluate(SIDEWAYS) == 0


def test_marked_report__breaks_no_rule_of_accessibility(browser: Browser, broken: Site) -> None:
    """The frame runs no script, so its marked document is looked at outside."""
    with opened(browser, broken) as it:
        it.head("收到与办理不平衡").click()
        it.cell(RECEIVED).hover()
        expect(it.report.locator("#preview-tip")).to_be_visible()
        marked = it.in_report("page => page.documentElement.outerHTML")

    with shown(browser, marked) as page:
        assert violations(page) == []


def test_drop_view__breaks_no_rule_of_accessibility(browser: Browser) -> None:
    with served(None) as site, opened(browser, site, width=320, height=640) as it:
        assert it.rules_broken() == []
        assert it.page.evaluate(SIDEWAYS) == 0
        it.page.locator("#file").focus()
        with it.page.expect_file_chooser():
            it.page.keyboard.press("Space")


def test_phone__has_the_findings_in_a_drawer(browser: Browser, tmp_path: Path) -> None:
    path = saved(tmp_path / "report.xlsx", D6=22)
    with served(path) as site, opened(browser, site, width=320, height=640) as it:
        expect(it.heads).to_have_count(0)
        drawer = it.page.locator("#drawer")
        expect(drawer).to_have_text("问题 2")
        drawer.click()
        expect(it.heads).to_have_count(2)
        it.head("收到与办理不平衡").click()
        expect(it.cell(RECEIVED)).to_be_in_viewport()
        drawer.click()
        expect(it.heads).to_have_count(0)

        it.cell(RECEIVED).click()
        expect(drawer).to_have_attribute("aria-expanded", "true")
        it.page.get_by_role("button", name="下载").click()
        expect(it.page.locator('[data-key="download:docx"]')).to_be_visible()


def test_forced_colours__leave_the_marks_apart(browser: Browser, tmp_path: Path) -> None:
    path = saved(tmp_path / "report.xlsx", D6=22)
    with served(path) as site, opened(browser, site, forced_colors="active") as it:
        it.head("收到与办理不平衡").click()
        expect(it.cell(RECEIVED)).to_have_css("outline-style", "solid")
        expect(it.cell("requests/carried_out/natural_person")).to_have_css("outline-style", "dashed")
        letter = "getComputedStyle(each, '::before').content"
        assert it.cell(RECEIVED).evaluate(f"each => {letter}") == '"左"'
        assert it.rules_broken() == []


def test_reduced_motion__lets_nothing_glide(browser: Browser, tmp_path: Path) -> None:
    path = saved(tmp_path / "report.xlsx", D6=22)
    with served(path) as site, opened(browser, site, reduced_motion="reduce") as it:
        it.page.evaluate(
            "() => { window.ways = []; document.getElementById('report').contentWindow.Element.prototype"
            ".scrollIntoView = function (how) { window.ways.push(how.behavior); }; }"
        )
        it.head("收到与办理不平衡").click()

        assert it.page.evaluate("window.ways") == ["instant"]
        assert it.page.locator(".findings-body").evaluate(GLIDES) == "auto"


def test_half_written_file__leaves_the_last_page_and_says_so(browser: Browser, tmp_path: Path) -> None:
    path = saved(tmp_path / "report.xlsx", D6=22)
    with served(path) as site, opened(browser, site) as it:
        path.write_bytes(WORKBOOK.read_bytes()[:3000])
        expect(it.page.locator("#freshness")).to_have_text("不是最新")
        expect(it.page.locator(".notice")).to_contain_text("仍是上一次的内容")
        it.says("需修改（之前）")
        expect(it.cell(RECEIVED)).to_have_text("22")

        saved(path)
        it.says("可发布")
        expect(it.page.locator(".notice")).to_have_count(0)
        expect(it.page.locator("#freshness")).to_contain_text("与文件一致")


def test_file_that_was_never_readable__says_why_and_appears_when_mended(
    browser: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "report.xlsx"
    path.write_bytes(b"PK")
    with served(path) as site, opened(browser, site) as it:
        it.says("无法读取")
        expect(it.page.locator("#no-report")).to_contain_text("report.xlsx")

        saved(path)
        it.says("可发布")
        expect(it.report.locator("h1")).to_contain_text("青溪县审计局")


def test_restarted_program__is_found_again_and_its_new_address_lets_explain(
    browser: Browser, tmp_path: Path
) -> None:
    path = with_blank(tmp_path)
    with served(path) as site:
        port = site.server.port
        before = opened(browser, site, refused=True)
        it = before.__enter__()
        it.head("有未填的单元格").click()
        it.page.locator(".answer textarea").fill(REASON)
    expect(it.page.locator(".notice")).to_contain_text("断开")
    it.says("需说明（之前）")

    with served_at(path, port) as again:
        expect(it.page.locator(".notice")).to_have_count(0)
        it.says("需说明")
        expect(it.page.locator(".answer textarea")).to_have_value(REASON)
        it.page.get_by_role("button", name="保存说明").click()
        expect(it.page.locator(".answer .error")).to_contain_text("请打开程序最近一次给出的完整网址")

        it.page.goto(address(again))  # only what follows # is another: the page stays
        it.page.get_by_role("button", name="保存说明").click()
        it.says("可发布")
        before.__exit__(None, None, None)


def test_link_in_the_report__leads_nowhere(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "report.yaml"
    linked = "    [别处](https://elsewhere.example/) 本报告根据"
    text = CLEAN.read_text(encoding="utf-8").replace("    本报告根据", linked, 1)
    path.write_text(text, encoding="utf-8")
    with served(path) as site, opened(browser, site) as it:
        it.report.get_by_role("link", name="别处").click()

        assert it.in_report("page => page.location.pathname") == "/api/report"
        expect(it.report.locator("h1")).to_contain_text("青溪县审计局")


def test_page__speaks_english(browser: Browser, tmp_path: Path) -> None:
    messages.use_language("en")
    path = saved(tmp_path / "report.xlsx", D6=22)
    with served(path) as site, opened(browser, site) as it:
        assert it.page.locator("html").get_attribute("lang") == "en"
        expect(it.page.get_by_role("button", name="Web page")).to_be_visible()
        it.heads.last.click()
        expect(it.page.locator(".finding.is-chosen .sides")).to_contain_text("difference +1")
        assert it.rules_broken() == []
