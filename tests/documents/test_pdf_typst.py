"""The PDF set by Typst: page, lines, tables, stamp, hostile text, pictures, tags, equal bytes."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pictures import png

from govreport_writer.documents.pdf_typst import render_pdf
from govreport_writer.documents.view import (
    AnnexView,
    DocumentView,
    Figure,
    SectionView,
    SignatureView,
    StatutoryTable,
    ViewBlock,
)
from govreport_writer.editions import read_edition
from govreport_writer.errors import RenderError
from govreport_writer.grid_layout import build_grid
from govreport_writer.narrative import Heading, Listing, Paragraph, Run, TextTable, parse
from govreport_writer.submission import Picture

ROOT = Path(__file__).resolve().parent.parent.parent
EDITIONS = ROOT / "govreport_writer" / "editions"
MM = 72 / 25.4
LEFT, RIGHT = 28 * MM, 184 * MM
TOP, BOTTOM = 37 * MM, 262 * MM
CHARACTER = 15.75  # 16 pt less the tracking
HOSTILE = "#panic() $x$ <script>alert(1)</script> ] * _ ` \\ {{ }} // @b -- ' \" &amp; #import"


# ---- views


def paragraph(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def statutory(edition: str, table_id: str, figure: str, caption: str) -> StatutoryTable:
    """Return a table of an edition with its real labels and one figure throughout."""
    grid = build_grid(read_edition(EDITIONS / f"{edition}.yaml").table(table_id))
    return with_texts(StatutoryTable(grid, caption), {"": figure}, "value")


def with_texts(table: StatutoryTable, texts: Mapping[str, str], *roles: str) -> StatutoryTable:
    """Return the table with other texts in the cells of some roles."""
    cells = tuple(
        replace(cell, text=texts.get(cell.text, cell.text)) if cell.role in roles else cell
        for cell in table.grid.cells
    )
    return replace(table, grid=replace(table.grid, cells=cells))


def report(*blocks: ViewBlock, **changes: object) -> DocumentView:
    view = DocumentView(
        title=("青溪县审计局", "2024年政府信息公开工作年度报告"),
        agency="青溪县审计局",
        year=2024,
        notice="国办公开办函〔2021〕30号",
        date=date(2025, 1, 9),
        preface=(),
        sections=(SectionView("一、总体情况", blocks),),
        signature=None,
        annex=None,
        draft=None,
    )
    return replace(view, **changes)  # type: ignore[arg-type]  # the keywords are fields


def requests(figure: str) -> StatutoryTable:
    return statutory("ogi-2021", "requests", figure, "表3　收到和处理政府信息公开申请情况")


def disclosure(figure: str) -> StatutoryTable:
    return statutory("ogi-2021", "disclosure", figure, "表2　主动公开政府信息情况")


def full_report() -> DocumentView:
    """Return a report with everything in it."""
    styled = "**粗**与*斜*，[链接](https://www.qingxi.example/)"
    text = parse(f"{styled}\n\n1. 甲\n2. 乙\n\n| 类 | 数 |\n|---|---|\n| 甲 | 1 |")
    tables = (disclosure("1"), requests("2"))
    statistics = statutory("ogi-2014", "statistics", "3", "")
    return report(
        *text,
        Figure(Picture(png(60, 40), "image/png"), "柱状图"),
        *tables,
        paragraph("没有其他需要报告的事项。"),
        signature=SignatureView("青溪县审计局", "2025年1月9日"),
        annex=AnnexView("附件", "附件：政府信息公开情况统计表", "政府信息公开情况统计表", (statistics,)),
        draft="草稿",
    )


# ---- reading back


@dataclass(frozen=True)
class Char:
    """A printed character; x and y are its origin in points from the top left corner."""

    text: str
    x: float
    y: float
    right: float
    size: float
    font: str
    upright: bool


def characters(page: pdfium.PdfPage) -> list[Char]:
    text = page.get_textpage()
    return [char for index in range(text.count_chars()) if (char := character(text, index)).text.strip()]


def character(text: pdfium.PdfTextPage, index: int) -> Char:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium_c.FPDFText_GetCharOrigin(text.raw, index, x, y)
    name = ctypes.create_string_buffer(100)
    pdfium_c.FPDFText_GetFontInfo(text.raw, index, name, 100, None)
    _, _, right, _ = text.get_charbox(index)
    return Char(
        chr(pdfium_c.FPDFText_GetUnicode(text.raw, index)),
        x.value,
        text.page.get_height() - y.value,
        right,
        pdfium_c.FPDFText_GetFontSize(text.raw, index),
        name.value.decode(),
        abs(pdfium_c.FPDFText_GetCharAngle(text.raw, index)) < 0.01,
    )


def lines(page: pdfium.PdfPage) -> list[list[Char]]:
    """Return the upright characters of the text area by line, from the top, each from left to right."""
    found: dict[float, list[Char]] = {}
    for char in characters(page):
        if char.upright and char.y < BOTTOM:
            found.setdefault(round(char.y, 1), []).append(char)
    return [sorted(found[y], key=lambda char: char.x) for y in sorted(found)]


def printed(line: list[Char]) -> str:
    return "".join(char.text for char in line)


def opened(view: DocumentView) -> pdfium.PdfDocument:
    return pdfium.PdfDocument(render_pdf(view))


def page_texts(document: pdfium.PdfDocument) -> list[str]:
    return ["".join(map(printed, lines(page))) for page in document]


def elements(document: pdfium.PdfDocument) -> Iterator[tuple[str, str]]:
    """Yield type and alternative text of every element of the structure tree."""
    for page in document:
        tree = pdfium_c.FPDF_StructTree_GetForPage(page.raw)
        for index in range(pdfium_c.FPDF_StructTree_CountChildren(tree)):
            yield from below(pdfium_c.FPDF_StructTree_GetChildAtIndex(tree, index))
        pdfium_c.FPDF_StructTree_Close(tree)


def below(element: object) -> Iterator[tuple[str, str]]:
    if not element:
        return
    yield (
        string(pdfium_c.FPDF_StructElement_GetType, element),
        string(pdfium_c.FPDF_StructElement_GetAltText, element),
    )
    for index in range(pdfium_c.FPDF_StructElement_CountChildren(element)):
        yield from below(pdfium_c.FPDF_StructElement_GetChildAtIndex(element, index))


def string(get: Callable[..., int], element: object) -> str:
    size = get(element, None, 0)
    buffer = ctypes.create_string_buffer(size)
    get(element, buffer, size)
    return buffer.raw.decode("utf-16-le").rstrip("\0")


# ---- page and lines


@cache
def three_pages() -> pdfium.PdfDocument:
    common = "政府信息公开工作年度报告统计数据机关"
    return opened(report(paragraph((common * 200)[:1700])))


def test_page__is_a4():
    assert three_pages()[0].get_size() == pytest.approx((210 * MM, 297 * MM), abs=0.01)


def test_full_page__has_22_lines_of_28_characters():
    page = lines(three_pages()[1])

    assert [len(line) for line in page] == [28] * 22
    assert {round(line[0].x, 1) for line in page} == {round(LEFT, 1)}


def test_pages__stay_full_where_a_paragraph_breaks_after_its_first_or_before_its_last_line():
    pages = list(opened(report(*[paragraph("文" * 80)] * 40)))

    assert [len(lines(page)) for page in pages[1:-1]] == [22] * (len(pages) - 2)


def test_first_line__is_indented_by_two_characters():
    title, heading, first, second = (lines(three_pages()[0])[index] for index in (1, 2, 3, 4))

    assert printed(title) == "2024年政府信息公开工作年度报告"
    assert (len(first), len(second)) == (26, 28)
    assert heading[0].x == first[0].x == pytest.approx(LEFT + 2 * CHARACTER, abs=0.1)


def test_lines__stand_28_95_points_apart_throughout():
    for page in three_pages():
        heights = [line[0].y for line in lines(page) if line[0].size == 16]
        steps = [(low - high) / 28.95 for high, low in pairwise(heights)]
        assert steps == pytest.approx([round(step) for step in steps], abs=0.02)


def test_title__is_centred_in_its_face_with_a_blank_line_after():
    first, second, heading, *_ = lines(three_pages()[0])

    for line in (first, second):
        assert (line[0].x - LEFT) == pytest.approx(RIGHT - line[-1].right, abs=3)
        assert {(char.size, "GongwenTitle" in char.font) for char in line} == {(22, True)}
    assert heading[0].y - second[0].y == pytest.approx(2 * 28.95, abs=3)


def test_page_number__stands_right_on_odd_and_left_on_even_pages():
    odd, even = ([char for char in characters(page) if char.y > BOTTOM] for page in list(three_pages())[:2])

    assert (printed(odd), printed(even)) == ("—1—", "—2—")
    assert odd[-1].x + 14 == pytest.approx(RIGHT - 14, abs=0.5)
    assert even[0].x == pytest.approx(LEFT + 14, abs=0.5)
    assert {char.size for char in odd} == {14}


def test_headings__have_the_face_of_their_level():
    document = opened(report(*(Heading(level, (Run(f"标题{level}"),)) for level in (2, 3, 4))))

    faces = {printed(line): line[0].font for line in lines(document[0])}
    wanted = {
        "一、总体情况": "GongwenHei",
        "标题2": "GongwenKai",
        "标题3": "GongwenSong",
        "标题4": "GongwenSong",
    }
    assert {text: face for text, face in wanted.items() if face in faces[text]} == wanted
    assert [(item.level, item.get_title()) for item in document.get_toc()] == [
        (0, "一、总体情况"),
        (1, "标题2"),
        (2, "标题3"),
        (3, "标题4"),
    ]


def test_kai__takes_quotes_and_dash_from_song():
    page = opened(report(Paragraph((Run("强调“引号”——破折号", emphasis=True),))))[0]

    fonts = {char.text: char.font for char in characters(page)}
    assert all("GongwenSong" in fonts[char] for char in "“”—")
    assert "GongwenKai" in fonts["强"]


def test_list__prints_its_markers_and_wraps_flush():
    page = lines(opened(report(Listing(("1.", "2."), ((Run("长" * 40),), (Run("短"),)))))[0])

    assert [printed(line)[:3] for line in page[3:]] == ["1.长", "长长长", "2.短"]
    assert [round(line[0].x - LEFT, 1) for line in page[3:]] == [31.5, 0, 31.5]


def test_long_address__stays_on_the_page_and_clean_in_the_text():
    address = "https://www.qingxi.example/" + "path" * 40
    document = opened(report(paragraph(f"网址：{address}。"), TextTable((((Run(address),), (Run("数"),)),))))

    chars = [char for page in document for char in characters(page)]
    assert max(char.right for char in chars) < RIGHT + 1
    assert printed(chars).count(address) == 2


def test_link__leads_where_it_says_and_only_to_addresses():
    linked = Paragraph((Run("甲", url="https://www.qingxi.example/a"), Run("乙", url="javascript:alert(1)")))
    data = render_pdf(report(linked))

    assert data.count(b"/URI") >= 1
    assert b"https://www.qingxi.example/a" in data
    assert b"javascript" not in data


# ---- tables


@pytest.mark.parametrize("digits", [1, 5, 6, 7, 9, 12, 18, 40])
def test_requests_table__stays_on_one_page_with_numbers_that_neither_wrap_nor_touch(digits):
    number = ("1234567890" * 4)[:digits]
    document = opened(
        report(
            sections=(
                SectionView("一、总体情况", (paragraph("文" * 500),)),
                SectionView("三、收到", (requests(number),)),
            )
        )
    )

    caption = "表3收到和处理政府信息公开申请情况"
    page = next(page for page in document if caption in map(printed, lines(page)))
    rows = number_rows(page)
    assert len(rows) == 25
    for row in rows:
        assert printed(row) == number * 7
        starts = row[::digits]
        ends = row[digits - 1 :: digits]
        assert all(end.right < start.x for end, start in zip(ends, starts[1:], strict=False))
        assert ends[-1].right < RIGHT
    assert [printed(line) for line in lines(page)[:2]] == ["三、收到", caption]


def number_rows(page: pdfium.PdfPage) -> list[list[Char]]:
    """Return the digits in the figure columns of table 3, by row."""
    found: dict[float, list[Char]] = {}
    for char in characters(page):
        if char.text.isdigit() and TOP + 60 < char.y < BOTTOM and char.x > LEFT + 50 * MM:
            found.setdefault(round(char.y, 0), []).append(char)
    rows = (sorted(row, key=lambda char: char.x) for row in found.values())
    return [row for row in rows if len(row) > 6]


def test_requests_table__is_set_in_9_points_when_numbers_are_usual():
    document = opened(report(requests("1234567")))

    sizes = {char.size for page in document for char in characters(page) if char.text == "7"}
    assert sizes == {9}


def test_decimal_and_negative_numbers__do_not_break():
    document = opened(report(disclosure("-35074.05")))

    assert sum(printed(line).count("-35074.05") for page in document for line in lines(page)) == 10


def test_blank__is_an_empty_cell_and_zero_is_printed():
    blank, zero = (page_texts(opened(report(disclosure(figure))))[0] for figure in ("", "0"))

    assert "规章行政规范性文件" in blank
    assert "规章000行政规范性文件000" in zero


@pytest.mark.parametrize("before", range(10, 20))
def test_disclosure_table__never_breaks(before):
    blocks = [paragraph("文")] * before
    texts = page_texts(opened(report(*blocks, disclosure("1"))))

    whole = next(text for text in texts if "表2" in text)
    assert "第二十条第（八）项" in whole
    assert "行政事业性收费1" in whole


def test_statistics_table__repeats_its_header_and_indents_its_labels():
    table = statutory("ogi-2014", "statistics", "7", "")
    document = opened(report(annex=AnnexView("附件", "附件：统计表", "统计表", (table,))))

    pages = list(document)[1:]
    heads = ["统计指标单位统计数" in map(printed, lines(page)) for page in pages]
    starts = {printed(line): line[0].x for page in pages for line in lines(page)}
    assert heads == [True, True]
    assert starts["1.当面申请数件7"] - starts["三、依申请公开情况——"] == pytest.approx(18, abs=0.5)


def test_table_too_high_for_a_page__breaks_instead_of_running_off_the_paper():
    tall = disclosure("1")
    cells = tuple(
        replace(cell, text="很长的名称" * 100) if cell.role == "stub" else cell for cell in tall.grid.cells
    )
    document = opened(report(replace(tall, grid=replace(tall.grid, cells=cells))))

    assert len(document) > 1
    assert "".join(page_texts(document)).count("很") == 600
    assert all(char.y < 275 * MM for page in document for char in characters(page))


def test_text_table__heads_in_hei_and_is_centred():
    (table,) = parse("| 类别 | 数量（条） |\n|---|---|\n| 机构**职能** | 14 |")
    page = opened(report(table))[0]
    head, row = lines(page)[-2:]

    assert printed(head) == "类别数量（条）"
    assert all("GongwenHei" in char.font for char in head)
    assert {char.size for char in head + row} == {10.5}


def test_captionless_table__has_no_caption_line():
    bare = replace(disclosure("1"), caption="")

    assert page_texts(opened(report(bare)))[0].startswith(
        "青溪县审计局2024年政府信息公开工作年度报告一、总体情况第二十条"
    )


# ---- signature, annex, stamp


def test_signature__ends_two_characters_from_the_edge_and_the_date_begins_two_after_the_name():
    document = opened(
        report(paragraph("文"), signature=SignatureView("青溪县自然资源和规划局", "2025年1月9日"))
    )
    text, name, day = lines(document[0])[-3:]

    assert name[-1].x + CHARACTER == pytest.approx(RIGHT - 2 * CHARACTER, abs=0.5)
    assert day[0].x - name[0].x == pytest.approx(2 * CHARACTER, abs=0.5)
    assert name[0].y - text[0].y == pytest.approx(2 * 28.95, abs=0.1)


def test_signature__with_the_longer_date_keeps_the_date_two_characters_from_the_edge():
    document = opened(report(paragraph("文"), signature=SignatureView("县档案馆", "2025年12月19日")))
    name, day = lines(document[0])[-2:]

    assert day[-1].x + CHARACTER == pytest.approx(RIGHT - 2 * CHARACTER, abs=0.5)
    assert day[0].x - name[0].x == pytest.approx(2 * CHARACTER, abs=0.5)


@pytest.mark.parametrize("before", range(12, 20))
def test_signature__never_stands_alone(before):
    blocks = [paragraph("文")] * before + [paragraph("末段" * 20)]
    document = opened(report(*blocks, signature=SignatureView("青溪县审计局", "2025年1月9日")))

    assert "末段青溪县审计局2025年1月9日" in page_texts(document)[-1]


def test_signature__lets_a_long_last_paragraph_break():
    blocks = [paragraph("文")] * 10 + [paragraph("末段" * 200)]
    document = opened(report(*blocks, signature=SignatureView("青溪县审计局", "2025年1月9日")))

    assert len(lines(document[0])) == 21  # and the blank line after the title


def test_signature__without_a_date_is_the_name_alone():
    document = opened(report(paragraph("文"), date=None, signature=SignatureView("青溪县审计局", "")))

    assert printed(lines(document[0])[-1]) == "青溪县审计局"


def test_annex__is_announced_after_the_text_and_stands_on_a_page_of_its_own():
    annex = AnnexView("附件", "附件：统计表", "统计表", (disclosure("1"),))
    document = opened(report(paragraph("文"), signature=SignatureView("县局", "2025年1月9日"), annex=annex))
    text, reference, name, _ = lines(document[0])[-4:]
    heading, title, *_ = lines(document[1])

    assert (printed(reference), printed(heading), printed(title)) == ("附件：统计表", "附件", "统计表")
    assert reference[0].y - text[0].y == pytest.approx(2 * 28.95, abs=0.1)
    assert name[0].y - reference[0].y == pytest.approx(2 * 28.95, abs=0.1)
    assert heading[0].x == pytest.approx(LEFT, abs=0.1)
    assert (title[0].y - heading[0].y) / 28.95 == pytest.approx(2, abs=0.1)
    assert {char.size for char in title} == {22}


def test_draft__is_stamped_across_every_page():
    for page in opened(full_report()):
        assert printed([char for char in characters(page) if not char.upright]) == "草稿"


def test_final_report__has_no_stamp():
    assert all(
        char.upright for page in opened(replace(full_report(), draft=None)) for char in characters(page)
    )


# ---- text from outside


def test_hostile_text__is_printed_as_it_stands():
    runs = (Run(HOSTILE),)
    table = replace(disclosure(""), caption=HOSTILE)
    view = report(
        Heading(2, runs),
        Paragraph(runs),
        Listing(("1.",), (runs,)),
        TextTable(((runs,), (runs,))),
        with_texts(table, {"规章": HOSTILE}, "stub"),
        title=(HOSTILE,),
        agency=HOSTILE,
        signature=SignatureView(HOSTILE, HOSTILE),
    )
    document = opened(view)

    text = "".join(printed(line) for page in document for line in lines(page))
    assert text.count(HOSTILE.replace(" ", "")) == 10
    assert document.get_metadata_dict()["Title"] == HOSTILE


def test_empty_blocks__are_no_error():
    empty: tuple[ViewBlock, ...] = (
        Paragraph(()),
        Heading(2, ()),
        TextTable(()),
        TextTable((((),),)),
        Listing((), ()),
    )

    assert len(opened(report(*empty))) == 1
    assert len(opened(report(sections=()))) == 1


def test_lent_font__draws_what_the_shipped_fonts_lack(tmp_path):
    rare = "\U0002b5b0"
    lent_font(tmp_path / "lent.ttf", rare)
    data = render_pdf(report(paragraph(f"地名{rare}")), (("Lent", tmp_path),))

    page = pdfium.PdfDocument(data)[0]
    lent = [char for char in characters(page) if "Lent" in char.font]
    assert printed(lent).encode("utf-16", "surrogatepass").decode("utf-16") == rare


def lent_font(path: Path, rare: str) -> None:
    """Write a font with one character, a box."""
    pen = TTGlyphPen(None)
    for index, point in enumerate(((100, 0), (100, 800), (900, 800), (900, 0))):
        (pen.lineTo if index else pen.moveTo)(point)
    pen.closePath()
    box = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "rare"])
    builder.setupCharacterMap({ord(rare): "rare"})
    builder.setupGlyf({".notdef": box, "rare": box})
    builder.setupHorizontalMetrics({".notdef": (1000, 100), "rare": (1000, 100)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Lent", "styleName": "Regular", "psName": "Lent-Regular"})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=880, usWinDescent=120)
    builder.setupPost()
    builder.save(path)


# ---- pictures


@pytest.mark.parametrize(("width", "height"), [(60, 40), (3000, 200), (300, 3000)])
def test_picture__fits_the_text_and_keeps_its_shape(width, height):
    document = opened(report(Figure(Picture(png(width, height), "image/png"), "柱状图")))

    (image,) = (item for page in document for item in page.get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_IMAGE,)))
    left, bottom, right, top = image.get_bounds()
    assert (right - left) / (top - bottom) == pytest.approx(width / height, rel=0.02)
    assert LEFT - 0.1 < left < right < RIGHT + 0.1
    assert top - bottom < 100 * MM + 0.1
    assert (left + right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.1)


def test_picture__carries_its_description():
    document = opened(report(Figure(Picture(png(60, 40), "image/png"), "柱状图")))

    assert ("Figure", "柱状图") in set(elements(document))


def test_broken_picture__is_an_error_in_one_line():
    broken = Picture(png(60, 40)[:40], "image/png")

    with pytest.raises(RenderError) as caught:
        render_pdf(report(Figure(broken, "")))
    assert caught.value.key == "render.typst"
    assert "\n" not in str(caught.value.fields["why"])


# ---- the file


def test_metadata__names_title_author_language_and_day():
    document = opened(full_report())
    language = (ctypes.c_ushort * 20)()
    pdfium_c.FPDFCatalog_GetLanguage(document.raw, language, 40)

    metadata = document.get_metadata_dict()
    assert metadata["Title"] == "青溪县审计局2024年政府信息公开工作年度报告"
    assert metadata["Author"] == "青溪县审计局"
    assert metadata["CreationDate"].startswith("D:20250109")
    assert bytes(language).decode("utf-16-le").rstrip("\0") == "zh-CN"


def test_tags__give_headings_and_tables_with_header_cells():
    document = opened(full_report())

    assert pdfium_c.FPDFCatalog_IsTagged(document.raw)
    types = {kind for kind, _ in elements(document)}
    assert types >= {"H1", "P", "Table", "THead", "TBody", "TR", "TH", "TD", "Caption", "Figure", "Link"}


def test_outline__lists_sections_and_annex():
    titles = [item.get_title() for item in opened(full_report()).get_toc()]

    assert titles == ["一、总体情况", "附件", "政府信息公开情况统计表"]


def test_bytes__are_equal_in_two_processes_and_in_threads():
    here = sha256(render_pdf(full_report())).hexdigest()
    with ThreadPoolExecutor(2) as pool:
        threads = set(pool.map(lambda _: sha256(render_pdf(full_report())).hexdigest(), range(4)))

    assert threads == {here}
    assert elsewhere("full_report()") == here


def test_undated_report__has_no_date_of_its_own():
    view = replace(full_report(), date=None)

    assert "CreationDate" not in {key for key, value in opened(view).get_metadata_dict().items() if value}


def elsewhere(view: str) -> str:
    """Return the digest of a view drawn in a process of its own."""
    code = (
        f"import sys; sys.path[:0] = {[str(ROOT), str(ROOT / 'tests'), str(Path(__file__).parent)]!r}\n"
        f"import test_pdf_typst as here, hashlib\n"
        f"print(hashlib.sha256(here.render_pdf(here.{view})).hexdigest())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()
