"""Reports to draw in tests of the PDF."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from pictures import png

from govreport_writer.documents.charts.chart import Chart
from govreport_writer.documents.view import (
    AnnexView,
    DocumentView,
    Figure,
    SectionView,
    SignatureView,
    StatutoryTable,
    ViewBlock,
)
from govreport_writer.editions import read_edition
from govreport_writer.grid_layout import build_grid
from govreport_writer.narrative import Paragraph, Run, TextTable, parse
from govreport_writer.submission import Agency, Picture

ROOT = Path(__file__).resolve().parent.parent.parent
EDITIONS = ROOT / "govreport_writer" / "editions"
ORGAN = Agency(name="青溪县审计局", kind="department", level="county")


def paragraph(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def statutory(edition: str, table_id: str, figure: str, caption: str) -> StatutoryTable:
    """Return a table of an edition with its real labels and one figure throughout."""
    grid = build_grid(read_edition(EDITIONS / f"{edition}.yaml").table(table_id))
    return with_texts(StatutoryTable(grid, caption), {"": figure}, "value")


def with_texts(table: StatutoryTable, texts: Mapping[str, str], *roles: str) -> StatutoryTable:
    """Return the table with other texts in the cells of some roles."""
    cells = tuple(
        replace(cell, text=texts.get(cell.text, cell.text)) if cell.role in roles else cell
        for cell in table.grid.cells
    )
    return replace(table, grid=replace(table.grid, cells=cells))


def report(*blocks: ViewBlock, **changes: object) -> DocumentView:
    view = DocumentView(
        title=("青溪县审计局", "2024年政府信息公开工作年度报告"),
        organ=ORGAN,
        year=2024,
        edition="ogi-2021",
        notice="国办公开办函〔2021〕30号",
        date=date(2025, 1, 9),
        values={},
        units={},
        preface=(),
        sections=(SectionView(None, "一、总体情况", blocks),),
        signature=None,
        annex=None,
        draft=None,
    )
    return replace(view, **changes)  # type: ignore[arg-type]  # the keywords are fields


def requests(figure: str) -> StatutoryTable:
    return statutory("ogi-2021", "requests", figure, "表3　收到和处理政府信息公开申请情况")


def disclosure(figure: str) -> StatutoryTable:
    return statutory("ogi-2021", "disclosure", figure, "表2　主动公开政府信息情况")


def full_report() -> DocumentView:
    """Return a report with everything in it."""
    styled = "**粗**与*斜*，[链接](https://www.qingxi.example/)"
    text = parse(f"{styled}\n\n1. 甲\n2. 乙\n\n| 类 | 数 |\n|---|---|\n| 甲 | 1 |")
    tables = (disclosure("1"), requests("2"))
    statistics = statutory("ogi-2014", "statistics", "3", "")
    return report(
        *text,
        Figure(Picture(png(60, 40), "image/png"), "柱状图"),
        *tables,
        paragraph("没有其他需要报告的事项。"),
        signature=SignatureView("青溪县审计局", "2025年1月9日"),
        annex=AnnexView("附件", "附件：政府信息公开情况统计表", "政府信息公开情况统计表", (statistics,)),
        draft="草稿",
    )


def chart() -> Chart:
    """Return a chart with words in it, and its figures."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="120mm" height="60mm" viewBox="0 0 120 60">'
        '<rect x="0" y="0" width="120" height="60" fill="#0072b2"/>'
        '<text x="10" y="30" font-size="5" font-family="Gongwen Hei">图中文字</text></svg>'
    )
    table = TextTable((((Run("年份"),), (Run("数量"),)), ((Run("2024年"),), (Run("12"),))))
    return Chart("图1　各年新收", "柱状图，2024年12件", svg, 120, 60, table)
