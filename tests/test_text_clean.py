"""Characters that nobody sees are taken out of typed text and named."""

from __future__ import annotations

import pytest

from govreport_writer.text_clean import cleaned


@pytest.mark.parametrize(
    "text",
    [
        "",
        "全年公开有序。",
        "第一行\n第二行",
        "甲\t乙",
        "甲\u3000乙\u00a0丙",
        "〔2021〕——“……”①㎡",
        "𫖰🎉",
        "é",
    ],
)
def test_cleaned__ordinary_text_is_left_alone(text: str) -> None:
    assert cleaned(text) == (text, ())


@pytest.mark.parametrize(
    "character",
    [
        "\u0000", "\u0007", "\u000b", "\u000c", "\u001f", "\u007f", "\u0085", "\u009f", "\u00ad", "\u200b",
        "\u200d", "\u200e", "\u200f", "\u2028", "\u2029", "\u202a", "\u202e", "\u2060", "\u2066", "\u2069",
        "\ufeff", "\ufffc", "\uffff", "\ud83d",
    ],
)  # fmt: skip
def test_cleaned__invisible_characters_are_taken_out(character: str) -> None:
    assert cleaned(f"甲{character}乙") == ("甲乙", (f"U+{ord(character):04X}",))


def test_cleaned__each_character_is_named_once_in_order_of_appearance() -> None:
    assert cleaned("\u200b甲\u000b乙\u200b\u000b") == ("甲乙", ("U+200B", "U+000B"))


def test_cleaned__line_ends_of_windows_are_line_ends() -> None:
    assert cleaned("甲\r\n乙\r\n") == ("甲\n乙\n", ())


def test_cleaned__twice_takes_nothing_more() -> None:
    once, _ = cleaned("甲\u200b\r\n乙\u00ad")

    assert cleaned(once) == (once, ())
