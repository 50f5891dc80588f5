"""Text becomes Markdown that prints the same text: none of it is read as markup or as a look-up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from importers.published_values import found

from govreport_writer.importers import markdown_text
from govreport_writer.narrative import Heading, Listing, Paragraph, TextTable, parse, plain

HOSTILE = [
    "长*宽*高与**重点**",
    "[链接](http://a.cn)",
    "![图](a.png)",
    "<b>粗</b> <http://a.cn>",
    "# 不是标题",
    "1. 不是列表",
    "- 不是列表",
    "+ 不是列表",
    "| 不是 | 表 |",
    "---",
    "===",
    "> 引文",
    "`代码`",
    "\\*",
    "&lt;",
    "{{ requests.received.total }}",
    "{{",
    "}}",
    "~~删~~",
    "_下划线_",
    "1) 甲",
    "http://www.example.cn/a_b_c*d*",
    "a\\",
    "***",
    "####",
    "** 甲 **",
    "    缩进",
    "10. ",
    "*",
    "-",
    "+",
    "1.",
    "![](x)",
    "[甲]: http://a.cn",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_paragraph__prints_its_text(text: str) -> None:
    (written,) = markdown_text.paragraph(text)

    blocks = parse(written)
    assert [type(block) for block in blocks] == [Paragraph]
    assert plain(blocks[0].runs) == text.strip()  # type: ignore[union-attr]  # it is a paragraph
    assert "{{" not in written
    assert "}}" not in written


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("level", [2, 3, 4])
def test_heading__prints_its_text(text: str, level: int) -> None:
    (block,) = parse(markdown_text.heading(text, level))

    assert isinstance(block, (Heading, Paragraph))
    assert plain(block.runs) == text.strip()


@pytest.mark.parametrize("text", HOSTILE)
def test_cell__prints_its_text(text: str) -> None:
    written = markdown_text.table(found([["类别", "数量（条）"], [text, "5.5%"]]))

    if written is not None:
        (block,) = parse(written)
        assert isinstance(block, TextTable)
        assert [[plain(cell) for cell in row] for row in block.rows][1] == [" ".join(text.split()), "5.5%"]


def test_item__keeps_its_marker() -> None:
    (block,) = parse("\n".join(filter(None, map(markdown_text.item, ["3. 甲", "4. 乙*丙*"]))))

    assert isinstance(block, Listing)
    assert block.markers == ("3.", "4.")
    assert [plain(item) for item in block.items] == ["甲", "乙*丙*"]


@pytest.mark.parametrize("text", ["一是甲", "1.甲", "1、甲", "2024 年"])
def test_item__is_no_numbered_paragraph(text: str) -> None:
    assert markdown_text.item(text) is None


def test_long_paragraph__is_cut_as_no_submission_may_hold_it() -> None:
    pieces = markdown_text.paragraph("字" * 25_000)

    assert "".join(pieces) == "字" * 25_000
    assert max(map(len, pieces)) <= markdown_text.LONGEST


@given(
    st.text(alphabet="甲乙 *_`#-+.)(1[]!<>&|\\{}~=:/a", min_size=1, max_size=40).map(
        lambda text: " ".join(text.split())
    )
)
def test_any_text__prints_itself(text: str) -> None:
    for written in markdown_text.paragraph(text):
        assert "".join(plain(block.runs) for block in parse(written) if isinstance(block, Paragraph)) == text
