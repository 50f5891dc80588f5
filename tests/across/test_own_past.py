"""Figures far from several earlier years are told, and nothing that last year alone tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up_units import unit

from govreport_writer import messages
from govreport_writer.across import outliers
from govreport_writer.across.own_past import bounds
from govreport_writer.submission import Submission
from govreport_writer.submission_reading import read_submission

SAMPLES = Path(__file__).resolve().parents[2] / "sample_inputs"

PENALTY = "disclosure/penalty/decisions"
RECEIVED = "requests/received/total"


def years(*figures: int | None, path: str = PENALTY) -> list[Submission]:
    """Return submissions of consecutive years, the last that of 2024."""
    first = 2025 - len(figures)
    return [unit(year=first + at, figures={path: figure}) for at, figure in enumerate(figures)]


def told(submissions: Sequence[Submission]) -> list[str]:
    return [str(finding.message) for finding in outliers(submissions[-1], submissions[:-1])]


def test_figure_far_from_three_years__is_told_with_them_and_the_bounds() -> None:
    (message,) = told(years(130, 142, 128, 410))

    assert "行政处罚" in message
    assert "410" in message
    assert "130、142、128" in message
    low, high = bounds([130, 142, 128])
    assert f"{low}至{high}" in message


def test_finding__points_at_the_cell() -> None:
    *earlier, now = years(130, 142, 128, 410)
    (finding,) = outliers(now, earlier)

    assert (finding.code, finding.severity, finding.id) == ("GR525", "hint", "GR525@disclosure")
    assert [place.path for place in finding.first.cells] == [PENALTY]


def test_english__has_english_words() -> None:
    messages.use_language("en")
    (message,) = told(years(130, 142, 128, 410))

    assert "years before: 130" in message


@pytest.mark.parametrize(
    "figures",
    [
        (142, 128, 410),  # two years only
        (130, None, 142, 410),  # two with a figure
        (130, 142, 128, 150),
        (130, 142, 128, None),
        (100, 300, 60, 410),  # such figures vary
        (0, 0, 0, 19),  # small
        (2, 3, 1, 15),
        (130, 142, 128, 0),  # told by last year alone
        (130, 142, 128, 900),
    ],
)
def test_figure__is_not_told_where_it_is_usual_small_or_told_otherwise(
    figures: tuple[int | None, ...],
) -> None:
    assert told(years(*figures)) == []


def test_total__is_told_and_not_its_parts() -> None:
    figures = {RECEIVED: 410, "requests/received/natural_person": 400}
    past = {RECEIVED: 130, "requests/received/natural_person": 120}
    earlier = [unit(year=year, figures=past) for year in (2021, 2022, 2023)]

    paths = [
        each.cells[0].path
        for finding in outliers(unit(figures=figures), earlier)
        for each in finding.instances
    ]
    assert paths == [RECEIVED]


def test_years__count_once_each_and_only_earlier_ones() -> None:
    now = unit(figures={PENALTY: 410})
    same_year_again = [unit(year=2023, figures={PENALTY: 130})] * 5

    assert outliers(now, same_year_again) == ()
    assert outliers(now, [unit(year=year, figures={PENALTY: 130}) for year in (2024, 2025, 2026)]) == ()


def test_earlier_editions__are_compared_by_concept() -> None:
    """The forms of 2019 and 2021 have one table of requests."""
    old = read_submission(SAMPLES / "ningbo-2019" / "report.yaml")
    path = next(str(ref) for ref in old.values if str(ref) == RECEIVED)
    earlier = [_with(old, year, {path: 130}) for year in (2019, 2020, 2021)]

    assert any("410" in message for message in told([*earlier, unit(figures={RECEIVED: 410})]))


def _with(submission: Submission, year: int, figures: Mapping[str, int]) -> Submission:
    from dataclasses import replace

    from govreport_writer.cells import CellRef

    values = {**submission.values, **{CellRef.parse(path): value for path, value in figures.items()}}
    return replace(submission, raw=replace(submission.raw, year=year), values=values)


PAST = st.lists(st.integers(0, 10**6), min_size=3, max_size=8)


@given(PAST)
def test_bounds__hold_the_middle_and_do_not_depend_on_order(past: list[int]) -> None:
    low, high = bounds(past)

    assert 0 <= low <= sorted(past)[len(past) // 2] <= high
    assert bounds(sorted(past)) == (low, high)


@given(PAST, st.integers(0, 10**6))
def test_figure__that_was_there_in_most_years_is_never_told(past: list[int], figure: int) -> None:
    assert told(years(*past, *[figure] * (len(past) + 1), figure)) == []
