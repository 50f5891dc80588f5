"""The package of a DOCX: sound, equal for equal views, without a trace of a person."""

from __future__ import annotations

import posixpath
import re
import runpy
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
from docx.oxml.ns import nsmap
from docx_samples import PROJECT, TEMPLATE, everything, parts, retagged, sample, view
from lxml import etree

from govreport_writer.documents.docx.document import render_docx
from govreport_writer.documents.view import DocumentView


def test_template__is_what_its_script_builds() -> None:
    script = runpy.run_path(str(PROJECT / "tools" / "build_docx_template.py"))

    assert script["build"]() == TEMPLATE.read_bytes()


def test_prepared_parts__are_what_docxtpl_makes_of_the_template() -> None:
    script = runpy.run_path(str(PROJECT / "tools" / "build_docx_template.py"))
    kept = {path.name: path.read_text(encoding="utf-8") for path in (TEMPLATE.parent / "prepared").iterdir()}

    assert script["prepared"]() == kept


def test_package__every_part_is_well_formed() -> None:
    for name, data in parts(render_docx(everything())).items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(data)


def test_package__every_relation_leads_to_a_part_and_every_part_is_related() -> None:
    contents = parts(render_docx(everything()))
    reached = {"[Content_Types].xml"} | {name for name in contents if name.endswith(".rels")}

    for name in [name for name in contents if name.endswith(".rels")]:
        relations = etree.fromstring(contents[name])
        ids = [each.get("Id") for each in relations]
        assert len(ids) == len(set(ids)), name
        folder = posixpath.dirname(posixpath.dirname(name))
        inside = [each.get("Target") for each in relations if each.get("TargetMode") is None]
        reached |= {posixpath.normpath(posixpath.join(folder, target)) for target in inside}
    assert reached == set(contents)


def test_package__every_id_in_the_text_is_that_of_a_relation() -> None:
    contents = parts(render_docx(everything()))
    known = {each.get("Id") for each in etree.fromstring(contents["word/_rels/document.xml.rels"])}

    used = etree.fromstring(contents["word/document.xml"]).xpath(
        "//@r:id | //@r:embed", namespaces={"r": nsmap["r"]}
    )
    assert len(used) == 4 + 1 + 1  # headers and footers, link, picture
    assert set(used) <= known


def test_package__every_part_has_a_type() -> None:
    contents = parts(render_docx(everything()))
    types = etree.fromstring(contents["[Content_Types].xml"])
    named = [each.get("PartName") for each in types if each.get("PartName")]
    endings = {each.get("Extension") for each in types if each.get("Extension")}

    assert len(named) == len(set(named))
    assert {name.lstrip("/") for name in named} <= set(contents)
    assert {re.split(r"\.", name)[-1] for name in contents if name != "[Content_Types].xml"} <= endings


def test_package__of_a_usual_report_stays_small() -> None:
    assert len(render_docx(sample("county-audit-2024"))) <= 60_000


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
