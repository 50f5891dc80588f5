"""An agency's own templates: they are used, kept apart from the computer, and their faults named by line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from lxml import html

from govreport_writer.documents.appearance import Appearance
from govreport_writer.documents.html.page import render_fragment, render_html
from govreport_writer.documents.view import build_view
from govreport_writer.errors import RenderError
from govreport_writer.resources import templates_folder
from govreport_writer.submission_reading import read_submission

SAMPLES = Path(__file__).resolve().parents[2] / "sample_inputs"
VIEW = build_view(read_submission(SAMPLES / "county-audit-2024/report.yaml"))


def own(folder: Path, name: str, text: str) -> Appearance:
    (folder / name).write_text(text, encoding="utf-8")
    return Appearance(templates=folder)


def drawn(folder: Path, text: str) -> str:
    return render_html(VIEW, own(folder, "report.html.j2", text))


def fault(folder: Path, text: str) -> RenderError:
    with pytest.raises(RenderError) as caught:
        drawn(folder, text)
    assert caught.value.file == str(folder / "report.html.j2")
    assert "\n" not in str(caught.value)
    return caught.value


@pytest.mark.parametrize("name", ["report.html.j2", "fragment.html.j2", "report.css"])
def test_copy_of_a_shipped_template__draws_the_same(tmp_path: Path, name: str) -> None:
    look = own(tmp_path, name, (templates_folder() / name).read_text(encoding="utf-8"))

    assert render_html(VIEW, look) == render_html(VIEW)
    assert render_fragment(VIEW, look) == render_fragment(VIEW)


def test_own_template__is_used_and_its_text_escaped(tmp_path: Path) -> None:
    assert drawn(tmp_path, "<p>{{ view.agency }} {{ '<b>' }}</p>") == "<p>青溪县审计局 &lt;b&gt;</p>"


def test_own_style_sheet__stands_in_the_page_and_cannot_leave_it(tmp_path: Path) -> None:
    page = render_html(
        VIEW, own(tmp_path, "report.css", "\ufeffh1 { color: navy } </style><script>alert(1)</script>")
    )
    tree = html.document_fromstring(page)

    assert "h1 { color: navy }" in tree.xpath("string(//style)")
    assert not tree.xpath("//script")


def test_changed_template__is_read_anew(tmp_path: Path) -> None:
    assert drawn(tmp_path, "one") == "one"
    (tmp_path / "report.html.j2").write_text("two", encoding="utf-8")
    os.utime(tmp_path / "report.html.j2", ns=(1, 1))

    assert render_html(VIEW, Appearance(templates=tmp_path)) == "two"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{{ view.nothing }}", "nothing"),
        ("{{ unknown }}", "unknown"),
        ("{% if %}", "Expected an expression"),
        ("{{ view.year / 0 }}", "division by zero"),
        ("{% for section in view.sections %}", "end of template"),
        ("{{ view.name | nofilter }}", "nofilter"),
    ],
)
def test_fault__is_named_with_its_line(tmp_path: Path, text: str, why: str) -> None:
    error = fault(tmp_path, f"<p>\n</p>\n{text}")

    assert error.line == 3
    assert why in str(error)


@pytest.mark.parametrize(
    "text",
    [
        "{% include '/etc/passwd' %}",
        "{% import '../secret' as secret %}",
        "{{ view.__class__.__mro__ }}",
        "{{ ''.__class__.__base__.__subclasses__() }}",
        "{{ view.organ.parse_file('/etc/passwd') }}",
        "{{ view.organ.model_dump() }}",
        "{{ profile.faces.model_construct() }}",
        "{{ view.date.today() }}",
        "{{ '{0.__class__}'.format(view) }}",
        "{{ lipsum() }}",
        "{{ [1, 2] | random }}",
        "{{ '<b>' | safe }}",
        "{% autoescape false %}{{ '<b>' }}{% endautoescape %}",
        "{% for a in range(10 ** 9) %}{% endfor %}",
    ],
)
def test_sandbox__lets_nothing_out(tmp_path: Path, text: str) -> None:
    error = fault(tmp_path, f"<p>\n{text}")

    assert error.line in (2, None)


def test_file_that_is_no_text__is_named(tmp_path: Path) -> None:
    (tmp_path / "report.css").write_bytes(b"\xff\xfe\x00\xd8")
    with pytest.raises(RenderError, match=r"report\.css"):
        render_html(VIEW, Appearance(templates=tmp_path))
    (tmp_path / "fragment.html.j2").write_bytes("标题".encode("gb18030"))
    with pytest.raises(RenderError, match=r"fragment\.html\.j2"):
        render_fragment(VIEW, Appearance(templates=tmp_path))
