"""Rows of the text sheet print what the Markdown prints, and understand what a clerk types unmarked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import BLOCKS, NARRATIVES, TEXTS

from govreport_writer.narrative import Heading, Listing, Paragraph, TextTable, parse, plain
from govreport_writer.workbook.text_rows import MARKS, TextRow, to_rows, to_text

MARKDOWN = st.one_of(
    NARRATIVES,
    st.lists(st.one_of(st.sampled_from(BLOCKS), TEXTS), max_size=6).map("\n".join),
    st.lists(
        st.sampled_from([*BLOCKS, "", "  ", "\t", "#", "###", "### ", "### x #", "2. 乙"]), max_size=6
    ).map("\n".join),
    st.text("#-*+>|!1. （一）甲乙\n\t", max_size=30),
)
ROWS = st.lists(
    st.tuples(st.sampled_from(["", "as_is", *MARKS]), st.one_of(TEXTS, st.sampled_from(BLOCKS))), max_size=6
)


@given(text=MARKDOWN)
def test_text__prints_the_same_blocks_after_rows(text: str) -> None:
    assert parse(to_text(to_rows(text))) == parse(text)


@given(text=MARKDOWN)
def test_rows_of_a_text__are_the_same_when_written_again(text: str) -> None:
    rows = list(to_rows(text))

    assert list(to_rows(to_text(rows))) == rows


@given(rows=ROWS)
def test_rows_of_a_clerk__print_the_same_once_written_by_the_program(rows: list[TextRow]) -> None:
    text = to_text(rows)

    assert parse(to_text(to_rows(text))) == parse(text)


@given(rows=ROWS, more=ROWS)
def test_rows__print_one_below_the_other(rows: list[TextRow], more: list[TextRow]) -> None:
    text = to_text([*rows, *more])

    assert text == "\n\n".join(filter(None, (to_text(rows), to_text(more))))


@pytest.mark.parametrize(
    "line", ["（一）主动公开", "(二) 依申请公开", "（十二）监督保障", "  （三）政府信息管理  "]
)
def test_short_line_with_a_number__is_a_heading(line: str) -> None:
    (block,) = parse(to_text([("", line)]))

    assert isinstance(block, Heading)
    assert block.level == 2
    assert plain(block.runs) == line.strip()


@pytest.mark.parametrize(
    "line",
    [
        "（一）主动公开政府信息126条。",
        "（一）" + "很" * 40,
        "（一）",
        "一、总体情况",
        "1.不予公开",
        "（1）甲",
        "=1+1",
        "2024年，县审计局",
        "12",
    ],
)
def test_other_line__is_a_paragraph(line: str) -> None:
    (block,) = parse(to_text([("", line)]))

    assert isinstance(block, Paragraph)
    assert plain(block.runs) == line


def test_two_lines_in_one_cell__are_two_paragraphs() -> None:
    blocks = parse(to_text([("", "第一段\n第二段\n\n（一）标题\n第三段\n")]))

    assert [plain(block.runs) for block in blocks if isinstance(block, (Paragraph, Heading))] == [
        "第一段",
        "第二段",
        "（一）标题",
        "第三段",
    ]
    assert isinstance(blocks[2], Heading)


def test_list_in_one_cell__stays_one() -> None:
    (block,) = parse(to_text([("", "1. 甲\n2. 乙\n3. 丙")]))

    assert isinstance(block, Listing)
    assert block.markers == ("1.", "2.", "3.")


def test_table_in_one_cell__stays_one() -> None:
    (block,) = parse(to_text([("", "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |")]))

    assert isinstance(block, TextTable)
    assert len(block.rows) == 2


def test_paragraph_typed_with_two_ideographic_spaces__is_no_code() -> None:
    (block,) = parse(to_text([("", "　　本报告根据条例编制。")]))

    assert isinstance(block, Paragraph)
    assert plain(block.runs).strip() == "本报告根据条例编制。"


def test_rows_of_a_list_one_item_each__are_one_list() -> None:
    blocks = parse(to_text([("", "1. 甲"), ("", "2. 乙")]))

    assert [type(block) for block in blocks] == [Listing]


@pytest.mark.parametrize(("kind", "level"), [("heading2", 2), ("heading3", 3), ("heading4", 4)])
def test_marked_row__is_a_heading_of_its_level(kind: str, level: int) -> None:
    (block,) = parse(to_text([(kind, "总体\n 情况")]))  # type: ignore[list-item]

    assert isinstance(block, Heading)
    assert (block.level, plain(block.runs)) == (level, "总体 情况")


@pytest.mark.parametrize("kind", ["", *MARKS])
def test_empty_row__adds_nothing(kind: str) -> None:
    assert parse(to_text([("", "甲"), (kind, "  "), ("", "乙")])) == parse("甲\n\n乙")  # type: ignore[list-item]
