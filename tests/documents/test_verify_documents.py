"""What was made is read back before anything is written, and any document can be verified later."""

from __future__ import annotations

from pathlib import Path

import pytest
from documents.edited import AUDIT, audit, changed, docx_with, drawn, html_with, made, shown

from govreport_writer.documents.charts.of_report import charts
from govreport_writer.documents.comparison.text import text_differences
from govreport_writer.documents.comparison.verify import refusing_unfaithful, verify_file
from govreport_writer.documents.comparison.wanted import Piece, wanted
from govreport_writer.documents.files import Order
from govreport_writer.documents.readback.reading import differences, read_back
from govreport_writer.documents.readback.recognise import format_of
from govreport_writer.documents.render import render
from govreport_writer.documents.view import build_view
from govreport_writer.errors import RenderError
from govreport_writer.pipeline import check_file, render_outcome
from govreport_writer.submission_reading import read_submission
from govreport_writer.vocabulary import FORMATS

WORDS = "承办县人大代表建议1件"


def pieces(*texts: str) -> list[Piece]:
    return [Piece("paragraph", "一、", text) for text in texts]


@pytest.mark.parametrize("form", FORMATS)
def test_format__is_told_by_content(form: str) -> None:
    assert format_of(drawn(form)) == form


@pytest.mark.parametrize("form", FORMATS)
def test_document_under_another_name__is_verified(form: str, tmp_path: Path) -> None:
    path = tmp_path / "文件.bin"
    path.write_bytes(drawn(form))

    found = verify_file(path, audit())

    assert (found.format, found.differences, found.error) == (form, (), None)


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (b"", "认不出"),
        (b"\x00\x01", "认不出"),
        (b"some words", "认不出"),
        (b"[1]", "认不出"),
        (b'{"a": 1}', "认不出"),
        (b'{"a": ', "损坏"),
        (b"PK\x03\x04", "损坏"),
        (bytes.fromhex("D0CF11E0A1B11AE1"), "另存为"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"), "密码"),
        ((AUDIT.parent / "report.xlsx").read_bytes(), "--against"),
    ],
)
def test_other_file__is_one_line_that_names_it(document: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(document)

    found = verify_file(path, audit())

    assert found.error is not None
    assert found.error.startswith(str(path))
    assert words in found.error
    assert "\n" not in found.error


def test_inserted_paragraph__is_one_difference_and_no_cascade() -> None:
    texts = [f"第{number}段写了第{number}件事情。" for number in range(40)]
    found = [*texts[:7], "新加的一段。", *texts[7:]]

    assert shown(list(text_differences(pieces(*texts), found))) == [("added", None, "新加的一段。")]


def test_changed_removed_and_added__are_told_apart() -> None:
    wanted_texts = pieces("甲方办理十二件申请。", "乙方没有申请可以办理。", "丙方的事情已经全部完成了。")
    found = ["甲方办理十三件申请。", "全新的话。", "丙方的事情已经全部完成了。"]

    assert shown(list(text_differences(wanted_texts, found))) == [
        ("paragraph", "甲方办理十二件申请。", "甲方办理十三件申请。"),
        ("paragraph", "乙方没有申请可以办理。", None),
        ("added", None, "全新的话。"),
    ]


def test_paragraphs_cut_or_joined__are_no_difference() -> None:
    """A page may cut a paragraph in two, and a reader may join the lines of a title."""
    filed = pieces("某某县审计局", "年度报告", "一段话分在两页上。", "末段。")

    assert list(text_differences(filed, ["某某县审计局年度报告", "一段话分", "在两页上。", "末段。"])) == []
    changed_title = ["某某县审计局年报告", "一段话分", "在两页上。", "末段。"]
    assert shown(list(text_differences(filed, changed_title))) == [("paragraph", "年度报告", "年报告")]


def test_whole_other_text__is_compared_in_bounds() -> None:
    other = [f"完全不同的第{number}行文字" for number in range(3000)]

    assert list(text_differences(wanted(audit()).pieces, other))


def test_long_difference__shows_the_words_that_differ() -> None:
    text = "前面的话" * 30 + "办结12件" + "后面的话" * 30
    (found,) = text_differences(pieces(text), [text.replace("12", "21")])

    assert "12件" in str(found)
    assert "21件" in str(found)
    assert len(str(found)) < 120


def test_own_template__may_add_and_leave_out_its_frame_but_no_figure() -> None:
    def found(document: bytes) -> list[tuple[str, str | None, str | None]]:
        return shown(differences(audit(), read_back(document, "html"), own_template=True))

    assert found(html_with(("<main>", "<main><p>本局网站</p><table><tr><td>栏目</td></tr></table>"))) == []
    assert found(html_with(("青溪县审计局</p>", "</p>"))) == []
    assert found(html_with((WORDS, "")))[0][0] == "paragraph"
    page = drawn("html").decode()
    start = page.index(">21<", page.index("自然人"))
    assert found((page[:start] + ">27<" + page[start + 4 :]).encode()) == [("cell", "21", "27")]


@pytest.mark.parametrize("form", FORMATS)
def test_unfaithful_document__is_refused_with_the_place(form: str, tmp_path: Path) -> None:
    wrong = made(changed(tmp_path, ("natural_person: 21", "natural_person: 27")), form)

    with pytest.raises(RenderError) as caught:
        refusing_unfaithful(audit())(form, wrong)

    assert "27" in str(caught.value)
    assert form in str(caught.value)


@pytest.mark.parametrize("form", FORMATS)
def test_writer_that_errs__leaves_nothing_written(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from govreport_writer.documents import render as drawing

    wrong = made(changed(tmp_path, ("natural_person: 21", "natural_person: 27")), form)
    if form == "pdf":
        monkeypatch.setitem(drawing.PDF_ENGINES, "typst", lambda *_: wrong)  # type: ignore[arg-type]  # a dict
    else:
        monkeypatch.setitem(drawing.WRITERS, form, lambda *_: wrong)  # type: ignore[arg-type]  # a dict
    order = Order(tmp_path / "out", ("html", form) if form != "html" else ("html",))

    with pytest.raises(RenderError) as caught:
        render_outcome(check_file(AUDIT), order)

    assert caught.value.key == "render.read_back"
    assert not (tmp_path / "out").exists()


def test_no_verify__writes_what_was_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from govreport_writer.documents import render as drawing

    monkeypatch.setitem(drawing.WRITERS, "html", lambda *_: b"<p>wrong</p>")  # type: ignore[arg-type]  # a dict

    outcome = render_outcome(check_file(AUDIT), Order(tmp_path, ("html",), verify=False))

    assert [path.read_bytes() for path in outcome.files] == [b"<p>wrong</p>"]


def test_charts__are_passed_over_or_compared(tmp_path: Path) -> None:
    submission = read_submission(AUDIT)
    drawings = charts(submission, [read_submission(AUDIT.parent / "prior.yaml")])
    path = tmp_path / "report.html"
    page = render(submission, ("html",), charts=drawings)["html"].decode()
    table = page.index("<table", page.index("图1"))
    figure = page.index(">22<", table)
    path.write_text(page[:figure] + ">29<" + page[figure + 4 :], encoding="utf-8")

    without = verify_file(path, audit())
    compared = verify_file(path, build_view(submission, charts=drawings))

    assert (without.differences, without.charts) == ((), 4)
    assert shown(list(compared.differences)) == [("entry", "22", "29")]


def test_table_that_follows_a_caption_like_a_chart_s__stays_when_it_was_filed(tmp_path: Path) -> None:
    text = "图1　各类信息\n\n    | 类别 | 件数 |\n    |---|---|\n    | 甲 | 4 |\n\n    除上述"
    submission = changed(tmp_path, ("除上述", text))
    path = tmp_path / "report.docx"
    path.write_bytes(made(submission, "docx"))

    found = verify_file(path, build_view(submission))

    assert (found.differences, found.charts) == ((), 0)


def test_edited_docx__lists_everything_that_differs(tmp_path: Path) -> None:
    path = tmp_path / "改.docx"
    path.write_bytes(docx_with((WORDS, "承办县人大代表建议2件"), ("没有其他需要报告的事项", "没有其他事项")))

    found = [each for each in verify_file(path, audit()).differences if each.kind != "copy"]

    assert [each.kind for each in found] == ["paragraph", "paragraph"]
    assert all(each.label.startswith("六、") for each in found)
