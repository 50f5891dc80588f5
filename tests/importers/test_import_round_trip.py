"""What we write we read: every sample in every format, without its machine copy, is the same report again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from importers.published_values import codes, printed_values, said, sample, sample_names, view_of

from govreport_writer.cells import CellRef, Value
from govreport_writer.documents.appearance import Appearance
from govreport_writer.documents.render import draw
from govreport_writer.documents.view import DocumentView, build_view
from govreport_writer.importers.confidence import LABELLED
from govreport_writer.importers.imported import Imported
from govreport_writer.importers.reading import read_published
from govreport_writer.importers.recognise import recognise
from govreport_writer.vocabulary import PdfEngine

FORMATS: tuple[tuple[str, PdfEngine], ...] = (
    ("docx", "typst"),
    ("html", "typst"),
    ("fragment", "typst"),
    ("pdf", "typst"),
    ("pdf", "weasyprint"),
)


def imported(view: DocumentView, name: str, format: str, engine: PdfEngine, folder: Path) -> Imported:
    path = folder / f"report.{format}"
    path.write_bytes(draw(view, sample(name), (format,), Appearance(pdf_engine=engine))[format])
    return recognise(replace(read_published(path), copy=None))


def values(imported: Imported) -> dict[CellRef, Value]:
    return {ref: reading.value for ref, reading in imported.readings.items()}


def check(name: str, format: str, engine: PdfEngine, folder: Path) -> None:
    view = build_view(sample(name))
    read = imported(view, name, format, engine, folder)

    assert values(read) == printed_values(view)
    assert said(view_of(read)) == said(view)
    assert read.edition == sample(name).edition.id
    assert {*codes(read)} <= {"agency_unsure"}  # a fragment may not name its organ
    held = {ref for ref, reading in read.readings.items() if reading.confidence >= LABELLED}
    assert held == {ref for ref, reading in read.readings.items() if "broken" not in reading.how}


@pytest.mark.parametrize(("format", "engine"), FORMATS[:3])
def test_report_of_one_format__is_read_back_whole(format: str, engine: PdfEngine, tmp_path: Path) -> None:
    check("county-audit-2024", format, engine, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize(("format", "engine"), FORMATS)
@pytest.mark.parametrize("name", sample_names())
def test_sample__is_read_back_whole(name: str, format: str, engine: PdfEngine, tmp_path: Path) -> None:
    check(name, format, engine, tmp_path)
