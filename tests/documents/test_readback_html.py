"""A page or fragment that a browser or a website saved says what a reader sees in it."""

from __future__ import annotations

import re

import pytest
from documents.edited import drawn, found_in, html_with, shown

PAGES = ("html", "fragment")
WORDS = "承办县人大代表建议1件"


def visible(document: bytes) -> list[tuple[str, str | None, str | None]]:
    return shown(found_in(document, "html"))


@pytest.mark.parametrize("form", PAGES)
@pytest.mark.parametrize(
    "hidden",
    [
        "<script>document.write('9')</script>",
        "<style>p {}</style>",
        "<!-- 9 -->",
        "<template>9</template>",
        '<svg role="img"><title>图</title><text>9</text></svg>',
        '<span data-govreport="unseen">9</span>',
        '<div class="stamp">草稿</div>',
        '<span style="display: none">9</span>',
        "<span hidden>9</span>",
    ],
)
def test_what_is_no_content__is_not_read(form: str, hidden: str) -> None:
    assert visible(html_with((WORDS, hidden + WORDS), form=form)) == []


@pytest.mark.parametrize("form", PAGES)
def test_what_is_visible__is_read(form: str) -> None:
    found = visible(html_with((WORDS, "<b>9</b>" + WORDS), form=form))

    assert [kind for kind, _, _ in found] == ["paragraph"]


def test_markup_that_browsers_write__changes_nothing() -> None:
    page = drawn("html").decode()
    page = re.sub(r"</?(thead|tbody)>", "", page)
    page = page.replace("<tr>", "<TR data-x='1'>").replace("一、", "&#19968;&#12289;").replace("</p>", "")

    assert visible(page.encode()) == []


def test_signs_of_no_width__change_nothing() -> None:
    assert visible(html_with((WORDS, WORDS.replace("县", "县&#8203;&shy;<wbr>")))) == []


def test_fragment_without_ids_and_marks__still_says_what_was_filed() -> None:
    """Websites strip what they do not know; the word for a blank is then visible, and says the same."""
    page = re.sub(r' (?:id|headers|data-[a-z]+|scope)="[^"]*"', "", drawn("fragment").decode())
    page = re.sub(r"<p[^>]*>草稿</p>", "", page)

    assert visible(page.encode()) == []


@pytest.mark.parametrize("form", PAGES)
def test_cell_typed_over__is_found(form: str) -> None:
    page = drawn(form).decode()
    place = page.index("自然人")
    start = page.index(">21<", place)

    found = visible((page[:start] + "><b>2</b>7<" + page[start + 4 :]).encode())

    assert found == [("cell", "21", "27")]


def test_table_in_a_cell__counts_with_its_text() -> None:
    page = drawn("html").decode()
    start = page.index(">21<", page.index("自然人"))
    nested = "><table><tr><td>8</td></tr></table>21<"

    assert visible((page[:start] + nested + page[start + 4 :]).encode()) == [("cell", "21", "218")]


def test_title_changed__is_told_line_by_line() -> None:
    found = visible(html_with(("<span>2024年", "<span>2025年")))

    assert [(kind, (wanted or "")[:5], (other or "")[:5]) for kind, wanted, other in found] == [
        ("title", "2024年", "2025年")
    ]


def test_tables_in_another_order__are_found() -> None:
    page = drawn("html").decode()
    tables = re.findall(r"<table.*?</table>", page, re.DOTALL)
    swapped = page.replace(tables[1], "@").replace(tables[3], tables[1]).replace("@", tables[3])

    assert {kind for kind, _, _ in visible(swapped.encode())} >= {"table"}


def test_spans_beyond_reason__are_read_in_bounds() -> None:
    found = visible(html_with(("</table>", '<tr><td rowspan="99999" colspan="99999">9</td></tr></table>')))

    assert ("added", None, "9") in found


@pytest.mark.parametrize("document", [b"<p>", b"<html></html>", b"<p>x", b"\xff<p>\x80", b"<table><tr><td>"])
def test_other_page__differs_and_breaks_nothing(document: bytes) -> None:
    assert found_in(document, "html")


def test_deep_nesting__is_read_without_breaking() -> None:
    assert found_in(b"<div>" * 5000 + b"x" + b"</div>" * 5000, "html")
