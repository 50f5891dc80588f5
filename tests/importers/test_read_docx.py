"""DOCX: what is shown is read, whoever saved the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from importers.damage import (
    AUDIT,
    NAMES,
    changed_document,
    drawn,
    drawn_shapes,
    lines,
    read,
    said,
    shapes,
    small_docx,
    tables,
    view_of,
    without_copy,
)

from govreport_writer.documents.machine_copy import machine_copy
from govreport_writer.importers.published import FoundPicture, FoundTable, Line, Spot


def run(text: str, properties: str = "") -> str:
    return f"<w:r>{properties}<w:t>{text}</w:t></w:r>"


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p>{properties}{run(text)}</w:p>"


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def row(*texts: str) -> str:
    return "".join(cell(paragraph(text)) for text in texts)


@pytest.mark.parametrize("name", NAMES)
def test_own_document__is_read_cell_by_cell_and_line_by_line(name: str, tmp_path: Path) -> None:
    found = read(without_copy(drawn(name, "docx")), tmp_path)

    assert found.copy is None
    assert lines(found) == said(view_of(name))
    assert shapes(found) == drawn_shapes(view_of(name))
    assert all(each.certain for each in tables(found))


def test_own_document__carries_its_copy_and_properties(tmp_path: Path) -> None:
    found = read(drawn(AUDIT, "docx"), tmp_path)

    assert found.format == "docx"
    assert found.copy == machine_copy(view_of(AUDIT))
    assert found.facts["creator"] == view_of(AUDIT).organ.name
    assert found.facts["title"] == "".join(view_of(AUDIT).title)


def test_own_document__tells_headings_and_names_of_cells(tmp_path: Path) -> None:
    found = read(drawn(AUDIT, "docx"), tmp_path)

    levels = [piece.level for piece in found.pieces if isinstance(piece, Line) and piece.level]
    assert levels.count(1) == len(view_of(AUDIT).sections)
    assert levels.count(2) >= 5
    assert any(cell.mark and cell.mark.startswith("T") for each in tables(found) for cell in each.cells)


def test_tracked_changes__are_read_as_accepted(tmp_path: Path) -> None:
    body = (
        f"<w:p>{run('收到')}<w:del><w:r><w:delText>21</w:delText></w:r></w:del><w:ins>{run('22')}</w:ins>"
        f"<w:moveFrom>{run('旧')}</w:moveFrom>{run('件')}{run('隐', '<w:rPr><w:vanish/></w:rPr>')}</w:p>"
    )
    deleted = "<w:tr><w:trPr><w:del/></w:trPr>" + row("删去", "9") + "</w:tr>"
    rows = f"<w:tbl>{deleted}<w:tr>{row('留下', '1')}</w:tr></w:tbl>"

    found = read(small_docx(body + rows), tmp_path)

    assert lines(found) == ["收到22件"]
    assert shapes(found) == [[(0, 0, 1, 1, "留下"), (0, 1, 1, 1, "1")]]


def test_level__comes_from_outline_or_style_and_its_parents(tmp_path: Path) -> None:
    styles = (
        '<w:root><w:style w:styleId="a"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:styleId="b"><w:name w:val="own"/><w:basedOn w:val="a"/></w:style>'
        '<w:style w:styleId="t"><w:name w:val="Title"/></w:style></w:root>'
    )
    body = (
        paragraph("年报", '<w:pPr><w:pStyle w:val="t"/></w:pPr>')
        + paragraph("一、", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')
        + paragraph("（一）", '<w:pPr><w:pStyle w:val="b"/></w:pPr>')
        + paragraph("正文", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>')
    )

    found = read(small_docx(body, styles=styles), tmp_path)

    assert [piece.level for piece in found.pieces if isinstance(piece, Line)] == [0, 1, 2, None]


def test_text__is_what_a_reader_sees(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
        f"{run('3')}"
        f"<w:hyperlink>{run('链接')}</w:hyperlink><w:r><w:noBreakHyphen/></w:r><w:smartTag>{run('标')}</w:smartTag>"
        f"<w:r><w:br/></w:r>{run('次行')}</w:p>"
        f"<w:sdt><w:sdtContent>{paragraph('控件')}</w:sdtContent></w:sdt>"
    ) + paragraph("多　　个\t空白")

    assert [piece.text for piece in read(small_docx(body), tmp_path).pieces if isinstance(piece, Line)] == [
        "3链接-标",
        "次行",
        "控件",
        "多 个 空白",
    ]


def test_merged_cells__are_placed_by_columns_and_content_controls_keep_their_place(tmp_path: Path) -> None:
    down, more = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    wide = '<w:gridSpan w:val="2"/>'
    rows = table(
        cell(paragraph("左"), down) + cell(paragraph("上"), wide),
        cell("<w:p/>", more) + f"<w:sdt><w:sdtContent>{row('1')}</w:sdtContent></w:sdt>" + row("2"),
    )

    assert shapes(read(small_docx(rows), tmp_path)) == [
        [(0, 0, 2, 1, "左"), (0, 1, 1, 2, "上"), (1, 1, 1, 1, "1"), (1, 2, 1, 1, "2")]
    ]


def test_bookmark__names_its_cell_unless_a_program_made_it(tmp_path: Path) -> None:
    marks = [
        f'<w:p><w:bookmarkStart w:id="1" w:name="{name}"/>{run("0")}</w:p>'
        for name in ("_GoBack", "Field_2_1_0")
    ]

    found = read(small_docx(table("".join(map(cell, marks)))), tmp_path)

    assert [each.mark for each in tables(found)[0].cells] == [None, "Field_2_1_0"]


def test_layout_table__is_dissolved(tmp_path: Path) -> None:
    inner = table(row("指标", "单位"), row("收到", "件"))
    body = table(cell(paragraph("总体情况") + inner + paragraph("签名")))

    found = read(small_docx(body), tmp_path)

    assert [type(piece) for piece in found.pieces] == [Line, FoundTable, Line]
    assert [each[4] for each in shapes(found)[0]] == ["指标", "单位", "收到", "件"]


def test_table_cut_in_two__is_joined_where_its_head_repeats(tmp_path: Path) -> None:
    head = row("指标", "单位", "数")
    body = table(head, row("甲", "件", "1")) + "<w:p/>" + table(head, row("乙", "件", "2"))

    found = read(small_docx(body), tmp_path)

    assert [each[4] for each in shapes(found)[0]] == ["指标", "单位", "数", "甲", "件", "1", "乙", "件", "2"]
    assert [each.spot.row for each in tables(found)[0].cells][::3] == [1, 2, 3]


def test_other_table__with_the_same_first_row_stays_apart_behind_a_line(tmp_path: Path) -> None:
    head = row("指标", "单位", "数")
    body = table(head, row("甲", "件", "1")) + paragraph("表二") + table(head, row("乙", "件", "2"))

    assert len(tables(read(small_docx(body), tmp_path))) == 2


def test_box_note_and_picture__stand_after_their_paragraph(tmp_path: Path) -> None:
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    body = (
        f'<w:p>{run("正文")}<w:r><w:footnoteReference w:id="2"/></w:r>'
        f'<w:r><w:drawing><wp:docPr xmlns:wp="{drawing}" descr="统计表"/></w:drawing></w:r>'
        f"<w:r><w:pict><w:txbxContent>{paragraph('框')}</w:txbxContent></w:pict></w:r></w:p>"
    )
    notes = f'<w:root><w:footnote w:id="2">{paragraph("脚注")}</w:footnote></w:root>'

    found = read(small_docx(body, footnotes=notes), tmp_path)

    assert [piece.text for piece in found.pieces if not isinstance(piece, FoundTable)] == [
        "正文", "脚注", "统计表", "框",
    ]  # fmt: skip
    assert isinstance(found.pieces[2], FoundPicture)


def test_line__tells_where_it_stands(tmp_path: Path) -> None:
    found = read(small_docx(paragraph("甲") + "<w:p/>" + paragraph("乙")), tmp_path)

    assert [piece.spot for piece in found.pieces] == [Spot(paragraph=1), Spot(paragraph=2)]


def test_strict_document__is_read_as_well(tmp_path: Path) -> None:
    usual = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = changed_document(
        small_docx(paragraph("甲")),
        lambda text: text.replace(usual, "http://purl.oclc.org/ooxml/wordprocessingml/main"),
    )

    assert lines(read(strict, tmp_path)) == ["甲"]
