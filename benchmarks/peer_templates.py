"""Make the templates of the straightforward way: what a person would draw in Word and type as HTML, once.

Both carry the form's tables with a tag in every cell for a figure; look and labels are those of the project.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import escape
from pathlib import Path

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from govreport_writer import load_edition
from govreport_writer.documents.docx_parts import Parts
from govreport_writer.documents.docx_table import draw_grid
from govreport_writer.documents.docx_template import load_template
from govreport_writer.documents.view import StatutoryTable
from govreport_writer.grid import Grid, GridCell, build_grid
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
FACES = """
:root { --fangsong: "Noto Serif CJK SC"; --kai: "Noto Serif CJK SC"; --title: "Noto Serif CJK SC";
  --song: "Noto Serif CJK SC"; --hei: "Noto Sans CJK SC"; }
@page :right { @bottom-right { content: "— " counter(page) " —"; font: 14pt "Noto Serif CJK SC"; } }
@page :left { @bottom-left { content: "— " counter(page) " —"; font: 14pt "Noto Serif CJK SC"; } }
"""
_FIRST_MARK = 0xE000
"""Private characters stand for figures while a table is laid out: they are as narrow as figures are."""


def write_templates(folder: Path) -> Path:
    """Write the Word template, the tables of the page and its style sheet; return the folder."""
    _word_template(dict(_forms())).save(str(folder / "report.docx"))
    for table in _forms():
        (folder / f"{table[0]}.html").write_text(_html_table(table[1]), encoding="utf-8")
    style = (templates_folder() / "report.css").read_text(encoding="utf-8")
    (folder / "page.css").write_text(style + FACES, encoding="utf-8")
    return folder


def _forms() -> Iterator[tuple[str, StatutoryTable]]:
    for number, (table_id, title) in enumerate(TITLES.items(), 1):
        grid = build_grid(load_edition("ogi-2021").table(table_id))
        yield table_id, StatutoryTable(grid, f"表{number}　{title}")


def _tag(cell: GridCell) -> str:
    return "" if cell.ref is None else f"{{{{ tables.{cell.ref.table}.{cell.ref.row}.{cell.ref.column} }}}}"


def _word_template(forms: dict[str, StatutoryTable]) -> Document:
    document = Document(str(templates_folder() / "report.docx"))
    body = document.element.body
    for element in body[:-1]:
        body.remove(element)
    add = document.add_paragraph
    add("{{ agency.name }}", "Title")
    add("{{ year }}年政府信息公开工作年度报告", "Title")
    _blocks(document, "preface")
    add(CONTACT, "Body Text")
    add("{%p for section in sections %}")
    add("{{ section.title }}", "heading 1")
    _blocks(document, "section.before")
    for table_id, table in forms.items():
        add(f'{{%p if section.form == "{table_id}" %}}')
        add(table.caption, "caption")
        body.insert(len(body) - 1, parse_xml(_word_table(table)))
        add("{%p endif %}")
    _blocks(document, "section.after")
    add("{%p endfor %}")
    add("{{ agency.name }}", "Signature")
    add("{{ date }}", "Date")
    return document


def _blocks(document: Document, items: str) -> None:
    """Add what prints the blocks of a text: a heading, a table, or a paragraph."""
    add = document.add_paragraph
    add(f"{{%p for block in {items} %}}")
    add('{%p if block.kind == "heading" %}')
    add("{{r block.runs }}", "heading 2")
    add('{%p elif block.kind == "table" %}')
    table = document.add_table(3, 3)
    for row, tags in enumerate((("{%tr for line in block.rows %}",), TEXT_CELLS, ("{%tr endfor %}",))):
        for column, tag in enumerate(tags):
            table.cell(row, column).text = tag
    add("{%p else %}")
    add("{{r block.runs }}", "Body Text")
    add("{%p endif %}")
    add("{%p endfor %}")


TEXT_CELLS = ("{%tc for cell in line %}", "{{ cell }}", "{%tc endfor %}")


def _word_table(table: StatutoryTable) -> str:
    """Return a table as Word keeps it; figures are marks while it is drawn, then tags."""
    cells, tags = [], {}
    for cell in table.grid.cells:
        mark = chr(_FIRST_MARK + len(tags))
        if cell.ref is not None:
            tags[ord(mark)] = _tag(cell)
        cells.append(replace(cell, text=mark, ref=None) if cell.ref else cell)
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
