"""Charts as pictures for DOCX."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from govreport_writer.documents.charts.chart import Chart
from govreport_writer.documents.charts.of_report import charts
from govreport_writer.documents.charts.png import chart_png
from govreport_writer.submission_reading import read_submission

SAMPLE = Path(__file__).resolve().parents[2] / "sample_inputs/county-audit-2024/report.yaml"


@pytest.fixture(scope="module")
def chart() -> Chart:
    return charts(read_submission(SAMPLE))["requests"][0]


def test_picture__has_300_dots_per_inch(chart: Chart) -> None:
    with Image.open(io.BytesIO(chart_png(chart))) as picture:
        assert picture.format == "PNG"
        assert picture.width == pytest.approx(chart.width / 25.4 * 300, abs=2)
        assert picture.height == pytest.approx(chart.height / 25.4 * 300, abs=2)


def test_picture__shows_bars_in_their_colours_on_white(chart: Chart) -> None:
    with Image.open(io.BytesIO(chart_png(chart))) as picture:
        colours = {colour for _, colour in picture.convert("RGB").getcolors(1 << 20) or ()}

    assert {(0x00, 0x72, 0xB2), (0xE6, 0x9F, 0x00), (255, 255, 255)} <= colours


def test_equal_charts__give_equal_bytes(chart: Chart) -> None:
    assert chart_png(chart) == chart_png(replace(chart))


def test_text__is_drawn_in_a_shipped_font(chart: Chart) -> None:
    without = replace(chart, svg=chart.svg.replace("新收", "").replace("办结", ""))

    assert chart_png(without) != chart_png(chart)


def test_character_that_no_font_has__does_not_stop_the_picture(
    chart: Chart, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("govreport_writer.documents.charts.png.installed_fonts", lambda _: {})
    strange = replace(chart, svg=chart.svg.replace("新收", "\U0002b5b0"))

    assert chart_png(strange).startswith(b"\x89PNG")
