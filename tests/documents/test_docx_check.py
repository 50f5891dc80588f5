"""Slips in a DOCX template are found with part, paragraph and tag, and what is no document is refused."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from documents.own_templates import BODY, LINE, found, own_docx, problems, resaved
from hypothesis import example, given
from hypothesis import strategies as st

from govreport_writer.documents.appearance import Appearance
from govreport_writer.documents.docx.document import render_docx
from govreport_writer.documents.docx.package import read_parts
from govreport_writer.documents.own_templates.names import name_slips
from govreport_writer.documents.own_templates.slips import Slip
from govreport_writer.documents.own_templates.specimen import specimen
from govreport_writer.documents.own_templates.structure import nesting_slips, statement_slips
from govreport_writer.documents.own_templates.tags import find_tags
from govreport_writer.errors import RenderError
from govreport_writer.resources import templates_folder


@pytest.mark.parametrize(
    ("old", "new", "code", "near"),
    [
        (LINE, "{{ lines }}", "name", "line"),
        ("{{ section.title }}", "{{ section.titel }}", "attribute", "title"),
        ("{{ section.title }}", "{{ section.title|uper }}", "filter", "upper"),
        ("{%p if signature %}", "{%p fi signature %}", "statement", "if"),
        ("block.kind == &quot;table&quot;", "block.kind == &quot;tables&quot;", "kind", "table"),
        (LINE, "{{ line.__class__ }}", "hidden", ""),
        (LINE, "{{ line }", "unclosed", ""),
        (LINE, "{{ line %}", "unclosed", ""),
        (LINE, "{{ }}", "nothing", ""),
        (LINE, "{{ line line }}", "syntax", ""),
        (LINE, "｛｛ line ｝｝", "full_width", ""),
        (LINE, "{ { line } }", "spaced", ""),
        (LINE, "{ agency }", "single", ""),
        (LINE, "line }}", "stray", ""),
        ("{%p if signature %}", "{% p if signature %}", "marker_apart", ""),
        ("{{p signature.xml }}", "{{ signature.xml }}", "marker", ""),
        ("{{p signature.xml }}", "署名：{{p signature.xml }}", "not_alone", ""),
        (LINE, '{% include "/etc/passwd" %}', "foreign", ""),
        (LINE, "{{ 1 // 0 }}", "failing", ""),
        (LINE, "{% for x in range(10 ** 9) %}x{% endfor %}", "failing", ""),
    ],
)
def test_docx__slip_is_found_with_its_paragraph(
    tmp_path: Path, old: str, new: str, code: str, near: str
) -> None:
    folder = own_docx(tmp_path, (BODY, old, new))

    first = problems(folder)[0]

    assert first.code == code
    assert (first.part, first.severity) == ("正文", "error")
    assert first.paragraph
    assert first.text is not None
    assert (first.tag or "") in first.text
    assert near in first.message
    assert f"正文第{first.paragraph}段" in first.lines()[0]


def test_docx__place_is_the_paragraph_that_a_reader_counts(tmp_path: Path) -> None:
    first, *_ = problems(own_docx(tmp_path, (BODY, LINE, "{{ lien }}")))

    assert (first.paragraph, first.text, first.tag) == (2, "{{ lien }}", "{{ lien }}")
    assert "line" in first.message


def test_docx__all_slips_are_told_at_once(tmp_path: Path) -> None:
    folder = own_docx(
        tmp_path,
        (BODY, LINE, "{{ lien }}"),
        (BODY, "{{ section.title }}", "{{ section.titel }}"),
        (BODY, "{{ annex.title }}", "{{ annex.title"),
        ("word/header-even.xml", "{{ draft }}", "{{ drat }}"),
    )

    assert [(each.part, each.code) for each in problems(folder)] == [
        ("正文", "name"),
        ("正文", "attribute"),
        ("正文", "unclosed"),
        ("偶数页页眉", "name"),
    ]


def test_docx__missing_end_is_one_slip(tmp_path: Path) -> None:
    folder = own_docx(tmp_path, (BODY, "{%p endfor %}", ""))

    assert found(folder) == [("block_open", 1, "{%p for line in title %}")]


def test_docx__missing_beginning_is_told_where_the_end_is(tmp_path: Path) -> None:
    folder = own_docx(tmp_path, (BODY, "{%p if signature %}", ""))

    slips = problems(folder)

    assert [each.code for each in slips] == ["end_alone"]
    assert slips[0].tag == "{%p endif %}"


def test_docx__loop_without_its_braces_leads_to_no_further_slip(tmp_path: Path) -> None:
    folder = own_docx(tmp_path, (BODY, "{%p for line in title %}", "{%p for line in title"))

    assert [code for code, _, _ in found(folder)] == ["unclosed"]


def test_docx__tag_split_over_runs_is_whole(tmp_path: Path) -> None:
    folder = own_docx(tmp_path, (BODY, LINE, "{</w:t></w:r><w:r><w:t>{ li</w:t></w:r><w:r><w:t>ne }}"))

    assert problems(folder) == []


def test_docx__curly_quotation_marks_are_as_good(tmp_path: Path) -> None:
    folder = own_docx(tmp_path, (BODY, "block.kind == &quot;table&quot;", "block.kind == “table”"))

    assert problems(folder) == []


def test_docx__tracked_changes_are_a_warning(tmp_path: Path) -> None:
    new = f'{LINE}</w:t></w:r><w:ins w:id="1" w:author="x"><w:r><w:t>。</w:t></w:r></w:ins><w:r><w:t>'
    folder = own_docx(tmp_path, (BODY, LINE, new))

    assert [(each.code, each.severity) for each in problems(folder)] == [("revisions", "warning")]


def test_docx__all_missing_styles_are_named(tmp_path: Path) -> None:
    folder = own_docx(
        tmp_path,
        ("word/styles.xml", 'w:val="Table Value"', 'w:val="Own Value"'),
        ("word/styles.xml", 'w:val="Signature"', 'w:val="Own Signature"'),
    )

    slips = problems(folder)

    assert {each.code for each in slips} == {"style"}
    assert [word in "".join(each.message for each in slips) for word in ("table value", "signature")] == [
        True
    ] * 2


@pytest.mark.parametrize(
    ("old", "code", "severity"),
    [
        ("{{p signature.xml }}", "not_printed", "warning"),
        ("{{ block.caption }}", "not_printed", "warning"),
        ("{{ section.title }}", "not_printed", "error"),
        ("{{r block.runs }}", "not_printed", "error"),
    ],
)
def test_docx__what_is_not_printed_is_told(tmp_path: Path, old: str, code: str, severity: str) -> None:
    folder = own_docx(tmp_path, (BODY, old, "…"))

    assert (code, severity) in [(each.code, each.severity) for each in problems(folder)]


def test_docx__tables_that_are_not_printed_are_errors_with_their_names(tmp_path: Path) -> None:
    folder = own_docx(tmp_path, (BODY, "{{p block.xml }}", "…"))

    told = [each for each in problems(folder) if each.code == "no_table"]

    assert len(told) >= 4
    assert {each.severity for each in told} == {"error"}


def test_docx__draft_without_its_stamp_is_an_error(tmp_path: Path) -> None:
    headers = [(f"word/header-{side}.xml", "{{ draft }}", "X") for side in ("default", "even")]

    assert [each.code for each in problems(own_docx(tmp_path, *headers))] == ["draft"]


def without_definition(name: str, folder: Path) -> tuple[str, str, str]:
    """Return the change that takes the definition of the stamp's shape out of a header."""
    text = read_parts(own_docx(folder) / "report.docx")[name].decode()
    start, end = text.index("<v:shapetype"), text.index("</v:shapetype>") + len("</v:shapetype>")
    return name, text[start:end], ""


def test_docx__shape_defined_in_one_header_alone_is_drawn_in_all(tmp_path: Path) -> None:
    folder = own_docx(tmp_path, without_definition("word/header-default.xml", tmp_path))

    with zipfile.ZipFile(BytesIO(render_docx(specimen(), Appearance(templates=folder)))) as archive:
        header = archive.read("word/header-default.xml").decode()
    assert problems(folder) == []
    assert header.count("<v:shapetype") == 1
    assert header.index("<v:shapetype") < header.index("<v:shape ")


def test_docx__shape_defined_nowhere_leaves_a_draft_without_its_stamp(tmp_path: Path) -> None:
    names = ("word/header-default.xml", "word/header-even.xml")
    folder = own_docx(tmp_path, *(without_definition(name, tmp_path) for name in names))

    assert "draft" in [each.code for each in problems(folder)]


@pytest.mark.slow
def test_docx__saved_by_libreoffice_is_as_good(tmp_path: Path) -> None:
    folder = resaved(tmp_path, templates_folder() / "report.docx")

    assert problems(folder) == []
    with zipfile.ZipFile(BytesIO(render_docx(specimen(), Appearance(templates=folder)))) as archive:
        headers = [archive.read(name) for name in archive.namelist() if name.startswith("word/header")]
    assert all(b"<v:shapetype" in header for header in headers if b"<v:shape " in header)


@given(st.text(alphabet="{}%# apr|.\n\"'=-", max_size=60))
@example("{%raw%}{{")
@example("{{" + "(" * 5000 + "}}")
def test_tags__any_text_can_be_looked_through(text: str) -> None:
    for docx in (True, False):
        slips: list[Slip] = []
        tags = list(find_tags(text, slips.append, docx=docx))
        slips += [*nesting_slips(tags), *statement_slips(tags), *name_slips(tags, {"a": ["r"]})]
        assert all(slip.message for slip in slips)


def damaged(folder: Path, data: bytes) -> Path:
    (folder / "report.docx").write_bytes(data)
    return folder


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "不是 Word 文档"),
        (b"hello", "不是 Word 文档"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), ".doc"),
        (b"PK\x03\x04" + bytes(100), "损坏"),
    ],
)
def test_docx__what_is_none_is_one_line(tmp_path: Path, data: bytes, said: str) -> None:
    (first,) = problems(damaged(tmp_path, data))

    assert said in first.message
    with pytest.raises(RenderError, match=r"report\.docx"):
        render_docx(specimen(), Appearance(templates=tmp_path))


def test_docx__a_workbook_is_none(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "report.docx", "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<x/>")

    assert "不是 Word 文档" in problems(tmp_path)[0].message


def test_docx__bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    own_docx(tmp_path)
    with zipfile.ZipFile(tmp_path / "report.docx", "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/bomb.bin", bytes(80 * 2**20))

    assert "解压后超过" in problems(tmp_path)[0].message


def test_docx__entities_are_refused(tmp_path: Path) -> None:
    evil = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    folder = own_docx(tmp_path, (BODY, "<w:document", f"{evil}<w:document"))

    assert "声明" in problems(folder)[0].message


def test_render__names_the_first_slip_in_one_line(tmp_path: Path) -> None:
    folder = own_docx(tmp_path, (BODY, LINE, "{{ lien }}"))

    with pytest.raises(RenderError) as caught:
        render_docx(specimen(), Appearance(templates=folder))

    line = str(caught.value)
    assert "正文第2段" in line
    assert "“{{ lien }}”" in line
    assert "\n" not in line
