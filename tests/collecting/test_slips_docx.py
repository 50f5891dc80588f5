"""The DOCX of a return slip: well-formed, in the order of the schema, and broken over pages as it should."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pypdfium2 as pdfium
import pytest
from docx.oxml.ns import qn
from lxml import etree
from slip_samples import AGENCY, BALANCE, HOSTILE, OFFICE, SECOND, THIRD, UNREADABLE, YEAR, hostile

from govreport_writer.collecting.rounds import Round
from govreport_writer.collecting.slips import slip_documents
from govreport_writer.documents.docx.machine_copy import read_machine_copy

TEXT_WIDTH = 8845  # twips: 156 mm
ORDER = {
    "pPr": "pStyle keepNext autoSpaceDE autoSpaceDN ind jc",
    "rPr": "rStyle rFonts sz szCs",
    "tblPr": "tblW jc tblBorders tblLayout tblCellMar tblLook tblCaption",
    "tcPr": "tcW gridSpan vAlign",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "tbl": "tblPr tblGrid tr",
    "tr": "trPr tc",
    "tc": "tcPr p",
    "p": "pPr r",
    "r": "rPr t",
    "body": "p tbl sectPr",
}
"""What a slip uses of the order in ECMA-376 part 1 (wml.xsd); paragraphs and tables of the body alternate."""
FREE = {"body"}


def parts(*rounds: Round) -> dict[str, bytes]:
    with ZipFile(BytesIO(slip_documents(AGENCY, OFFICE, YEAR, rounds)["docx"])) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def text(*rounds: Round) -> etree._Element:
    return etree.fromstring(parts(*rounds)["word/document.xml"])


every_kind = pytest.mark.parametrize(
    "rounds", [(SECOND,), (UNREADABLE,), (UNREADABLE, SECOND, THIRD), (hostile(9),)]
)


@every_kind
def test_parts__are_well_formed_and_stand_once(rounds: tuple[Round, ...]) -> None:
    with ZipFile(BytesIO(slip_documents(HOSTILE, HOSTILE, YEAR, rounds)["docx"])) as archive:
        assert len(set(archive.namelist())) == len(archive.namelist())
        for name in archive.namelist():
            etree.fromstring(archive.read(name))


@every_kind
def test_elements__stand_in_the_order_of_the_schema(rounds: tuple[Round, ...]) -> None:
    for element in text(*rounds).iter(*(qn(f"w:{parent}") for parent in ORDER)):
        parent = etree.QName(element).localname
        order = ORDER[parent].split()
        places = [order.index(etree.QName(child).localname) for child in element]
        assert parent in FREE or places == sorted(places), parent


@every_kind
def test_tables__are_as_wide_as_the_text_and_their_cells(rounds: tuple[Round, ...]) -> None:
    for table in text(*rounds).iter(qn("w:tbl")):
        widths = [int(each.get(qn("w:w"))) for each in table.find(qn("w:tblGrid"))]
        assert sum(widths) == TEXT_WIDTH
        for row in table.iter(qn("w:tr")):
            assert sum(int(each.get(qn("w:w"))) for each in row.iter(qn("w:tcW"))) == TEXT_WIDTH


def test_styles__are_all_defined() -> None:
    drawn = parts(UNREADABLE, SECOND, THIRD)
    known = {each.get(qn("w:styleId")) for each in etree.fromstring(drawn["word/styles.xml"])}
    root = etree.fromstring(drawn["word/document.xml"])

    assert {each.get(qn("w:val")) for each in root.iter(qn("w:pStyle"), qn("w:rStyle"))} <= known


def test_list__repeats_its_head_and_keeps_its_rows_whole() -> None:
    found = [
        table
        for table in text(SECOND).iter(qn("w:tbl"))
        if "强制" in table.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}").get(qn("w:val"))
    ]
    head, *rows = found[0].iter(qn("w:tr"))

    assert head.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)


def test_endless_row__may_be_split() -> None:
    endless = replace(BALANCE, message="甲" * 1500)
    rows = list(text(replace(SECOND, points=(endless,))).iter(qn("w:tr")))

    assert sum(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is None for row in rows) == 1


def test_slip__has_no_stamp_and_no_copy_of_a_report() -> None:
    document = slip_documents(AGENCY, OFFICE, YEAR, (SECOND,))["docx"]

    assert read_machine_copy(document) is None
    assert "草稿" not in "".join(data.decode() for data in parts(SECOND).values())


def test_properties__name_offices_and_no_clock() -> None:
    core = parts(SECOND)["docProps/core.xml"].decode()

    assert f"<dc:creator>{OFFICE}</dc:creator>" in core
    assert "2025-01-12T00:00:00Z" in core
    assert core.count("T00:00:00Z") == 2


@pytest.mark.slow
def test_libreoffice__opens_it_and_repeats_the_head_on_every_page(tmp_path: Path) -> None:
    program = shutil.which("soffice")
    assert program, "the Debian package libreoffice-writer-nogui is missing"
    points = tuple(replace(BALANCE, id=f"{n}") for n in range(24))
    document = tmp_path / "slip.docx"
    document.write_bytes(slip_documents(AGENCY, OFFICE, YEAR, (replace(SECOND, points=points),))["docx"])
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    order = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(document)]
    subprocess.run(order, check=True, capture_output=True, timeout=120)
    with pdfium.PdfDocument(tmp_path / "slip.pdf") as pdf:
        pages = [page.get_textpage().get_text_range() for page in pdf]

    assert "一、必须改正的问题（强制，24 条）".replace(" ", "") in pages[0].replace(" ", "")
    assert all("处理意见" in page for page in pages)
    assert "修改情况回执" in pages[-1]
