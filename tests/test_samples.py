"""Every sample yields what stands beside it, and a seed's sample carries every figure of its original."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from govreport_writer.documents.readback.cells import squeezed
from govreport_writer.documents.readback.reading import expected
from govreport_writer.documents.view import DocumentView, StatutoryTable, build_view
from govreport_writer.grid import Grid, GridCell
from govreport_writer.pipeline import Outcome, check_file
from govreport_writer.submission import Submission
from govreport_writer.submission_reading import read_submission

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "sample_inputs"
SEEDS = ROOT / "tests/data/seeds"
NAMES = sorted(folder.name for folder in SAMPLES.iterdir() if folder.is_dir())

SEED_OF = {
    "beilun-2017": "000",
    "ningbo-2019": "001",
    "zhenhai-2018": "002",
    "beilun-2020": "003",
    "sifangtai-2017": "004",
}
"""The published report that a sample follows."""
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def outcome(name: str) -> Outcome:
    folder = SAMPLES / name
    prior = folder / "prior.yaml"
    return check_file(folder / "report.yaml", [read_submission(prior)] if prior.exists() else [])


@pytest.mark.parametrize("name", NAMES)
def test_sample__yields_exactly_what_is_expected(name: str) -> None:
    expected = json.loads((SAMPLES / name / "expected.json").read_text(encoding="utf-8"))
    found = outcome(name)

    assert found.verdict == expected["verdict"]
    assert [
        {
            "id": finding.id,
            "code": finding.code,
            "severity": finding.severity,
            "state": finding.state,
            "instances": len(finding.instances),
        }
        for finding in found.findings
    ] == expected["findings"]
    assert found.not_checked == ()


@pytest.mark.parametrize("name", NAMES)
def test_sample__says_what_it_shows(name: str) -> None:
    first = (SAMPLES / name / "report.yaml").read_text(encoding="utf-8").splitlines()[0]

    assert first.startswith("# 样例：")


def test_prior_samples__are_clean_themselves() -> None:
    for path in SAMPLES.glob("*/prior.yaml"):
        assert check_file(path).verdict == "clean"


@pytest.mark.parametrize("name", SEED_OF)
def test_seed__every_cell_is_in_its_place(name: str) -> None:
    submission = read_submission(SAMPLES / name / "report.yaml")
    original = cells_in(SEEDS / f"{SEED_OF[name]}.tsv")

    assert {table: cells for table, cells in original.items() if table != IN_TEXT} == cells_of(submission)


@pytest.mark.parametrize("name", SEED_OF)
def test_seed__every_number_of_the_text_in_order_and_as_often(name: str) -> None:
    submission = read_submission(SAMPLES / name / "report.yaml")
    original = (SEEDS / f"{SEED_OF[name]}.figures.txt").read_text(encoding="ascii").split()

    assert NUMBER.findall(expected(without_captions(build_view(submission))).text) == original


@pytest.mark.parametrize("name", SEED_OF)
def test_seed__headings_are_numbered_as_published(name: str) -> None:
    view = build_view(read_submission(SAMPLES / name / "report.yaml"))
    original = (SEEDS / f"{SEED_OF[name]}.headings.txt").read_text(encoding="utf-8").splitlines()

    assert [section.title for section in view.sections] == original


IN_TEXT = "comparison"
"""The table inside the text of seed 004."""


def without_captions(view: DocumentView) -> DocumentView:
    """The view without the captions, which are the program's own."""
    sections = tuple(
        replace(
            section,
            blocks=tuple(
                replace(block, caption="") if isinstance(block, StatutoryTable) else block
                for block in section.blocks
            ),
        )
        for section in view.sections
    )
    return replace(view, sections=sections)


Cells = dict[str, list[tuple[str, str, str]]]


def cells_of(submission: Submission) -> Cells:
    """Row label, column label and text of every cell that was filed, table by table in printing order."""
    return {
        table.grid.table: list(filed_cells(table.grid, submission)) for table in build_view(submission).tables
    }


def filed_cells(grid: Grid, submission: Submission) -> Iterator[tuple[str, str, str]]:
    """The cells of one table; a row left out is printed empty, and so is a heading over such rows alone."""
    names = {cell.id: squeezed(cell.text) for cell in grid.cells if cell.is_header}
    stubs = {cell.id for cell in grid.cells if cell.role == "stub"}
    cells = [
        cell
        for cell in grid.cells
        if cell.role in ("value", "heading_value") and not is_missing(cell, submission)
    ]
    while cells[-1].role == "heading_value":
        cells.pop()
    for cell in cells:
        rows = [names[each] for each in cell.headers if each in stubs]
        columns = [names[each] for each in cell.headers if each not in stubs]
        yield rows[-1] if rows else "", columns[-1], cell.text


def is_missing(cell: GridCell, submission: Submission) -> bool:
    return cell.ref is not None and submission.origins[cell.ref].state == "missing"


def cells_in(path: Path) -> Cells:
    """The same out of the cells of a seed; the unit column of a 统计表 is a label of the form."""
    found: Cells = {}
    with path.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if line["column"] != "单位":
                label = (line["row"].split(" > ")[-1], line["column"].split(" > ")[-1], line["value"])
                found.setdefault(line["table"], []).append(label)
    return found
