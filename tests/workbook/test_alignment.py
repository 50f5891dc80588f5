"""Labels are found where they stand, or it is said that they could stand elsewhere."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport_writer.workbook.alignment import MAX_LENGTH, align

LABELS = st.lists(st.sampled_from("甲乙丙丁戊己庚辛"), min_size=1, max_size=6)
UNIQUE = st.lists(st.sampled_from("甲乙丙丁戊己庚辛"), min_size=1, max_size=8, unique=True)


def lines(labels: str | list[str]) -> list[frozenset[str]]:
    return [frozenset({label}) for label in labels]


@given(labels=LABELS)
def test_labels_as_written__stand_in_their_places(labels: list[str]) -> None:
    found = align(labels, lines(labels))

    assert found.places == tuple(range(len(labels)))
    assert found.certain


@given(
    labels=LABELS, actual=st.lists(st.frozensets(st.sampled_from("甲乙丙丁戊己庚辛"), max_size=3), max_size=9)
)
def test_every_place__holds_its_label_and_all_are_in_order(
    labels: list[str], actual: list[frozenset[str]]
) -> None:
    places = align(labels, actual).places
    found = [place for place in places if place is not None]

    assert len(places) == len(labels)
    assert all(
        label in actual[place] for label, place in zip(labels, places, strict=True) if place is not None
    )
    assert found == sorted(set(found))


@given(labels=LABELS, data=st.data())
def test_inserted_lines__never_shift_a_label_onto_another(labels: list[str], data: st.DataObject) -> None:
    actual, expected = [], []
    for label in labels:
        inserted = data.draw(st.lists(st.sampled_from(["x", "y", ""]), max_size=2))
        actual += lines(inserted)
        expected.append(len(actual))
        actual.append(frozenset({label}))
    found = align(labels, actual)

    assert found.places == tuple(expected)
    assert found.certain


@given(labels=UNIQUE, data=st.data())
def test_deleted_line__leaves_the_others_in_their_places(labels: list[str], data: st.DataObject) -> None:
    gone = data.draw(st.integers(0, len(labels) - 1))
    found = align(labels, lines(labels[:gone] + labels[gone + 1 :]))

    assert found.places == (*range(gone), None, *range(gone, len(labels) - 1))
    assert found.certain


@given(labels=UNIQUE.filter(lambda labels: len(labels) > 1), data=st.data())
def test_another_order__is_never_certain(labels: list[str], data: st.DataObject) -> None:
    other = data.draw(st.permutations(labels).filter(lambda order: order != labels))

    assert not align(labels, lines(other)).certain


@given(labels=LABELS, data=st.data())
def test_doubled_line__is_never_certain(labels: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(labels) - 1))
    doubled = labels[: at + 1] + labels[at:]

    assert not align(labels, lines(doubled)).certain


@given(labels=LABELS)
def test_table_pasted_twice__is_never_certain(labels: list[str]) -> None:
    assert not align(labels, lines(labels + labels)).certain


@given(labels=LABELS, actual=st.lists(st.sampled_from("甲乙丙丁戊己庚辛"), max_size=9))
def test_label_left_over_on_both_sides__is_never_certain(labels: list[str], actual: list[str]) -> None:
    found = align(labels, lines(actual))
    missing = {label for label, place in zip(labels, found.places, strict=True) if place is None}
    spare = {label for at, label in enumerate(actual) if at not in found.places}

    assert not (found.certain and missing & spare)


def test_one_of_two_equal_labels_deleted__is_not_certain() -> None:
    assert not align(["合计", "甲", "合计"], lines(["甲", "合计"])).certain or align(
        ["合计", "甲", "合计"], lines(["甲", "合计"])
    ).places == (None, 0, 1)
    assert not align(["合计", "合计"], lines(["合计"])).certain


def test_nothing__is_found_in_nothing() -> None:
    assert align([], []).places == ()
    assert align(["甲"], []).places == (None,)


@pytest.mark.parametrize("length", [MAX_LENGTH, MAX_LENGTH + 1, 100_000])
def test_long_sheet__is_searched_quickly_or_not_at_all(length: int) -> None:
    started = time.perf_counter()
    found = align(["甲"] * 50, lines("乙" * length))

    assert not any(found.places)
    assert found.certain is (length <= MAX_LENGTH)
    assert time.perf_counter() - started < 10
