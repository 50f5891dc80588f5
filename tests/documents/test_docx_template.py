"""A DOCX template of an agency's own: what an editor may change, and what is said of a mistake."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx_samples import everything, parts, retagged, text_of, view

from govreport_writer.documents.appearance import Appearance
from govreport_writer.documents.docx.document import render_docx
from govreport_writer.errors import RenderError


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

    assert str(own.template("report.docx")) in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"no archive", b"workbook"])
def test_own_template__that_is_no_document_is_an_error(tmp_path: Path, content: bytes) -> None:
    own = tmp_path / "report.docx"
    own.write_bytes(content)
    if content == b"workbook":
        with ZipFile(own, "w") as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")

    with pytest.raises(RenderError, match=re.escape(str(own))):
        render_docx(view(), Appearance(templates=tmp_path))
