"""HTML: pages as they are in the wild say the same as ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from importers.damage import (
    AUDIT,
    NAMES,
    amid_navigation,
    drawn,
    drawn_shapes,
    in_layout_table,
    in_word_markup,
    lines,
    read,
    said,
    shapes,
    tables,
    view_of,
)

from govreport_writer.importers.published import FoundPicture, Line, Published


def page(name: str = AUDIT) -> str:
    return drawn(name, "html").decode()


def says_the_same(found: Published, name: str = AUDIT) -> bool:
    return lines(found) == said(view_of(name)) and shapes(found) == drawn_shapes(view_of(name))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", ["html", "fragment"])
def test_own_page__is_read_cell_by_cell_and_line_by_line(name: str, form: str, tmp_path: Path) -> None:
    found = read(drawn(name, form), tmp_path)

    assert found.format == "html"
    assert lines(found) == said(view_of(name))
    assert shapes(found) == drawn_shapes(view_of(name))


def test_own_page__tells_its_page_tags_levels_and_names_of_cells(tmp_path: Path) -> None:
    found = read(page(), tmp_path)

    assert found.facts["ArticleTitle"] == "".join(view_of(AUDIT).title)
    assert found.facts["ContentSource"] == view_of(AUDIT).organ.name
    assert found.facts["PubDate"].startswith("2025-")
    assert [piece.level for piece in found.pieces if isinstance(piece, Line)].count(0) == 2
    assert any(cell.mark == "y2024-t3-r01-c1" for table in tables(found) for cell in table.cells)


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("declared", [None, "utf-8", "gb2312", "no-such-one"])
def test_encoding__is_found_whatever_is_declared(encoding: str, declared: str | None, tmp_path: Path) -> None:
    tag = f'<meta charset="{declared}">' if declared else ""
    document = page().replace('<meta charset="utf-8">', tag).encode(encoding, "xmlcharrefreplace")

    assert says_the_same(read(document, tmp_path))


def test_damaged_byte__costs_one_character(tmp_path: Path) -> None:
    document = page().encode().replace("总体情况".encode(), "总体情".encode() + b"\xe5\x86", 1)

    assert read(document, tmp_path).facts["ArticleTitle"] == "".join(view_of(AUDIT).title)


@pytest.mark.parametrize("change", [in_word_markup, in_layout_table, amid_navigation])
def test_page_of_a_site__says_the_same(change: object, tmp_path: Path) -> None:
    assert callable(change)

    assert says_the_same(read(change(page()), tmp_path))


def test_hidden_text__is_no_content(tmp_path: Path) -> None:
    hidden = (
        '<p style="display: none">甲</p><p hidden>乙</p><span class="no">丙</span><script>丁</script>'
        '<p style="mso-hide:all">戊</p><noscript>己</noscript>'
    )
    style = "<style>@media print{.p{display:none}} .no, .x{color:red;DISPLAY:none}</style>"

    found = read(f"<html><head>{style}</head><body>{hidden}<p class=p>留</p></body></html>", tmp_path)

    assert lines(found) == ["留"]


def test_second_copy_of_a_table__is_dropped(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>行{index}</td><td>{index}</td></tr>" for index in range(6))
    found = read(f"<p>甲</p><table>{rows}</table><p>乙</p><table class=phone>{rows}</table>", tmp_path)

    assert len(tables(found)) == 1


@pytest.mark.parametrize(
    ("first", "spans"),
    [
        ("<td rowspan=9>甲</td>", (2, 1)),
        ("<td rowspan=0>甲</td>", (2, 1)),
        ("<td rowspan='2px'>甲</td>", (2, 1)),
        ("<td rowspan=-1>甲</td>", (1, 1)),
        ("<td colspan=0>甲</td>", (1, 1)),
        ("<td colspan=x>甲</td>", (1, 1)),
    ],
)
def test_wrong_span__stays_inside_the_table(first: str, spans: tuple[int, int], tmp_path: Path) -> None:
    found = read(f"<table><tr>{first}<td>乙</td></tr><tr><td>1</td><td>2</td></tr></table>", tmp_path)

    assert shapes(found)[0][0] == (0, 0, *spans, "甲")


def test_huge_span__is_as_wide_as_the_columns_that_cells_begin_in(tmp_path: Path) -> None:
    found = read("<table><tr><td colspan=900>甲</td></tr><tr><td>1</td><td>2</td></tr></table>", tmp_path)

    assert shapes(found)[0][0] == (0, 0, 1, 2, "甲")


def test_table_inside_a_cell_of_a_table__counts_with_its_text(tmp_path: Path) -> None:
    inner = "<table><tr><td>3</td></tr></table>"
    rows = "".join(f"<tr><td>行{index}</td><td>{index}</td></tr>" for index in range(4))

    found = read(f"<table>{rows}<tr><td>合计</td><td>{inner}</td></tr></table>", tmp_path)

    assert shapes(found)[0][-1] == (4, 1, 1, 1, "3")


def test_lines__end_where_browsers_end_them(tmp_path: Path) -> None:
    found = read("<div>甲<b>乙</b><br>丙&nbsp;&nbsp; 丁<p>戊<font>己</font></div>庚&#26376;", tmp_path)

    assert [piece.text for piece in found.pieces if isinstance(piece, Line)] == [
        "甲乙",
        "丙 丁",
        "戊己",
        "庚月",
    ]


def test_picture__is_told_with_its_text_but_no_ornament(tmp_path: Path) -> None:
    found = read('<p>甲</p><img src="/a/b1.png"><img src=c.gif width=16><img alt="统计表" src=x>', tmp_path)

    assert [piece.text for piece in found.pieces if isinstance(piece, FoundPicture)] == ["b1.png", "统计表"]


def test_linked_data__gives_facts(tmp_path: Path) -> None:
    data = '{"name": "年报", "publisher": {"name": "某局"}, "datePublished": "2025-01-08"}'
    found = read(f'<p>甲</p><script type="application/ld+json">{data}</script>', tmp_path)

    assert found.facts == {"name": "年报", "publisher": "某局", "datePublished": "2025-01-08"}
