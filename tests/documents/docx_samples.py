"""Reports to draw as DOCX, and ways to look into what was drawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from lxml import etree
from pictures import png

from govreport_writer import editions
from govreport_writer.documents.appearance import Appearance
from govreport_writer.documents.docx.document import render_docx
from govreport_writer.documents.view import (
    AnnexView,
    DocumentView,
    Figure,
    SectionView,
    SignatureView,
    StatutoryTable,
    ViewBlock,
    build_view,
)
from govreport_writer.grid import Grid
from govreport_writer.grid_layout import build_grid
from govreport_writer.narrative import Heading, Listing, Paragraph, Run, TextTable
from govreport_writer.profile import Profile, standard_profile
from govreport_writer.resources import templates_folder
from govreport_writer.submission import Agency, Picture
from govreport_writer.submission_reading import read_submission

PROJECT = Path(__file__).resolve().parent.parent.parent
TEMPLATE = templates_folder() / "report.docx"
SAMPLES = sorted(folder.name for folder in (PROJECT / "sample_inputs").iterdir() if folder.is_dir())
HOSTILE = "A < B & C \"q\" 'a' “中” {{ agency }} {% if x %} {# c #} {_{ }_} ]]> <w:p/> &amp; 𠮷"
FACES = ("仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体", "Times New Roman")


def sample(name: str) -> DocumentView:
    """Return the view of a sample, as a draft."""
    return build_view(read_submission(PROJECT / "sample_inputs" / name / "report.yaml"), draft=True)


def grid(table: str, value: int = 7, edition: str = "ogi-2021") -> Grid:
    """Return a table of an edition with one number everywhere."""
    form = editions.load(edition)
    values = {cell.ref: value for cell in form.cells_of(table)}
    return build_grid(form.table(table), values, prefix="y2024-")


def numbered(table: str, first: int, edition: str = "ogi-2021") -> Grid:
    """Return a table of an edition with another number in every cell, counting up."""
    form = editions.load(edition)
    values = {cell.ref: first + place for place, cell in enumerate(form.cells_of(table))}
    return build_grid(form.table(table), values, prefix="y2024-")


def organ(name: str) -> Agency:
    """Return a county's department of a name."""
    return Agency(name=name, kind="department", level="county", region_code="339999")


def view(*blocks: ViewBlock, **changes: object) -> DocumentView:
    """Return a report with the blocks in its only section."""
    base = DocumentView(
        title=("青溪县审计局", "2024年政府信息公开工作年度报告"),
        organ=organ("青溪县审计局"),
        year=2024,
        edition="ogi-2021",
        notice="国办公开办函〔2021〕30号",
        date=date(2025, 1, 17),
        values={},
        units={},
        preface=(Paragraph((Run("引言。"),)),),
        sections=(SectionView("overview", "一、总体情况", blocks),),
        signature=SignatureView("青溪县审计局", "2025年1月17日"),
        annex=None,
        draft=None,
    )
    return replace(base, **changes)  # type: ignore[arg-type]  # the test names fields of the view


def everything() -> DocumentView:
    """Return a report with every kind of block but charts."""
    tables = (StatutoryTable(grid(name), f"表 {name}") for name in ("disclosure", "requests", "reviews"))
    blocks: tuple[ViewBlock, ...] = (
        Heading(2, (Run("（一）主动公开"),)),
        Heading(3, (Run("1.数量"),)),
        Heading(4, (Run("（1）分类"),)),
        Paragraph((Run("见"), Run("网站", url="https://a.example/?x=1&y=2"), Run("重点", strong=True))),
        Listing(("1.", "2."), ((Run("甲"),), (Run("乙", emphasis=True),))),
        TextTable((((Run("类别"),), (Run("数量"),)), ((Run("公告"),), (Run("21"),)))),
        Figure(Picture(png(8, 4), "image/png"), '图 "一" <上>'),
        *tables,
    )
    statistics = StatutoryTable(grid("statistics", 3, "ogi-2014"), "")
    annex = AnnexView("附件", "附件：统计表", "统计表", (statistics,))
    return view(*blocks, annex=annex, draft="草稿")


def profile(**changes: object) -> Profile:
    """Return the standard's profile with changes; faces are given by name."""
    standard = standard_profile().model_dump()
    faces = standard["faces"] | changes.pop("faces", {})  # type: ignore[operator]  # a mapping of faces
    return Profile.model_validate(standard | changes | {"faces": faces})


def look(**changes: object) -> Appearance:
    """Return the appearance of a profile that differs from the standard's."""
    return Appearance(profile=profile(**changes))


def parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a document by name."""
    with ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(names) == len(set(names))
        return {name: archive.read(name) for name in names}


def body(data: bytes) -> etree._Element:
    """Return the root of a document's text."""
    return etree.fromstring(parts(data)["word/document.xml"])


def text_of(data: bytes) -> str:
    """Return the text of all paragraphs, tables included."""
    paragraphs = body(data).iter(qn("w:p"))
    return "\n".join("".join(text.text or "" for text in each.iter(qn("w:t"))) for each in paragraphs)


def word_table(shown: Grid) -> WordTable:
    """Return a grid as python-docx reads it back."""
    return docx.Document(BytesIO(render_docx(view(StatutoryTable(shown, "表"))))).tables[0]


def rewritten(tmp_path: Path, contents: dict[str, bytes]) -> Appearance:
    """Return the appearance of a template of one's own with these parts."""
    with ZipFile(tmp_path / "report.docx", "w", ZIP_DEFLATED) as archive:
        for name, data in contents.items():
            archive.writestr(name, data)
    return Appearance(templates=tmp_path)


def retagged(tmp_path: Path, *changes: tuple[str, str, str]) -> Appearance:
    """Return that of a copy of the template with (part, old, new) replaced, as an editor might leave it."""
    contents = parts(TEMPLATE.read_bytes())
    for name, old, new in changes:
        assert old in contents[name].decode()
        contents[name] = contents[name].decode().replace(old, new).encode()
    return rewritten(tmp_path, contents)
