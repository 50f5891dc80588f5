"""Faces, lines and page numbers of a DOCX: those of the standard, and of a profile."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx_samples import (
    FACES,
    PROJECT,
    TEMPLATE,
    body,
    everything,
    look,
    parts,
    profile,
    retagged,
    rewritten,
    text_of,
    view,
)
from lxml import etree

from govreport_writer.documents.appearance import Appearance
from govreport_writer.documents.docx.document import render_docx
from govreport_writer.documents.view import build_view
from govreport_writer.narrative import Paragraph, Run
from govreport_writer.profile import load_profile
from govreport_writer.submission_reading import read_submission


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
    assert [font.get(qn("w:name")) for font in table] == list(FACES)
    assert len(list(table.iter(qn("w:altName")))) == len(FACES) - 1


def test_fonts__every_paragraph_style_names_all_four() -> None:
    styles = etree.fromstring(parts(render_docx(view()))["word/styles.xml"])
    named = [style for style in styles.iter(qn("w:style")) if style.get(qn("w:type")) == "paragraph"]

    for holder in [styles.find(qn("w:docDefaults")), *named]:
        fonts = holder.find(f".//{qn('w:rFonts')}")
        assert {qn(f"w:{face}") for face in ("ascii", "eastAsia", "hAnsi", "cs")} == set(fonts.attrib)
        assert fonts.get(qn("w:eastAsia")) in FACES


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


def footers(look: Appearance) -> list[tuple[str, str | None, bool]]:
    """Return text, alignment and whether it is indented, of the footers of odd and even pages."""
    section = docx.Document(BytesIO(render_docx(view(), look))).sections[0]
    found = []
    for footer in (section.footer, section.even_page_footer):
        (paragraph,) = footer.paragraphs
        side = paragraph._p.pPr.find(qn("w:jc"))
        found.append((paragraph.text, side.get(qn("w:val")), paragraph._p.pPr.find(qn("w:ind")) is not None))
    return found


def test_page_number__at_the_outer_edge() -> None:
    document = docx.Document(BytesIO(render_docx(view())))
    section = document.sections[0]

    assert document.settings.odd_and_even_pages_header_footer
    assert footers(Appearance()) == [("— 1 —", "right", True), ("— 1 —", "left", True)]
    for footer, edge in ((section.footer, "right"), (section.even_page_footer, "left")):
        assert footer.paragraphs[0]._p.pPr.find(qn("w:ind")).get(qn(f"w:{edge}")) == "280"


@pytest.mark.parametrize(
    ("shape", "place", "shown"),
    [
        ("plain", "outside", [("1", "right", True), ("1", "left", True)]),
        ("none", "outside", [("", "right", True), ("", "left", True)]),
        ("dashes", "centre", [("— 1 —", "center", False)] * 2),
        ("plain", "centre", [("1", "center", False)] * 2),
    ],
)
def test_page_number__as_the_profile_has_it(
    shape: str, place: str, shown: list[tuple[str, str | None, bool]]
) -> None:
    assert footers(look(page_number=shape, page_number_place=place)) == shown


FIELD = """<w:p><w:r><w:t>— </w:t></w:r><w:fldSimple w:instr=" PAGE \\* MERGEFORMAT "><w:r><w:t>1</w:t></w:r>
</w:fldSimple><w:r><w:t> —</w:t></w:r></w:p>"""
LONG_FIELD = """<w:p><w:pPr><w:rPr><w:b/></w:rPr></w:pPr><w:r><w:t>－</w:t></w:r>
<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>page</w:instrText></w:r>
<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>"""


@pytest.mark.parametrize("footer", [FIELD, LONG_FIELD])
def test_page_number__of_a_restyled_template_too(tmp_path: Path, footer: str) -> None:
    contents = parts(TEMPLATE.read_bytes())
    for side in ("default", "even"):
        start = re.match(rb".*?<w:ftr[^>]*>", contents[f"word/footer-{side}.xml"], re.DOTALL)
        assert start
        contents[f"word/footer-{side}.xml"] = start[0] + f"{footer}<w:p/></w:ftr>".encode()
    folder = rewritten(tmp_path, contents).templates
    chosen = profile(page_number="plain", page_number_place="centre")

    written = parts(render_docx(view(), Appearance(chosen, folder)))["word/footer-even.xml"].decode()

    assert not re.search("[—－]", written)
    assert re.search(r"(?i)page", written)
    assert re.search(r'<w:pPr><w:jc w:val="center"/>(<w:rPr>|</w:pPr>)', written)


def test_page_number__with_words_of_the_agency_keeps_them(tmp_path: Path) -> None:
    own = retagged(tmp_path, ("word/footer-even.xml", "— </w:t>", "第</w:t>"))

    written = render_docx(view(), Appearance(profile(page_number="plain"), own.templates))

    assert [text for text, _, _ in footers(Appearance(profile(page_number="plain"), own.templates))] == [
        "1",
        "第1",
    ]
    assert "第" in parts(written)["word/footer-even.xml"].decode()


def faces_of(data: bytes) -> set[str]:
    """Return the faces named anywhere in a document."""
    contents = parts(data)
    fonts = [each for name in contents if name.endswith(".xml") for each in fonts_of(name, contents)]
    named = {str(face) for each in fonts for key, face in each.attrib.items() if key != qn("w:hint")}
    stamps = re.findall(r"font-family:&quot;(.*?)&quot;", contents["word/header-even.xml"].decode())
    return named | set(stamps)


def listed(data: bytes) -> dict[str, str]:
    """Return the faces in the list of fonts with their other names."""
    table = etree.fromstring(parts(data)["word/fontTable.xml"])
    other = {each.get(qn("w:name")): each.find(qn("w:altName")) for each in table}
    return {name: "" if each is None else each.get(qn("w:val")) for name, each in other.items()}


@pytest.mark.parametrize("name", ["win", "xinchuang", "open"])
def test_faces__are_those_of_the_profile_and_no_others(name: str) -> None:
    chosen = load_profile(name)
    wanted = set(chosen.faces.model_dump().values())

    data = render_docx(everything(), Appearance(chosen))

    assert faces_of(data) == wanted
    assert set(listed(data)) == wanted
    assert text_of(data) == text_of(render_docx(everything()))


def test_faces__go_by_other_names_elsewhere() -> None:
    standard, windows, gbk = (
        listed(render_docx(view(), Appearance(load_profile(name))))
        for name in ("standard", "win", "xinchuang")
    )

    assert standard["仿宋_GB2312"] == "仿宋"
    assert (windows["仿宋"], windows["华文中宋"], windows["黑体"]) == (
        "仿宋_GB2312",
        "方正小标宋简体",
        "SimHei",
    )
    assert (gbk["方正仿宋_GBK"], gbk["方正小标宋_GBK"]) == ("仿宋,仿宋_GB2312", "华文中宋,方正小标宋简体")


def test_faces__that_change_places_are_not_mixed_up() -> None:
    swapped = look(faces={"body": "楷体_GB2312", "kai": "仿宋_GB2312"})

    styles = parts(render_docx(view(), swapped))["word/styles.xml"].decode()

    assert re.search(r'w:styleId="BodyText".*?w:eastAsia="楷体_GB2312"', styles)
    assert re.search(r'w:styleId="Heading2"(?:(?!</w:style>).)*w:eastAsia="仿宋_GB2312"', styles)


def test_faces__an_agency_s_own_stay_and_its_text_is_not_touched(tmp_path: Path) -> None:
    own = retagged(
        tmp_path,
        ("word/styles.xml", 'w:eastAsia="黑体"', 'w:eastAsia="隶书"'),
        ("word/document.xml", "{{ section.title }}", "黑体 w:eastAsia=仿宋_GB2312 {{ section.title }}"),
    )
    words = '<w:rFonts w:eastAsia="宋体"/> w:line="579"'
    shown = view(Paragraph((Run(words),)))

    data = render_docx(shown, Appearance(load_profile("win"), own.templates))

    assert {"隶书", "仿宋", "楷体"} <= faces_of(data)
    assert f"黑体 w:eastAsia=仿宋_GB2312 一、总体情况\n{words}\n" in text_of(data)


def test_digits__stand_in_the_latin_face_or_in_that_of_the_text() -> None:
    latin, of_text = (parts(render_docx(view(), look(digits=digits))) for digits in ("latin", "body"))

    for fonts in fonts_of("word/styles.xml", of_text):
        assert fonts.get(qn("w:ascii")) == fonts.get(qn("w:hAnsi")) == fonts.get(qn("w:eastAsia"))
    assert {fonts.get(qn("w:ascii")) for fonts in fonts_of("word/styles.xml", latin)} == {
        "Times New Roman",
        "宋体",
    }


def test_digits__of_the_text_follow_the_profile_s_faces() -> None:
    contents = parts(render_docx(view(), look(digits="body", faces={"body": "仿宋"})))

    defaults = fonts_of("word/styles.xml", contents)[0]
    assert {defaults.get(qn(f"w:{part}")) for part in ("ascii", "hAnsi", "eastAsia")} == {"仿宋"}


@pytest.mark.parametrize(("points", "twips"), [(28, "560"), (28.95, "579"), (30, "600")])
def test_pitch__is_that_of_the_profile_wherever_the_standard_s_stood(points: float, twips: str) -> None:
    contents = parts(render_docx(everything(), look(pitch=points)))
    styles = contents["word/styles.xml"].decode()

    assert f'<w:docGrid w:type="lines" w:linePitch="{twips}"/>' in contents["word/document.xml"].decode()
    lines = re.findall(r'w:line="(\d+)"', styles)
    assert lines.count(twips) == 3  # everywhere, in Normal, over an annex
    assert twips == "579" or "579" not in lines


def test_caption__that_is_left_out_leaves_no_paragraph_and_the_table_its_name() -> None:
    chosen = profile(caption="")
    submission = read_submission(PROJECT / "sample_inputs/county-audit-2024/report.yaml")

    data = render_docx(build_view(submission, profile=chosen), Appearance(chosen))

    document = docx.Document(BytesIO(data))
    assert not [each for each in document.paragraphs if each.style and each.style.name == "Caption"]
    names = [each.get(qn("w:val")) for each in body(data).iter(qn("w:tblCaption"))]
    assert names == [
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
    ]


def test_annex__its_table_goes_by_the_title_of_the_annex() -> None:
    names = [each.get(qn("w:val")) for each in body(render_docx(everything())).iter(qn("w:tblCaption"))]

    assert names == ["表 disclosure", "表 requests", "表 reviews", "统计表"]


def test_profile__like_the_standard_changes_nothing() -> None:
    assert render_docx(everything(), look(title="另一个", signature="always")) == render_docx(everything())


def test_profiles__are_kept_apart_in_one_process() -> None:
    first = render_docx(view(), look(pitch=28))

    assert render_docx(view()) != first
    assert render_docx(view(), look(pitch=28)) == first
