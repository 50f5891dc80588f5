"""PDF/UA-1, PDF/A-2a and PDF/A-3a by both engines: what a reader's program finds in the finished file."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pdf_views import ROOT, chart, full_report, paragraph, report, requests, statutory
from pictures import png

from govreport_writer.documents.appearance import Appearance
from govreport_writer.documents.machine_copy import machine_copy
from govreport_writer.documents.pdf import typst_engine as pdf_typst
from govreport_writer.documents.pdf import weasyprint_engine as pdf_weasyprint
from govreport_writer.documents.readback.reading import differences, read_back
from govreport_writer.documents.view import DocumentView, Figure, build_view
from govreport_writer.narrative import Heading, Run, TextTable
from govreport_writer.submission import Picture
from govreport_writer.submission_reading import read_submission

pytestmark = pytest.mark.slow

SAMPLES = ROOT / "sample_inputs"
WRITERS = {"typst": pdf_typst, "weasyprint": pdf_weasyprint}
STANDARDS = ("ua-1", "a-2a", "a-3a")
engines = pytest.mark.parametrize("engine", ["typst", pytest.param("weasyprint", marks=pytest.mark.slow)])
standards = pytest.mark.parametrize("standard", STANDARDS)
PAINTING = {
    "Tj",
    "TJ",
    "'",
    '"',
    "f",
    "F",
    "f*",
    "B",
    "B*",
    "b",
    "b*",
    "S",
    "s",
    "sh",
    "Do",
    "INLINE IMAGE",
    "EI",
}


@cache
def sample(name: str = "county-audit-2024", *, draft: bool = False) -> DocumentView:
    return build_view(read_submission(SAMPLES / name / "report.yaml"), draft=draft)


def made(view: DocumentView, engine: str, standard: str | None) -> bytes:
    return WRITERS[engine].render_pdf(view, appearance=Appearance(pdf_standard=standard))  # type: ignore[arg-type,no-any-return]  # parametrized


@cache
def sample_pdf(engine: str, standard: str, name: str = "county-audit-2024") -> bytes:
    return made(sample(name), engine, standard)


def opened(document: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(document))


# ---- the structure tree, walked anew


@dataclass
class Element:
    """An element of the tree and the kinds above it; `marks` are its pieces of marked content by page."""

    kind: str
    raw: Any
    path: tuple[str, ...]
    marks: tuple[tuple[tuple[int, int], int], ...]


def walk(raw: Any, page: tuple[int, int] | None = None, path: tuple[str, ...] = ()) -> Iterator[Element]:
    here = raw.Pg.objgen if "/Pg" in raw else page
    children = raw.get("/K", [])
    children = list(children) if isinstance(children, pikepdf.Array) else [children]
    marks = [(here, int(child)) for child in children if isinstance(child, int)]
    marks += [
        (child.Pg.objgen if "/Pg" in child else here, int(child.MCID))
        for child in children
        if not isinstance(child, int) and "/MCID" in child
    ]
    kind = str(raw.get("/S", "/Root"))
    assert all(at is not None for at, _ in marks)
    yield Element(kind, raw, path, tuple(marks))  # type: ignore[arg-type]  # no page is None, as asserted
    for child in children:
        if not isinstance(child, int) and "/S" in child:
            assert child.P.objgen == raw.objgen, "an element knows its parent"
            yield from walk(child, here, (*path, kind))


def tree(pdf: pikepdf.Pdf) -> list[Element]:
    return list(walk(pdf.Root.StructTreeRoot))


def rows(table: Any) -> list[list[Any]]:
    """Return the cells of a table's rows."""
    found = (element for element in walk(table) if element.kind == "/TR")
    return [[cell for cell in row.raw.K if str(cell.S) in ("/TH", "/TD")] for row in found]


def attribute(cell: Any, name: str) -> Any:
    owned = cell.A if isinstance(cell.A, pikepdf.Array) else [cell.A]
    return next((each[name] for each in owned if str(each.O) == "/Table" and name in each), None)


def ids(pdf: pikepdf.Pdf) -> dict[str, Any]:
    """Return what the tree of ids leads to."""
    names = pdf.Root.StructTreeRoot.IDTree.Names
    listed = [str(names[at]) for at in range(0, len(names), 2)]
    assert listed == sorted(set(listed)), "a reader looks up by halves"
    return {str(names[at]): names[at + 1] for at in range(0, len(names), 2)}


# ---- tables


@engines
@pytest.mark.parametrize("name", ["county-audit-2024", "sifangtai-2017", "ningbo-2019"])
def test_cells__name_exactly_the_headers_of_the_grid(engine: str, name: str) -> None:
    with opened(sample_pdf(engine, "ua-1", name)) as pdf:
        tables = [element.raw for element in tree(pdf) if element.kind == "/Table"]
        grids = [table.grid for table in sample(name).tables]
        n_text = sum(isinstance(b, TextTable) for s in sample(name).sections for b in s.blocks)
        assert len(tables) == len(grids) + n_text
        known = ids(pdf)
        statutory_tables = [table for table in tables if not str(rows(table)[0][0].ID).startswith("x")]
        assert len(statutory_tables) == len(grids)
        for table, grid in zip(statutory_tables, grids, strict=True):
            check_table(table, grid, known)


def check_table(table: Any, grid: Any, known: dict[str, Any]) -> None:
    """Hold every cell of a table against the grid."""
    found = rows(table)
    assert [len(row) for row in found] == [len(row) for row in grid.rows()]
    for row, cells in zip(found, grid.rows(), strict=True):
        for element, cell in zip(row, cells, strict=True):
            assert str(element.S) == ("/TH" if cell.is_header else "/TD")
            headers = [str(each) for each in attribute(element, "/Headers") or []]
            assert headers == list(cell.headers)
            assert all(str(known[header].S) == "/TH" for header in headers)
            assert int(attribute(element, "/RowSpan") or 1) == cell.rowspan
            assert int(attribute(element, "/ColSpan") or 1) == cell.colspan
            if cell.is_header:
                scope = "/Row" if cell.role == "stub" else "/Column"
                assert str(attribute(element, "/Scope")) == scope
                assert str(element.ID) == cell.id
                assert known[cell.id].objgen == element.objgen
            else:
                assert "/ID" not in element


@engines
def test_value_cells_of_requests_and_reviews__are_all_data_cells_with_row_and_column(engine: str) -> None:
    with opened(sample_pdf(engine, "ua-1")) as pdf:
        tables = [element.raw for element in tree(pdf) if element.kind == "/Table"]
        requests_table, reviews = tables[-2:]
        data = [cell for row in rows(requests_table) for cell in row if str(cell.S) == "/TD"]
        assert len(data) == 25 * 7
        for cell in data:
            scopes = {str(attribute(ids_of(pdf)[str(h)], "/Scope")) for h in attribute(cell, "/Headers")}
            assert scopes == {"/Row", "/Column"}
        assert sum(str(cell.S) == "/TD" for row in rows(reviews) for cell in row) == 15


@cache
def ids_of(pdf: pikepdf.Pdf) -> dict[str, Any]:
    return ids(pdf)


@engines
def test_ids__are_unique_and_all_listed(engine: str) -> None:
    with opened(made(full_report(), engine, "ua-1")) as pdf:
        found = [str(element.raw.ID) for element in tree(pdf) if "/ID" in element.raw]
        assert len(found) == len(set(found)) > 30
        assert set(found) == set(ids(pdf))


@engines
def test_table_cut_by_a_page__is_one_table_and_heads_repeated_are_no_content(engine: str) -> None:
    with opened(sample_pdf(engine, "ua-1", "sifangtai-2017")) as pdf:
        *_, table = (element.raw for element in tree(pdf) if element.kind == "/Table")
        assert len(rows(table)) == 66
        pages = {mark[0] for element in walk(table) for mark in element.marks}
        assert len(pages) == 2
        assert sum(element.kind == "/THead" for element in walk(table)) == 1


@engines
def test_caption__stands_in_its_table_and_a_table_without_one_has_a_summary(engine: str) -> None:
    for name, captions, summaries in (("county-audit-2024", 3, 0), ("sifangtai-2017", 0, 1)):
        with opened(sample_pdf(engine, "ua-1", name)) as pdf:
            found = tree(pdf)
            inside = [element for element in found if element.kind == "/Caption"]
            assert [element.path[-1] for element in inside] == ["/Table"] * captions
            tables = [element.raw for element in found if element.kind == "/Table"]
            assert sum(bool(attribute(table, "/Summary")) for table in tables if "/A" in table) == summaries


@engines
def test_table_of_another_shape__is_left_as_the_engine_tagged_it(engine: str, monkeypatch: Any) -> None:
    """As a template of an agency's own may draw it."""
    view = report(requests("1"))
    drawn = made(view, engine, None)
    other = replace(
        view, sections=(replace(view.sections[0], blocks=(statutory("ogi-2014", "statistics", "1", ""),)),)
    )

    from govreport_writer.documents.pdf.structure import finished

    with opened(finished(drawn, other, "ua-1")) as pdf:
        table = next(element.raw for element in tree(pdf) if element.kind == "/Table")
        assert len(rows(table)) == 28


# ---- the file


@engines
@standards
def test_file__says_what_it_is(engine: str, standard: str) -> None:
    with opened(sample_pdf(engine, standard)) as pdf:
        title = "青溪县审计局2024年政府信息公开工作年度报告"
        assert str(pdf.Root.Lang) == "zh-CN"
        assert str(pdf.docinfo["/Title"]) == title
        assert str(pdf.docinfo["/Author"]) == "青溪县审计局"
        assert pdf.Root.MarkInfo.Marked is True
        assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
        assert "/ID" in pdf.trailer
        with pdf.open_outline() as outline:
            assert next(iter(outline.root)).title in ("一、总体情况", title)
        metadata = bytes(pdf.Root.Metadata.read_bytes()).decode()
        assert title in metadata
        claims = dict(re.findall(r"(pdfu?a?aid:\w+)[=>]+\"?(\w+)", metadata))
        if standard == "ua-1":
            assert claims["pdfuaid:part"] == "1"
        else:
            assert (claims["pdfaid:part"], claims["pdfaid:conformance"]) == (standard[2], "A")
            assert str(pdf.Root.OutputIntents[0].S) == "/GTS_PDFA1"


@engines
@standards
def test_content__is_tagged_or_an_artifact_and_every_mark_is_held_once(engine: str, standard: str) -> None:
    with opened(made(full_report(), engine, standard)) as pdf:
        held = [mark for element in tree(pdf) for mark in element.marks]
        assert len(held) == len(set(held))
        drawn = {mark for page in pdf.pages for mark in marks_drawn(page)}
        assert drawn == set(held)
        assert listed_marks(pdf) == set(held)


def marks_drawn(page: Any) -> Iterator[tuple[tuple[int, int], int]]:
    """Yield the marks of a page; nothing is painted outside a mark or an artifact."""
    open_marks: list[str] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            open_marks.append(str(operands[0]))
            if name == "BDC" and isinstance(operands[1], pikepdf.Dictionary) and "/MCID" in operands[1]:
                assert "/Artifact" not in open_marks
                yield page.obj.objgen, int(operands[1].MCID)
        elif name == "EMC":
            open_marks.pop()
        elif name in PAINTING:
            assert open_marks, f"{name} outside of any tag"


def listed_marks(pdf: pikepdf.Pdf) -> set[tuple[tuple[int, int], int]]:
    """Return the marks that the parent tree leads from to an element."""
    numbers = pdf.Root.StructTreeRoot.ParentTree
    parents = {int(numbers.Nums[at]): numbers.Nums[at + 1] for at in range(0, len(numbers.Nums), 2)}
    return {
        (page.obj.objgen, mark)
        for page in pdf.pages
        for mark, parent in enumerate(parents[int(page.obj.StructParents)])
        if parent is not None
    }


@engines
@standards
def test_stamp_of_a_draft__is_on_every_page_and_in_no_element(engine: str, standard: str) -> None:
    view = full_report()
    document = made(view, engine, standard)

    assert differences(view, read_back(document, "pdf")) == []
    with opened(document) as pdf:
        assert not any(
            element.path == ("/Root", "/Document") and element.kind == "/Div" for element in bare(pdf)
        )


def bare(pdf: pikepdf.Pdf) -> list[Element]:
    """Return the elements that hold nothing but a line of text at most."""
    return [e for e in tree(pdf) if {each.kind for each in walk(e.raw)} <= {"/Div", "/Span", "/NonStruct"}]


@engines
def test_headings__skip_no_step_though_the_form_of_their_numbers_does(engine: str) -> None:
    headings = [Heading(level, (Run(f"标题{level}"),)) for level in (3, 4, 2, 4)]
    with opened(made(report(*headings, Heading(2, ())), engine, "ua-1")) as pdf:
        levels = [int(e.kind[2]) for e in tree(pdf) if re.fullmatch("/H[1-6]", e.kind) and e.raw.K]
        assert [level - levels[-5] for level in levels[-5:]] == [0, 1, 2, 1, 2]


@engines
def test_pictures__have_their_descriptions_and_one_without_says_that_it_is_one(engine: str) -> None:
    picture = Picture(png(60, 40), "image/png")
    view = report(Figure(picture, "柱状图"), paragraph("文"), Figure(picture, ""))
    with opened(made(view, engine, "ua-1")) as pdf:
        figures = [element.raw for element in tree(pdf) if element.kind == "/Figure"]
        assert [str(figure.Alt) for figure in figures] == ["柱状图", "图片"]
        for figure in figures:
            left, low, right, high = map(float, bounds(figure))
            assert 79 < left < right < 522
            assert 99 < low < high < 737


def bounds(figure: Any) -> Any:
    owned = figure.A if isinstance(figure.A, pikepdf.Array) else [figure.A]
    return next(each.BBox for each in owned if "/BBox" in each)


@engines
@standards
def test_chart__is_one_figure_with_its_description_and_its_words_are_not_read_out(
    engine: str, standard: str
) -> None:
    view = report(chart(), paragraph("文"))
    document = made(view, engine, standard)

    with opened(document) as pdf:
        found = tree(pdf)
        (figure,) = (element for element in found if element.kind == "/Figure" and element.marks)
        assert str(figure.raw.Alt) == "柱状图，2024年12件"
        captions = [element for element in found if element.kind == "/Caption"]
        assert len(captions) == 1
        held = [mark for element in found for mark in element.marks]
        assert {mark for page in pdf.pages for mark in marks_drawn(page)} == set(held)
    assert "图中文字" not in read_back(document, "pdf").text


@engines
@standards
def test_fonts__are_embedded_subsets_with_text_and_none_is_type_3(engine: str, standard: str) -> None:
    with opened(made(full_report(), engine, standard)) as pdf:
        fonts = [thing for thing in pdf.objects if of_type(thing, "/Font")]
        descriptors = [thing for thing in pdf.objects if of_type(thing, "/FontDescriptor")]
        assert len(descriptors) >= 4
        assert {str(font.Subtype) for font in fonts} <= {"/Type0", "/CIDFontType0", "/CIDFontType2"}
        assert all(re.match(r"/[A-Z]{6}\+Gongwen", str(font.BaseFont)) for font in fonts)
        assert all("/ToUnicode" in font for font in fonts if str(font.Subtype) == "/Type0")
        assert all("/FontFile2" in each or "/FontFile3" in each for each in descriptors)


def of_type(thing: Any, name: str) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and str(thing.get("/Type", "")) == name


# ---- attachments and dates


@engines
def test_pdf_a_3__carries_the_printed_figures(engine: str) -> None:
    with opened(sample_pdf(engine, "a-3a")) as pdf:
        (name,) = pdf.attachments
        file = pdf.attachments[name]
        assert name == "report.data.json"
        assert json.loads(file.get_file().read_bytes()) == json.loads(json.dumps(machine_copy(sample())))
        assert file.get_file().mime_type == "application/json"
        assert [each.objgen for each in pdf.Root.AF] == [file.obj.objgen]
        assert str(file.obj.AFRelationship) == "/Source"
        assert "/UF" in file.obj
        assert "/ModDate" in file.obj.EF.F.Params


@engines
@pytest.mark.parametrize("standard", ["ua-1", "a-2a"])
def test_other_standards__carry_no_file(engine: str, standard: str) -> None:
    with opened(sample_pdf(engine, standard)) as pdf:
        assert len(pdf.attachments) == 0
        assert "/AF" not in pdf.Root


@engines
@standards
def test_undated_report__is_dated_2000_where_the_standard_wants_a_date_and_never_by_the_clock(
    engine: str, standard: str
) -> None:
    with opened(made(replace(full_report(), date=None), engine, standard)) as pdf:
        wanted = None if standard == "ua-1" else "D:20000101"
        found = pdf.docinfo.get("/CreationDate")
        assert found is None if wanted is None else str(found).startswith(wanted)


# ---- the same each time, and what it says


@engines
@standards
def test_bytes__are_equal_in_two_runs_and_two_processes(engine: str, standard: str) -> None:
    first = made(full_report(), engine, standard)

    assert made(full_report(), engine, standard) == first
    code = (
        f"import sys; sys.path[:0] = {[str(ROOT), str(ROOT / 'tests'), str(Path(__file__).parent)]!r}\n"
        "import test_pdf_standards as here, hashlib\n"
        f"document = here.made(here.full_report(), {engine!r}, {standard!r})\n"
        "print(hashlib.sha256(document).hexdigest())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == sha256(first).hexdigest()


@engines
@standards
@pytest.mark.parametrize("name", ["county-audit-2024", "sifangtai-2017"])
def test_finished_file__says_what_was_filed(engine: str, standard: str, name: str) -> None:
    assert differences(sample(name), read_back(sample_pdf(engine, standard, name), "pdf")) == []


def test_size__of_a_standard_is_no_larger_than_that_of_a_plain_file() -> None:
    assert len(sample_pdf("typst", "a-3a")) < len(made(sample(), "typst", None)) < 220_000
