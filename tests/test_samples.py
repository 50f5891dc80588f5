"""Every sample yields what stands beside it, and a seed's sample carries every figure of its original."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from govreport_writer.documents.readback import read_back
from govreport_writer.documents.render import render
from govreport_writer.figures import printed
from govreport_writer.form.tree import walk
from govreport_writer.pipeline import Outcome, check_file
from govreport_writer.submission import Submission
from govreport_writer.submission_yaml import read_submission

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "sample_inputs"
SEEDS = ROOT / "tests/data/seeds"
NAMES = sorted(folder.name for folder in SAMPLES.iterdir() if folder.is_dir())

SEED_OF = {"beilun-2017": "000"}
"""The published report that a sample follows."""
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def outcome(name: str) -> Outcome:
    folder = SAMPLES / name
    prior = folder / "prior.yaml"
    return check_file(folder / "report.yaml", read_submission(prior) if prior.exists() else None)


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

    assert list(cells_of(submission)) == list(cells_in(SEEDS / f"{SEED_OF[name]}.tsv"))


@pytest.mark.parametrize("name", SEED_OF)
def test_seed__every_number_of_the_text_in_order_and_as_often(name: str) -> None:
    submission = read_submission(SAMPLES / name / "report.yaml")
    original = (SEEDS / f"{SEED_OF[name]}.figures.txt").read_text(encoding="ascii").split()

    text = read_back(render(submission, ("html",))["html"], "html").text

    assert NUMBER.findall(text) == original


def cells_of(submission: Submission) -> list[tuple[str, str, str]]:
    """Label, unit and figure of every row of an indented table, in printing order."""
    cells = []
    for table in submission.edition.tables:
        for block in table.blocks:
            for row in walk(block.rows):
                refs = [ref for ref in submission.values if (ref.table, ref.row) == (table.id, row.path)]
                unit = (row.unit or "") if row.carries_value else "——"
                value = printed(submission.values[refs[0]]) if refs else ""
                cells.append((row.label or "", unit, value))
    return cells


def cells_in(path: Path) -> list[tuple[str, str, str]]:
    """The same out of the cells of a seed, which has a line each for unit and figure."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    pairs = zip(lines[::2], lines[1::2], strict=True)
    return [(unit["row"].split(" > ")[-1], unit["value"], figure["value"]) for unit, figure in pairs]
