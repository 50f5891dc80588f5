"""Documents as others make them: renditions of our own reports in other shapes, and ways to damage them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

from govreport_writer.documents.appearance import Appearance
from govreport_writer.documents.comparison.wanted import Piece, WantedTable, wanted
from govreport_writer.documents.readback.cells import squeezed
from govreport_writer.documents.render import render
from govreport_writer.documents.view import DocumentView, build_view
from govreport_writer.importers.published import FoundTable, Line, Published
from govreport_writer.importers.reading import read_published
from govreport_writer.submission import Submission
from govreport_writer.submission_reading import read_submission
from govreport_writer.vocabulary import PdfEngine

SAMPLES = Path(__file__).resolve().parent.parent.parent / "sample_inputs"
NAMES = sorted(folder.name for folder in SAMPLES.iterdir() if folder.is_dir())
AUDIT = "county-audit-2024"
STATISTICS = "beilun-2017"
"""A report whose table runs over pages."""
Shape = list[tuple[int, int, int, int, str]]
"""Cells as row, column, rows and columns spanned, text without white space."""


@cache
def sample(name: str) -> Submission:
    """Return a sample submission."""
    return read_submission(SAMPLES / name / "report.yaml")


@cache
def view_of(name: str) -> DocumentView:
    """Return what a sample's draft says."""
    return build_view(sample(name), draft=True)


@cache
def drawn(name: str, form: str, engine: PdfEngine = "typst") -> bytes:
    """Return a sample as a document, stamped as a draft."""
    return render(sample(name), (form,), draft=True, appearance=Appearance(pdf_engine=engine))[form]


def read(document: bytes | str, folder: Path, name: str = "report") -> Published:
    """Read a document from a file."""
    path = folder / name
    path.write_bytes(document.encode() if isinstance(document, str) else document)
    return read_published(path)


def lines(found: Published) -> list[str]:
    """Return the lines of a document without white space."""
    return [squeezed(piece.text) for piece in found.pieces if isinstance(piece, Line)]


def tables(found: Published) -> list[FoundTable]:
    """Return the tables of a document."""
    return [piece for piece in found.pieces if isinstance(piece, FoundTable)]


def shapes(found: Published) -> list[Shape]:
    """Return the tables of a document as plain cells."""
    return [
        [(cell.row, cell.column, cell.rowspan, cell.colspan, squeezed(cell.text)) for cell in table.cells]
        for table in tables(found)
    ]


def said(view: DocumentView) -> list[str]:
    """Return the lines that a document of a view has to say, without white space."""
    return [piece.text for piece in wanted(view).pieces]


def drawn_shapes(view: DocumentView) -> list[Shape]:
    """Return the tables of a view as plain cells."""
    return [
        [(cell.row, cell.column, cell.rowspan, cell.colspan, cell.text) for cell in table.cells]
        for table in wanted(view).tables
    ]


def in_word_text(view: DocumentView) -> str:
    """Return a report as programs take text out of Word: a line for each cell, bookmarks before figures."""
    return "".join(
        piece.text + "\n" if isinstance(piece, Piece) else f"{_cells(piece)}\n\n"
        for piece in wanted(view).flow
    )


def _cells(table: WantedTable) -> str:
    """Return a table row by row; a cell that goes on downward is an empty one in each further row."""
    shape = [(cell.row, cell.column, cell.rowspan, cell.text) for cell in table.cells]
    last = max(row + down for row, _, down, _ in shape)
    rows: list[list[tuple[int, str]]] = [[] for _ in range(last)]
    for row, column, down, text in shape:
        for below in range(down):
            rows[row + below].append((column, "" if below else text))
    return "\n".join("".join(f"\t{text}\n" for _, text in sorted(row)) for row in rows)


def in_bars(view: DocumentView) -> str:
    """Return a report as text with bars between cells, a cell's end on the next line where it is empty."""
    parts = []
    for piece in wanted(view).flow:
        if isinstance(piece, Piece):
            parts.append(f"{piece.text}\n")
            continue
        for row in range(max(cell.row for cell in piece.cells) + 1):
            texts = [cell.text or "\n\t\t" for cell in piece.cells if cell.row == row]
            parts.append("".join(f"| {text} " for text in texts) + "|\n")
        parts.append("\n")
    return "".join(parts)


def without_copy(docx: bytes) -> bytes:
    """Return a DOCX without its custom XML."""
    return _parts(docx, lambda name, data: None if name.startswith("customXml/") else data)


def changed_document(docx: bytes, change: Callable[[str], str]) -> bytes:
    """Return a DOCX with its main part changed."""
    main = "word/document.xml"
    return _parts(docx, lambda name, data: change(data.decode()).encode() if name == main else data)


def _parts(docx: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(docx)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            data = change(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
    return made.getvalue()


def small_docx(body: str, before: str = "", **parts: str) -> bytes:
    """Return a DOCX with a body of WordprocessingML; `parts` by their names below word/."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        main = f'<?xml version="1.0"?>{before}<w:document {space}><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", main)
        for name, text in parts.items():
            archive.writestr(f"word/{name}.xml", text.replace("<w:root", f"<w:root {space}"))
    return made.getvalue()


def without_tags(pdf: bytes) -> bytes:
    """Return a PDF without structure tree and attachments."""
    import pikepdf

    made = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        for name in ("/StructTreeRoot", "/MarkInfo", "/Names", "/AF"):
            if name in document.Root:
                del document.Root[name]
        document.save(made)
    return made.getvalue()


def in_word_markup(page: str) -> str:
    """Return a page as Word saves it: text in spans, empty `o:p`, cells with paragraphs."""
    cell = r"\1<p class=MsoNormal><span lang=EN-US>\2<o:p></o:p></span></p>\3"
    page = re.sub(r"(<td[^>]*>)([^<]*)(</td>)", cell, page)
    page = page.replace("<p>", "<p class=MsoNormal><span style='font-size:16pt'>")
    return page.replace("</p>", "<o:p>&nbsp;</o:p></span></p>")


def in_layout_table(page: str) -> str:
    """Return a page with its whole body in one cell, as old sites do."""
    page = re.sub(r"(<body[^>]*>)", r"\1<table width=980><tr><td width=10></td><td>", page)
    return page.replace("</body>", "</td></tr></table></body>")


def amid_navigation(page: str) -> str:
    """Return a page with a site's navigation, related links and footer around its content."""
    links = "".join(f'<li><a href="/c{index}">栏目{index}</a></li>' for index in range(12))
    crumbs = '<div class="crumbs">当前位置：<a href="/">首页</a></div>'
    before = f'<div class="top-nav"><ul>{links}</ul></div>{crumbs}'
    footer = '<div id="footer">某市政府办 浙ICP备000号</div>'
    after = f'<div class="list"><h4>相关链接</h4><ul>{links}</ul></div>{footer}'
    page = re.sub(r"(<body[^>]*>)", lambda match: match[0] + before, page)
    return page.replace("</body>", f"{after}</body>")
