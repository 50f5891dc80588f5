"""The numbers of a text are those of winnowing, and equal texts have equal ones."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from govreport_writer.across.fingerprints import hashes_of, least, packed, unpacked, winnowed

VALUES = st.lists(st.integers(0, 30), max_size=120)
WORDS = st.text("一二三四五", max_size=80)


def naive(values: list[int], window: int) -> list[int]:
    """Return the same by looking at every window anew."""
    chosen: list[int] = []
    for start in range(max(1, len(values) - window + 1)) if values else ():
        part = values[start : start + window]
        at = max(index for index, value in enumerate(part, start) if value == min(part))
        if not chosen or chosen[-1] != at:
            chosen.append(at)
    return chosen


@given(VALUES, st.integers(1, 20))
def test_least__is_that_of_every_window(values: list[int], window: int) -> None:
    assert least(values, window) == naive(values, window)


@given(WORDS, WORDS, st.text("甲乙丙丁戊己庚辛", min_size=15, max_size=40), WORDS)
def test_passage_in_common__has_a_number_in_common(one: str, two: str, passage: str, end: str) -> None:
    first, second = winnowed(one + passage, 8, 8), winnowed(two + passage + end, 8, 8)

    assert {number for _, number in first} & {number for _, number in second}


@given(st.text(max_size=60))
def test_runs__have_one_number_each(text: str) -> None:
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2

    assert len(hashes_of(text, 8)) == max(0, units - 7)


@given(st.lists(st.integers(0, 2**32 - 1)))
def test_packed__gives_the_numbers_back(numbers: list[int]) -> None:
    assert list(unpacked(packed(numbers))) == numbers


def test_numbers__are_the_same_everywhere() -> None:
    assert hashes_of("政府信息公开工作", 8) == [hashes_of("政府信息公开工作年报", 8)[0]]
    assert hashes_of("政府信息公开工作", 8) == [4188723756]
