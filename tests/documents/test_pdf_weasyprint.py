"""The second PDF engine: same text, shipped fonts, nothing fetched."""

from __future__ import annotations

import builtins
import re
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from cli.conftest import Govreport

from govreport_writer.documents.appearance import Appearance
from govreport_writer.documents.pdf.weasyprint_engine import fetch, render_pdf
from govreport_writer.documents.readback.reading import differences, read_back
from govreport_writer.documents.render import render
from govreport_writer.documents.view import build_view
from govreport_writer.errors import RenderError
from govreport_writer.submission import Submission
from govreport_writer.submission_reading import read_submission

pytest_plugins = ["cli.conftest"]
SAMPLES = Path(__file__).resolve().parents[2] / "sample_inputs"
NAMES = sorted(folder.name for folder in SAMPLES.iterdir() if folder.is_dir())


def submission(name: str = "county-audit-2024") -> Submission:
    return read_submission(SAMPLES / name / "report.yaml")


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_engines__carry_the_same_text_and_numbers(name: str) -> None:
    view = build_view(submission(name), draft=True)
    first = read_back(render(submission(name), ("pdf",), draft=True)["pdf"], "pdf")
    second = read_back(
        render(submission(name), ("pdf",), draft=True, appearance=Appearance(pdf_engine="weasyprint"))["pdf"],
        "pdf",
    )

    assert differences(view, first) == differences(view, second) == []
    assert first.text == second.text
    assert first.tables == second.tables


@pytest.mark.slow
def test_fonts__are_the_shipped_ones_alone() -> None:
    with pikepdf.open(BytesIO(render_pdf(build_view(submission())))) as pdf:
        names = {
            str(thing.BaseFont)
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and "/BaseFont" in thing
        }

    assert names
    assert all("+Gongwen-" in name for name in names)


@pytest.mark.slow
def test_pages__are_a4_and_table_3_stands_on_one() -> None:
    pdf = pypdfium2.PdfDocument(render_pdf(build_view(submission())))
    texts = [page.get_textpage().get_text_bounded() for page in pdf]

    assert all(abs(page.get_width() - 595.3) < 1 and abs(page.get_height() - 841.9) < 1 for page in pdf)
    (table,) = [text for text in texts if "一、本年新收政府信息公开申请数量" in text]
    assert "四、结转下年度继续办理" in table
    pdf.close()


@pytest.mark.slow
def test_file__is_dated_by_the_submission_and_the_same_each_time() -> None:
    view = build_view(submission())
    first = render_pdf(view)

    assert first == render_pdf(view)
    with pikepdf.open(BytesIO(first)) as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20250117")
        assert str(pdf.docinfo["/Author"]) == "青溪县审计局"
        assert pdf.Root.Lang == "zh-CN"


@pytest.mark.slow
@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/x.png",
        "https://example.org/",
        "file:///etc/passwd",
        "govreport-font:../report.css",
        "report.css",
    ],
)
def test_fetch__refuses_everything_but_shipped_fonts_and_inline_pictures(url: str) -> None:
    with pytest.raises(ValueError, match=re.escape(url)):
        fetch(url)


@pytest.mark.slow
def test_fetch__hands_over_shipped_fonts() -> None:
    assert fetch("govreport-font:gongwen-song.otf").read(4) == b"OTTO"


@pytest.mark.slow
@pytest.mark.parametrize("missing", ["pango", "harfbuzz"])
def test_missing_library__is_one_line_and_the_default_engine_still_works(
    missing: str, govreport: Govreport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without(missing, monkeypatch)
    sample = SAMPLES / "county-audit-2024/report.yaml"

    refused = govreport("render", sample, "-o", tmp_path, "--to", "pdf", "--pdf-engine", "weasyprint")
    default = govreport("render", sample, "-o", tmp_path, "--to", "pdf")

    assert refused.code == 2
    assert "libpango-1.0-0" in refused.out
    assert default.code == 0


def without(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make WeasyPrint find no such library."""
    if library == "harfbuzz":
        monkeypatch.setattr("weasyprint.text.ffi.harfbuzz_subset", None)
        return
    original = builtins.__import__

    def refuse(name: str, *arguments: object, **more: object) -> object:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'\nsearched here\nand there")
        return original(name, *arguments, **more)  # type: ignore[arg-type]

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(builtins, "__import__", refuse)


@pytest.mark.slow
def test_error__names_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    without("harfbuzz", monkeypatch)

    with pytest.raises(RenderError, match="libharfbuzz-subset0"):
        render_pdf(build_view(submission()))
