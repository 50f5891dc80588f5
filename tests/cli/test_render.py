"""`govreport render` from the outside: what is written, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.conftest import SAMPLES, Govreport

from govreport_writer.documents import render as render_module

STEM = "2024_青溪县审计局_政府信息公开工作年度报告"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def variant(folder: Path, *changes: tuple[str, str], name: str = "report.yaml") -> Path:
    """The clean sample with pieces of its text replaced."""
    text = (SAMPLES / "county-audit-2024/report.yaml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_clean__writes_three_formats(govreport: Govreport, clean: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"

    result = govreport("render", clean, "-o", out)

    assert result.code == 0
    assert names(out) == [f"{STEM}.docx", f"{STEM}.html", f"{STEM}.pdf"]
    assert result.out.count("已生成") == 3


def test_formats__only_those_named(govreport: Govreport, clean: Path, tmp_path: Path) -> None:
    govreport("render", clean, "-o", tmp_path, "--to", "html")

    assert names(tmp_path) == [f"{STEM}.html"]


def test_again__replaces_its_own_output(govreport: Govreport, clean: Path, tmp_path: Path) -> None:
    govreport("render", clean, "-o", tmp_path, "--to", "html,docx,pdf")
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    result = govreport("render", clean, "-o", tmp_path, "--to", "html,docx,pdf")

    assert result.code == 0
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == first


def test_blocked__writes_nothing_and_exits_1(govreport: Govreport, broken: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"

    result = govreport("render", broken, "-o", out)

    assert result.code == 1
    assert "未生成" in result.out
    assert not out.exists()


def test_unexplained__is_refused_and_explained_is_rendered(govreport: Govreport, tmp_path: Path) -> None:
    blank = ("public_interest: 0", "public_interest: null")
    path = variant(tmp_path, blank, name="blank.yaml")
    refused = govreport("render", path, "-o", tmp_path / "out", "--to", "html")
    values = refused.out.split('values: "')[1].split('"')[0]
    explanation = f'explanations:\n  - {{finding: "GR101@requests", values: "{values}", text: 台账待补}}\n'
    path.write_text(path.read_text(encoding="utf-8") + explanation, encoding="utf-8")

    rendered = govreport("render", path, "-o", tmp_path / "out", "--to", "html")

    assert refused.code == 1
    assert rendered.code == 0
    assert "[核实] GR101" in rendered.out
    assert "已说明" in rendered.out


def test_draft__is_written_in_spite_of_findings(govreport: Govreport, broken: Path, tmp_path: Path) -> None:
    result = govreport("render", broken, "-o", tmp_path, "--draft")

    assert result.code == 0
    assert all("_草稿." in name for name in names(tmp_path))
    assert len(names(tmp_path)) == 3


def test_hint__never_stops(govreport: Govreport, tmp_path: Path) -> None:
    result = govreport("render", SAMPLES / "beilun-2017/report.yaml", "-o", tmp_path, "--to", "html")

    assert result.code == 0
    assert "[提示] GR306" in result.out


def test_two_units_of_one_name__are_errors_both(govreport: Govreport, tmp_path: Path) -> None:
    first, second = variant(tmp_path, name="a.yaml"), variant(tmp_path, name="b.yaml")
    out = tmp_path / "out"

    result = govreport("render", first, second, "-o", out)

    assert result.code == 2
    assert result.out.count("会生成同名文件") == 2
    assert not out.exists()


def test_forbidden_characters__become_underscores_with_a_note(govreport: Govreport, tmp_path: Path) -> None:
    path = variant(tmp_path, ("name: 青溪县审计局", 'name: "青溪/县:审计局?"'))

    result = govreport("render", path, "-o", tmp_path / "out", "--to", "html")

    assert names(tmp_path / "out") == ["2024_青溪_县_审计局__政府信息公开工作年度报告.html"]
    assert "文件名为：2024_青溪_县_审计局__" in result.out


def test_long_name__is_cut_to_200_bytes(govreport: Govreport, tmp_path: Path) -> None:
    path = variant(tmp_path, ("name: 青溪县审计局", f"name: {'青溪' * 60}局"))

    govreport("render", path, "-o", tmp_path / "out", "--to", "html")

    (name,) = names(tmp_path / "out")
    assert len(name.encode()) <= 200
    assert name.endswith("_政府信息公开工作年度报告.html")


def test_failing_engine__leaves_nothing(
    govreport: Govreport, clean: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> bytes:
        raise ValueError("engine")

    monkeypatch.setitem(render_module.WRITERS, "html", fail)  # type: ignore[arg-type]

    result = govreport("render", clean, "-o", tmp_path / "out")

    assert result.code == 3
    assert "检查未完成" in result.out
    assert not (tmp_path / "out").exists()


def test_folder_in_the_way__is_one_line_and_leaves_no_temporary_file(
    govreport: Govreport, clean: Path, tmp_path: Path
) -> None:
    (tmp_path / f"{STEM}.html").mkdir()

    result = govreport("render", clean, "-o", tmp_path, "--to", "html")

    assert result.code == 2
    assert "无法写入" in result.out
    assert names(tmp_path) == [f"{STEM}.html"]


def test_output_that_is_a_file__is_one_line_and_2(govreport: Govreport, clean: Path, tmp_path: Path) -> None:
    (tmp_path / "out").touch()

    result = govreport("render", clean, "-o", tmp_path / "out")

    assert result.code == 2
    assert "无法写入" in result.out


def test_folder_without_permission__is_one_line_and_2(
    govreport: Govreport, clean: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("govreport_writer.documents.files.tempfile.mkstemp", refuse)

    result = govreport("render", clean, "-o", tmp_path, "--to", "html")

    assert result.code == 2
    assert "无法写入" in result.out
    assert not list(tmp_path.iterdir())


def test_output_open_elsewhere__is_one_line_and_2(
    govreport: Govreport, clean: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses to replace a file that WPS or Word has open."""

    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(13, "The process cannot access the file", str(target))

    monkeypatch.setattr(Path, "replace", refuse)

    result = govreport("render", clean, "-o", tmp_path, "--to", "html")

    assert result.code == 2
    assert "WPS" in result.out
    assert not list(tmp_path.iterdir())


def test_script_in_the_text__is_printed_as_text(govreport: Govreport, tmp_path: Path) -> None:
    path = variant(tmp_path, ("除上述情况外", "<script>alert(1)</script>除上述情况外"))

    result = govreport("render", path, "-o", tmp_path / "out", "--to", "html")

    (page,) = (tmp_path / "out").iterdir()
    assert result.code == 0
    shown = page.read_text(encoding="utf-8").replace("<wbr>", "")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown


def test_character_without_a_font__stops_the_pdf_only(
    govreport: Govreport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("govreport_writer.checks.characters.installed_fonts", lambda _: {})
    path = variant(tmp_path, ("除上述情况外", "𫖰\U0001f600除上述情况外"))

    refused = govreport("render", path, "-o", tmp_path / "out")
    others = govreport("render", path, "-o", tmp_path / "out", "--to", "docx,html")

    assert refused.code == 1
    assert "𫖰（U+2B5B0）" in refused.out
    assert others.code == 0
    assert names(tmp_path / "out") == [f"{STEM}.docx", f"{STEM}.html"]
