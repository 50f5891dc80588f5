"""Figures of seven digits fit in every column: no figure runs into its neighbour or off the table."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from lxml import html

from govreport_writer.documents.appearance import Appearance
from govreport_writer.documents.render import render
from govreport_writer.submission import Submission
from govreport_writer.submission_reading import read_submission

SAMPLE = Path(__file__).resolve().parents[2] / "sample_inputs/county-audit-2024/report.yaml"
RIGHT_MARGIN = 26 / 25.4 * 72
Box = tuple[float, float, float, float]


def wide(table: str, digits: int) -> Submission:
    submission = read_submission(SAMPLE)
    value = int("9" * digits)
    return replace(
        submission,
        values={ref: value if ref.table == table else old for ref, old in submission.values.items()},
    )


def figures(document: bytes, digits: int) -> list[tuple[int, float, Box]]:
    """Page, page width and box of each figure of so many digits."""
    found = []
    pdf = pypdfium2.PdfDocument(document)
    for number, page in enumerate(pdf):
        textpage = page.get_textpage()
        for thing in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
            left, bottom, right, top = thing.get_bounds()
            text = textpage.get_text_bounded(left - 1, bottom - 1, right + 1, top + 1)
            if "9" * digits in text and top - bottom < 9:  # the text itself is set larger
                found.append((number, page.get_width(), (left, bottom, right, top)))
    pdf.close()
    return found


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["typst", "weasyprint"])
@pytest.mark.parametrize(("table", "digits", "cells"), [("requests", 7, 175), ("reviews", 5, 15)])
def test_pdf__figures_stand_apart_and_inside_the_table(
    engine: str, table: str, digits: int, cells: int
) -> None:
    document = render(wide(table, digits), ("pdf",), draft=True, appearance=Appearance(pdf_engine=engine))[
        "pdf"
    ]
    found = figures(document, digits)

    assert len(found) == cells
    assert all(right <= width - RIGHT_MARGIN + 0.5 for _, width, (_, _, right, _) in found)
    rows: dict[tuple[int, int], list[Box]] = {}
    for page, _, box in found:
        rows.setdefault((page, round(box[1])), []).append(box)
    for row in rows.values():
        assert all(first[2] < second[0] for first, second in pairwise(sorted(row)))


def test_html__table_grows_with_its_figures() -> None:
    def least(digits: int) -> int:
        page = html.document_fromstring(render(wide("requests", digits), ("html",), draft=True)["html"])
        (style,) = page.xpath("//table[contains(@class, 'requests')]/@style")
        return int(re.findall(r"--least: (\d+)px", style)[0])

    assert least(1) < 640 < least(7)
    assert least(7) * 11 / 156 > 7 * 8
