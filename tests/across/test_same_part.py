"""Parts on problems that were copied are found, those written separately are not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up_units import audit, mixed, prose, sketch, unit

from govreport_writer.across import Sketch, copied, same_part, sketch_of
from govreport_writer.across.fingerprints import packed
from govreport_writer.across.same_part import shared
from govreport_writer.across.sketch_texts import ProblemsSketch
from govreport_writer.checks.prose import section_of, squeezed, text_of
from govreport_writer.findings import Finding, Place
from govreport_writer.submission_reading import read_submission

SAMPLES = Path(__file__).resolve().parents[2] / "sample_inputs"

NAMES = (
    "青溪县司法局",
    "青溪县审计局",
    "青溪县民政局",
    "白水县审计局",
    "白水县文澜镇人民政府",
    "黑石市人民政府",
)


def problems(*texts: str) -> list[tuple[str, Sketch]]:
    return [(f"u{at}", sketch(NAMES[at % len(NAMES)], problems=text)) for at, text in enumerate(texts)]


def told(sketches: Sequence[tuple[str, Sketch]]) -> dict[str, list[Finding]]:
    found = copied(sketches)
    return {key: [each for each in all_ if each.code == "GR520"] for key, all_ in found.items()}


def test_copied_part__is_told_to_both_with_share_name_and_words() -> None:
    text = text_of(section_of(audit(), "problems"))
    found = told(problems(text, text.replace("2025", "2024").replace("我局", "青溪县审计局"), prose(1)))

    assert sorted(found) == ["u0", "u1"]
    finding = found["u0"][0]
    assert finding.severity == "hint"
    assert finding.id == "GR520@problems"
    assert finding.first.cells == (Place(line=10),)
    assert "“存在的主要问题及改进情况”有100%的文字与青溪县审计局的同一部分相同" in finding.message
    assert str(finding.fields["passage"]).partition("……")[0] in squeezed(text)


@given(st.integers(0, 10**6), st.integers(100, 900))
@settings(max_examples=40)
def test_identical_text__is_always_found(seed: int, length: int) -> None:
    text = prose(seed, length).ljust(110, "文")

    assert sorted(told(problems(text, prose(seed + 1), text))) == ["u0", "u2"]


@given(st.integers(0, 10**6), st.lists(st.integers(0, 10**7), min_size=12, max_size=12))
@settings(max_examples=30)
def test_other_figures_and_names__do_not_hide_a_copy(seed: int, figures: list[int]) -> None:
    frame = prose(seed, 300).split("。")
    texts = [
        "。".join(
            f"{sentence}共{figures[(at + shift) % 12]}件，{own}办理" for at, sentence in enumerate(frame)
        )
        for shift, own in ((0, NAMES[0]), (5, NAMES[1]))
    ]

    assert [each[0].fields["share"] for each in told(problems(*texts)).values()] == [100, 100]


@pytest.mark.parametrize(
    ("share", "found"),
    [(0.0, False), (0.2, False), (0.35, False), (0.65, True), (0.8, True), (0.9, True), (1.0, True)],
)
def test_part__is_told_by_how_much_is_copied(share: float, found: bool) -> None:
    for seed in range(0, 40, 2):
        one, other = prose(seed, 500), prose(seed + 1, 500)

        assert bool(told(problems(one, mixed(one, other, share)))) == found


def test_short_part_within_a_long_one__is_told_to_both() -> None:
    short = prose(1, 200)
    found = told(problems(short, prose(2, 600) + short + prose(3, 600)))

    assert found["u0"][0].fields["share"] == 100
    assert 10 <= int(str(found["u1"][0].fields["share"])) <= 25


def test_part_too_short_to_tell__is_left_out() -> None:
    assert (
        told(
            problems(
                "无。", "无。", "存在宣传不够深入的问题，今后加强。", "存在宣传不够深入的问题，今后加强。"
            )
        )
        == {}
    )


@given(st.permutations(range(9)), st.integers(0, 1000))
@settings(max_examples=25)
def test_order_of_units__does_not_matter(order: list[int], seed: int) -> None:
    texts = [
        prose(seed),
        prose(seed),
        mixed(prose(seed), prose(seed + 1), 0.8),
        *map(prose, range(seed + 2, seed + 8)),
    ]
    sketches = problems(*texts)

    assert copied([sketches[at] for at in order]) == copied(sketches)


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from((0.0, 0.5, 0.7, 1.0))), min_size=2, max_size=8))
@settings(max_examples=40)
def test_likeness__goes_both_ways(plan: list[tuple[int, float]]) -> None:
    texts = [mixed(prose(seed, 400), prose(50 + at, 400), share) for at, (seed, share) in enumerate(plan)]
    sketches = problems(*texts)
    pairs = {
        (one, other)
        for one, first in sketches
        for other, second in sketches
        if one != other
        and first.problems
        and second.problems
        and shared(first.problems, second.problems) >= 50
    }

    assert set(told(sketches)) == {one for one, _ in pairs}


def test_unit__is_never_like_itself() -> None:
    one = problems(prose(1))

    assert told(one) == {}
    assert told([*one, *one]) == {}


def test_second_file_of_a_unit__is_named_by_its_key() -> None:
    text = prose(1)
    found = told([("a.yaml", sketch(NAMES[0], problems=text)), ("b.yaml", sketch(NAMES[0], problems=text))])

    assert "青溪县司法局 (b.yaml)" in found["a.yaml"][0].message


def test_years__are_not_compared() -> None:
    texts = {"problems": prose(1)}
    before = sketch_of(unit(NAMES[0], texts=texts, year=2023))

    assert told([("now", sketch_of(unit(NAMES[0], texts=texts))), ("before", before)]) == {}


def test_many_copies__name_some() -> None:
    text = prose(5)
    found = told(problems(*[text] * 200))

    assert len(found) == 200
    assert all(len(each[0].message) < 200 for each in found.values())
    assert "……的同一部分" in found["u7"][0].message


def test_copy_among_many_with_one_frame__is_found() -> None:
    """The frame is a third of each text and in all units; two of them have the rest in common too."""
    frame, random = prose(9, 150), Random(3)
    texts = [frame + prose(1000 + at, 300) for at in range(150)]
    texts[97] = frame + mixed(texts[11][150:], prose(5000, 300), 0.9)
    random.shuffle(texts)

    assert len(told(problems(*texts))) == 2


@pytest.mark.parametrize("same", [True, False])
def test_work__grows_with_the_number_of_units(same: bool) -> None:
    """Whether all have one text or one frame: so many pairs a unit are compared and no more."""
    frame = prose(9, 200)
    texts = [frame + ("" if same else prose(1000 + at, 100)) for at in range(240)]
    parts = [each.problems for _, each in problems(*texts) if each.problems]

    assert len(parts) == 240
    assert len(same_part._likely(parts)) < 8 * len(parts)


def test_identical_parts__are_compared_whatever_their_numbers() -> None:
    """One of two numbers is looked up only; these are none of those."""
    part = ProblemsSketch("", Place(), packed(range(1, 99, 2)), packed([]), b"")
    other = replace(part, prints=packed(range(3, 99, 2)))

    assert same_part._likely([part, part, other, other]) == [(0, 1), (2, 3)]


def test_samples__are_not_like_each_other() -> None:
    submissions = [read_submission(path) for path in sorted(SAMPLES.glob("*/report.yaml"))]
    sketches = [(each.file, sketch_of(each)) for each in submissions]

    assert len(sketches) >= 7
    assert copied(sketches) == {}
    of_one_year = [
        (
            key,
            sketch_of(
                unit(
                    each.agency.name,
                    texts={
                        part.id or part.title or "": part.before + part.after for part in each.raw.narrative
                    },
                )
            ),
        )
        for each, (key, _) in zip(submissions, sketches, strict=True)
    ]
    assert [
        finding for all_ in copied(of_one_year).values() for finding in all_ if finding.code != "GR523"
    ] == []
