"""The numbers of headings: 一、 before a section, and how to tell that a title brings its own."""

from __future__ import annotations

import re

NUMBERED = re.compile(r"^\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|[0-9]+[.、．])")
"""A number that a title brings with it."""
OF_HEADING = re.compile(
    r"\s*(?:(?P<words>[一二三四五六七八九十]{1,3})|(?P<digits>[0-9]{1,3}))\s?(?P<mark>[、.．])"
)
"""The number of a part with its mark; figures or words tell the style."""
SUBSECTION = re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]\s*\S")
"""The beginning of a heading inside a section."""
_DIGITS = "〇一二三四五六七八九"


def chinese_number(number: int) -> str:
    """Return a number from 1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    return {0: "", 1: "十"}.get(tens, f"{_DIGITS[tens % 10]}十") + (_DIGITS[ones] if ones else "")
