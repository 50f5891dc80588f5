"""The page and the workbook of what was collected."""

from __future__ import annotations

from io import BytesIO

import pytest
from browser import chromium, shown, violations
from collecting.offices import audit, collected, cut, hand_in, late, roster, wrong_sum
from lxml import html
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from govreport_writer import messages
from govreport_writer.collecting.as_json import collected_as_json
from govreport_writer.collecting.book import book_bytes
from govreport_writer.collecting.order import Collected
from govreport_writer.collecting.page import page_bytes
from govreport_writer.roster import Member

EVIL = '=1+1<script>alert("x")</script>'


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Collected:
    """A county with a unit in most states, two files of one, and a stranger."""
    folder = tmp_path_factory.mktemp("county")
    government = "某某县人民政府"
    members = roster(
        Member(government, kind="government"),
        Member(audit("红溪县"), parent=government, contact="李四 0570-555"),
        Member(audit("白溪县"), parent=government),
        Member(audit("黑溪县"), parent=government, vertical=True),
        Member(audit("蓝溪县"), parent=government),
        Member(EVIL, "+86", parent=government, contact="@x"),
    )
    hand_in(folder, "红溪县", wrong_sum)
    hand_in(folder, "白溪县", late)
    hand_in(folder, "黑溪县", cut)
    hand_in(folder, "蓝溪县")
    hand_in(folder, "蓝溪县", late, name="蓝溪县审计局/二.yaml")
    hand_in(folder, "紫溪县")
    return collected(folder, members)


def book_of(found: Collected) -> Workbook:
    return load_workbook(BytesIO(book_bytes(found)))


def rows_of(book: Workbook, name: str) -> list[tuple[object, ...]]:
    return list(book[name].iter_rows(values_only=True))


def test_page__has_every_unit_with_its_state_in_groups(county: Collected) -> None:
    page = html.fromstring(page_bytes(county).decode())

    rows = page.xpath("//tr[contains(@class, 'unit')]")
    assert [row.get("class").split()[1] for row in rows] == [
        each.state for group in county.groups for each in group.standings
    ]
    assert len(page.xpath("//section[starts-with(@class, 'group')]")) == 2
    assert page.xpath("//li[contains(@class, 'blocked')]/b/text()") == ["2"]


def test_page__links_to_slips_that_are_there(county: Collected) -> None:
    page = html.fromstring(page_bytes(county).decode())

    assert len(page.xpath("//a[starts-with(@href, 'slips/')]")) == 6


def test_page__has_no_script_and_what_units_typed_is_text(county: Collected) -> None:
    page = html.fromstring(page_bytes(county).decode())

    assert page.xpath("//script") == []
    assert EVIL in [row.text_content() for row in page.xpath("//tr/td[1]/span[1]")]


@pytest.mark.slow
def test_page__is_accessible_narrow_enough_and_filters_without_a_script(county: Collected) -> None:
    with chromium() as browser, shown(browser, page_bytes(county).decode()) as page:
        page.set_viewport_size({"width": 390, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.set_viewport_size({"width": 1280, "height": 800})
        assert violations(page) == []

        page.keyboard.press("Tab")
        page.locator("label[for=only-blocked]").click()

        seen = [row.is_visible() for row in page.locator("tr.unit").all()]
        assert seen == [each.state == "blocked" for group in county.groups for each in group.standings]


def test_workbook__has_its_sheets_with_filters_and_heads_in_view(county: Collected) -> None:
    book = book_of(county)

    assert book.sheetnames == ["情况表", "问题", "重复和名册外文件", "历史", "各轮报送", "统计"]
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref


def test_workbook__says_what_the_page_says(county: Collected) -> None:
    rows = rows_of(book_of(county), "情况表")

    states = {str(row[0]): row[1] for row in rows[1:]}
    assert states["红溪县审计局"] == "需修改"
    assert states["黑溪县审计局"] == "无法读取"
    assert states["某某县人民政府"] == "未报"


def test_workbook__holds_no_formula_and_guards_what_looks_like_one(county: Collected) -> None:
    book = book_of(county)

    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert f"'{EVIL}" in [cell.value for cell in cells]
    assert "'+86" in [cell.value for cell in cells]


def test_workbook__lists_findings_and_files_outside_the_roster(county: Collected) -> None:
    book = book_of(county)

    findings = rows_of(book, "问题")[1:]
    assert {row[0] for row in findings} == {"红溪县审计局", "白溪县审计局", "黑溪县审计局"}
    assert any("写法有误" in str(row[7]) for row in findings)
    others = rows_of(book, "重复和名册外文件")[1:]
    assert ["紫溪县审计局" in str(row) for row in others].count(True) == 1
    assert any("二.yaml" in str(row[0]) for row in others)


def test_workbook__adds_up_groups_and_keeps_history(county: Collected) -> None:
    book = book_of(county)

    counts = rows_of(book, "统计")
    assert [row[1] for row in counts[1:]] == [1, 5]
    assert len(rows_of(book, "历史")) == 1 + len(county.standings)
    assert [(row[0], row[1], row[3]) for row in rows_of(book, "各轮报送")[1:]] == [
        ("红溪县审计局", 1, "需修改"),
        ("白溪县审计局", 1, "需说明"),
        ("黑溪县审计局", 1, "无法读取"),
    ]


def test_json__names_every_unit_duplicate_and_stranger(county: Collected) -> None:
    found = collected_as_json(county)

    assert (found["format"], found["year"], found["today"]) == (1, 2024, "2025-01-20")
    assert [unit["unit"] for unit in found["units"]] == [each.member.name for each in county.standings]
    assert [each["unit"] for each in found["duplicates"]] == ["蓝溪县审计局"]
    assert [each["agency"] for each in found["strangers"]] == ["紫溪县审计局"]
    assert sum(found["counts"].values()) == 6


def test_english__is_spoken_everywhere_but_in_what_units_are_told(county: Collected) -> None:
    messages.use_language("en")

    page, book = page_bytes(county).decode(), book_of(county)

    assert "to correct" in page
    assert book.sheetnames[0] == "units"
