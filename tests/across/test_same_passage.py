"""Long passages that stand in many reports are told: to each unit, or once where they are a template."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st
from made_up_units import audit, prose, sketch, unit

from govreport_writer.across import Sketch, copied, sketch_of

PASSAGE = prose(77, 400)


def units(*texts: str, place: str = "青溪县", key: str = "overview") -> list[tuple[str, Sketch]]:
    return [
        (f"{place}{at:03}", sketch(f"{place}第{at}审计局", **{key: text})) for at, text in enumerate(texts)
    ]


def own(at: int) -> str:
    return prose(10_000 + at, 300)


def with_passage(count: int) -> list[str]:
    return [own(2 * at) + PASSAGE + own(2 * at + 1) for at in range(count)]


def codes(sketches: list[tuple[str, Sketch]], groups: dict[str, str] | None = None) -> Counter[str]:
    return Counter(each.code for found in copied(sketches, groups).values() for each in found)


def test_passage_of_three_units__is_told_to_each_with_the_others() -> None:
    found = copied(units(*with_passage(3), own(100), own(101)))

    assert sorted(found) == ["青溪县000", "青溪县001", "青溪县002"]
    (finding,) = found["青溪县001"]
    assert (finding.code, finding.severity, finding.anchor) == ("GR521", "hint", "overview")
    assert "青溪县第0审计局、青溪县第2审计局" in finding.message
    assert finding.fields["having"] == 3
    assert str(finding.fields["passage"]).replace("。", "") in PASSAGE.replace("。", "")


def test_passage_of_two_units__is_not_told() -> None:
    assert copied(units(*with_passage(2), own(100))) == {}


def test_passage__is_told_in_whatever_part_it_stands() -> None:
    texts = with_passage(3)
    sketches = [*units(*texts[:2]), ("z", sketch("青溪县司法局", others=texts[2]))]

    assert sorted(copied(sketches)) == ["z", "青溪县000", "青溪县001"]


def test_short_passage__is_not_told() -> None:
    texts = [own(2 * at) + PASSAGE[:70] + own(2 * at + 1) for at in range(6)]

    assert copied(units(*texts)) == {}


def test_preface__is_alike_by_nature() -> None:
    assert copied(units(*[PASSAGE] * 5, key="preface")) == {}


def test_names_of_laws__are_no_passage() -> None:
    laws = "".join(f"《{prose(at, 60)}》" for at in range(8))

    assert copied(units(*[own(at) + laws for at in range(4)])) == {}


def test_parts_that_the_form_prescribes__are_no_passage() -> None:
    titles = "、".join(each.title for each in audit().edition.sections)
    texts = [own(at) + f"本报告由{titles}组成。" * 8 for at in range(4)]

    assert copied(units(*texts)) == {}


def test_list_of_figures__is_no_passage() -> None:
    names = [prose(at, 7) for at in range(40)]
    texts = [own(at) + "，".join(f"{name}{at}件" for name in names) for at in range(4)]

    assert copied(units(*texts)) == {}


def test_part_told_as_a_whole__is_not_told_again() -> None:
    assert codes(units(*[PASSAGE] * 4, key="problems")) == {"GR520": 4}


def test_template__is_told_once() -> None:
    found = copied(units(*with_passage(30), *map(own, range(200, 210))))

    assert [each.code for all_ in found.values() for each in all_] == ["GR522"]
    (finding,) = found["青溪县000"]
    assert "本次40个单位中有30个在“总体情况”用了同一段文字" in finding.message


def test_template__is_told_on_the_government() -> None:
    sketches = units(*with_passage(12))
    government = sketch_of(unit("青溪县人民政府", kind="government", texts={"overview": PASSAGE + own(9)}))
    found = copied([*sketches, ("青溪县999", government)])

    assert list(found) == ["青溪县999"]


def test_template_of_one_county__is_told_once_and_named() -> None:
    others = [
        sketch_
        for at in range(6)
        for sketch_ in units(*map(own, range(50 * at, 50 * at + 8)), place=f"{'甲乙丙丁戊己'[at]}水县")
    ]
    found = copied([*units(*with_passage(10)), *others])

    assert list(found) == ["青溪县000"]
    assert "青溪县10个单位中有10个" in found["青溪县000"][0].message


def test_template_of_one_parent__is_that_of_its_units() -> None:
    sketches = [*units(*with_passage(10)), *units(*map(own, range(300, 340)), place="白水县")]

    assert codes(
        sketches, {key: "青溪县教育局" if place < 10 else "别处" for place, (key, _) in enumerate(sketches)}
    ) == {"GR522": 1}


def test_template__does_not_hide_another_passage() -> None:
    other = prose(78, 400)
    texts = with_passage(20)
    for at in (3, 5, 8):
        texts[at] += other
    found = copied(units(*texts))

    assert {key: [each.code for each in all_] for key, all_ in found.items()} == {
        "青溪县000": ["GR522"], "青溪县003": ["GR521"], "青溪县005": ["GR521"], "青溪县008": ["GR521"]
    }  # fmt: skip


@given(st.permutations(range(16)))
@settings(max_examples=15)
def test_order_of_units__does_not_matter(order: list[int]) -> None:
    sketches = units(*with_passage(9), PASSAGE + own(70), *map(own, range(300, 306)))

    assert copied([sketches[at] for at in order]) == copied(sketches)


@given(st.lists(st.sampled_from((0, 150, 250, 400)), min_size=3, max_size=7))
@settings(max_examples=30)
def test_passage__is_told_to_all_that_have_it_or_to_none(lengths: list[int]) -> None:
    texts = [own(2 * at) + PASSAGE[:length] + own(2 * at + 1) for at, length in enumerate(lengths)]
    found = copied(units(*texts))
    told = Counter(lengths[int(key[-3:])] for key in found)

    assert all(told[length] in (0, lengths.count(length)) for length in told)
    assert all(each.fields["having"] >= 3 for all_ in found.values() for each in all_)
    assert sum(length == 400 for length in lengths) < 3 or told[400]
