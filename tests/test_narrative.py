"""Markdown as the report's text uses it; everything else is printed as typed."""

from __future__ import annotations

import pytest

from govreport_writer.narrative import (
    Block,
    Heading,
    Image,
    Listing,
    Paragraph,
    Run,
    Runs,
    TextTable,
    parse,
    plain,
)


def only(text: str) -> Block:
    (block,) = parse(text)
    return block


def paragraph(text: str) -> str:
    """Return the text of the one paragraph that a text is."""
    block = only(text)
    assert isinstance(block, Paragraph)
    return plain(block.runs)


def listing(text: str) -> tuple[tuple[str, str], ...]:
    """Return the markers and texts of the one list that a text is."""
    block = only(text)
    assert isinstance(block, Listing)
    return tuple(zip(block.markers, map(plain, block.items), strict=True))


def runs(text: str) -> Runs:
    block = only(text)
    assert isinstance(block, Paragraph)
    return block.runs


def test_text__empty_has_no_blocks() -> None:
    assert parse("") == ()
    assert parse(" \n\n\t\n") == ()


def test_text__paragraphs_are_parted_by_empty_lines() -> None:
    assert [plain(block.runs) for block in parse("甲。\n\n\n乙。\n") if isinstance(block, Paragraph)] == [
        "甲。",
        "乙。",
    ]


@pytest.mark.parametrize(
    ("marks", "level"), [("#", 2), ("##", 2), ("###", 2), ("####", 3), ("#####", 4), ("######", 4)]
)
def test_heading__levels_are_those_inside_a_section(marks: str, level: int) -> None:
    assert only(f"{marks} （一）主动公开") == Heading(level, (Run("（一）主动公开"),))


def test_heading__may_end_in_marks() -> None:
    assert only("### 主动公开 ###") == Heading(2, (Run("主动公开"),))


def test_heading__without_a_space_after_the_marks() -> None:
    assert only("###（一）主动公开") == Heading(2, (Run("（一）主动公开"),))


def test_heading__stands_between_paragraphs_without_empty_lines() -> None:
    assert [block.kind for block in parse("甲\n### 乙\n丙")] == ["paragraph", "heading", "paragraph"]


def test_heading__a_number_sign_in_a_line_is_text() -> None:
    assert paragraph("见 #3 和 C#") == "见 #3 和 C#"


@pytest.mark.parametrize("underline", ["---", "===", "***", "___", "- - -"])
def test_line__of_signs_is_text_and_no_heading(underline: str) -> None:
    blocks = parse(f"甲\n{underline}\n")

    assert not any(isinstance(block, Heading) for block in blocks)
    assert "甲" in "".join(plain(block.runs) for block in blocks if isinstance(block, Paragraph))


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("公开\n政府信息", "公开政府信息"),
        ("公开。\n政府", "公开。政府"),
        ("（一）\n（二）", "（一）（二）"),
        ("open\ngovernment", "open government"),
        ("open  \ngovernment", "open government"),
        ("COVID\n疫情", "COVID疫情"),
        ("共\n12件", "共12件"),
        ("12\n34", "12 34"),
        ("甲\n乙\nopen\ndata\n丙", "甲乙open data丙"),
        ("甲\n  乙", "甲乙"),
        ("甲\n\u3000\u3000乙", "甲乙"),
        ("“甲”\n乙——\n丙……\n丁", "“甲”乙——丙……丁"),
        ("𫖰\n𫖰", "𫖰𫖰"),
    ],
)
def test_lines__are_joined_with_a_space_between_latin_words_only(typed: str, printed: str) -> None:
    assert paragraph(typed) == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("**Open**\ngovernment", "Open government"),
        ("open\n**government**", "open government"),
        ("[open](https://example.org)\ngovernment", "open government"),
        ("**公开**\n政府", "公开政府"),
        ("公开\n**政府**", "公开政府"),
    ],
)
def test_lines__are_joined_alike_where_the_style_changes(typed: str, printed: str) -> None:
    assert paragraph(typed) == printed


def test_indent__of_two_ideographic_spaces_is_no_text() -> None:
    assert paragraph("\u3000\u3000全年公开。") == "全年公开。"


@pytest.mark.parametrize("indent", ["    ", "\t", "        "])
def test_indent__of_four_spaces_is_no_code(indent: str) -> None:
    assert paragraph(f"{indent}全年公开。") == "全年公开。"
    assert [block.kind for block in parse(f"甲\n\n{indent}乙")] == ["paragraph", "paragraph"]


def test_tab__inside_a_line_is_a_space() -> None:
    assert paragraph("甲\t乙") == "甲 乙"


NO_LISTS = ("1、甲", "一、甲", "（1）甲", "①甲", "1．甲", "1.5倍", "2024年", "-5件", "1.甲", "*甲", "+甲")


@pytest.mark.parametrize("text", NO_LISTS)
def test_paragraph__that_begins_like_a_list_of_chinese_text_stays_one(text: str) -> None:
    assert paragraph(text) == text


def test_paragraph__lines_numbered_in_chinese_are_kept_in_order() -> None:
    assert paragraph("1、甲；\n2、乙。") == "1、甲；2、乙。"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<b>甲</b>",
        "甲<br>乙",
        "<!-- 甲 -->",
        "<div>\n甲\n</div>".replace("\n", ""),
        "&lt;甲&gt;",
        "&amp;",
        "&#65;",
        "A & B < C > D",
        "`甲`",
        "```甲```",
        "> 甲",
        "~~甲~~",
        "www.example.org",
        "[甲]",
        "[甲][乙]",
        "[甲]: https://example.org",
        "“甲” 'a' \"b\"",
        "a_b_c",
        "5*3*2米",
        "长*宽*高",
        "$x$ ^2 | 甲",
        "{% 甲 %}",
        ":smile:",
        "---",
    ],
)
def test_text__everything_else_is_printed_as_typed(text: str) -> None:
    assert paragraph(text) == text


def test_text__a_backslash_takes_the_meaning_from_a_sign() -> None:
    assert paragraph("\\*甲\\* \\# \\[乙\\]") == "*甲* # [乙]"
    assert paragraph("C:\\甲\\乙") == "C:\\甲\\乙"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**甲**", (Run("甲", strong=True),)),
        ("*甲*", (Run("甲", emphasis=True),)),
        ("***甲***", (Run("甲", strong=True, emphasis=True),)),
        ("甲**乙**丙", (Run("甲"), Run("乙", strong=True), Run("丙"))),
        ("**一是公开。**二是服务。", (Run("一是公开。", strong=True), Run("二是服务。"))),
        ("说明**“重点”**内容", (Run("说明"), Run("“重点”", strong=True), Run("内容"))),
        ("**（一）**主动公开", (Run("（一）", strong=True), Run("主动公开"))),
        ("**甲**乙**丙**", (Run("甲", strong=True), Run("乙"), Run("丙", strong=True))),
    ],
)  # fmt: skip
def test_emphasis__is_read_beside_chinese(text: str, expected: Runs) -> None:
    assert runs(text) == expected


def test_emphasis__left_open_is_text() -> None:
    assert paragraph("**甲") == "**甲"
    assert paragraph("2 * 3 ** 4") == "2 * 3 ** 4"


def test_link__keeps_its_address() -> None:
    assert runs("见[专栏](https://example.org/?a=1&b=2)。") == (
        Run("见"),
        Run("专栏", url="https://example.org/?a=1&b=2"),
        Run("。"),
    )
    assert runs("<https://example.org>") == (Run("https://example.org", url="https://example.org"),)


def test_list__of_bullets() -> None:
    assert listing("- 甲\n- 乙") == (("•", "甲"), ("•", "乙"))
    assert listing("* 甲\n* 乙") == (("•", "甲"), ("•", "乙"))


def test_list__of_numbers_begins_where_it_was_begun() -> None:
    assert listing("1. 甲\n2. 乙") == (("1.", "甲"), ("2.", "乙"))
    assert listing("3. 甲\n4. 乙") == (("3.", "甲"), ("4.", "乙"))
    assert listing("0. 甲") == (("0.", "甲"),)


def test_list__numbers_are_printed_as_typed() -> None:
    assert listing("1) 甲\n2) 乙") == (("1)", "甲"), ("2)", "乙"))
    assert listing("1. 甲\n3. 乙") == (("1.", "甲"), ("3.", "乙"))


def test_list__after_a_paragraph_without_an_empty_line() -> None:
    assert [block.kind for block in parse("如下：\n- 甲\n- 乙")] == ["paragraph", "list"]


def test_list__items_over_several_lines() -> None:
    assert listing("- 公开\n  政府\n- open\n  data") == (("•", "公开政府"), ("•", "open data"))


def test_list__emphasis_in_items() -> None:
    block = only("- **甲**：乙")

    assert isinstance(block, Listing)
    assert block.items == ((Run("甲", strong=True), Run("：乙")),)


@pytest.mark.parametrize("text", ["- open\n  - data\n- new", "- open\n\n  data\n- new"])
def test_list__nothing_in_an_item_is_glued_together(text: str) -> None:
    lists = [block for block in parse(text) if isinstance(block, Listing)]
    words = " ".join(plain(item) for block in lists for item in block.items)

    assert "opendata" not in words


def test_table__rows_of_cells() -> None:
    block = only("| 类别 | 数量 |\n|---|--:|\n| 规章 | **3** |\n| 其他 |  |")

    assert block == TextTable(
        (
            ((Run("类别"),), (Run("数量"),)),
            ((Run("规章"),), (Run("3", strong=True),)),
            ((Run("其他"),), ()),
        )
    )


def test_table__every_row_has_as_many_cells_as_the_head() -> None:
    block = only("| 甲 | 乙 |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |")

    assert isinstance(block, TextTable)
    assert {len(row) for row in block.rows} == {2}


def test_table__lines_with_bars_alone_are_text() -> None:
    assert paragraph("甲 | 乙") == "甲 | 乙"


def test_image__stands_alone_between_the_text_around_it() -> None:
    assert parse("甲![趋势](图/a.png)乙") == (
        Paragraph((Run("甲"),)),
        Image("图/a.png", "趋势"),
        Paragraph((Run("乙"),)),
    )


def test_image__alone_leaves_no_empty_paragraph() -> None:
    assert parse("![趋势](a.png)") == (Image("a.png", "趋势"),)
    assert parse("![甲](a.png) ![乙](b.png)\n![丙](c.png)") == (
        Image("a.png", "甲"),
        Image("b.png", "乙"),
        Image("c.png", "丙"),
    )


@pytest.mark.parametrize(
    "text", ["- 见图\n\n  ![趋势](a.png)", "- ![趋势](a.png)", "[![趋势](a.png)](https://example.org)"]
)
def test_image__inside_another_block_is_not_lost(text: str) -> None:
    """A picture that was read must not turn into its description without a word."""
    assert Image("a.png", "趋势") in parse(text)


def test_image__name_is_kept_as_typed() -> None:
    assert only("![图](趋势%20图.png)") == Image("趋势%20图.png", "图")


@pytest.mark.parametrize("text", ["甲\n\n乙", "### 甲", "- 甲\n- 乙", "| 甲 |\n|--|\n| 乙 |", "![甲](a.png)"])
def test_parse__line_ends_at_the_end_change_nothing(text: str) -> None:
    assert parse(f"\n\n{text}\n\n") == parse(text)
