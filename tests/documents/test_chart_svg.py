"""Charts as SVG: every mark in its place and size, legible in black and white, and read out in words."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from govreport_writer.documents.charts.columns import draw_columns, most_groups
from govreport_writer.documents.charts.plot import Mark, Plot
from govreport_writer.documents.charts.rows import MOST_STACKS, draw_bars, draw_stacks
from govreport_writer.documents.charts.svg import COLOURS, length, number, wrapped

Drawing = Callable[[Plot], tuple[str, float, float]]
NAMES = ("予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理")
SEVEN_AND_A_HALF_POINTS = 7.5 * 25.4 / 72
PAGE_WIDTH, PAGE_HEIGHT = 156, 225


def mark(value: int | None) -> Mark:
    return Mark("未填") if value is None else Mark(str(value), float(value))


def plot_of(values: list[list[int | None]], *, totals: bool = False, note: str = "") -> Plot:
    """A plot of years with these values."""
    marks = tuple(tuple(map(mark, row)) for row in values)
    sums = tuple(f"总计 {sum(value or 0 for value in row)}" for row in values) if totals else ()
    groups = tuple(f"{2024 - len(values) + index}年" for index in range(len(values)))
    names = NAMES[: len(values[0])]
    return Plot("y2024-chart-test", "申请", "条形图", names, groups, marks, sums, note)


def as_bars(values: list[list[int | None]]) -> Plot:
    return plot_of(values[:1]).with_names_as_groups()


def root(drawn: tuple[str, float, float]) -> etree._Element:
    return etree.fromstring(drawn[0])


def outlines(drawn: tuple[str, float, float]) -> list[dict[str, float]]:
    """The bars by their outlines, without the samples of the legend."""
    found = [node.attrib for node in root(drawn).iter("{*}rect") if node.get("fill") == "none"]
    boxes = [{key: float(box[key]) for key in ("x", "y", "width", "height")} for box in found]
    return [box for box in boxes if (box["width"], box["height"]) != (3.4, 3)]


def boxes_of_text(drawn: tuple[str, float, float]) -> list[tuple[str, float, float, float, float]]:
    """Each text with the box it takes at most: left, top, right, bottom."""
    boxes = []
    for node in root(drawn).iter("{*}text"):
        x, y, long = float(node.get("x")), float(node.get("y")), length(node.text)
        if node.get("transform"):
            boxes.append((node.text, x - 2.6, y - long, x + 0.4, y))
            continue
        left = x - {"start": 0, "middle": long / 2, "end": long}[node.get("text-anchor")]
        boxes.append((node.text, left, y - 2.6, left + long, y + 0.4))
    return boxes


values = st.none() | st.integers(0, 9) | st.integers(0, 10**7)
years = st.integers(1, 6).flatmap(
    lambda series: st.lists(
        st.lists(values, min_size=series, max_size=series), min_size=1, max_size=min(12, most_groups(series))
    )
)
drawings = pytest.mark.parametrize(
    ("draw", "plot"), [(draw_columns, plot_of), (draw_bars, as_bars), (draw_stacks, plot_of)]
)


@drawings
def test_drawing__has_name_and_description_for_those_who_cannot_see(
    draw: Drawing, plot: Callable[..., Plot]
) -> None:
    svg = root(draw(plot([[3, 4], [5, 6]])))

    assert svg.get("role") == "img"
    ids = (svg.get("aria-labelledby") or "").split()
    assert [svg.xpath(f"string(//*[@id='{each}'])") for each in ids] == ["申请", "条形图"]


@drawings
def test_drawing__asks_for_nothing_from_outside(draw: Drawing, plot: Callable[..., Plot]) -> None:
    text = draw(plot([[3, 4, 5, 6, 7, 8]]))[0]

    assert set(re.findall(r"url\((.*?)\)", text)) <= {f"#y2024-chart-test-ink{ink}" for ink in range(6)}
    assert "href" not in text
    assert "://" not in text.replace('xmlns="http://www.w3.org/2000/svg"', "")


@drawings
def test_ids__begin_with_that_of_the_chart_and_stand_once(draw: Drawing, plot: Callable[..., Plot]) -> None:
    found = re.findall(r' id="(.*?)"', draw(plot([[3, 4, 5, 6, 7, 8]]))[0])

    assert len(found) == len(set(found))
    assert all(each.startswith("y2024-chart-test-") for each in found)


@drawings
def test_type__is_at_least_seven_and_a_half_points(draw: Drawing, plot: Callable[..., Plot]) -> None:
    drawn, width, height = draw(plot([[3, 4]]))
    svg = etree.fromstring(drawn)

    assert svg.get("viewBox") == f"0 0 {number(width)} {number(height)}"
    assert (svg.get("width"), svg.get("height")) == (f"{number(width)}mm", f"{number(height)}mm")
    sizes = [float(node.get("font-size")) for node in svg.iter() if node.get("font-size")]
    assert sizes
    assert min(sizes) >= SEVEN_AND_A_HALF_POINTS


@drawings
@given(given_years=years)
def test_drawing__stays_within_the_page_and_its_own_edges(
    draw: Drawing, plot: Callable[..., Plot], given_years: list[list[int | None]]
) -> None:
    drawn = draw(plot(given_years))
    _, width, height = drawn

    assert width <= PAGE_WIDTH
    assert height <= PAGE_HEIGHT
    for text, left, top, right, bottom in boxes_of_text(drawn):
        assert left >= -0.01, text
        assert right <= width + 0.01, text
        assert top >= -0.01, text
        assert bottom <= height + 0.01, text
    for box in outlines(drawn):
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width + 0.01
        assert box["y"] + box["height"] <= height + 0.01


@drawings
@given(given_years=years)
def test_texts__never_run_into_one_another(
    draw: Drawing, plot: Callable[..., Plot], given_years: list[list[int | None]]
) -> None:
    boxes = boxes_of_text(draw(plot(given_years)))

    for index, (one, left, top, right, bottom) in enumerate(boxes):
        for other, left2, top2, right2, bottom2 in boxes[index + 1 :]:
            apart = (
                right <= left2 + 0.3 or right2 <= left + 0.3 or bottom <= top2 + 0.5 or bottom2 <= top + 0.5
            )
            assert apart, (one, other)


@drawings
@given(given_years=years)
def test_same_figures__give_the_same_drawing(
    draw: Drawing, plot: Callable[..., Plot], given_years: list[list[int | None]]
) -> None:
    assert draw(plot(given_years)) == draw(plot(given_years))


@drawings
@given(given_years=years)
def test_bars__as_many_as_figures_above_zero_and_as_long_as_they_say(
    draw: Drawing, plot: Callable[..., Plot], given_years: list[list[int | None]]
) -> None:
    plotted = plot(given_years)
    sizes = [mark.size for row in plotted.marks for mark in row if mark.size]
    boxes = outlines(draw(plotted))
    lengths = [box["height" if draw is draw_columns else "width"] for box in boxes]

    assert len(boxes) == len(sizes)
    for size, drawn in zip(sizes, lengths, strict=True):
        exact = size / max(sizes) * max(lengths)
        assert drawn == pytest.approx(max(exact, 0.3 if draw is not draw_stacks else 0), abs=0.02)


def test_blank__has_no_bar_and_says_so() -> None:
    drawn = draw_columns(plot_of([[None, 4]]))

    assert len(outlines(drawn)) == 1
    assert [text for text, *_ in boxes_of_text(drawn)].count("未填") == 1


def test_blank_part_of_a_stack__is_named_below_its_bar() -> None:
    texts = [text for text, *_ in boxes_of_text(draw_stacks(plot_of([[None, 4, 0], [1, 2, 3]])))]

    assert "予以公开：未填" in texts
    assert "0" not in texts, "a part without length is no bar; its 0 stands in the table"


def test_parts__differ_in_colour_and_in_pattern() -> None:
    svg = root(draw_stacks(plot_of([[5, 5, 5, 5, 5, 5]])))
    patterns = [b"".join(map(etree.tostring, node)) for node in svg.iter("{*}pattern")]

    assert len(set(COLOURS)) == 6
    assert len(set(patterns)) == 5, "the first is plain"


def test_narrow_parts__have_their_figures_above_with_a_line() -> None:
    drawn = draw_stacks(plot_of([[100000, 111, 222, 333, 444, 555]]))
    (bar, *_) = outlines(drawn)
    above = [text for text, _, _, _, bottom in boxes_of_text(drawn) if text.isdigit() and bottom <= bar["y"]]

    assert above == ["111", "222", "333", "444", "555"]
    assert len(list(root(drawn).iter("{*}polyline"))) == 5


def test_figures_too_wide_for_their_columns__are_turned() -> None:
    upright = root(draw_columns(plot_of([[955417, 987264]] * 3)))
    turned = root(draw_columns(plot_of([[955417, 987264]] * 12)))

    assert not upright.xpath("//*[@transform]")
    assert len(turned.xpath("//*[@transform]")) == 24


def test_note__stands_at_the_foot() -> None:
    for draw in (draw_columns, draw_stacks):
        drawn = draw(plot_of([[1, 2], [3, 4]], note="*注"))
        assert max(boxes_of_text(drawn), key=lambda box: box[4])[0] == "*注"


def test_most_stacks__fit_on_a_page_even_with_gaps() -> None:
    crowded: list[list[int | None]] = [[None, 999999, 5, 5, 5, 5]] * MOST_STACKS

    assert draw_stacks(plot_of(crowded, totals=True))[2] <= PAGE_HEIGHT


def test_long_label__breaks_into_three_lines_at_most() -> None:
    assert wrapped("甲" * 10, 15) == ["甲" * 5, "甲" * 5]
    assert wrapped("甲" * 100, 15) == ["甲" * 5, "甲" * 5, "甲" * 4 + "…"]
    assert wrapped("", 15) == [""]


@pytest.mark.parametrize(("value", "written"), [(1.0, "1"), (1.25, "1.25"), (-0.001, "0"), (10.5, "10.5")])
def test_number__says_no_more_than_it_must(value: float, written: str) -> None:
    assert number(value) == written
