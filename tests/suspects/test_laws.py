"""Whatever is typed: a suspected change clears what it says, breaks less, and can stand in its cell."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from seeded import SAMPLE, Cells, applied, as_paths, broken, read, seeded, sums

from govreport_writer import editions
from govreport_writer.cells import CellRef
from govreport_writer.findings import Suspect
from govreport_writer.pipeline import Outcome, run_checks
from govreport_writer.submission import RawCell, Submission
from govreport_writer.submission_build import build
from govreport_writer.submission_reading import read_submission

FIGURES = st.one_of(
    st.integers(0, 40), st.none(), st.sampled_from(["十二", "/", -3, Decimal("2.5"), 10**13, "1,234"])
)
CHANGES = st.dictionaries(st.sampled_from([str(ref) for ref in read("report").values]), FIGURES, max_size=5)
PRIORS = st.sampled_from([None, "prior"])


def suspects(outcome: Outcome) -> set[Suspect]:
    return {suspect for finding in outcome.findings for suspect in finding.suspects}


def hold_to_their_word(submission: Submission, prior: Submission | None) -> None:
    """Make each suspected change and check again."""
    outcome = run_checks(submission, prior)
    before = broken(outcome)
    for suspect in suspects(outcome):
        after = broken(run_checks(applied(submission, suspect), prior))
        assert len(before - after) == suspect.clears
        assert len(after - before) < suspect.clears


@pytest.mark.slow
@given(CHANGES, PRIORS, st.booleans())
@settings(max_examples=60)
def test_suspected_change__clears_what_it_says_and_breaks_less(
    changes: Cells, prior: str | None, computed: bool
) -> None:
    hold_to_their_word(seeded(changes, computed=computed), read(prior) if prior else None)


@given(CHANGES, PRIORS, st.booleans())
@settings(max_examples=40)
def test_suspected_figure__can_stand_in_its_cell(changes: Cells, prior: str | None, computed: bool) -> None:
    submission = seeded(changes, computed=computed)

    for suspect in suspects(run_checks(submission, read(prior) if prior else None)):
        for place, before, after in suspect.changes:
            ref = CellRef.parse(place.path or "")
            assert submission.origins[ref].state in ("filed", "missing")
            assert before == submission.values[ref] != after
            assert after is not None
            assert after >= 0
            assert after < 10**12
            assert isinstance(after, int) or submission.edition.cells[ref].type == "amount"


@given(CHANGES, st.booleans())
@settings(max_examples=30)
def test_likeliest_suspects__are_counted_honestly(changes: Cells, computed: bool) -> None:
    for finding in sums(run_checks(seeded(changes, computed=computed))):
        assert (finding.equally_likely > 0) == bool(finding.suspects)
        assert len(finding.suspects) <= 3


@pytest.mark.parametrize("prior", [None, "prior"])
@pytest.mark.parametrize("computed", [False, True])
def test_clean_submission__has_nobody_under_suspicion(prior: str | None, computed: bool) -> None:
    outcome = run_checks(seeded({}, computed=computed), read(prior) if prior else None)

    assert suspects(outcome) == set()


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLE.parent.iterdir() if path.is_dir()))
def test_published_reports__are_suspected_of_nothing_that_does_not_hold(name: str) -> None:
    hold_to_their_word(read_submission(SAMPLE.parent / name / "report.yaml"), None)


EDITION = """
edition: ogi-9998
title: 政府信息公开工作年度报告
notice: 试验发〔2027〕2号
reporting_years: {first: 2024}
sources: [为测试而虚构的格式]
sections: [{id: costs, title: 支出, tables: [costs]}]
tables:
  - id: costs
    number: 2
    sheet: 支出
    columns: [{id: amount, label: 金额, type: amount}]
    rows:
      - {id: people, label: 人员}
      - {id: paper, label: 印刷}
      - {id: total, label: 合计, total_of: siblings}
"""


def test_amounts__are_suspected_in_their_own_unit(tmp_path: Path) -> None:
    path = tmp_path / "ogi-9998.yaml"
    path.write_text(EDITION, encoding="utf-8")
    typed = {"people": (Decimal("1.5"), "万元"), "paper": (20000, "元"), "total": (Decimal("3.6"), "万元")}
    cells = {CellRef("costs", row, "amount"): RawCell(*figure) for row, figure in typed.items()}
    submission = build(editions.read_edition(path), replace(read("report").raw, cells=cells))

    (finding,) = sums(run_checks(submission))

    assert {change for each in finding.suspects for change in as_paths(each)} == {
        ("costs/people/amount", Decimal("1.5"), Decimal("1.6")),
        ("costs/paper/amount", 20000, 21000),
        ("costs/total/amount", Decimal("3.6"), Decimal("3.5")),
    }
    hold_to_their_word(submission, None)
