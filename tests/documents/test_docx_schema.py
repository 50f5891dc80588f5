"""What the schema of WordprocessingML, Word and WPS ask of a document, in every sample and in a rich report.

The order of elements is that of ECMA-376 part 1, transitional (wml.xsd).
"""

from __future__ import annotations

import re
from functools import cache

import pytest
from docx.oxml.ns import nsmap, qn
from docx_samples import FACES, SAMPLES, everything, look, parts, sample
from lxml import etree

from govreport_writer import editions
from govreport_writer.documents.appearance import Appearance
from govreport_writer.documents.docx.document import render_docx
from govreport_writer.grid_layout import build_grid

ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd"
    " tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi"
    " adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc"
    " textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof"
    " snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText"
    " vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc"
    " tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign"
    " hideMark",
    "trPr": "cantSplit trHeight tblHeader",  # a choice in the schema: any order would do
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "tcMar": "top left bottom right",
    "tbl": "tblPr tblGrid tr",
    "tr": "trPr tc",
    "tc": "tcPr p",
    "p": "pPr *",
    "r": "rPr *",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders"
    " lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid"
    " printerSettings",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat"
    " locked personal pPr rPr tblPr trPr tcPr tblStylePr",
    "font": "altName panose1 charset family notTrueType pitch sig",
    "settings": "zoom defaultTabStop evenAndOddHeaders characterSpacingControl compat themeFontLang"
    " decimalSymbol listSeparator",
    "compat": "useFELayout compatSetting",
    "docDefaults": "rPrDefault pPrDefault",
}
BUILT_IN = {"heading 1": "0", "heading 2": "1", "heading 3": "2", "heading 4": "3"}
DOCUMENTS = [*SAMPLES, "everything", "restyled"]


@cache
def drawn(name: str) -> dict[str, bytes]:
    """Return the parts of a document: a sample's, or of a report with everything in it."""
    if name in SAMPLES:
        return parts(render_docx(sample(name)))
    another = look(
        pitch=28, digits="body", page_number="plain", page_number_place="centre", faces={"body": "仿宋"}
    )
    return parts(render_docx(everything(), another if name == "restyled" else Appearance()))


def root(name: str, part: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(drawn(name)[part])


def words(name: str) -> list[tuple[str, etree._Element]]:
    """Return the parts of a document in WordprocessingML, by name."""
    return [
        (part, etree.fromstring(data))
        for part, data in drawn(name).items()
        if part.startswith("word/") and part.endswith(".xml")
    ]


every_document = pytest.mark.parametrize("name", DOCUMENTS)


@every_document
def test_elements__stand_in_the_order_of_the_schema(name: str) -> None:
    for part, top in words(name):
        for element in top.iter(*(qn(f"w:{parent}") for parent in ORDER)):
            parent = etree.QName(element).localname
            order = ORDER[parent].split()
            children = [etree.QName(child).localname for child in element]
            places = [order.index(child if child in order else "*") for child in children]
            assert places == sorted(places), (part, parent, children)


@every_document
def test_properties__stand_once(name: str) -> None:
    for part, top in words(name):
        for parent in ("pPr", "rPr", "tblPr", "tcPr", "trPr"):
            for element in top.iter(qn(f"w:{parent}")):
                children = [child.tag for child in element]
                assert len(children) == len(set(children)), (part, children)


@every_document
def test_faces__are_named_for_chinese_in_every_style_and_by_no_theme(name: str) -> None:
    for _, top in words(name):
        assert not [key for fonts in top.iter(qn("w:rFonts")) for key in fonts.attrib if "Theme" in str(key)]
    styles = root(name, "word/styles.xml")
    for holder in [styles.find(qn("w:docDefaults")), *styles.iter(qn("w:style"))]:
        if holder.get(qn("w:type"), "paragraph") == "paragraph":
            assert holder.find(f".//{qn('w:rFonts')}").get(qn("w:eastAsia")) in {*FACES, "仿宋"}
    assert styles.find(f".//{qn('w:lang')}").get(qn("w:eastAsia")) == "zh-CN"


@every_document
def test_grid__has_lines_only(name: str) -> None:
    """LibreOffice prints 14 characters a line where characters are held to a grid too."""
    (grid,) = root(name).iter(qn("w:docGrid"))

    assert grid.get(qn("w:type")) == "lines"
    assert set(grid.attrib) == {qn("w:type"), qn("w:linePitch")}


@every_document
def test_tables__are_as_wide_as_their_columns_and_cells(name: str) -> None:
    for table in root(name).iter(qn("w:tbl")):
        widths = [int(each.get(qn("w:w"))) for each in table.find(qn("w:tblGrid"))]
        total = int(table.find(f"{qn('w:tblPr')}/{qn('w:tblW')}").get(qn("w:w")))
        assert total == sum(widths)
        assert abs(total - 8845) <= 1
        for row in table.iter(qn("w:tr")):
            column = 0
            for cell in row.iter(qn("w:tc")):
                span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
                reach = 1 if span is None else int(span.get(qn("w:val")))
                width = int(cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}").get(qn("w:w")))
                assert width == sum(widths[column : column + reach])
                column += reach
            assert column == len(widths)


@every_document
def test_merged_cells__continue_one_that_begins_above(name: str) -> None:
    for table in root(name).iter(qn("w:tbl")):
        open_: dict[int, int] = {}
        for row in table.iter(qn("w:tr")):
            column, still = 0, dict[int, int]()
            for cell in row.iter(qn("w:tc")):
                span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
                reach = 1 if span is None else int(span.get(qn("w:val")))
                merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
                if merge is not None:
                    assert merge.get(qn("w:val")) == "restart" or open_.get(column) == reach
                    still[column] = reach
                column += reach
            open_ = still


@every_document
def test_rows__are_not_split_and_heads_stand_first(name: str) -> None:
    for table in root(name).iter(qn("w:tbl")):
        rows = list(table.iter(qn("w:tr")))
        heads = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows]
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
        assert heads == sorted(heads, reverse=True)
        assert table.find(f"{qn('w:tblPr')}/{qn('w:tblLayout')}").get(qn("w:type")) == "fixed"


def test_heads__of_table_3_repeat() -> None:
    names = {"county-audit-2024": 1, "everything": 1}
    for name, wanted in names.items():
        tables = root(name).iter(qn("w:tbl"))
        repeated = [len(list(table.iter(qn("w:tblHeader")))) for table in tables]
        assert repeated.count(3) == wanted + 1  # and those of table 4


@every_document
def test_headings__are_built_in_and_show_in_the_navigation(name: str) -> None:
    styles = {
        each.find(qn("w:name")).get(qn("w:val")): each
        for each in root(name, "word/styles.xml").iter(qn("w:style"))
    }

    for heading, level in BUILT_IN.items():
        assert styles[heading].find(f".//{qn('w:outlineLvl')}").get(qn("w:val")) == level
        assert styles[heading].get(qn("w:customStyle")) is None
    used = {each.get(qn("w:val")) for each in root(name).iter(qn("w:pStyle"))}
    assert "Heading1" in used


@every_document
def test_styles__used_are_there(name: str) -> None:
    styles = root(name, "word/styles.xml")
    known = {each.get(qn("w:styleId")) for each in styles.iter(qn("w:style"))}
    kinds = {each.get(qn("w:styleId")): each.get(qn("w:type")) for each in styles.iter(qn("w:style"))}

    assert len(known) == len(list(styles.iter(qn("w:style"))))
    for _, top in words(name):
        for tag, kind in (("pStyle", "paragraph"), ("rStyle", "character")):
            used = {each.get(qn("w:val")) for each in top.iter(qn(f"w:{tag}"))}
            assert {kinds.get(each) for each in used} <= {kind}
    inner = (*styles.iter(qn("w:basedOn")), *styles.iter(qn("w:next")))
    assert {each.get(qn("w:val")) for each in inner} <= known


@every_document
def test_statutory_tables__have_a_caption_above_and_a_name(name: str) -> None:
    body = root(name).find(qn("w:body"))
    for table in body.iter(qn("w:tbl")):
        named = table.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}")
        if not list(table.iter(qn("w:bookmarkStart"))):
            continue
        before = table.getprevious()
        style = before.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").get(qn("w:val"))
        assert named is not None
        assert style in ("Caption", "AnnexTitle")
        assert "".join(before.itertext()) == named.get(qn("w:val"))


@every_document
def test_numbers__of_bookmarks_and_pictures_are_unique(name: str) -> None:
    top = root(name)
    starts = list(top.iter(qn("w:bookmarkStart")))
    ids = [each.get(qn("w:id")) for each in starts]
    names = [each.get(qn("w:name")) for each in starts]
    pictures = [each.get("id") for each in top.iter(f"{{{nsmap['wp']}}}docPr")]

    assert len(ids) == len(set(ids))
    assert sorted(ids) == sorted(each.get(qn("w:id")) for each in top.iter(qn("w:bookmarkEnd")))
    assert len({each.lower() for each in names}) == len(names)
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", each, re.ASCII) for each in names)
    assert len(pictures) == len(set(pictures))


@every_document
def test_pictures__have_a_description(name: str) -> None:
    assert all(each.get("descr") for each in root(name).iter(f"{{{nsmap['wp']}}}docPr"))


def test_bookmarks__of_every_edition_are_short_and_tell_cells_apart() -> None:
    for edition_id in editions.available():
        form = editions.load(edition_id)
        ids = [
            cell.id
            for table in form.tables
            for cell in build_grid(form.table(getattr(table, "id", table)), prefix="y2024-").cells
            if cell.ref
        ]
        names = {"T" + cell_id.removeprefix("y2024-t").replace("-", "_") for cell_id in ids}
        assert len(names) == len(ids) > 0
        assert max(map(len, names)) <= 40


@every_document
def test_names__of_properties_are_the_agency_s(name: str) -> None:
    core = drawn(name)["docProps/core.xml"].decode()
    people = re.findall(r"<(?:dc:creator|cp:lastModifiedBy)>(.*?)</", core)

    assert len(people) == 2
    assert len(set(people)) == 1
    assert people[0] in drawn(name)["customXml/item2.xml"].decode()
    assert "Manager" not in drawn(name)["docProps/app.xml"].decode()
