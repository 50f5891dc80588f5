"""Make the templates of the straightforward way: what a person would draw in Word and type as HTML, once.

Both carry the form's tables with a tag in every cell for a figure; look and labels are those of the project.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import escape
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from govreport_writer import load_edition
from govreport_writer.documents.docx.parts import Parts
from govreport_writer.documents.docx.table import draw_grid
from govreport_writer.documents.docx.template import load_template
from govreport_writer.documents.view import StatutoryTable
from govreport_writer.grid import GridCell
from govreport_writer.grid_layout import build_grid
from govreport_writer.resources import templates_folder

TITLES = {
    "disclosure": "主动公开政府信息情况",
    "requests": "收到和处理政府信息公开申请情况",
    "reviews": "政府信息公开行政复议、行政诉讼情况",
}
CONTACT = (
    "对本报告有疑问的，请与{{ agency.name }}联系（地址：{{ contact.address }}，邮编：{{ contact.postcode }}，"
    "电话：{{ contact.phone }}，电子邮箱：{{ contact.email }}，网址：{{ contact.website }}）。"
)
TEXT_TABLE = (
    ("{%tr for line in block.lines %}", "", ""),
    ("{%tc for cell in line %}", "{{ cell }}", "{%tc endfor %}"),
    ("{%tr endfor %}", "", ""),
)
FACES = """
:root { --fangsong: "Noto Serif CJK SC"; --kai: "Noto Serif CJK SC"; --title: "Noto Serif CJK SC";
  --song: "Noto Serif CJK SC"; --hei: "Noto Sans CJK SC"; }
@page :right { @bottom-right { content: "— " counter(page) " —"; font: 14pt "Noto Serif CJK SC"; } }
@page :left { @bottom-left { content: "— " counter(page) " —"; font: 14pt "Noto Serif CJK SC"; } }
"""
_FIRST_MARK = 0xE000
"""Private characters stand for figures while a table is laid out, one for each: they are as short."""


def write_templates(folder: Path) -> Path:
    """Write the Word template, the tables of the page and its style sheet; return the folder."""
    forms = dict(_forms())
    _word_template(forms).save(str(folder / "report.docx"))
    for table_id, table in forms.items():
        (folder / f"{table_id}.html").write_text(_html_table(table), encoding="utf-8")
    style = (templates_folder() / "report.css").read_text(encoding="utf-8")
    (folder / "page.css").write_text(style + FACES, encoding="utf-8")
    return folder


def _forms() -> Iterator[tuple[str, StatutoryTable]]:
    for number, (table_id, title) in enumerate(TITLES.items(), 1):
        grid = build_grid(load_edition("ogi-2021").table(table_id))
        yield table_id, StatutoryTable(grid, f"表{number}　{title}")


def _tag(cell: GridCell) -> str:
    return "" if cell.ref is None else f"{{{{ tables.{cell.ref.table}.{cell.ref.row}.{cell.ref.column} }}}}"


def _word_template(forms: dict[str, StatutoryTable]) -> WordDocument:
    """Return the project's own template, with its styles, page and footer, and another text."""
    document = Document(str(templates_folder() / "report.docx"))
    for element in document.element.body[:-1]:
        document.element.body.remove(element)
    add = document.add_paragraph
    add("{{ agency.name }}", "Title")
    add("{{ year }}年政府信息公开工作年度报告", "Title")
    _add_blocks(document, "preface")
    add(CONTACT, "Body Text")
    add("{%p for section in sections %}")
    add("{{ section.title }}", "heading 1")
    _add_blocks(document, "section.before")
    for table_id, table in forms.items():
        _add_form(document, table_id, table)
    _add_blocks(document, "section.after")
    add("{%p endfor %}")
    add("{{ agency.name }}", "Signature")
    add("{{ date }}", "Date")
    return document


def _add_blocks(document: WordDocument, items: str) -> None:
    """Add what prints the blocks of a text: a heading, a table, or a paragraph."""
    add = document.add_paragraph
    add(f"{{%p for block in {items} %}}")
    add('{%p if block.kind == "heading" %}')
    add("{{r block.runs }}", "heading 2")
    add('{%p elif block.kind == "table" %}')
    table = document.add_table(len(TEXT_TABLE), 3)
    for row, tags in enumerate(TEXT_TABLE):
        for column, tag in enumerate(tags):
            table.cell(row, column).text = tag
    add("{%p else %}")
    add("{{r block.runs }}", "Body Text")
    add("{%p endif %}")
    add("{%p endfor %}")


def _add_form(document: WordDocument, table_id: str, table: StatutoryTable) -> None:
    """Add a table of the form for the section that has it."""
    document.add_paragraph(f'{{%p if section.form == "{table_id}" %}}')
    document.add_paragraph(table.caption, "caption")
    body = document.element.body
    body.insert(len(body) - 1, parse_xml(_word_table(table)))
    document.add_paragraph("{%p endif %}")


def _word_table(table: StatutoryTable) -> str:
    """Return a table as Word keeps it; figures are marks while it is drawn, then tags."""
    cells: list[GridCell] = []
    tags: dict[int, str] = {}
    for cell in table.grid.cells:
        mark = _FIRST_MARK + len(tags)
        if cell.ref is not None:
            tags[mark] = _tag(cell)
        cells.append(cell if cell.ref is None else replace(cell, text=chr(mark), ref=None))
    styles = load_template(templates_folder() / "report.docx").styles
    drawn = draw_grid(replace(table, grid=replace(table.grid, cells=tuple(cells))), Parts(styles))
    return drawn.translate(tags).replace("<w:tbl>", f"<w:tbl {nsdecls('w')}>", 1)


def _html_table(table: StatutoryTable) -> str:
    grid = table.grid
    columns = "".join(f'<col style="width:{width / sum(grid.widths):.2%}">' for width in grid.widths)
    rows = [f"<tr>{''.join(map(_html_cell, row))}</tr>\n" for row in grid.rows()]
    head = grid.bands[0].stop if grid.bands[0].kind == "head" else 0
    body = f"<thead>{''.join(rows[:head])}</thead><tbody>{''.join(rows[head:])}</tbody>"
    return (
        f'<div class="scroll"><table class="statutory {grid.table}{" whole" if grid.whole else ""}">'
        f"<caption>{table.caption}</caption><colgroup>{columns}</colgroup>\n{body}</table></div>\n"
    )


def _html_cell(cell: GridCell) -> str:
    tag = "th" if cell.is_header else "td"
    spans = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    spans += f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    return f'<{tag}{spans} class="{cell.role}">{_tag(cell) or escape(cell.text)}</{tag}>'
