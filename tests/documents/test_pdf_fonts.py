"""Faces of the computer in the PDF: used where a profile asks for them, and never a box without them."""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from lent_fonts import CHINESE, lent_font
from pdf_pages import characters, face
from pdf_views import ROOT, paragraph, report

from govreport_writer.documents.appearance import Appearance
from govreport_writer.documents.pdf import typst_engine as pdf_typst
from govreport_writer.documents.pdf import weasyprint_engine as pdf_weasyprint
from govreport_writer.documents.pdf.fonts import Family, families, font_file
from govreport_writer.profile import load_profile, standard_profile

WRITERS = {"typst": pdf_typst, "weasyprint": pdf_weasyprint}
engines = pytest.mark.parametrize("engine", ["typst", pytest.param("weasyprint", marks=pytest.mark.slow)])
TEXT = "文字2024“引”abc"


def test_families__of_every_use_end_in_the_face_that_prints_all() -> None:
    for faces in families(standard_profile()).values():
        assert faces[-1] == Family("Gongwen Song")
        assert {family.name.partition(" ")[0] for family in faces} == {"Gongwen"}


def test_families__begin_with_the_latin_face_but_for_page_numbers() -> None:
    firsts = {use: faces[0].name for use, faces in families(standard_profile()).items()}

    assert firsts.pop("number") == "Gongwen Song"
    assert set(firsts.values()) == {"Gongwen Latin"}


def test_font_file__is_a_shipped_font_or_one_installed_and_nothing_else() -> None:
    assert font_file("gongwen-song.otf") is not None
    for name in ("../report.css", "/etc/passwd", "README.md/..", "", "coverage"):
        assert font_file(name) is None


@engines
def test_system_faces__draw_what_they_have_and_the_shipped_ones_the_rest(engine: str, tmp_path: Path) -> None:
    install(tmp_path)
    (tmp_path / "own.yaml").write_text(
        "profile: own\ntitle: 测试\npdf_fonts: system\nfaces: {body: 测试仿宋, latin: Test Roman}\n",
        encoding="utf-8",
    )

    faces = drawn_elsewhere(engine, tmp_path / "own.yaml", tmp_path)
    assert faces["文"] == faces["“"] == "TestFang"
    assert faces["字"] == faces["引"] == "GongwenSong"
    assert faces["2"] == faces["a"] == "TestRoman"


@engines
def test_system_faces__are_not_used_unless_asked_for(engine: str, tmp_path: Path) -> None:
    install(tmp_path)
    (tmp_path / "own.yaml").write_text(
        "profile: own\ntitle: 测试\nfaces: {body: 测试仿宋, latin: Test Roman}\n", encoding="utf-8"
    )

    faces = drawn_elsewhere(engine, tmp_path / "own.yaml", tmp_path)
    assert set(faces.values()) == {"GongwenSong", "GongwenLatin"}


@engines
def test_system_faces__that_are_not_there_leave_the_shipped_ones(engine: str, tmp_path: Path) -> None:
    """No computer of ours has the proprietary faces of the standard; none is named to the engine."""
    faces = drawn_elsewhere(engine, "system", tmp_path)

    assert set(faces.values()) == {"GongwenSong", "GongwenLatin"}


def install(home: Path) -> None:
    """Install a Chinese face under two names and a Latin one that has Chinese quotation marks too."""
    folder = home / ".fonts"
    folder.mkdir()
    lent_font(folder / "fang.ttf", "文“”", "Test Fang", {CHINESE: "测试仿宋"})
    lent_font(folder / "roman.ttf", "0123456789abcdef“”", "Test Roman")


def drawn_elsewhere(engine: str, profile: Path | str, home: Path) -> dict[str, str]:
    """Return the face of every character, as drawn in a process that finds its fonts below `home`."""
    code = (
        f"import sys; sys.path[:0] = {[str(ROOT), str(ROOT / 'tests'), str(Path(__file__).parent)]!r}\n"
        "import test_pdf_fonts as here\n"
        f"sys.stdout.buffer.write(here.made({engine!r}, {str(profile)!r}))"
    )
    environment = {**os.environ, "HOME": str(home), "XDG_DATA_HOME": str(home / "data")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=environment)
    assert done.stderr == b""
    page = pypdfium2.PdfDocument(BytesIO(done.stdout))[0]
    return {char.text: face(char) for char in characters(page) if 210 < char.y < 260 and char.text in TEXT}


def made(engine: str, profile: str) -> bytes:
    look = Appearance(profile=load_profile(profile))
    return WRITERS[engine].render_pdf(report(paragraph(TEXT)), appearance=look)
