"""PDF: what stands on the pages is read from where it stands, with tags or without."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from importers.damage import (
    AUDIT,
    NAMES,
    STATISTICS,
    drawn,
    drawn_shapes,
    lines,
    read,
    said,
    sample,
    shapes,
    tables,
    view_of,
    without_tags,
)

from govreport_writer.documents.appearance import Appearance
from govreport_writer.documents.charts.of_report import charts
from govreport_writer.documents.machine_copy import machine_copy
from govreport_writer.documents.render import render
from govreport_writer.documents.view import build_view
from govreport_writer.errors import SubmissionError
from govreport_writer.importers.published import FoundPicture, Line, Spot
from govreport_writer.importers.read_pdf_grid import tables_of
from govreport_writer.importers.read_pdf_lines import TextLine, run_on
from govreport_writer.importers.read_pdf_margins import content_lines
from govreport_writer.importers.read_pdf_paragraphs import measure, paragraphs_of
from govreport_writer.importers.read_pdf_rules import Rule, Rules
from govreport_writer.vocabulary import PdfEngine

pytestmark = pytest.mark.slow

ENGINES: list[PdfEngine] = ["typst", "weasyprint"]


@pytest.mark.parametrize("name", [AUDIT, STATISTICS])
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("tagged", [True, False], ids=["tagged", "bare"])
def test_own_pdf__is_read_cell_by_cell_and_line_by_line(
    name: str, engine: PdfEngine, tagged: bool, tmp_path: Path
) -> None:
    document = drawn(name, "pdf", engine)

    found = read(document if tagged else without_tags(document), tmp_path)

    assert found.format == "pdf"
    assert lines(found) == said(view_of(name))
    assert shapes(found) == drawn_shapes(view_of(name))
    assert {table.certain for table in tables(found)} == {tagged}


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("engine", ENGINES)
def test_every_sample__is_read_without_its_tags(name: str, engine: PdfEngine, tmp_path: Path) -> None:
    found = read(without_tags(drawn(name, "pdf", engine)), tmp_path)

    assert lines(found) == said(view_of(name))
    assert shapes(found) == drawn_shapes(view_of(name))


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_pdf_from_libreoffice__has_every_cell(tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(drawn(STATISTICS, "docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, "report.docx"]
    subprocess.run(convert, check=True, capture_output=True, timeout=120, cwd=tmp_path)

    found = read((tmp_path / "report.pdf").read_bytes(), tmp_path, "made.pdf")

    assert shapes(found) == drawn_shapes(view_of(STATISTICS))


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed")
def test_pdf_from_chromium__has_every_cell_although_its_tags_lose_empty_ones(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    page.write_bytes(drawn("ningbo-2019", "html"))
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    own = f"--user-data-dir={tmp_path / 'profile'}"
    printed = tmp_path / "report.pdf"
    command = ["chromium", *options, own, f"--print-to-pdf={printed}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)

    found = read(printed.read_bytes(), tmp_path, "made.pdf")

    assert lines(found) == said(view_of("ningbo-2019"))
    assert shapes(found) == drawn_shapes(view_of("ningbo-2019"))


def test_own_pdf__tells_titles_and_headings_by_its_tags(tmp_path: Path) -> None:
    found = read(drawn(AUDIT, "pdf"), tmp_path)

    levels = [piece.level for piece in found.pieces if isinstance(piece, Line)]
    assert levels[:2] == [0, 0]
    assert levels.count(1) == len(view_of(AUDIT).sections)
    assert levels.count(2) == 7


def test_attached_copy__is_read(tmp_path: Path) -> None:
    look = Appearance(pdf_standard="a-3a")

    found = read(render(sample(AUDIT), ("pdf",), draft=True, appearance=look)["pdf"], tmp_path)

    assert found.copy == machine_copy(view_of(AUDIT))
    assert found.facts["title"] == "".join(view_of(AUDIT).title)


@pytest.mark.parametrize("engine", ENGINES)
def test_charts__give_their_captions_and_tables_but_none_of_the_drawing(
    engine: PdfEngine, tmp_path: Path
) -> None:
    drawings = charts(sample(AUDIT))
    look = Appearance(pdf_engine=engine)

    found = read(
        render(sample(AUDIT), ("pdf",), draft=True, charts=drawings, appearance=look)["pdf"], tmp_path
    )

    view = build_view(sample(AUDIT), draft=True, charts=drawings)
    assert lines(found) == said(view)
    assert shapes(found) == drawn_shapes(view)


def test_cell__tells_its_page(tmp_path: Path) -> None:
    table = tables(read(drawn(STATISTICS, "pdf"), tmp_path))[0]

    pages = [cell.spot.page for cell in table.cells]
    assert pages == sorted(pages, key=lambda page: page or 0)
    assert len(set(pages)) > 1


def pdf_of(change: Any) -> bytes:
    import pikepdf

    document, made = pikepdf.new(), BytesIO()
    document.add_blank_page()
    change(document, made)
    return made.getvalue()


def test_scan__is_told_as_one(tmp_path: Path) -> None:
    with pytest.raises(SubmissionError) as raised:
        read(pdf_of(lambda document, made: document.save(made)), tmp_path)

    assert raised.value.key == "import.scan"


@pytest.mark.parametrize("turn", ["0 1 -1 0 842 0", "0 -1 1 0 0 595", "-1 0 0 -1 595 842"])
def test_page_on_its_side__is_read_as_if_it_stood(turn: str, tmp_path: Path) -> None:
    import pikepdf

    made = BytesIO()
    with pikepdf.open(BytesIO(without_tags(drawn(AUDIT, "pdf")))) as document:
        for page in document.pages:
            page.contents_add(f"q {turn} cm".encode(), prepend=True)
            page.contents_add(b"Q")
            if turn.startswith("0"):
                page.obj.MediaBox = pikepdf.Array([0, 0, 842, 595])
        document.save(made)

    found = read(made.getvalue(), tmp_path)

    assert lines(found) == said(view_of(AUDIT))
    assert shapes(found) == drawn_shapes(view_of(AUDIT))


def test_picture_of_a_table__is_told_where_it_stands(tmp_path: Path) -> None:
    import pikepdf
    from PIL import Image

    shown = BytesIO()
    Image.new("RGB", (400, 300), "grey").save(shown, "PDF")
    made = BytesIO()
    with pikepdf.open(BytesIO(drawn(AUDIT, "pdf"))) as document, pikepdf.open(shown) as picture:
        document.pages.append(picture.pages[0])
        document.save(made)

    found = read(without_tags(made.getvalue()), tmp_path)

    assert found.pieces[-1] == FoundPicture(Spot(page=len(document_pages(made.getvalue())), paragraph=34), "")


def document_pages(pdf: bytes) -> list[Any]:
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as document:
        return list(document.pages)


def test_password__is_asked_to_be_removed(tmp_path: Path) -> None:
    import pikepdf

    locked = pikepdf.Encryption(user="a", owner="b")
    with pytest.raises(SubmissionError) as raised:
        read(pdf_of(lambda document, made: document.save(made, encryption=locked)), tmp_path)

    assert raised.value.key == "import.password"


def grid(xs: list[float], ys: list[float]) -> Rules:
    return Rules([Rule(y, xs[0], xs[-1]) for y in ys], [Rule(x, min(ys), max(ys)) for x in xs])


def test_grid__has_a_cell_for_each_place_between_lines() -> None:
    table = tables_of(grid([0, 50, 100], [0, 20, 40]))[0]

    assert [(area.top, area.left, area.bottom, area.right) for area in table.areas] == [
        (0, 0, 1, 1), (0, 1, 1, 2), (1, 0, 2, 1), (1, 1, 2, 2),
    ]  # fmt: skip
    assert table.cell(75, 30) == 1


def test_grid__merges_where_a_wall_is_missing_and_joins_lines_drawn_in_pieces() -> None:
    rules = grid([0, 50, 100], [0, 20, 40])
    upright = [rule for rule in rules.upright if rule.at != 50] + [Rule(50.4, 0, 9), Rule(49.8, 10, 20)]

    table = tables_of(Rules(rules.level, upright))[0]

    assert [(area.top, area.left, area.bottom, area.right) for area in table.areas] == [
        (0, 0, 1, 2), (1, 0, 2, 1), (1, 1, 2, 2),
    ]  # fmt: skip


@pytest.mark.parametrize("rules", [grid([0, 100], [0, 20]), Rules([Rule(5, 0, 90)], []), Rules([], [])])
def test_frame_or_line__is_no_table(rules: Rules) -> None:
    assert tables_of(rules) == []


def text_line(text: str, left: float, right: float, base: float, page: int = 1) -> TextLine:
    return TextLine(text, left, right, base, 16, "FangSong", page=page)


def test_paragraph__goes_on_over_pages_and_ends_before_an_indent() -> None:
    body = [
        text_line("甲甲甲", 112, 520, 100),
        text_line("乙乙乙", 80, 522, 70),
        text_line("丙", 80, 96, 700, page=2),
        text_line("丁丁丁", 112, 522, 670, page=2),
        text_line("戊戊戊", 80, 400, 640, page=2),
    ]

    assert [each.text for each in paragraphs_of(body, measure(body), {})] == [
        "甲甲甲乙乙乙丙",
        "丁丁丁戊戊戊",
    ]


def test_run_on__puts_a_space_between_latin_words_only() -> None:
    assert run_on(["政府", "信息 open", "data 12", "34件"]) == "政府信息 open data 1234件"


@pytest.mark.parametrize("text", ["— 1 —", "3", "-12-", "第3页", "第 2 页 共 9 页", "4/9", "１２"])
def test_page_number__is_no_content_at_the_edge_of_a_page(text: str) -> None:
    below, inside = text_line(text, 290, 300, 40), text_line(text, 290, 300, 400)

    assert content_lines([(842, [inside, below])]) == [[inside]]


def test_running_head__is_no_content_but_a_single_line_up_there_is() -> None:
    heads = [text_line(f"年度报告 {number}", 80, 200, 810, page=number) for number in (1, 2, 3)]
    alone = text_line("标题", 80, 200, 810)

    assert content_lines([(842, [head]) for head in heads]) == [[], [], []]
    assert content_lines([(842, [alone]), (842, []), (842, [])])[0] == [alone]
