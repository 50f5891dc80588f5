"""Pictures in a DOCX."""

from __future__ import annotations

import pytest
from docx.oxml.ns import nsmap, qn
from docx_samples import body, parts, text_of, view
from lxml import etree
from pictures import png

from govreport_writer.documents.charts.chart import Chart
from govreport_writer.documents.docx.document import render_docx
from govreport_writer.documents.docx.picture import fitted, pixel_size, sized
from govreport_writer.documents.view import Figure
from govreport_writer.narrative import Paragraph, Run, TextTable
from govreport_writer.submission import Picture


def test_picture__embedded_once_with_its_description() -> None:
    figure = Figure(Picture(png(960, 240), "image/png"), "图一")
    contents = parts(render_docx(view(figure, Paragraph((Run("又见"),)), figure)))

    assert contents["word/media/govreport1.png"] == figure.picture.data
    assert "word/media/govreport2.png" not in contents
    assert b'Extension="png"' in contents["[Content_Types].xml"]
    document = body(render_docx(view(figure, figure)))
    spaces = {"wp": nsmap["wp"]}
    assert document.xpath("//wp:docPr/@descr", namespaces=spaces) == ["图一", "图一"]
    assert len(set(document.xpath("//wp:docPr/@id", namespaces=spaces))) == 2


@pytest.mark.parametrize(
    ("pixels", "millimetres"), [((96, 48), (25.4, 12.7)), ((4000, 1000), (156, 39)), ((500, 1000), (50, 100))]
)
def test_picture__never_larger_than_the_page(
    pixels: tuple[int, int], millimetres: tuple[float, float]
) -> None:
    assert fitted(*pixels) == tuple(round(length * 36_000) for length in millimetres)


def test_picture__size_is_read_from_the_header() -> None:
    jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xff\xc0\x00\x0b\x08\x00\x10\x00\x20\x01\x01\x11\x00"

    assert pixel_size(png(3, 2)) == (3, 2)
    assert pixel_size(jpeg) == (32, 16)
    assert pixel_size(b"\xff\xd8\xff\xe0\x00\x00") is None
    assert pixel_size(b"\x89PNG") is None


def test_picture__whose_size_cannot_be_read_leaves_its_description() -> None:
    data = render_docx(view(Figure(Picture(b"\xff\xd8\xff", "image/jpeg"), "坏图")))

    assert "坏图" in text_of(data)
    assert not [name for name in parts(data) if "media" in name]


def chart(title: str = "图1　历年新收申请", description: str = "柱状图：2023年3件，2024年30件") -> Chart:
    """Return a chart whose drawing is never looked at."""
    rows = ((Run("年份"),), (Run("新收"),)), ((Run("2024"),), (Run("30"),))
    return Chart(title, description, "<svg/>", 150.0, 80.0, TextTable(rows))


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> bytes:
    """Return what stands for the drawing of every chart."""
    monkeypatch.setattr("govreport_writer.documents.charts.png.chart_png", lambda _: png(30, 16))
    return png(30, 16)


def test_chart__is_caption_picture_and_the_table_of_its_figures(drawn: bytes) -> None:
    data = render_docx(view(chart(), Paragraph((Run("又。"),))))
    children = list(body(data)[0])
    start = next(place for place, each in enumerate(children) if "图1" in "".join(each.itertext()))
    caption, picture, table, _, after = children[start : start + 5]

    assert [etree.QName(each).localname for each in (caption, picture, table, after)] == [
        "p",
        "p",
        "tbl",
        "p",
    ]
    styles = [each.find(f".//{qn('w:pStyle')}").get(qn("w:val")) for each in (caption, picture)]
    assert styles == ["Caption", "Figure"]
    assert "".join(table.itertext()) == "年份新收202430"
    assert table.find(f".//{qn('w:tblCaption')}").get(qn("w:val")) == "图1　历年新收申请"
    assert parts(data)["word/media/govreport1.png"] == drawn


def test_chart__has_its_size_in_millimetres_and_says_what_it_shows(drawn: bytes) -> None:
    top = body(render_docx(view(chart(description='"A" < B & 柱'))))
    spaces = {"wp": nsmap["wp"]}
    (extent,) = top.iter(f"{{{nsmap['wp']}}}extent")

    assert (int(extent.get("cx")), int(extent.get("cy"))) == (150 * 36_000, 80 * 36_000)
    assert top.xpath("//wp:docPr/@descr", namespaces=spaces) == ['"A" < B & 柱']


def test_chart__never_wider_than_the_text() -> None:
    assert sized(312, 100) == (156 * 36_000, 50 * 36_000)
    assert sized(100, 200) == (50 * 36_000, 100 * 36_000)


def test_charts__with_equal_drawings_share_a_picture(drawn: bytes) -> None:
    data = render_docx(view(chart("图1"), chart("图2")))

    assert [name for name in parts(data) if "media" in name] == ["word/media/govreport1.png"]
    numbers = body(data).xpath("//wp:docPr/@id", namespaces={"wp": nsmap["wp"]})
    assert len(set(numbers)) == len(numbers) == 2


@pytest.mark.slow
def test_chart__is_drawn_at_300_dots_per_inch() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 150 80" width="150" height="80"/>'
    real = Chart("图1", "空图", svg, 150.0, 80.0, chart().table)

    data = render_docx(view(real))

    width, height = pixel_size(parts(data)["word/media/govreport1.png"]) or (0, 0)
    assert (width, height) == (pytest.approx(150 / 25.4 * 300, abs=2), pytest.approx(80 / 25.4 * 300, abs=2))
    assert render_docx(view(real)) == data
