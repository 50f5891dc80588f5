"""The text of a DOCX: every block in its style, hostile text as text, links, signature, stamp."""

from __future__ import annotations

import re
from io import BytesIO

import docx
import pytest
from docx_samples import HOSTILE, body, everything, grid, organ, parts, text_of, view
from pictures import png

from govreport_writer.documents.docx.document import render_docx, signature_indents
from govreport_writer.documents.docx.parts import link_target
from govreport_writer.documents.view import AnnexView, Figure, SignatureView, StatutoryTable
from govreport_writer.narrative import Heading, Listing, Paragraph, Run, TextTable, parse
from govreport_writer.submission import Picture


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
        organ=organ(HOSTILE),
        signature=SignatureView(HOSTILE, HOSTILE),
        annex=AnnexView(HOSTILE, HOSTILE, HOSTILE, ()),
        draft=HOSTILE,
    )

    data = render_docx(hostile)

    document = docx.Document(BytesIO(data))
    assert text_of(data).count(HOSTILE) == 1 + 2 + 2 + 2 + 4 + 1 + 3 + 2
    assert (document.core_properties.title, document.core_properties.author) == (HOSTILE, HOSTILE)
    assert body(data).xpath("//@descr") == [HOSTILE, HOSTILE]
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
