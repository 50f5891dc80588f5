"""What LibreOffice makes of a DOCX: pages and lines, tables kept whole, all still there when it saves."""

from __future__ import annotations

import ctypes
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

import docx
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import pytest
from docx.oxml.ns import qn
from docx_samples import (
    FACES,
    SAMPLES,
    TEMPLATE,
    body,
    everything,
    look,
    numbered,
    parts,
    profile,
    sample,
    text_of,
    view,
)

from govreport_writer import editions
from govreport_writer.documents.appearance import Appearance
from govreport_writer.documents.docx.document import render_docx
from govreport_writer.documents.docx.machine_copy import PROPERTY, read_machine_copy
from govreport_writer.documents.readback.cells import squeezed
from govreport_writer.documents.readback.docx import read_docx
from govreport_writer.documents.view import StatutoryTable
from govreport_writer.grid import Grid
from govreport_writer.narrative import Paragraph, Run
from govreport_writer.profile import load_profile

pytestmark = pytest.mark.slow
HAN = "政府信息公开工作年度报告统计数据机关"
MM = 72 / 25.4
BOTTOM = 262 * MM


def converted(folder: Path, to: str, documents: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the documents as LibreOffice saves them in another format."""
    office = shutil.which("soffice")
    if office is None:
        pytest.fail("LibreOffice is missing: install the Debian package libreoffice-writer")
    (folder / to).mkdir()
    for name, data in documents.items():
        (folder / f"{name}.docx").write_bytes(data)
    own = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [f"{name}.docx" for name in documents]
    command = [office, own, "--headless", "--convert-to", to, "--outdir", str(folder / to), *files]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=240)
    return {name: (folder / to / f"{name}.{to}").read_bytes() for name in documents}


def page_texts(data: bytes) -> list[str]:
    """Return the text of each page without white space."""
    with pdfium.PdfDocument(data) as pdf:
        return [squeezed(page.get_textpage().get_text_bounded()) for page in pdf]


def lines(page: pdfium.PdfPage) -> list[str]:
    """Return the lines of the text area, from the top."""
    text = page.get_textpage()
    found: dict[float, list[tuple[float, str]]] = {}
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        pdfium_c.FPDFText_GetCharOrigin(text.raw, index, x, y)
        character = chr(pdfium_c.FPDFText_GetUnicode(text.raw, index)).strip()
        if character and page.get_height() - y.value < BOTTOM:
            found.setdefault(round(-y.value), []).append((x.value, character))
    return ["".join(character for _, character in sorted(found[key])) for key in sorted(found)]


# ---- pages and lines


def written(text: str, times: int = 1) -> list[Paragraph]:
    return [Paragraph((Run(text),))] * times


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[str]]]:
    """Return the lines of all pages of some reports."""
    long = view(*written((HAN * 200)[:1700]))
    reports = {
        "standard": render_docx(long),
        "short": render_docx(view(*written("文" * 80, 40))),
        "loose": render_docx(long, look(pitch=30)),
        "gbk": render_docx(long, look(faces={"body": "方正仿宋_GBK"})),
    }
    found = converted(tmp_path_factory.mktemp("pages"), "pdf", reports)
    return {name: [lines(page) for page in pdfium.PdfDocument(data)] for name, data in found.items()}


@pytest.mark.parametrize(("name", "rows"), [("standard", 22), ("loose", 21), ("gbk", 22)])
def test_full_page__has_its_lines_of_28_characters(
    pages: dict[str, list[list[str]]], name: str, rows: int
) -> None:
    assert [len(line) for line in pages[name][1]] == [28] * rows


def test_first_line__is_indented_by_two_characters(pages: dict[str, list[list[str]]]) -> None:
    heading = pages["standard"][0].index("一、总体情况")

    assert [len(line) for line in pages["standard"][0][heading + 1 : heading + 3]] == [26, 28]


def test_pages__stay_full_where_a_paragraph_breaks(pages: dict[str, list[list[str]]]) -> None:
    assert [len(page) for page in pages["short"][1:-1]] == [22] * (len(pages["short"]) - 2)


# ---- tables


def squares(table: str, first: int, edition: str = "ogi-2021") -> StatutoryTable:
    """Return a table with another figure in every cell."""
    return StatutoryTable(numbered(table, first, edition), f"表 {table}")


TABLES = {
    "disclosure": squares("disclosure", 10_000),
    "requests": squares("requests", 1_000_000),
    "reviews": squares("reviews", 10_000),
}


def figures(grid: Grid) -> list[str]:
    return [cell.text for cell in grid.cells if cell.ref]


@pytest.fixture(scope="module")
def placed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Return the pages of reports with each table behind so many lines of text."""
    reports = {
        f"{name}-{above}": render_docx(view(*written("文。", above), table))
        for name, table in TABLES.items()
        for above in (0, 9, 13, 17, 20)
    }
    found = converted(tmp_path_factory.mktemp("tables"), "pdf", reports)
    return {name: page_texts(data) for name, data in found.items()}


@pytest.mark.parametrize("above", [0, 9, 13, 17, 20])
@pytest.mark.parametrize("name", list(TABLES))
def test_table__stands_whole_on_one_page_with_its_caption(
    placed: dict[str, list[str]], name: str, above: int
) -> None:
    grid = TABLES[name].grid
    holding = [page for page in placed[f"{name}-{above}"] if any(text in page for text in figures(grid))]

    assert len(holding) == 1
    assert squeezed(TABLES[name].caption) in holding[0]


@pytest.mark.parametrize("name", list(TABLES))
def test_figures__of_seven_digits_in_table_3_and_five_in_others_do_not_wrap(
    tmp_path: Path, name: str
) -> None:
    (data,) = converted(tmp_path, "pdf", {name: render_docx(view(TABLES[name]))}).values()

    with pdfium.PdfDocument(data) as pdf:
        words = {word for page in pdf for word in page.get_textpage().get_text_bounded().split()}
    assert set(figures(TABLES[name].grid)) <= words


# ---- all samples, opened and saved again


@pytest.fixture(scope="module")
def originals() -> dict[str, bytes]:
    return {name: render_docx(sample(name)) for name in SAMPLES} | {"everything": render_docx(everything())}


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory, originals: dict[str, bytes]) -> dict[str, bytes]:
    return converted(tmp_path_factory.mktemp("saved"), "docx", originals)


@pytest.fixture(scope="module")
def printed(
    tmp_path_factory: pytest.TempPathFactory, originals: dict[str, bytes], saved: dict[str, bytes]
) -> dict[str, list[str]]:
    """Return the pages of all documents, and of those saved again."""
    again = {f"{name}-saved": data for name, data in saved.items()}
    found = converted(tmp_path_factory.mktemp("printed"), "pdf", originals | again)
    return {name: page_texts(data) for name, data in found.items()}


every_document = pytest.mark.parametrize("name", [*SAMPLES, "everything"])


@every_document
def test_saved__text_and_tables_with_their_merges_are_the_same(
    originals: dict[str, bytes], saved: dict[str, bytes], name: str
) -> None:
    before, after = read_docx(originals[name]), read_docx(saved[name])

    assert after.text == before.text
    assert after.tables == before.tables


def test_saved__merges_of_every_edition_are_kept_whatever_the_width_of_its_figures(tmp_path: Path) -> None:
    """LibreOffice rounds widths cell by cell: edges that differ by a twip become columns of their own."""
    documents = {
        f"{edition}-{name}-{digits}": render_docx(view(squares(name, 10 ** (digits - 1), edition)))
        for edition in editions.available()
        for name in (table.id for table in editions.load(edition).tables)
        for digits in (1, 6, 7)
    }

    saved = converted(tmp_path, "docx", documents)

    changed = [name for name in saved if read_docx(saved[name]).tables != read_docx(documents[name]).tables]
    assert changed == []


def bookmarked(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield the name of each bookmark in a cell with the text of the cell."""
    for cell in body(data).iter(qn("w:tc")):
        for start in cell.iter(qn("w:bookmarkStart")):
            yield start.get(qn("w:name")), "".join(cell.itertext())


@every_document
def test_saved__every_bookmark_stands_at_its_figure(
    originals: dict[str, bytes], saved: dict[str, bytes], name: str
) -> None:
    assert dict(bookmarked(saved[name])) == dict(bookmarked(originals[name])) != {}


@every_document
def test_saved__machine_copy_and_its_property_are_kept(
    originals: dict[str, bytes], saved: dict[str, bytes], name: str
) -> None:
    assert read_machine_copy(saved[name]) == read_machine_copy(originals[name]) is not None
    assert f'name="{PROPERTY}"' in parts(saved[name])["docProps/custom.xml"].decode()


@every_document
def test_saved__heads_still_repeat(originals: dict[str, bytes], saved: dict[str, bytes], name: str) -> None:
    def heads(data: bytes) -> list[int]:
        return [len(list(table.iter(qn("w:tblHeader")))) for table in body(data).iter(qn("w:tbl"))]

    assert heads(saved[name]) == heads(originals[name])


@every_document
def test_saved__takes_as_many_pages(printed: dict[str, list[str]], name: str) -> None:
    assert len(printed[f"{name}-saved"]) == len(printed[name]) > 1


@every_document
def test_printed__pages_are_numbered_and_all_text_is_there(
    originals: dict[str, bytes], printed: dict[str, list[str]], name: str
) -> None:
    numbers = [re.search(r"—(\d+)—", page) for page in printed[name]]

    assert [int(each[1]) for each in numbers if each] == list(range(1, len(printed[name]) + 1))
    whole = "".join(re.sub(r"—\d+—|草稿", "", page) for page in printed[name])
    for paragraph in docx.Document(BytesIO(originals[name])).paragraphs:
        assert all(end in whole for end in ends(squeezed(paragraph.text)))


def ends(text: str) -> list[str]:
    """Return how a text begins and ends."""
    return [text[:12], text[-8:]]


@every_document
def test_printed__no_table_that_fits_on_a_page_is_broken(printed: dict[str, list[str]], name: str) -> None:
    shown = everything() if name == "everything" else sample(name)
    for table in shown.tables:
        if table.grid.n_rows > 30:
            continue
        labels = [squeezed(cell.text)[:6] for cell in table.grid.cells if cell.role == "stub" and cell.text]
        heads = [squeezed(cell.text)[:2] for cell in table.grid.cells if cell.role == "column" and cell.text]
        assert any(all(label in page for label in labels + heads) for page in printed[name]), table.caption


def test_annex__begins_a_page(printed: dict[str, list[str]]) -> None:
    assert [page.removeprefix("草稿").startswith("附件统计表") for page in printed["everything"]].count(
        True
    ) == 1


def test_saved__opens_in_another_program_too(saved: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "saved.docx").write_bytes(saved["everything"])

    assert len(docx.Document(str(tmp_path / "saved.docx")).tables) == 5


def test_template__that_was_saved_again_takes_a_profile_too(tmp_path: Path) -> None:
    (resaved,) = converted(tmp_path, "docx", {"report": TEMPLATE.read_bytes()}).values()
    own = tmp_path / "own"
    own.mkdir()
    (own / "report.docx").write_bytes(resaved)
    windows = load_profile("win").model_dump()["faces"]
    chosen = profile(faces=windows, pitch=28, digits="body", page_number="plain", page_number_place="centre")

    data = render_docx(everything(), Appearance(chosen, own))

    assert text_of(data) == text_of(render_docx(everything()))
    assert read_machine_copy(data) == read_machine_copy(render_docx(everything()))
    contents = {name: part.decode() for name, part in parts(data).items() if name.endswith(".xml")}
    named = {face for part in contents.values() for face in re.findall(r'w:eastAsia="([^"]*)"', part)}
    assert not named & set(FACES) - set(windows.values())
    assert set(windows.values()) - {"Times New Roman"} <= named
    assert 'w:linePitch="560"' in contents["word/document.xml"]
    footers = [part for name, part in contents.items() if "word/footer" in name]
    assert len(footers) == 2
    assert all('<w:jc w:val="center"/>' in part and "PAGE" in part and "—" not in part for part in footers)
