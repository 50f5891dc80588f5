"""Text copied out of a PDF: figures come back to their cells, or their rows are refused; none is shifted."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from importers.published_values import printed_values, said, sample, sample_names, view_of

from govreport_writer.documents.appearance import Appearance
from govreport_writer.documents.render import draw
from govreport_writer.documents.view import DocumentView, build_view
from govreport_writer.importers.imported import Imported
from govreport_writer.importers.reading import read_published
from govreport_writer.importers.recognise import recognise
from govreport_writer.vocabulary import PdfEngine

pytestmark = pytest.mark.slow
ENGINES: tuple[PdfEngine, ...] = ("typst", "weasyprint")


def copied(view: DocumentView, name: str, engine: PdfEngine, folder: Path, *options: str) -> Imported:
    program = shutil.which("pdftotext")
    assert program, "the Debian package poppler-utils is missing"
    pdf, text = folder / "report.pdf", folder / "report.txt"
    pdf.write_bytes(draw(view, sample(name), ("pdf",), Appearance(pdf_engine=engine))["pdf"])
    subprocess.run([program, *options, "-enc", "UTF-8", pdf, text], check=True)
    return recognise(replace(read_published(text), copy=None))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", sample_names())
def test_text_that_keeps_the_page__gives_every_cell_and_paragraph_again(
    name: str, engine: PdfEngine, tmp_path: Path
) -> None:
    view = build_view(sample(name))

    read = copied(view, name, engine, tmp_path, "-layout")

    assert {ref: reading.value for ref, reading in read.readings.items()} == printed_values(view)
    assert said(view_of(read)) == said(view)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", sample_names())
def test_text_in_reading_order__never_gives_a_wrong_figure(
    name: str, engine: PdfEngine, tmp_path: Path
) -> None:
    view = build_view(sample(name))

    read = copied(view, name, engine, tmp_path)

    filed = printed_values(view)
    wrong = {ref: reading.value for ref, reading in read.readings.items() if reading.value != filed[ref]}
    assert wrong == {}
    assert len(read.readings) == len(filed) or read.doubts
