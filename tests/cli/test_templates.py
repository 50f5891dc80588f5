"""`govreport templates` from the outside: what is exported, what is said of it, what render makes of it."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest
from cli.conftest import Govreport
from documents.own_templates import BODY, LINE, own_docx, own_text, resaved

from govreport_writer.documents.appearance import TEMPLATES
from govreport_writer.documents.own_templates.docx import seen
from govreport_writer.documents.own_templates.export import README, shipped_files
from govreport_writer.documents.own_templates.specimen import specimen
from govreport_writer.profile import shipped_profiles
from govreport_writer.resources import templates_folder

pytestmark = pytest.mark.slow


def files_below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("command", ["export", "check"])
@pytest.mark.parametrize(("language", "example"), [("zh", "例："), ("en", "Example")])
def test_help__has_an_example(govreport: Govreport, command: str, language: str, example: str) -> None:
    result = govreport("templates", command, "--help", "--lang", language)

    assert result.code == 0
    assert example in result.out
    assert f"govreport templates {command} " in result.out


def test_export__writes_every_template_the_profiles_and_an_explanation(
    govreport: Govreport, tmp_path: Path
) -> None:
    result = govreport("templates", "export", tmp_path / "look")

    assert (result.code, result.err) == (0, "")
    assert README in result.out
    profiles = {f"profiles/{name}.yaml" for name in shipped_profiles()}
    assert files_below(tmp_path / "look") == {*TEMPLATES, *profiles, README}
    for name in TEMPLATES:
        assert (tmp_path / "look" / name).read_bytes() == (templates_folder() / name).read_bytes()


def test_export__explains_every_name_a_template_sees() -> None:
    text = shipped_files()[README].decode("utf-8-sig")
    given = seen(specimen())
    blocks = [block for section in given["sections"] for block in section["blocks"]]

    assert "{names}" not in text
    assert "{{p block.xml }}" in text
    for name in [*given, *(f"block.{key}" for block in blocks for key in block)]:
        assert f"    {name} " in text, name
    for kind in {block["kind"] for block in blocks}:
        assert f"    {kind} " in text, kind


def test_export__changes_nothing_that_is_there_unless_forced(govreport: Govreport, tmp_path: Path) -> None:
    (tmp_path / "report.css").write_text("own", encoding="utf-8")

    refused = govreport("templates", "export", tmp_path)
    before = files_below(tmp_path)
    forced = govreport("templates", "export", tmp_path, "--force")

    assert (refused.code, before) == (2, {"report.css"})
    assert "report.css" in refused.err
    assert refused.err.count("\n") == 1
    assert forced.code == 0
    assert (tmp_path / "report.css").read_text(encoding="utf-8") != "own"


def test_export__to_a_file_is_one_line(govreport: Govreport, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    result = govreport("templates", "export", tmp_path / "file")

    assert result.code == 2
    assert "不是文件夹" in result.err
    assert result.err.count("\n") == 1


def test_export__to_a_folder_that_is_read_only_is_one_line(
    govreport: Govreport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_place: object) -> tuple[int, str]:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr("tempfile.mkstemp", refuse)  # root may write anywhere

    result = govreport("templates", "export", tmp_path)

    assert result.code == 2
    assert result.err.count("\n") == 1
    assert files_below(tmp_path) == set()


def test_check__of_what_was_exported_is_clean(govreport: Govreport, tmp_path: Path) -> None:
    govreport("templates", "export", tmp_path)

    result = govreport("templates", "check", tmp_path)

    assert (result.code, result.err) == (0, "")
    assert "模板没有问题" in result.out
    assert all(name in result.out for name in TEMPLATES)


def test_check__of_one_template_alone_looks_at_no_other(govreport: Govreport, tmp_path: Path) -> None:
    own_docx(tmp_path)

    result = govreport("templates", "check", tmp_path)

    assert (result.code, result.out.count("\n")) == (0, 1)
    assert "report.typ" not in result.out


def test_check__names_place_tag_and_remedy_of_each_slip(govreport: Govreport, tmp_path: Path) -> None:
    own_docx(tmp_path, (BODY, LINE, "{{ lien }}"), ("word/header-even.xml", "{{ draft }}", "{{ drat }}"))
    own_text(tmp_path, "report.html.j2", ("{{ view.name }}", "{{ view.nam }}"))

    result = govreport("templates", "check", tmp_path)

    assert result.code == 1
    assert "[错误] report.docx 正文第2段：标记“{{ lien }}”" in result.out
    assert "report.docx 偶数页页眉第2段" in result.out
    assert "report.html.j2 第" in result.out
    assert "是否为 line？" in result.out
    assert "3处错误" in result.out.splitlines()[-1]


def test_check__speaks_english(govreport: Govreport, tmp_path: Path) -> None:
    own_docx(tmp_path, (BODY, LINE, "{{ lien }}"))

    result = govreport("templates", "check", tmp_path, "--lang", "en")

    assert "[error] report.docx text, paragraph 2: tag “{{ lien }}”" in result.out


def test_check__json_has_the_places(govreport: Govreport, tmp_path: Path) -> None:
    own_docx(tmp_path, (BODY, LINE, "{{ lien }}"))

    result = govreport("templates", "check", tmp_path, "--format", "json")

    report = json.loads(result.out)
    (problem,) = report["problems"]
    assert (result.code, report["format"], report["errors"], report["files"]) == (1, 1, 1, ["report.docx"])
    assert (problem["code"], problem["paragraph"], problem["tag"]) == ("name", 2, "{{ lien }}")


@pytest.mark.parametrize("name", ["nowhere", "file", "empty"])
def test_check__of_what_is_no_folder_of_templates_is_one_line(
    govreport: Govreport, tmp_path: Path, name: str
) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "empty").mkdir()

    result = govreport("templates", "check", tmp_path / name)

    assert (result.code, result.out) == (2, "")
    assert result.err.count("\n") == 1
    assert "govreport templates export" in result.err or "不是文件夹" in result.err


def test_check__of_a_folder_in_the_place_of_a_template_is_told(govreport: Govreport, tmp_path: Path) -> None:
    (tmp_path / "report.docx").mkdir()

    result = govreport("templates", "check", tmp_path)

    assert result.code == 1
    assert "是文件夹" in result.out


@pytest.mark.parametrize(
    ("name", "old", "new", "format", "said"),
    [
        ("report.docx", LINE, "{{ lien }}", "docx", "正文第2段"),
        ("report.docx", LINE, "{{ line", "docx", "正文第2段"),
        ("report.docx", LINE, '{% include "/etc/passwd" %}', "docx", "正文第2段"),
        ("report.html.j2", "{{ view.name }}", "{{ view.nam }}", "html", "report.html.j2"),
        ("report.typ", "// ---- page\n", "#data.nope\n", "pdf", "report.typ"),
    ],
)
def test_render__with_a_wrong_template_is_one_line_and_writes_nothing(
    govreport: Govreport, clean: Path, tmp_path: Path, name: str, old: str, new: str, format: str, said: str
) -> None:
    look, out = tmp_path / "look", tmp_path / "out"
    own_docx(look, (BODY, old, new)) if name == "report.docx" else own_text(look, name, (old, new))

    result = govreport("render", clean, "--templates", look, "--to", format, "-o", out)

    assert result.code == 2
    assert len([line for line in result.out.splitlines() if said in line]) == 1
    assert not out.exists() or files_below(out) == set()


@pytest.mark.slow
def test_template__saved_by_libreoffice_checks_clean_and_renders(
    govreport: Govreport, clean: Path, tmp_path: Path
) -> None:
    look = resaved(tmp_path, templates_folder() / "report.docx")

    checked = govreport("templates", "check", look)
    rendered = govreport("render", clean, "--templates", look, "--to", "docx", "-o", tmp_path / "out")

    assert (checked.code, "没有问题" in checked.out) == (0, True)
    assert rendered.code == 0
    assert len(files_below(tmp_path / "out")) == 1
