"""The page as both PDF engines set it: WeasyPrint's is held against Typst's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from pdf_pages import BOTTOM, CHARACTER, LEFT, MM, RIGHT, Char, characters, face, lines, page_texts, printed
from pdf_views import ROOT, disclosure, full_report, paragraph, report, requests, statutory

from govreport_writer.documents.appearance import Appearance
from govreport_writer.documents.pdf import typst_engine as pdf_typst
from govreport_writer.documents.pdf import weasyprint_engine as pdf_weasyprint
from govreport_writer.documents.view import AnnexView, DocumentView, SectionView, SignatureView, build_view
from govreport_writer.narrative import Heading, Listing, Run
from govreport_writer.profile import standard_profile
from govreport_writer.submission_reading import read_submission

SAMPLES = ROOT / "sample_inputs"
NAMES = sorted(folder.name for folder in SAMPLES.iterdir() if folder.is_dir())
pytestmark = pytest.mark.slow


def by_typst(view: DocumentView) -> pdfium.PdfDocument:
    return pdfium.PdfDocument(pdf_typst.render_pdf(view))


def by_weasyprint(view: DocumentView, **profile: object) -> pdfium.PdfDocument:
    look = Appearance(profile=standard_profile().model_copy(update=profile))
    return pdfium.PdfDocument(pdf_weasyprint.render_pdf(view, look))


@cache
def three_pages() -> pdfium.PdfDocument:
    common = "政府信息公开工作年度报告统计数据机关"
    return by_weasyprint(report(paragraph((common * 200)[:1700])))


def test_full_page__has_22_lines_of_28_characters():
    page = lines(three_pages()[1])

    assert [len(line) for line in page] == [28] * 22
    assert {round(line[0].x, 1) for line in page} == {round(LEFT, 1)}
    assert {round(low[0].y - high[0].y, 2) for high, low in pairwise(page)} == {28.95}


def test_lines_of_mixed_faces__are_no_higher_than_others():
    styled = [Heading(2, (Run("（一）第2项“引”"),)), Listing(("1.",), ((Run("甲"),),))]
    runs = (Run("文2024a“引”"), Run("粗3", strong=True), Run("斜4·", emphasis=True))
    text = [replace(paragraph(""), runs=runs)] * 50
    page = lines(by_weasyprint(report(*styled, *text))[1])

    assert len(page) == 22
    assert [low[0].y - high[0].y for high, low in pairwise(page)] == pytest.approx([28.95] * 21, abs=0.02)


@pytest.mark.parametrize(("pitch", "per_page"), [(28, 22), (29.5, 21), (30, 21)])
def test_pitch__of_the_profile_sets_lines_and_how_many_fill_a_page(pitch: float, per_page: int):
    page = lines(by_weasyprint(report(paragraph("文" * 1700)), pitch=pitch)[1])

    assert len(page) == per_page
    assert {round(low[0].y - high[0].y, 2) for high, low in pairwise(page)} == {pitch}


@pytest.mark.parametrize(
    ("number", "place", "odd", "even"),
    [
        ("dashes", "outside", "—1—", "—2—"),
        ("plain", "outside", "1", "2"),
        ("dashes", "centre", "—1—", "—2—"),
        ("none", "outside", "", ""),
    ],
)
def test_page_number__follows_the_profile(number: str, place: str, odd: str, even: str):
    document = by_weasyprint(report(paragraph("文" * 1700)), page_number=number, page_number_place=place)
    found = [[char for char in characters(page) if char.y > BOTTOM] for page in list(document)[:2]]

    assert [printed(chars) for chars in found] == [odd, even]
    assert {face(char) for chars in found for char in chars} <= {"GongwenSong"}
    if place == "centre":
        middles = [(chars[0].x + chars[-1].right) / 2 for chars in found]
        assert middles == pytest.approx([(LEFT + RIGHT) / 2] * 2, abs=1)
    elif number != "none":
        assert found[0][-1].right == pytest.approx(RIGHT - 14, abs=1)
        assert found[1][0].x == pytest.approx(LEFT + 14, abs=0.5)
        assert found[0][0].y - 0.38 * 14 == pytest.approx(269 * MM, abs=0.5)


@pytest.mark.parametrize(("digits", "wanted"), [("latin", {"GongwenLatin"}), ("body", {"GongwenSong"})])
def test_digits__are_set_in_the_face_that_the_profile_names(digits: str, wanted: set[str]):
    page = by_weasyprint(report(paragraph("文2024ABC·“引”——"), disclosure("5")), digits=digits)[0]

    mine = [char for char in characters(page) if 200 < char.y < BOTTOM]
    assert {face(char) for char in mine if char.text in "04ABC"} == wanted
    assert {face(char) for char in mine if char.text in "文·“引”—"} == {"GongwenSong"}


# ---- the same places as Typst's


def placed(document: pdfium.PdfDocument) -> Iterator[tuple[str, float, float]]:
    """Yield text, left edge and base of every line but those of tables, page after page."""
    for number, page in enumerate(document):
        for line in lines(page):
            if line[0].size > 11:
                yield printed(line), line[0].x, line[0].y + 1000 * number


SIGNED = (
    SignatureView("青溪县自然资源和规划局", "2025年1月9日"),
    SignatureView("县档案馆", "2025年12月19日"),
    SignatureView("青溪县审计局", "2025年1月9日"),
    SignatureView("青溪县审计局", ""),
    SignatureView("青溪县" * 12, "2025年1月9日"),
)


@pytest.mark.parametrize("signature", SIGNED)
def test_signature__stands_where_typst_sets_it(signature: SignatureView):
    view = report(paragraph("文"), signature=signature)

    same_places(view)


@pytest.mark.parametrize("signature", SIGNED[:3])
def test_signature__ends_or_begins_two_characters_from_the_edge_and_from_the_name(signature: SignatureView):
    name, day = lines(by_weasyprint(report(paragraph("文"), signature=signature))[0])[-2:]

    assert max(name[-1].right, 0) < RIGHT - CHARACTER
    assert day[0].x - name[0].x == pytest.approx(2 * CHARACTER, abs=0.6)


def test_signature__never_stands_alone():
    for before in range(12, 20):
        blocks = [paragraph("文")] * before + [paragraph("末段" * 20)]
        document = by_weasyprint(report(*blocks, signature=SignatureView("青溪县审计局", "2025年1月9日")))
        assert page_texts(document)[-1].endswith("末段青溪县审计局2025年1月9日")


def test_everything__stands_where_typst_sets_it():
    headings = [Heading(level, (Run(f"标题{level}"),)) for level in (2, 3, 4)]
    annex = AnnexView("附件", "附件：统计表", "统计表", (replace(disclosure("1"), caption=""),))
    signature = SignatureView("青溪县审计局", "2025年1月9日")
    tables = (disclosure("1"), paragraph("文"), requests("2"))
    view = report(*headings, paragraph("文" * 100), *tables, signature=signature, annex=annex)

    same_places(view)


def same_places(view: DocumentView) -> None:
    wanted, found = list(placed(by_typst(view))), list(placed(by_weasyprint(view)))
    assert [text for text, _, _ in found] == [text for text, _, _ in wanted]
    for (text, x, y), (_, wanted_x, wanted_y) in zip(found, wanted, strict=True):
        assert (text, x, y) == (text, pytest.approx(wanted_x, abs=0.8), pytest.approx(wanted_y, abs=2.5))


@pytest.mark.parametrize("name", NAMES)
def test_samples__have_the_same_number_of_pages_give_or_take_one(name: str):
    view = build_view(read_submission(SAMPLES / name / "report.yaml"), draft=True)

    assert abs(len(by_typst(view)) - len(by_weasyprint(view))) <= 1


# ---- tables


@pytest.mark.parametrize("digits", [1, 5, 6, 7, 9])
def test_requests_table__stands_whole_under_its_heading_with_numbers_that_neither_wrap_nor_touch(digits: int):
    number = "1234567890123"[:digits]
    sections = (
        SectionView(None, "一、总体情况", (paragraph("文" * 500),)),
        SectionView(None, "三、收到", (requests(number),)),
    )
    document = by_weasyprint(report(sections=sections))

    texts = page_texts(document)
    (at,) = (at for at, text in enumerate(texts) if "一、本年新收政府信息公开申请数量" in text)
    assert texts[at].startswith("三、收到表3")
    assert "四、结转下年度继续办理" in texts[at]
    rows = value_rows(document[at])
    assert len(rows) == 25
    for row in rows:
        assert printed(row) == number * 7
        numbers = [row[start : start + digits] for start in range(0, len(row), digits)]
        assert all(left[-1].right < right[0].x for left, right in pairwise(numbers))
        assert row[-1].right < RIGHT


def value_rows(page: pdfium.PdfPage) -> list[list[Char]]:
    found: dict[float, list[Char]] = {}
    for char in characters(page):
        if char.text.isdigit() and 160 < char.y < BOTTOM and char.x > LEFT + 150:
            found.setdefault(round(char.y), []).append(char)
    return [sorted(row, key=lambda char: char.x) for row in found.values() if len(row) > 6]


@pytest.mark.parametrize("before", range(10, 20, 3))
def test_disclosure_and_reviews__never_break(before: int):
    reviews = statutory("ogi-2021", "reviews", "1", "表4　复议")
    blocks = [paragraph("文")] * before
    for table, ends in ((disclosure("1"), ("表2", "行政事业性收费1")), (reviews, ("表4", "1" * 15))):
        texts = page_texts(by_weasyprint(report(*blocks, table)))
        assert any(all(end in text for end in ends) for text in texts)


def test_rows__are_as_high_as_typst_sets_them():
    heights = []
    for document in (by_typst(report(disclosure("1"))), by_weasyprint(report(disclosure("1")))):
        rows = [line[0].y for line in lines(document[0]) if line[0].size == pytest.approx(9)]
        heights.append([round(low - high, 1) for high, low in pairwise(rows)])

    assert heights[0] == heights[1] == [17.0] * 13


def test_statistics_table__repeats_its_head():
    table = statutory("ogi-2014", "statistics", "7", "")
    document = by_weasyprint(report(annex=AnnexView("附件", "附件：统计表", "统计表", (table,))))

    heads = ["统计指标单位统计数" in map(printed, lines(page)) for page in list(document)[1:]]
    assert len(heads) >= 2
    assert all(heads)


def test_stamp__stands_on_every_page():
    for page in by_weasyprint(full_report()):
        assert printed([char for char in characters(page) if not char.upright]) == "草稿"


def test_own_print_css__is_used_and_read_anew_when_it_changes(tmp_path: Path):
    look = Appearance(templates=tmp_path)
    sizes = []
    for size in (14, 18):
        (tmp_path / "print.css").write_text(f"p {{ font-size: {size}pt }}", encoding="utf-8")
        page = pdfium.PdfDocument(pdf_weasyprint.render_pdf(report(paragraph("文文")), look))[0]
        sizes.append({char.size for char in characters(page) if char.text == "文"})

    assert sizes == [{14}, {18}]
