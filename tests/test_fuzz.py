"""No input makes a traceback, a hang, or a wrong verdict."""

from __future__ import annotations

import random
import re
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import submissions

from govreport_writer import editions
from govreport_writer.errors import GovReportError
from govreport_writer.findings import VERDICTS
from govreport_writer.pipeline import Outcome, check_file, run_checks
from govreport_writer.report_json import run_as_json
from govreport_writer.reports import writer
from govreport_writer.submission_text import written
from govreport_writer.yaml_strict import parse_yaml

pytestmark = pytest.mark.slow

SAMPLES = Path(__file__).resolve().parent.parent / "sample_inputs"
LIMIT = 10.0
"""Seconds that one file may take on a busy machine; two are the aim, and most take hundredths."""
RELAXED = settings(
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.function_scoped_fixture,
        HealthCheck.data_too_large,
    ],
)


def checked(path: Path) -> Outcome:
    start = time.monotonic()
    outcome = check_file(path)
    run_as_json([outcome])
    assert time.monotonic() - start < LIMIT
    assert outcome.verdict in VERDICTS
    assert outcome.not_checked == ()
    for form in ("jsonl", "csv", "sarif", "html"):
        writer(form)([outcome], ()).decode()
    return outcome


@settings(RELAXED, max_examples=300)
@given(text=st.text(st.sampled_from("{}[]:,-?&*!|>'\"%@`#~ \n\t0123456789abc号一"), max_size=200))
def test_reader__answers_any_text_with_a_tree_or_one_line(text: str) -> None:
    line = ""
    try:
        parse_yaml(text, "x.yaml")
    except GovReportError as error:
        line = str(error)

    assert "\n" not in line


@settings(RELAXED, max_examples=50)
@given(data=st.data())
@pytest.mark.parametrize("edition_id", editions.available())
def test_checks__answer_any_submission(edition_id: str, data: st.DataObject, tmp_path: Path) -> None:
    path = tmp_path / "report.yaml"
    path.write_text(written(data.draw(submissions(edition_id)), ".yaml"), encoding="utf-8")

    assert checked(path).error is None


@pytest.mark.parametrize("name", sorted(folder.name for folder in SAMPLES.iterdir() if folder.is_dir()))
def test_mutated_samples__are_read_or_refused(name: str, tmp_path: Path) -> None:
    """Characters deleted, doubled and exchanged at random places (the same on every run)."""
    text = (SAMPLES / name / "report.yaml").read_text(encoding="utf-8")
    source = random.Random(name)
    path = tmp_path / "report.yaml"
    for _ in range(60):
        mutated = list(text)
        for _ in range(source.randint(1, 6)):
            at = source.randrange(len(mutated))
            mutated[at : at + source.randint(0, 3)] = source.choice(
                ["", "0", "-", ":", "{", "\n", "“", "{{", " ", "}", mutated[at] * 2]
            )
        path.write_text("".join(mutated), encoding="utf-8")
        checked(path)


@RELAXED
@given(shift=st.integers(1, 500), column=st.sampled_from(["natural_person", "business", "research", "other"]))
def test_mutation_that_keeps_all_sums__stays_clean(shift: int, column: str, tmp_path: Path) -> None:
    """The same number more received and more granted: every sum still holds."""
    from govreport_writer.submission_build import build
    from govreport_writer.submission_reading import read_submission

    filed = read_submission(SAMPLES / "county-audit-2024/report.yaml")
    cells = {}
    for ref, raw in filed.raw.cells.items():
        if filed.edition.cells[ref].is_total:
            continue
        grown = ref.column == column and ref.row in ("received", "outcome.granted")
        cells[ref] = type(raw)(raw.value + shift) if grown else raw  # type: ignore[operator]
    submission = build(filed.edition, type(filed.raw)(**{**fields_of(filed.raw), "cells": cells}))

    assert run_checks(submission).verdict == "clean"


@RELAXED
@given(shift=st.integers(1, 500), data=st.data())
def test_mutation_of_one_cell__is_found(shift: int, data: st.DataObject) -> None:
    """One figure of the table of requests changed, with totals typed: some sum no longer holds."""
    from govreport_writer.cells import Location
    from govreport_writer.submission import RawCell
    from govreport_writer.submission_build import build
    from govreport_writer.submission_reading import read_submission

    filed = read_submission(SAMPLES / "county-audit-2024/report.yaml")
    refs = [ref for ref in filed.values if ref.table == "requests"]
    wrong = data.draw(st.sampled_from(refs))
    cells = {
        ref: RawCell(value + shift if ref == wrong else value, None, Location())  # type: ignore[operator]
        for ref, value in filed.values.items()
    }
    submission = build(filed.edition, type(filed.raw)(**{**fields_of(filed.raw), "cells": cells}))

    assert run_checks(submission).verdict == "blocked"


def fields_of(raw: object) -> dict[str, object]:
    return {name: getattr(raw, name) for name in raw.__slots__}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "text",
    [
        "1" * 100_000,
        "{{ " * 20_000,
        "**" * 20_000,
        "[" * 20_000,
        "![](" * 4_900,
        "![](" * 250_000,
        "段。\n    " * 3_000,
        "|" * 20_000,
        "#" * 20_000,
        "\\" * 20_000,
        "（" * 20_000,
    ],
    ids=lambda text: text[:4],
)
def test_hostile_paragraph__is_answered_in_time(text: str, tmp_path: Path) -> None:
    from govreport_writer.documents.view import build_view
    from govreport_writer.submission_reading import read_submission

    path = tmp_path / "report.yaml"
    path.write_text(
        "format: 1\nyear: 2024\nagency: {name: 某局, kind: department, level: county}\n"
        f"narrative:\n  overview: |\n    {text}\n",
        encoding="utf-8",
    )
    outcome = checked(path)
    start = time.monotonic()
    if outcome.submission is not None:
        build_view(read_submission(path))

    assert time.monotonic() - start < LIMIT
    assert outcome.error is None or not re.search(r"\n", outcome.error)
