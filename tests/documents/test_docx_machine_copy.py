"""The machine copy inside a DOCX: whole, found again whatever its part is called, and without a person."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx_samples import (
    HOSTILE,
    PROJECT,
    SAMPLES,
    TEMPLATE,
    everything,
    organ,
    parts,
    rewritten,
    sample,
    view,
)
from lxml import etree

from govreport_writer.documents.docx.document import render_docx
from govreport_writer.documents.docx.machine_copy import NAMESPACE, PROPERTY, copy_part, read_machine_copy
from govreport_writer.documents.machine_copy import cell_texts, figures_hash, machine_copy
from govreport_writer.documents.view import build_view
from govreport_writer.narrative import Paragraph, Run
from govreport_writer.submission import Explanation, Filing
from govreport_writer.submission_reading import read_submission

PERSONS = ("王填报", "李审核", "赵主任", "孙说明", "局里简称", "13800000000", "主管单位某某", "因为台账")


def packed(contents: dict[str, bytes]) -> bytes:
    """Return an archive of these parts."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, data in contents.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize("name", SAMPLES)
def test_copy__is_read_back_as_it_was_made(name: str) -> None:
    shown = sample(name)

    found = read_machine_copy(render_docx(shown))

    assert found == json.loads(json.dumps(machine_copy(shown)))
    assert found["sha256"] == figures_hash(cell_texts(shown))
    assert len(found["tables"]) == len(shown.tables)  # type: ignore[arg-type]  # a list


def test_copy__hostile_text_survives() -> None:
    words = f"{HOSTILE}\n\t\u0085\u2028</report>"
    shown = view(Paragraph((Run(words),)), title=(words,), organ=organ(HOSTILE))

    found = read_machine_copy(render_docx(shown))

    assert found is not None
    assert (found["title"], found["organ"]) == ([words], HOSTILE)
    assert found == json.loads(json.dumps(machine_copy(shown)))


def test_copy__names_nobody_and_explains_nothing() -> None:
    submission = read_submission(PROJECT / "sample_inputs/county-audit-2024/report.yaml")
    filing = Filing(
        supervisor=PERSONS[6], head=PERSONS[2], reviewer=PERSONS[1], filler=PERSONS[0], phone=PERSONS[5]
    )
    raw = replace(
        submission.raw,
        filing=filing,
        agency=submission.agency.model_copy(update={"short_names": (PERSONS[4],)}),
        explanations=(Explanation(finding="GR101@requests", text=PERSONS[7], by=PERSONS[3]),),
    )
    filed = replace(submission, raw=raw)
    assert (filed.raw.filing, filed.agency.short_names) == (filing, (PERSONS[4],))  # it does have them

    contents = parts(render_docx(build_view(filed)))

    named = [(name, each) for name, data in contents.items() for each in PERSONS if each.encode() in data]
    assert named == []


def test_part__is_related_to_the_text_and_has_a_type_and_properties() -> None:
    contents = parts(render_docx(view()))
    relations = contents["word/_rels/document.xml.rels"].decode()

    assert etree.fromstring(contents["customXml/item2.xml"]).tag == f"{{{NAMESPACE}}}report"
    assert relations.count('relationships/customXml"') == relations.count("../customXml/item2.xml") == 1
    assert NAMESPACE in contents["customXml/itemProps2.xml"].decode()
    assert 'Target="itemProps2.xml"' in contents["customXml/_rels/item2.xml.rels"].decode()
    assert "/customXml/itemProps2.xml" in contents["[Content_Types].xml"].decode()


def test_property__tells_the_format_and_replaces_those_of_the_template(tmp_path: Path) -> None:
    contents = parts(TEMPLATE.read_bytes())
    contents["docProps/custom.xml"] = (
        b"<Properties><property name='KSOTemplateUser'>42</property></Properties>"
    )

    written = parts(render_docx(view(), rewritten(tmp_path, contents)))["docProps/custom.xml"]

    (property_,) = etree.fromstring(written)
    assert (property_.get("name"), property_.get("pid"), property_[0].text) == (PROPERTY, "2", "1")


def test_part__takes_a_number_that_the_template_has_not(tmp_path: Path) -> None:
    contents = parts(TEMPLATE.read_bytes())
    contents |= {f"customXml/item{number}.xml": b"<sources/>" for number in (1, 2, 7)}

    data = render_docx(everything(), rewritten(tmp_path, contents))

    assert parts(data)["customXml/item2.xml"] == b"<sources/>"
    assert parts(data)["customXml/item8.xml"] == copy_part(machine_copy(everything()))
    assert read_machine_copy(data) == json.loads(json.dumps(machine_copy(everything())))


def test_part__of_a_template_made_from_a_finished_report_is_replaced(tmp_path: Path) -> None:
    finished = parts(render_docx(everything()))
    finished["word/document.xml"] = parts(TEMPLATE.read_bytes())["word/document.xml"]
    shown = sample("county-audit-2024")

    data = render_docx(shown, rewritten(tmp_path, finished))

    assert [name for name in parts(data) if name.startswith("customXml/item2")] == ["customXml/item2.xml"]
    assert read_machine_copy(data) == json.loads(json.dumps(machine_copy(shown)))
    relations = etree.fromstring(parts(data)["word/_rels/document.xml.rels"])
    ids = [each.get("Id") for each in relations]
    assert len(ids) == len(set(ids))
    again = parts(render_docx(everything(), rewritten(tmp_path, finished)))
    assert len([name for name in again if name.startswith("word/media/")]) == 2


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<report",
        b"<report/>",
        f'<report xmlns="{NAMESPACE}"/>'.encode(),
        f'<report xmlns="{NAMESPACE}">[1]</report>'.encode(),
        f'<report xmlns="{NAMESPACE}">{"[" * 100_000}</report>'.encode(),
        f'<!DOCTYPE report [<!ENTITY a "{{}}">]><report xmlns="{NAMESPACE}">&a;</report>'.encode(),
    ],
)
def test_copy__that_cannot_be_read_is_none(content: bytes) -> None:
    assert read_machine_copy(packed({"customXml/item1.xml": content})) is None


def test_copy__is_not_looked_for_in_parts_beyond_any_sensible_size() -> None:
    copy = copy_part(machine_copy(view()))
    huge = b"<a>" + b" " * 20_000_000 + b"</a>"
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        archive.writestr("customXml/item1.xml", huge)
        archive.writestr("customXml/item2.xml", copy)
        archive.writestr("customXml/item3.xml", copy[:-9] + b" " * 20_000_000 + b"</report>")

    assert read_machine_copy(buffer.getvalue()) == json.loads(json.dumps(machine_copy(view())))
    assert read_machine_copy(packed({"customXml/item1.xml": huge.replace(b"a>", b"report>")})) is None


@pytest.mark.parametrize("document", [b"", b"no archive", b"PK\x03\x04" + b"\0" * 60])
def test_copy__of_what_is_no_document_is_none(document: bytes) -> None:
    assert read_machine_copy(document) is None


def test_copy__in_a_damaged_archive_is_none() -> None:
    data = bytearray(packed({"customXml/item1.xml": copy_part(machine_copy(view()))}))
    data[60:90] = b"\xff" * 30

    assert read_machine_copy(bytes(data)) is None
