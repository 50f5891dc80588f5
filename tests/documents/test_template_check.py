"""An agency's own templates are checked all at once, each problem with its line; none of them escapes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from documents.own_templates import BODY, LINE, all_templates, own_docx, own_text, problems

from govreport_writer.documents.own_templates.check import check_templates, files_in
from govreport_writer.errors import RenderError

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "name", ["report.docx", "report.html.j2", "fragment.html.j2", "report.typ", "report.css"]
)
def test_shipped_template__has_no_problem(tmp_path: Path, name: str) -> None:
    folder = all_templates(tmp_path)

    assert problems(folder, name) == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("{{ view.name }}", "{{ vieuw.name }}", "name"),
        ("{{ view.name }}", "{{ view.nam }}", "attribute"),
        ("{{ view.name }}", "{{ view.name", "unclosed"),
        ("{{ view.name }}", "{{ view.name|uper }}", "filter"),
        ("{{ view.name }}", '{% include "/etc/passwd" %}', "foreign"),
        ("{{ view.name }}", "{% if view %}{{ view.name }}", "block_open"),
        ("{{ view.name }}", "{{ view.__class__ }}", "hidden"),
        ("{{ view.name }}", "{{ view.name }}{{ 1 // 0 }}", "failed"),
        ("</main>", "<script>alert(1)</script></main>", "script"),
        ("</main>", '<img src="http://a.example/x.png" alt=""></main>', "outside"),
    ],
)
def test_html__slip_is_found_with_its_line(tmp_path: Path, old: str, new: str, code: str) -> None:
    name = "report.html.j2"
    folder = own_text(tmp_path, name, (old, new))
    line = (folder / name).read_text(encoding="utf-8").split(new)[0].count("\n") + 1

    slips = problems(folder, name)

    assert slips[0].code == code
    assert slips[0].line in (line, None)
    assert code in ("script", "outside") or slips[0].line == line


def test_html__table_left_out_is_an_error(tmp_path: Path) -> None:
    folder = own_text(tmp_path, "report.html.j2", ('kind == "statutory"', 'kind == "heading"'))

    assert "no_table" in [each.code for each in problems(folder, "report.html.j2")]


@pytest.mark.parametrize(
    ("added", "code"),
    [
        ('@import "http://a.example/x.css";', "outside"),
        ("@import url(x.css);", "outside"),
        ("p { background: url(http://a.example/x.png) }", "outside"),
        ("p { background: \\75rl(http://a.example/x.png) }", "outside"),
        ('p { background: image-set("x.png" 1x) }', "outside"),
        ("@media print { p { background: url('x.png') } }", "outside"),
        ("p { color: red } }", "style_sheet"),
    ],
)
def test_style_sheet__fetches_nothing_and_can_be_read(tmp_path: Path, added: str, code: str) -> None:
    (tmp_path / "report.css").write_text(f"p {{ color: blue }}\n{added}\n", encoding="utf-8")

    assert (code, 2) in [(each.code, each.line) for each in problems(tmp_path, "report.css")]


def test_style_sheet__inline_content_is_inside(tmp_path: Path) -> None:
    (tmp_path / "report.css").write_text(
        'p { background: url("data:image/png;base64,AA==") }', encoding="utf-8"
    )

    assert problems(tmp_path, "report.css") == []


@pytest.mark.parametrize(
    ("added", "code"),
    [
        ("#data.nope", "failed"),
        ("#let x = (", "failed"),
        ('#read("/etc/passwd")', "failed"),
        ('#import "@preview/cetz:0.2.0": *', "package"),
    ],
)
def test_typst__fault_has_its_line(tmp_path: Path, added: str, code: str) -> None:
    folder = own_text(tmp_path, "report.typ", ("// ---- page\n", f"{added}\n"))
    line = (folder / "report.typ").read_text(encoding="utf-8").split(added)[0].count("\n") + 1

    (slip,) = problems(folder, "report.typ")

    assert (slip.code, slip.line) == (code, line)


def test_typst__what_is_not_printed_is_told(tmp_path: Path) -> None:
    folder = own_text(
        tmp_path, "report.typ", ("  if data.signature != none { signature(data.signature) }\n", "")
    )

    assert [(each.code, each.severity) for each in problems(folder, "report.typ")] == [
        ("not_printed", "warning")
    ]


def test_profile__slip_has_its_line(tmp_path: Path) -> None:
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles/own.yaml").write_text("profile: own\npich: 29\n", encoding="utf-8")

    (slip,) = problems(tmp_path, "profiles/own.yaml")

    assert (slip.line, slip.severity) == (2, "error")
    assert "pitch" in slip.message


def test_folder__is_checked_in_another_process(tmp_path: Path) -> None:
    own_docx(tmp_path, (BODY, LINE, "{{ lien }}"))
    (tmp_path / "report.css").write_text("p { color: blue }", encoding="utf-8")

    checked = check_templates(tmp_path)

    assert checked.files == ("report.docx", "report.css")
    assert [each.code for each in checked.problems] == ["name"]
    assert checked.errors == 1


def test_folder__loop_without_end_is_bounded_and_the_rest_checked(tmp_path: Path) -> None:
    loops = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    own_docx(tmp_path, (BODY, LINE, loops))
    (tmp_path / "report.css").write_text("@import 'x.css';", encoding="utf-8")

    checked = check_templates(tmp_path, seconds=8)

    assert [(each.file, each.code) for each in checked.problems] == [
        ("report.docx", "too_long"),
        ("report.css", "outside"),
    ]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")
def test_folder__memory_without_end_is_bounded_and_silent(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    growing = '#let s = "xxxxxxxx"\n#for i in range(60) { s = s + s }\n'
    own_text(tmp_path, "report.typ", ("// ---- page\n", growing))

    (problem,) = check_templates(tmp_path).problems

    assert (problem.file, problem.code) == ("report.typ", "broken_off")
    assert capfd.readouterr() == ("", "")


def test_folder__one_without_templates_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="没有模板"):
        files_in(tmp_path)
    with pytest.raises(RenderError, match=r"没有 .* 这个文件夹"):
        files_in(tmp_path / "none")
    (tmp_path / "file").write_text("")
    with pytest.raises(RenderError, match="不是文件夹"):
        files_in(tmp_path / "file")
