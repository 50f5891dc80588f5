"""`govreport doctor` tries things out and says, in the reader's language and by its exit code, what works."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from cli.conftest import Govreport

from govreport_writer.doctor import examination, faces, formats, weasyprint_trial
from govreport_writer.documents import render
from govreport_writer.errors import RenderError

pytestmark = pytest.mark.slow


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out what runs in processes of its own."""
    monkeypatch.setattr(examination, "_native", lambda: None)
    monkeypatch.setattr(examination, "_installed", lambda: frozenset({"黑体"}))


def states(text: str) -> dict[str, str]:
    """Return the state of each line by topic and name."""
    return {f"{line['topic']}.{line['name']}": line["state"] for line in json.loads(text)["lines"]}


def test_doctor__says_what_works(govreport: Govreport, quick: None) -> None:
    result = govreport("doctor")

    assert (result.code, result.err) == (0, "")
    for said in (
        "DOCX：试生成一份",
        "PDF（Typst）",
        "HTML",
        "WeasyPrint",
        "字体都能打开",
        "当前文件夹可以写入",
    ):
        assert said in result.out
    assert result.out.splitlines()[-1] == "结论：要用的都能用"


def test_doctor__speaks_english(govreport: Govreport, quick: None) -> None:
    result = govreport("doctor", "--lang", "en")

    assert "DOCX: made one" in result.out
    assert result.out.splitlines()[-1] == "Result: all that is wanted works"


def test_doctor__json_has_stable_names(govreport: Govreport, quick: None) -> None:
    result = govreport("doctor", "--format", "json")

    found = states(result.out)
    assert json.loads(result.out)["usable"] is True
    assert [found[f"formats.{name}"] for name in ("docx", "html", "pdf")] == ["works"] * 3
    assert {"weasyprint.weasyprint", "fonts.shipped", "folders.current", "versions.python"} <= found.keys()


@pytest.mark.parametrize(("engine", "code", "state"), [("typst", 0, "absent"), ("weasyprint", 1, "broken")])
def test_doctor__engine_that_is_missing_matters_when_it_is_wanted(
    govreport: Govreport,
    quick: None,
    monkeypatch: pytest.MonkeyPatch,
    engine: str,
    code: int,
    state: str,
) -> None:
    monkeypatch.setattr(examination, "_native", lambda: "cannot load library 'libpango-1.0-0'")

    result = govreport("doctor", "--pdf-engine", engine, "--format", "json")

    assert result.code == code
    assert states(result.out)["weasyprint.weasyprint"] == state
    (line,) = [each for each in json.loads(result.out)["lines"] if each["topic"] == "weasyprint"]
    assert "libpango" in line["text"]
    assert line["advice"]


def test_doctor__all_names_every_system(
    govreport: Govreport, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examination, "_native", lambda: "libpango")

    result = govreport("doctor", "--all")

    for said in (
        "Windows：",
        "Debian、Ubuntu：sudo apt install libpango-1.0-0",
        "统信 UOS、麒麟：",
        "macOS：brew",
    ):
        assert said in result.out


def test_doctor__a_format_that_cannot_be_made_is_told(
    govreport: Govreport, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_view: object, _look: object) -> bytes:
        raise RenderError("docx.damaged", file="report.docx")

    monkeypatch.setitem(render.WRITERS, "docx", fail)  # type: ignore[arg-type]  # a test's own writer

    result = govreport("doctor")

    assert result.code == 1
    assert "不行　DOCX 生成不了" in result.out
    assert result.out.splitlines()[-1] == "结论：有不能用的，见上"


def test_doctor__a_folder_that_cannot_be_written_to_is_told(
    govreport: Govreport, quick: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    monkeypatch.setattr("tempfile.tempdir", str(gone))
    monkeypatch.setattr(formats, "NEEDED", ())

    result = govreport("doctor")

    assert result.code == 1
    assert f"临时文件夹不能写入：{gone}" in result.out


def test_doctor__damaged_font_is_told(
    govreport: Govreport, quick: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gongwen-song.otf").write_bytes(b"OTTO")
    monkeypatch.setattr(faces, "fonts_folder", lambda: tmp_path)
    monkeypatch.setattr(formats, "NEEDED", ())

    result = govreport("doctor")

    assert result.code == 1
    assert "gongwen-song.otf" in result.out


def test_doctor__really_loads_the_second_engine() -> None:
    assert examination._native() is None


def test_doctor__an_engine_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weasyprint_trial, "SECONDS", 0.01)

    assert "没有反应" in (examination._native() or "")


def test_doctor__finds_the_fonts_of_this_computer() -> None:
    assert examination._installed() != frozenset()


def test_doctor__prints_where_chinese_cannot_be_printed(tmp_path: Path) -> None:
    code = "from govreport_writer.cli import main; main(['doctor'])"
    result = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        cwd=tmp_path,
        env={"PATH": "", "PYTHONIOENCODING": "ascii", "LANG": "C", "PYTHONUTF8": "0"},
    )

    assert result.returncode == 0
    assert b"Traceback" not in result.stderr
    assert b"PYTHONUTF8=1" in result.stdout
