"""Two texts are held against each other so that nothing is lost and no figure is cut in two."""

from __future__ import annotations

from itertools import pairwise
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport_writer.preview.text_difference import Pieces, pieces


def side(found: Pieces, other: str) -> str:
    return "".join(text for kind, text in found if kind != other)


TEXTS = st.lists(st.text(alphabet="收到申请12,.%件\n ab，", max_size=30), max_size=6)


@given(TEXTS, TEXTS)
def test_pieces__give_both_texts_back(before: list[str], now: list[str]) -> None:
    found = pieces(before, now)

    assert side(found, "ins") == "".join(f"{line}\n" for line in before)
    assert side(found, "del") == "".join(f"{line}\n" for line in now)
    assert all(text for _, text in found)
    assert all(one[0] != other[0] for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (
            ["全年收到申请122件，办结120件。"],
            ["全年收到申请128件，办结120件。"],
            [("same", "全年收到申请"), ("del", "122"), ("ins", "128"), ("same", "件，办结120件。\n")],
        ),
        (
            ["占45.5%。"],
            ["占46.5%。"],
            [("same", "占"), ("del", "45.5%"), ("ins", "46.5%"), ("same", "。\n")],
        ),
        (["一"], ["一", "二"], [("same", "一\n"), ("ins", "二\n")]),
        (["一", "二"], ["二"], [("del", "一\n"), ("same", "二\n")]),
        (["同"], ["同"], [("same", "同\n")]),
        ([], [], []),
    ],
)
def test_pieces__of_small_changes(before: list[str], now: list[str], expected: Pieces) -> None:
    assert pieces(before, now) == expected


def test_lines_with_little_in_common__are_shown_whole() -> None:
    found = pieces(["本年度发布政府信息98条。"], ["县审计局把整改情况作为公开重点。"])

    assert [kind for kind, _ in found] == ["del", "ins"]


def test_long_texts__take_no_longer_than_a_moment() -> None:
    before = [
        "".join(chr(0x4E00 + index * 7 % 900) for index in range(start, start + 19_000)) for start in range(3)
    ]
    now = [line[::2] + line[1::2] for line in before]
    start = monotonic()

    found = pieces(before, now)

    assert monotonic() - start < 5
    assert side(found, "del") == "".join(f"{line}\n" for line in now)
