"""The text that is compared has nothing in it that differs by itself from unit to unit."""

from __future__ import annotations

import pytest
from made_up_units import audit, unit

from govreport_writer.across.bare import MARK, bare, place_of

AGENCY = unit("青溪县审计局", short_names=("县审计局",)).agency
EDITION = audit().edition


def test_figures__are_one_mark_however_they_are_written() -> None:
    texts = ("共收到12件", "共收到1,203件", "共收到{{ requests.received.total }}件", "共收到１２ 件")

    assert {bare(text, AGENCY, EDITION).text for text in texts} == {"共收到0件"}


def test_names_of_the_organ_and_its_place__are_one_mark() -> None:
    texts = (
        "青溪县审计局组织培训",
        "县审计局组织培训",
        "我局组织培训",
        "本机关组织培训",
        "青溪县组织培训",
        "全县组织培训",
    )

    assert {bare(text, AGENCY, EDITION).text for text in texts} == {f"{MARK}组织培训"}


def test_blanks_marks_and_documents__are_left_out() -> None:
    assert bare("## 依据《条例》， “公开”\n\n| 是 | 常态 |", AGENCY, EDITION).text == "依据公开是常态"


def test_titles_of_the_form__are_left_out() -> None:
    text = "报告由总体情况、主动公开政府信息情况、存在的主要问题及改进情况等组成，反映总体情况。"

    assert bare(text, AGENCY, EDITION).text == "报告由等组成反映"


def test_quote__is_what_was_typed() -> None:
    text = bare("一是 《条例》学得不够；\n县审计局共收到{{ a.b }}件。", AGENCY, EDITION)

    assert text.quote(text.text.index("不"), 6) == "不够；县审计局共收到"
    assert text.quote(text.text.index("不"), 3) == "不够"
    assert text.quote(len(text.text) - 1, 9) == "件"


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("青溪县审计局", "青溪县"),
        ("宁波市北仑区人民政府办公室", "宁波市北仑区"),
        ("青溪县市场监督管理局", "青溪县"),
        ("青溪县城市管理局", "青溪县"),
        ("青溪县文澜街道办事处", "青溪县文澜街道"),
        ("省财政厅", ""),
        ("国家税务总局", ""),
    ],
)
def test_place__is_what_the_name_begins_with(name: str, place: str) -> None:
    assert place_of(unit(name).agency) == place


@pytest.mark.parametrize(
    "text", ["", "，。！", "\ue000\ue001", "𠮷" * 50, "{{" * 5000, "《" * 5000, "1" * 90_000]
)
def test_any_text__comes_through(text: str) -> None:
    found = bare(text, AGENCY, EDITION)

    assert len(found.text) <= len(text)
    assert found.text == "" or found.quote(0, 5)
