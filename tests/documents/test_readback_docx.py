"""A DOCX that somebody opened, changed and saved says what a reader sees in it."""

from __future__ import annotations

import json
import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from documents.edited import (
    AUDIT,
    SAMPLES,
    audit,
    docx_with,
    drawn,
    found_in,
    made,
    shown,
    text_of,
    with_parts,
)

from govreport_writer.documents.machine_copy import machine_copy
from govreport_writer.documents.readback.reading import differences, read_back
from govreport_writer.documents.view import build_view
from govreport_writer.errors import RenderError
from govreport_writer.submission_reading import read_submission

PLACE = 'w:name="T3_r01_c1"/>'
SHOWN = '<w:t xml:space="preserve">21</w:t>'
FIGURE = f"{PLACE}<w:r>{SHOWN}"
WORDS = "承办县人大代表建议1件"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def visible(document: bytes) -> list[tuple[str, str | None, str | None]]:
    return [each for each in shown(found_in(document, "docx")) if each[0] != "copy"]


def test_typed_over_figure__is_found_and_the_copy_told_apart() -> None:
    found = found_in(docx_with((FIGURE, FIGURE.replace(">21<", ">12<"))), "docx")

    assert shown(found) == [("cell", "21", "12"), ("copy", "12", "21")]
    assert found[0].path == found[1].path == "requests/received/natural_person"


def test_changed_copy__is_found_beside_faithful_text() -> None:
    copy = json.loads(json.dumps(machine_copy(audit())))
    copy["tables"][1]["cells"][0]["value"] = 12
    document = with_copy(json.dumps(copy))

    found = found_in(document, "docx")

    assert shown(found) == [("copy", "21", "12")]
    assert found[0].path == "requests/received/natural_person"


@pytest.mark.parametrize(
    "copy", ["{", "[]", "{}", '{"tables": 3, "sections": [7, {"blocks": "x"}], "title": 1}']
)
def test_broken_copy__is_a_difference_and_no_crash(copy: str) -> None:
    found = found_in(with_copy(copy), "docx")

    assert {each.kind for each in found} <= {"copy"}
    assert bool(found) == (copy not in ("{", "[]"))  # what is no copy at all is none


def with_copy(text: str) -> bytes:
    """The clean sample with another text as its machine copy."""
    document = drawn("docx")
    with ZipFile(BytesIO(document)) as archive:
        (name,) = [
            name
            for name in archive.namelist()
            if name.startswith("customXml/item")
            and b"machine-copy" in archive.read(name)[:300]
            and "Props" not in name
        ]
        part = archive.read(name).decode()
    start, end = part.index(">", part.index("<report")) + 1, part.index("</report>")
    return with_parts(document, {name: (part[:start] + text.replace("&", "&amp;") + part[end:]).encode()})


def test_inserted_text__counts_and_deleted_does_not() -> None:
    change = (
        f'<w:del w:id="1" w:author="a"><w:r><w:delText>21</w:delText></w:r></w:del>'
        f'<w:ins w:id="2" w:author="a">{run("23")}</w:ins>'
    )

    assert visible(docx_with((f"{FIGURE}</w:r>", PLACE + change))) == [("cell", "21", "23")]


def test_moved_text__counts_where_it_stands_now() -> None:
    moved = f'<w:moveFrom w:id="1" w:author="a">{run("旧位置的文字")}</w:moveFrom>'

    assert visible(docx_with((WORDS + "、", WORDS + "、</w:t></w:r>" + moved + "<w:r><w:t>"))) == []


def test_hidden_text__does_not_count_and_text_boxes_do() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
    box = f"<w:r><w:pict><w:txbxContent><w:p>{run('8')}</w:p></w:txbxContent></w:pict></w:r>"

    cut = WORDS + "、</w:t></w:r>"
    assert visible(docx_with((WORDS + "、", cut + hidden + "<w:r><w:t>"))) == []
    assert len(visible(docx_with((WORDS + "、", cut + box + "<w:r><w:t>")))) == 1


def test_wrappers_that_word_adds__change_nothing() -> None:
    """Spelling marks, smart tags, content controls around runs, paragraphs, rows and cells."""
    xml = text_of(drawn("docx"))
    row = xml[xml.rindex("<w:tr>", 0, xml.index(FIGURE)) : xml.index("</w:tr>", xml.index(FIGURE)) + 7]
    cell = row[row.rindex("<w:tc>", 0, row.index(FIGURE)) : row.index("</w:tc>", row.index(FIGURE)) + 7]
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    inner = cell.replace(SHOWN, '<w:t>2</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t>1</w:t>')

    assert visible(docx_with((cell, control.format(inner)))) == []
    assert visible(docx_with((row, control.format(row)))) == []
    smart = f'<w:smartTag w:uri="u" w:element="e">{run("甲")}</w:smartTag>'
    assert len(visible(docx_with((WORDS + "、", WORDS + "、</w:t></w:r>" + smart + "<w:r><w:t>")))) == 1


def test_field__counts_by_its_result() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>= 20 + 1</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("21")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )

    assert visible(docx_with((f"{FIGURE}</w:r>", PLACE + field))) == []


def test_split_columns__move_no_figure() -> None:
    """A program may cut a grid column in two and let every cell span both."""
    xml = text_of(drawn("docx"))
    start = xml.rindex("<w:tbl>", 0, xml.index(FIGURE))
    end = xml.index("</w:tbl>", start)
    table = xml[start:end]
    wider = table.replace('<w:gridSpan w:val="7"/>', '<w:gridSpan w:val="8"/>').replace(
        '<w:gridSpan w:val="3"/>', '<w:gridSpan w:val="4"/>'
    )
    assert wider != table
    one, two = (xml[:start] + each + xml[end:] for each in (table, wider))
    document = with_parts(drawn("docx"), {"word/document.xml": two.encode()})

    assert one == xml
    assert [kind for kind, _, _ in visible(document) if kind != "merge"] == []


def test_inserted_row_and_paragraph__are_one_difference_each() -> None:
    xml = text_of(drawn("docx"))
    row = xml[xml.rindex("<w:tr>", 0, xml.index(FIGURE)) : xml.index("</w:tr>", xml.index(FIGURE)) + 7]
    extra = row.replace("一、本年新收", "附、另加").replace(">21<", ">9<")
    paragraph = f"<w:p>{run('另加的一段话。')}</w:p>"
    last = "<w:sectPr"

    assert [kind for kind, _, _ in visible(docx_with((row, row + extra)))] == ["added"]
    assert visible(docx_with((last, paragraph + last)))[-1][2] == "另加的一段话。"


def test_deleted_row__names_its_cells() -> None:
    xml = text_of(drawn("docx"))
    row = xml[xml.rindex("<w:tr>", 0, xml.index(FIGURE)) : xml.index("</w:tr>", xml.index(FIGURE)) + 7]

    found = [each for each in found_in(docx_with((row, "")), "docx") if each.kind == "cell"]

    assert len(found) == 7
    assert {each.path.rpartition("/")[0] for each in found if each.path} == {"requests/received"}
    assert {each.found for each in found} == {None}


def test_footnote__is_text_that_was_not_filed() -> None:
    reference = '</w:t></w:r><w:r><w:footnoteReference w:id="5"/></w:r><w:r><w:t>'
    note = f'<w:footnote w:id="5"><w:p>{run("实为2件")}</w:p></w:footnote>'
    notes = f'<w:footnotes xmlns:w="{W}">{note}</w:footnotes>'
    document = docx_with((WORDS + "、", WORDS + "、" + reference))

    found = visible(with_parts(document, {"word/footnotes.xml": notes.encode()}))

    assert len(found) == 1
    assert "实为2件" in (found[0][2] or "")


@pytest.mark.parametrize(
    ("document", "key"),
    [
        (b"PK\x03\x04 no archive", "verify.damaged"),
        (drawn("docx")[:9000], "verify.damaged"),
        (with_parts(drawn("docx"), {}, "word/document.xml"), "verify.damaged"),
        (with_parts(drawn("docx"), {"word/document.xml": b"<w:document"}), "verify.damaged"),
        (with_parts(drawn("docx"), {"word/document.xml": b"<a/>"}), "verify.damaged"),
        (
            with_parts(
                drawn("docx"),
                {"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'},
            ),
            "verify.declarations",
        ),
    ],
    ids=["no archive", "cut off", "no text", "broken XML", "no body", "entities"],
)
def test_bad_file__is_refused(document: bytes, key: str) -> None:
    with pytest.raises(RenderError) as caught:
        read_back(document, "docx")

    assert caught.value.key == key


def test_zip_bomb__is_refused_unread() -> None:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (41 * 2**20))

    with pytest.raises(RenderError) as caught:
        read_back(out.getvalue(), "docx")

    assert caught.value.key == "verify.too_much"


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(folder.name for folder in SAMPLES.iterdir() if folder.is_dir()))
def test_saved_by_libreoffice__says_what_was_filed(name: str, tmp_path: Path) -> None:
    submission = read_submission(SAMPLES / name / "report.yaml")
    (tmp_path / "report.docx").write_bytes(made(submission, "docx"))
    for target in (
        "docx:MS Word 2007 XML",
        'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}',
    ):
        subprocess.run(
            [
                *("soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"),
                *("--convert-to", target, "--outdir", tmp_path / "saved", tmp_path / "report.docx"),
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )

    view = build_view(submission)
    assert differences(view, read_back((tmp_path / "saved/report.docx").read_bytes(), "docx")) == []
    pdf = differences(view, read_back((tmp_path / "saved/report.pdf").read_bytes(), "pdf"))
    # LibreOffice lets punctuation at the end of a line overlap, and PDFium does not see it
    assert [each for each in pdf if each.kind != "paragraph" and each.kind != "item"] == []


def test_sample__is_the_one_compared_with() -> None:
    assert differences(build_view(read_submission(AUDIT)), read_back(drawn("docx"), "docx")) == []
