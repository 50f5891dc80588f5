"""The report as DOCX: sound XML, tables as the grid has them, fonts by name, no trace of a person."""

from __future__ import annotations

import re
import runpy
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx.oxml.ns import nsmap, qn
from docx.table import Table as WordTable
from lxml import etree
from pictures import png

from govreport_writer import editions
from govreport_writer.cells import CellRef
from govreport_writer.documents.docx import render_docx, signature_indents
from govreport_writer.documents.docx_parts import fitted, link_target, pixel_size
from govreport_writer.documents.docx_table import column_widths
from govreport_writer.documents.view import (
    AnnexView,
    DocumentView,
    Figure,
    SectionView,
    SignatureView,
    StatutoryTable,
    ViewBlock,
    build_view,
)
from govreport_writer.errors import RenderError
from govreport_writer.grid import Grid
from govreport_writer.grid_layout import build_grid
from govreport_writer.narrative import Heading, Listing, Paragraph, Run, TextTable, parse
from govreport_writer.resources import templates_folder
from govreport_writer.submission import Picture
from govreport_writer.submission_reading import read_submission

PROJECT = Path(__file__).resolve().parent.parent.parent
TEMPLATE = templates_folder() / "report.docx"
HOSTILE = "A < B & C \"q\" 'a' “中” {{ agency }} {% if x %} {# c #} {_{ }_} ]]> <w:p/> &amp; 𠮷"
FONTS = ("仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体", "Times New Roman")


def grid(table: str, value: int = 7, edition: str = "ogi-2021") -> Grid:
    """Return a table of an edition with one number everywhere."""
    form = editions.load(edition)
    return build_grid(form.table(table), {cell.ref: value for cell in form.cells_of(table)}, prefix="y2024-")


def view(*blocks: ViewBlock, **changes: object) -> DocumentView:
    """Return a report with the blocks in its only section."""
    base = DocumentView(
        title=("青溪县审计局", "2024年政府信息公开工作年度报告"),
        agency="青溪县审计局",
        year=2024,
        notice="国办公开办函〔2021〕30号",
        date=date(2025, 1, 17),
        preface=(Paragraph((Run("引言。"),)),),
        sections=(SectionView("一、总体情况", blocks),),
        signature=SignatureView("青溪县审计局", "2025年1月17日"),
        annex=None,
        draft=None,
    )
    return replace(base, **changes)  # type: ignore[arg-type]  # the test names fields of the view


def everything() -> DocumentView:
    """Return a report with every kind of block."""
    tables = (StatutoryTable(grid(name), f"表 {name}") for name in ("disclosure", "requests", "reviews"))
    blocks: tuple[ViewBlock, ...] = (
        Heading(2, (Run("（一）主动公开"),)),
        Heading(3, (Run("1.数量"),)),
        Heading(4, (Run("（1）分类"),)),
        Paragraph((Run("见"), Run("网站", url="https://a.example/?x=1&y=2"), Run("重点", strong=True))),
        Listing(("1.", "2."), ((Run("甲"),), (Run("乙", emphasis=True),))),
        TextTable((((Run("类别"),), (Run("数量"),)), ((Run("公告"),), (Run("21"),)))),
        Figure(Picture(png(8, 4), "image/png"), '图 "一" <上>'),
        *tables,
    )
    annex = AnnexView(
        "附件", "附件：统计表", "统计表", (StatutoryTable(grid("statistics", 3, "ogi-2014"), ""),)
    )
    return view(*blocks, annex=annex, draft="草稿")


def parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a document by name."""
    with ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(names) == len(set(names))
        return {name: archive.read(name) for name in names}


def text_of(data: bytes) -> str:
    """Return the text of all paragraphs, tables included."""
    root = etree.fromstring(parts(data)["word/document.xml"])
    paragraphs = root.iter(qn("w:p"))
    return "\n".join("".join(text.text or "" for text in each.iter(qn("w:t"))) for each in paragraphs)


def word_table(shown: Grid) -> WordTable:
    """Return a grid as python-docx reads it back."""
    return docx.Document(BytesIO(render_docx(view(StatutoryTable(shown, "表"))))).tables[0]


def retagged(tmp_path: Path, *changes: tuple[str, str, str]) -> Path:
    """Return a copy of the template with (part, old, new) replaced, as an editor might leave it."""
    contents = parts(TEMPLATE.read_bytes())
    for name, old, new in changes:
        assert old in contents[name].decode()
        contents[name] = contents[name].decode().replace(old, new).encode()
    with ZipFile(tmp_path / "own.docx", "w", ZIP_DEFLATED) as archive:
        for name, data in contents.items():
            archive.writestr(name, data)
    return tmp_path / "own.docx"


def test_template__is_what_its_script_builds() -> None:
    script = runpy.run_path(str(PROJECT / "tools" / "build_docx_template.py"))

    assert script["build"]() == TEMPLATE.read_bytes()


def test_prepared_parts__are_what_docxtpl_makes_of_the_template() -> None:
    script = runpy.run_path(str(PROJECT / "tools" / "build_docx_template.py"))
    kept = {path.name: path.read_text(encoding="utf-8") for path in (TEMPLATE.parent / "prepared").iterdir()}

    assert script["prepared"]() == kept


def test_text__hostile_characters_survive() -> None:
    table = StatutoryTable(grid("requests"), HOSTILE)
    runs = (Run(HOSTILE), Run(HOSTILE, strong=True))
    figure = Figure(Picture(png(2, 2), "image/png"), HOSTILE)
    hostile = view(
        Paragraph(runs),
        Heading(2, runs),
        Listing(("•",), (runs,)),
        TextTable(((runs,), (runs,))),
        figure,
        table,
        title=(HOSTILE,),
        agency=HOSTILE,
        signature=SignatureView(HOSTILE, HOSTILE),
        annex=AnnexView(HOSTILE, HOSTILE, HOSTILE, ()),
        draft=HOSTILE,
    )

    data = render_docx(hostile)

    document = docx.Document(BytesIO(data))
    assert text_of(data).count(HOSTILE) == 1 + 2 + 2 + 2 + 4 + 1 + 3 + 2
    assert (document.core_properties.title, document.core_properties.author) == (HOSTILE, HOSTILE)
    assert etree.fromstring(parts(data)["word/document.xml"]).xpath("//@descr") == [HOSTILE, HOSTILE]
    assert document.sections[0].header.part.element.xpath("//*[@string]/@string") == [HOSTILE]


def test_text__every_block_in_the_style_of_its_kind() -> None:
    document = docx.Document(BytesIO(render_docx(everything())))

    drawn = [(each.style.name, each.text) for each in document.paragraphs if each.style and each.text]
    assert drawn == [
        ("Title", "青溪县审计局"),
        ("Title", "2024年政府信息公开工作年度报告"),
        ("Body Text", "引言。"),
        ("Heading 1", "一、总体情况"),
        ("Heading 2", "（一）主动公开"),
        ("Heading 3", "1.数量"),
        ("Heading 4", "（1）分类"),
        ("Body Text", "见网站重点"),
        ("List Paragraph", "1. 甲"),
        ("List Paragraph", "2. 乙"),
        ("Caption", "表 disclosure"),
        ("Caption", "表 requests"),
        ("Caption", "表 reviews"),
        ("Annex Note", "附件：统计表"),
        ("Signature", "青溪县审计局"),
        ("Date", "2025年1月17日"),
        ("Annex Heading", "附件"),
        ("Annex Title", "统计表"),
    ]


def test_markdown__reaches_the_document_as_written() -> None:
    blocks = parse("全年**新收**30件。\n\n- 甲\n- 乙\n\n| 类 | 数 |\n|---|---|\n| 公告 | 21 |\n")

    assert "全年新收30件。\n• 甲\n• 乙\n类\n数\n公告\n21\n" in text_of(render_docx(view(*blocks)))


def test_text__no_tag_is_left() -> None:
    for name, data in parts(render_docx(everything())).items():
        if name.endswith((".xml", ".rels")):
            assert not re.search(rb"\{\{|\{%|\{#|\}\}|%\}", data), name


def test_package__every_part_is_well_formed_and_related() -> None:
    contents = parts(render_docx(everything()))

    for name, data in contents.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(data)
    relations = etree.fromstring(contents["word/_rels/document.xml.rels"])
    ids = [each.get("Id") for each in relations]
    inside = [each.get("Target") for each in relations if each.get("TargetMode") is None]
    assert len(ids) == len(set(ids))
    assert {f"word/{target}" for target in inside} <= contents.keys()
    used = etree.fromstring(contents["word/document.xml"]).xpath(
        "//@r:id | //@r:embed", namespaces={"r": nsmap["r"]}
    )
    assert set(used) <= set(ids)


def test_package__equal_views_give_equal_bytes() -> None:
    assert render_docx(everything()) == render_docx(everything())


def test_package__no_date_but_that_of_the_report() -> None:
    def dates(shown: DocumentView) -> set[object]:
        data = render_docx(shown)
        properties = docx.Document(BytesIO(data)).core_properties
        moments = [moment for moment in (properties.created, properties.modified) if moment]
        with ZipFile(BytesIO(data)) as archive:
            return {each.date_time for each in archive.infolist()} | {each.date() for each in moments}

    assert dates(view()) == {(1980, 1, 1, 0, 0, 0), date(2025, 1, 17)}
    assert dates(view(date=None)) == {(1980, 1, 1, 0, 0, 0), date(2000, 1, 1)}


def test_properties__name_the_agency_and_never_a_person(tmp_path: Path) -> None:
    own = retagged(
        tmp_path,
        ("docProps/core.xml", "<dc:title>govreport</dc:title>", "<dc:creator>张三</dc:creator>"),
        ("docProps/app.xml", "/>", "><Manager>张三</Manager></Properties>"),
    )

    data = render_docx(view(), own)

    properties = docx.Document(BytesIO(data)).core_properties
    assert properties.title == "青溪县审计局2024年政府信息公开工作年度报告"
    assert (properties.author, properties.last_modified_by) == ("青溪县审计局", "青溪县审计局")
    assert (properties.category, properties.language) == ("政府信息公开年报", "zh-CN")
    assert properties.subject
    assert properties.keywords
    assert not [name for name, part in parts(data).items() if "张三" in part.decode(errors="ignore")]


@pytest.mark.parametrize(
    ("edition", "name"),
    [
        ("ogi-2021", "disclosure"),
        ("ogi-2021", "requests"),
        ("ogi-2021", "reviews"),
        ("ogi-2014", "statistics"),
    ],
)
def test_table__cells_and_merges_are_those_of_the_grid(edition: str, name: str) -> None:
    shown = grid(name, 12, edition)
    table = word_table(shown)

    for cell in shown.cells:
        rows = range(cell.row, cell.row + cell.rowspan)
        columns = range(cell.column, cell.column + cell.colspan)
        covered = [table.cell(row, column) for row in rows for column in columns]
        assert {each.text for each in covered} == {cell.text}
        assert len({id(each._tc) for each in covered}) == 1
    assert (len(table.rows), len(table.columns)) == (shown.n_rows, shown.n_columns)


def test_table__grid_is_that_of_the_form() -> None:
    table = word_table(grid("requests"))._tbl
    widths = [int(each.get(qn("w:w"))) for each in table.iter(qn("w:gridCol"))]

    assert widths[:3] == [680, 839, 2960]
    assert set(widths[3:]) <= {623, 624}
    assert abs(sum(widths) - 8845) <= 1
    for row in table.iter(qn("w:tr")):
        assert sum(int(each.get(qn("w:w"))) for each in row.iter(qn("w:tcW"))) == sum(widths)
    assert table.find(f".//{qn('w:tblLayout')}").get(qn("w:type")) == "fixed"


def test_table__heads_repeat_and_rows_stay_whole() -> None:
    rows = list(word_table(grid("requests"))._tbl.iter(qn("w:tr")))

    assert [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows] == [True] * 3 + [False] * 25
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)
    assert [row.find(f".//{qn('w:keepNext')}") is not None for row in rows] == [True] * 27 + [False]


def test_table__stacked_heads_do_not_repeat() -> None:
    rows = word_table(grid("disclosure"))._tbl.iter(qn("w:tr"))

    assert not any(row.find(f".//{qn('w:tblHeader')}") is not None for row in rows)


def test_table__long_table_may_split_but_not_under_its_head_nor_before_its_end() -> None:
    rows = list(word_table(grid("statistics", 1, "ogi-2014"))._tbl.iter(qn("w:tr")))
    kept = [row.find(f".//{qn('w:keepNext')}") is not None for row in rows]

    assert kept == [True] + [False] * 62 + [True] * 2 + [False]


def test_table__wide_figures_take_width_from_labels() -> None:
    narrow, wide = column_widths(grid("requests", 99_999)), column_widths(grid("requests", 123_456))

    assert narrow == column_widths(grid("requests", 0))
    assert all(width >= 6 * 100 + 56 for width in wide[3:])
    assert sum(wide) == sum(narrow)
    assert wide[:2] == narrow[:2]


@pytest.mark.parametrize(
    ("name", "value", "size"),
    [
        ("requests", 123_456, None),
        ("requests", 1_234_567, "15"),
        ("reviews", 12_345, None),
        ("reviews", 1_234_567, "13"),
    ],
)
def test_table__longer_figures_are_set_smaller_and_never_break(
    name: str, value: int, size: str | None
) -> None:
    table = word_table(grid(name, value))
    properties = table.cell(len(table.rows) - 1, 4).paragraphs[0].runs[0]._r.rPr

    assert (None if properties is None else properties.find(qn("w:sz")).get(qn("w:val"))) == size


def test_table__a_blank_is_empty_and_not_zero() -> None:
    form = editions.load("ogi-2021")
    ref = CellRef("requests", "received", "natural_person")
    table = word_table(build_grid(form.table("requests"), {ref: 0}))

    assert table.cell(3, 3).text == "0"
    assert table.cell(3, 4).text == ""


def test_table__each_figure_has_a_bookmark() -> None:
    table = word_table(grid("requests"))._tbl
    names = [each.get(qn("w:name")) for each in table.iter(qn("w:bookmarkStart"))]

    assert len(names) == len(set(names)) == 25 * 7
    assert (names[0], names[-1]) == ("T3_r01_c1", "T3_r25_c7")
    assert all(len(name) <= 40 for name in names)


def test_table__nesting_of_an_indented_stub_is_an_indent() -> None:
    table = word_table(grid("statistics", 1, "ogi-2014"))
    indents = [table.cell(row, 0).paragraphs[0].paragraph_format.left_indent for row in (1, 2, 3)]

    assert [indent and indent.twips for indent in indents] == [None, 180, 360]


def fonts_of(name: str, contents: dict[str, bytes]) -> list[etree._Element]:
    """Return the font elements of a part."""
    return list(etree.fromstring(contents[name]).iter(qn("w:rFonts")))


def test_fonts__named_and_never_of_a_theme() -> None:
    contents = parts(render_docx(everything()))

    assert not [name for name in contents if "theme" in name]
    for name in contents:
        if name.startswith("word/") and name.endswith(".xml"):
            for fonts in fonts_of(name, contents):
                assert not [key for key in fonts.attrib if "Theme" in str(key)]
    table = etree.fromstring(contents["word/fontTable.xml"])
    assert [font.get(qn("w:name")) for font in table] == list(FONTS)
    assert len(list(table.iter(qn("w:altName")))) == len(FONTS) - 1


def test_fonts__every_paragraph_style_names_all_four() -> None:
    styles = etree.fromstring(parts(render_docx(view()))["word/styles.xml"])
    named = [style for style in styles.iter(qn("w:style")) if style.get(qn("w:type")) == "paragraph"]

    for holder in [styles.find(qn("w:docDefaults")), *named]:
        fonts = holder.find(f".//{qn('w:rFonts')}")
        assert {qn(f"w:{face}") for face in ("ascii", "eastAsia", "hAnsi", "cs")} == set(fonts.attrib)
        assert fonts.get(qn("w:eastAsia")) in FONTS


def test_page__lines_of_the_standard() -> None:
    properties = etree.fromstring(parts(render_docx(view()))["word/document.xml"]).find(
        f".//{qn('w:sectPr')}"
    )

    assert dict(properties.find(qn("w:docGrid")).attrib) == {qn("w:type"): "lines", qn("w:linePitch"): "579"}
    margins = properties.find(qn("w:pgMar")).attrib
    assert [margins[qn(f"w:{side}")] for side in ("top", "right", "bottom", "left", "footer")] == [
        *("2098", "1474", "1984", "1587"),
        "1417",
    ]


def test_page_number__at_the_outer_edge() -> None:
    document = docx.Document(BytesIO(render_docx(view())))
    section = document.sections[0]

    assert document.settings.odd_and_even_pages_header_footer
    for footer, edge in ((section.footer, "right"), (section.even_page_footer, "left")):
        properties = footer.paragraphs[0]._p.pPr
        assert footer.paragraphs[0].text == "— 1 —"
        assert properties.find(qn("w:ind")).get(qn(f"w:{edge}")) == "280"
        assert properties.find(qn("w:jc")).get(qn("w:val")) == edge


@pytest.mark.parametrize(("draft", "shown"), [("草稿", ["草稿"]), (None, [])])
def test_draft__stamped_on_odd_and_even_pages(draft: str | None, shown: list[str]) -> None:
    section = docx.Document(BytesIO(render_docx(view(draft=draft)))).sections[0]

    for header in (section.header, section.even_page_header):
        assert header.part.element.xpath("//*[@string]/@string") == shown
        assert len(header.paragraphs) == 1 + len(shown)


# a date of six and a half characters, in twips: 2080
@pytest.mark.parametrize(
    ("name", "day", "indents"),
    [
        (
            "青溪县自然资源和规划局",
            "2025年1月22日",
            (640, 11 * 320 - 2080),
        ),
        ("青溪县审计局", "2025年1月17日", (4 * 320 + 160, 640)),
        ("局" * 40, "2025年1月17日", (640, 640)),
    ],
)
def test_signature__date_begins_two_characters_after_the_name(
    name: str, day: str, indents: tuple[int, int]
) -> None:
    assert signature_indents(SignatureView(name, day)) == indents


def test_signature__without_a_date_is_the_name_alone() -> None:
    text = text_of(render_docx(view(signature=SignatureView("某局", ""))))

    assert text.endswith("\n某局")


def test_picture__embedded_once_with_its_description() -> None:
    figure = Figure(Picture(png(960, 240), "image/png"), "图一")
    contents = parts(render_docx(view(figure, Paragraph((Run("又见"),)), figure)))

    assert contents["word/media/govreport1.png"] == figure.picture.data
    assert "word/media/govreport2.png" not in contents
    assert b'Extension="png"' in contents["[Content_Types].xml"]
    document = etree.fromstring(contents["word/document.xml"])
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


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://a.example/?x=1&y=%E4", "https://a.example/?x=1&y=%E4"),
        ("http://例子.example/公开 目录", "http://例子.example/公开%20目录"),
        ("https://a.example/100%", "https://a.example/100%25"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("http://[", None),
        ("/inside", None),
    ],
)
def test_link__only_web_and_mail_addresses(url: str, target: str | None) -> None:
    assert link_target(url) == target


def test_link__goes_where_the_text_says() -> None:
    runs = (Run("一", url="https://a.example/"), Run("二", url="https://b.example/?a=1&b=2"))
    twice = (*runs, Run("三", url="https://a.example/"), Run("四", url="javascript:x"))

    paragraphs = docx.Document(BytesIO(render_docx(view(Paragraph(twice))))).paragraphs

    links = [(link.text, link.address) for paragraph in paragraphs for link in paragraph.hyperlinks]
    assert links == [
        ("一", "https://a.example/"),
        ("二", "https://b.example/?a=1&b=2"),
        ("三", "https://a.example/"),
    ]
    assert "一二三四" in "".join(paragraph.text for paragraph in paragraphs)


def test_own_template__may_rename_style_ids(tmp_path: Path) -> None:
    own = retagged(tmp_path, ("word/styles.xml", 'w:styleId="TableValue"', 'w:styleId="a7"'))

    document = parts(render_docx(everything(), own))["word/document.xml"].decode()

    assert '<w:pStyle w:val="a7"/>' in document
    assert '<w:pStyle w:val="TableValue"/>' not in document


def test_own_template__may_split_a_tag_into_runs(tmp_path: Path) -> None:
    split = "{{ annex</w:t></w:r><w:r><w:t>.reference }}"
    own = retagged(tmp_path, ("word/document.xml", "{{ annex.reference }}", split))

    assert "附件：统计表" in text_of(render_docx(everything(), own))


def test_own_template__is_read_again_when_it_changes(tmp_path: Path) -> None:
    own = retagged(tmp_path)
    before = text_of(render_docx(view(), own))
    changed = retagged(tmp_path, ("word/document.xml", "{{ section.title }}", "§ {{ section.title }}"))

    assert "§ 一、总体情况" in text_of(render_docx(view(), changed))
    assert "§" not in before


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("word/document.xml", "{{ section.title }}", "{{ section.titel }}"),
        ("word/document.xml", "{{ section.title }}", "{{ section.title }"),
        ("word/document.xml", "{{ section.title }}", "{{ section.title.__class__.__mro__ }}"),
        ("word/document.xml", "{{ section.title }}", "{{ section.title + 1 }}"),
        ("word/document.xml", "{{ section.title }}", "{{ section.title | unknown }}"),
        ("word/document.xml", "{%p endfor %}", "{%p endif %}"),
        ("word/document.xml", "{%p if section.title %}", "{% if section.title %}"),
        ("word/styles.xml", "Table Value", "Renamed"),
    ],
)
def test_own_template__a_mistake_is_an_error_that_names_the_file(
    tmp_path: Path, part: str, old: str, new: str
) -> None:
    own = retagged(tmp_path, (part, old, new))

    with pytest.raises(RenderError) as caught:
        render_docx(everything(), own)

    assert caught.value.key == "render.docx_template"
    assert str(own) in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"no archive", b"workbook", None])
def test_own_template__that_is_no_document_is_an_error(tmp_path: Path, content: bytes | None) -> None:
    own = tmp_path / "own.docx"
    if content is not None:
        own.write_bytes(content)
    if content == b"workbook":
        with ZipFile(own, "w") as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")

    with pytest.raises(RenderError, match=re.escape(str(own))):
        render_docx(view(), own)


def converted(data: bytes, folder: Path) -> Path:
    """Return the document as PDF; needs LibreOffice."""
    office = shutil.which("soffice")
    if office is None:
        pytest.fail("LibreOffice is missing: install the Debian package libreoffice-writer")
    (folder / "report.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), "report.docx"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=180)
    return folder / "report.pdf"


@pytest.mark.slow
def test_libreoffice__shows_text_and_table_3_on_one_page(tmp_path: Path) -> None:
    import pypdfium2

    sample = build_view(read_submission(PROJECT / "sample_inputs/county-audit-2024/report.yaml"))

    with pypdfium2.PdfDocument(converted(render_docx(sample), tmp_path)) as pdf:
        pages = [re.sub(r"\s", "", page.get_textpage().get_text_bounded()) for page in pdf]

    assert len(pages) > 1
    assert "配发图解1篇" in "".join(pages)
    whole = [page for page in pages if "申请人情况" in page]
    assert len(whole) == 1
    assert all(
        label in whole[0] for label in ("三、收到和处理", "1.属于国家秘密", "（七）总计", "四、结转下年度")
    )
    assert [page[-3:] for page in pages] == [f"—{number}—" for number in range(1, len(pages) + 1)]


@pytest.mark.slow
def test_libreoffice__opens_every_kind_of_block(tmp_path: Path) -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(converted(render_docx(everything()), tmp_path)) as pdf:
        pages = [page.get_textpage().get_text_bounded() for page in pdf]

    assert "青溪县审计局" in pages[0]
    assert [page.splitlines()[0].strip() for page in pages].count("附件") == 1
