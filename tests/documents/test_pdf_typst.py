"""The PDF set by Typst: page, lines, tables, stamp, hostile text, pictures, tags, equal bytes."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import pytest
from lent_fonts import lent_font
from pdf_pages import (
    BOTTOM,
    CHARACTER,
    LEFT,
    MM,
    RIGHT,
    TOP,
    Char,
    characters,
    elements,
    face,
    lines,
    page_texts,
    printed,
)
from pdf_views import (
    ORGAN,
    ROOT,
    chart,
    disclosure,
    full_report,
    paragraph,
    report,
    requests,
    statutory,
    with_texts,
)
from pictures import png

from govreport_writer.documents.appearance import Appearance
from govreport_writer.documents.pdf.typst_engine import render_pdf
from govreport_writer.documents.view import (
    AnnexView,
    DocumentView,
    Figure,
    SectionView,
    SignatureView,
    ViewBlock,
)
from govreport_writer.errors import RenderError
from govreport_writer.narrative import Heading, Listing, Paragraph, Run, TextTable, parse
from govreport_writer.profile import standard_profile
from govreport_writer.submission import Picture

HOSTILE = "#panic() $x$ <script>alert(1)</script> ] * _ ` \\ {{ }} // @b -- ' \" &amp; #import"


def opened(view: DocumentView, **profile: object) -> pdfium.PdfDocument:
    """Return the PDF, with a profile that departs from the standard in what is given."""
    look = Appearance(profile=standard_profile().model_copy(update=profile))
    return pdfium.PdfDocument(render_pdf(view, appearance=look))


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
        assert {char.size for char in line} == {22}
        assert {face(char) for char in line if not char.text.isdigit()} == {"GongwenTitle"}
    assert heading[0].y - second[0].y == pytest.approx(2 * 28.95, abs=3)


def test_page_number__stands_right_on_odd_and_left_on_even_pages():
    odd, even = ([char for char in characters(page) if char.y > BOTTOM] for page in list(three_pages())[:2])

    assert (printed(odd), printed(even)) == ("—1—", "—2—")
    assert odd[-1].x + 14 == pytest.approx(RIGHT - 14, abs=0.5)
    assert even[0].x == pytest.approx(LEFT + 14, abs=0.5)
    assert {char.size for char in odd} == {14}


@pytest.mark.parametrize(("pitch", "per_page"), [(28, 22), (28.95, 22), (29, 21), (29.5, 21), (30, 21)])
def test_pitch__of_the_profile_sets_lines_and_how_many_fill_a_page(pitch: float, per_page: int):
    document = opened(report(paragraph("文" * 1700)), pitch=pitch)
    page = lines(document[1])

    assert len(page) == per_page
    assert {round(low[0].y - high[0].y, 2) for high, low in pairwise(page)} == {pitch}
    first, second, heading = (lines(document[0])[index][0].y for index in (0, 1, 2))
    assert (second - first, heading - second) == pytest.approx((pitch, 2 * pitch), abs=3)


@pytest.mark.parametrize(
    ("number", "place", "odd", "even"),
    [("plain", "outside", "1", "2"), ("dashes", "centre", "—1—", "—2—"), ("none", "outside", "", "")],
)
def test_page_number__follows_the_profile(number: str, place: str, odd: str, even: str):
    view = report(paragraph("文" * 1700))
    document = opened(view, page_number=number, page_number_place=place)
    found = [[char for char in characters(page) if char.y > BOTTOM] for page in list(document)[:2]]

    assert [printed(chars) for chars in found] == [odd, even]
    if place == "centre":
        assert [(chars[0].x + chars[-1].right) / 2 for chars in found] == pytest.approx(
            [(LEFT + RIGHT) / 2] * 2, abs=1
        )


@pytest.mark.parametrize(("digits", "wanted"), [("latin", {"GongwenLatin"}), ("body", {"GongwenSong"})])
def test_digits__are_set_in_the_face_that_the_profile_names(digits: str, wanted: set[str]):
    page = opened(report(paragraph("2024年ABC·“引”——"), requests("5")), digits=digits)[0]

    mine = [char for char in characters(page) if TOP + 80 < char.y < BOTTOM]
    assert {face(char) for char in mine if char.text in "20245ABC"} == wanted
    assert {face(char) for char in mine if char.text in "年·“引”—"} == {"GongwenSong"}


def test_digits__of_all_headings_and_the_title_are_latin_but_page_numbers_are_not():
    view = report(*(Heading(level, (Run("第7项“乙”·丙"),)) for level in (2, 3)))
    page = opened(view)[0]

    assert {face(char) for char in characters(page) if char.text.isdigit() and char.y < BOTTOM} == {
        "GongwenLatin"
    }
    assert {face(char) for char in characters(page) if char.y > BOTTOM} == {"GongwenSong"}


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
                SectionView(None, "一、总体情况", (paragraph("文" * 500),)),
                SectionView(None, "三、收到", (requests(number),)),
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
        organ=ORGAN.model_copy(update={"name": HOSTILE}),
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


# ---- charts


def test_chart__stands_under_its_caption_in_its_size_with_its_figures_below():
    document = opened(report(chart()))
    texts = page_texts(document)

    assert "图1各年新收" in texts[0]
    assert ("Figure", "柱状图，2024年12件") in set(elements(document))
    assert texts[0].endswith("年份数量2024年12")


def test_chart__wider_than_the_text_is_made_to_fit():
    document = opened(report(replace(chart(), width=300.0, height=100.0)))

    paths = [item.get_bounds() for item in document[0].get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_PATH,))]
    assert paths
    assert max(right for _, _, right, _ in paths) < RIGHT + 1


# ---- an agency's own template


def test_own_template__is_used_and_read_anew_when_it_changes(tmp_path: Path):
    template = tmp_path / "report.typ"
    look = Appearance(templates=tmp_path)
    texts = []
    for word in ("甲样式", "乙样式"):
        template.write_text(
            f'#set document(title: "x")\n#set text(font: "Gongwen Song")\n{word}', encoding="utf-8"
        )
        texts += page_texts(pdfium.PdfDocument(render_pdf(report(), appearance=look)))

    assert texts == ["甲样式", "乙样式"]


def test_own_template__with_a_fault_is_one_line_with_file_and_line(tmp_path: Path):
    (tmp_path / "report.typ").write_text("#let a = 1\n\n#no-such-thing\n", encoding="utf-8")

    with pytest.raises(RenderError) as caught:
        render_pdf(report(), appearance=Appearance(templates=tmp_path))
    line = str(caught.value)
    assert "report.typ" in line
    assert caught.value.line == 3
    assert "no-such-thing" in line
    assert "\n" not in line


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


def test_own_template__that_asks_for_a_package_is_refused_with_its_line(tmp_path):
    own = tmp_path / "report.typ"
    own.write_text('// own\n#import "@preview/tablex:0.0.8": *\n', encoding="utf-8")

    with pytest.raises(RenderError, match=r"report\.typ.*2.*@preview/tablex"):
        render_pdf(report(), appearance=Appearance(templates=tmp_path))
