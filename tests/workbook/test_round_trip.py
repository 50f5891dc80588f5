"""A workbook loses nothing: every submission of every edition is read back the same."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from filled_workbook import SAMPLES, Filled, Read
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from strategies import Tree, full_submissions, plain

from govreport_writer import editions, run_checks
from govreport_writer.submission import Submission
from govreport_writer.submission_reading import read_submission, read_tree
from govreport_writer.submission_text import written
from govreport_writer.workbook.convert import to_workbook
from govreport_writer.workbook.round_trip import differences
from govreport_writer.workbook.write import workbook_bytes
from govreport_writer.yaml_strict import read_yaml

pytestmark = pytest.mark.slow

STEADY = settings(
    max_examples=4,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink a workbook takes minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@contextmanager
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def of_tree(tree: Any, path: Path) -> Submission:
    path.write_text(written(tree, ".yaml"), encoding="utf-8")
    return read_submission(path)


def back(submission: Submission, path: Path) -> Submission:
    path.write_bytes(workbook_bytes(submission))
    return read_submission(path)


def with_right_totals(tree: Tree, submission: Submission, data: st.DataObject) -> Tree:
    """Type some of the totals that were left out, as they add up."""
    for ref, origin in submission.origins.items():
        value = submission.values[ref]
        if origin.state == "computed" and value is not None and data.draw(st.booleans()):
            branch = tree["tables"].setdefault(ref.table, {})
            *steps, leaf = [*ref.row.split("."), *ref.column.split(".")]
            for step in steps:
                branch = branch.setdefault(step, {})
            branch.setdefault(leaf, plain(value))
    return tree


@pytest.mark.parametrize("edition_id", editions.available())
@STEADY
@given(data=st.data())
def test_any_submission__is_read_back_the_same(edition_id: str, data: st.DataObject) -> None:
    tree = data.draw(full_submissions(edition_id))
    with folder() as here:
        given_ = of_tree(tree, here / "first.yaml")
        given_ = of_tree(with_right_totals(tree, given_, data), here / "a.yaml")
        read = back(given_, here / "b.xlsx")

        assert differences(given_, read) == []
        assert differences(given_, of_tree(read_tree(here / "b.xlsx"), here / "c.yaml")) == []
        assert workbook_bytes(given_) == (here / "b.xlsx").read_bytes()


def small(**more: Any) -> Any:
    return {
        "format": 1,
        "edition": "ogi-2021",
        "year": 2024,
        "agency": {"name": "甲局", "kind": "department", "level": "county"},
        **more,
    }


@pytest.mark.parametrize(
    "more",
    [
        pytest.param(
            {"explanations": [{"finding": "GR101@requests", "values": "1 blank", "text": "已核对"}]},
            id="explanation without name and date",
        ),
        pytest.param(
            {"explanations": [{"finding": "GR101@requests", "text": "已核对", "date": "2025-01-02"}]},
            id="explanation without a name",
        ),
        pytest.param(
            {"explanations": [{"finding": "x", "text": "已核对", "by": "张三", "date": "2025-01-02"}]},
            id="explanation without values",
        ),
        pytest.param({"narrative": {"overview": "### （一）标题"}}, id="text of a heading alone"),
        pytest.param(
            {"narrative": [{"id": "reviews", "title": "复议和诉讼", "tables": [], "text": "见附件"}]},
            id="part of another title without its tables",
        ),
        pytest.param(
            {"narrative": [{"id": "reviews", "title": "复议和诉讼", "text": "见下"}]},
            id="part of another title with its tables",
        ),
        pytest.param({"contact": {"phone": "_x0041_"}}, id="escape in a field"),
        pytest.param({"narrative": {"overview": "甲 _x0041_ 乙"}}, id="escape in a text"),
        pytest.param({"contact": {"fax": ""}}, id="empty field"),
        pytest.param({"narrative": {"reviews": {"before": "", "after": "甲"}}}, id="text after a table only"),
        pytest.param({"narrative": {"overview": ""}}, id="text that is empty"),
        pytest.param({"narrative": {"overview": "甲" * 19_000}}, id="text of 19,000 characters"),
        pytest.param({"agency": {**small()["agency"], "short_names": ["甲、乙"]}}, id="short name with 、"),
        pytest.param({"tables": {"disclosure": {"fee": {"amount": Decimal("12.50")}}}}, id="zero kept"),
        pytest.param({"tables": {"disclosure": {"fee": {"amount": "12.5元"}}}}, id="amount in another unit"),
        pytest.param(
            {"tables": {"disclosure": {"fee": {"amount": {"value": 125000, "unit": "元"}}}}},
            id="amount with a unit of its own",
        ),
        pytest.param(
            {"tables": {"disclosure": {"licence": {"decisions": 12345678901234567890}}}}, id="twenty digits"
        ),
        pytest.param(
            {"tables": {"requests": {"received": {"natural_person": 3, "total": None}}}},
            id="total typed blank",
        ),
        pytest.param(
            {"tables": {"requests": {"received": {"natural_person": 3, "total": 4}}}}, id="total that differs"
        ),
        pytest.param(
            {"tables": {"requests": {"received": {"natural_person": 3, "total": "3"}}}},
            id="total typed as text",
        ),
        pytest.param(
            {"tables": {"requests": {"received": {"natural_person": "三", "total": 3}}}},
            id="total of what is no number",
        ),
    ],
)
def test_submission__is_read_back_the_same(
    more: Any, tmp_path: Path, read: Read, request: pytest.FixtureRequest
) -> None:
    submission = of_tree(small(**more), tmp_path / "a.yaml")

    assert differences(submission, read(workbook_bytes(submission))) == []
    assert differences(submission, read(to_workbook(submission))) == []


@pytest.mark.parametrize("name", sorted(folder.name for folder in SAMPLES.iterdir() if folder.is_dir()))
def test_sample__has_the_same_findings_from_a_workbook(name: str, read: Read) -> None:
    path = SAMPLES / name / "report.yaml"
    submission = read_submission(path)
    again = read(workbook_bytes(submission))

    assert differences(submission, again) == []
    before, after = run_checks(submission), run_checks(again)
    assert [(each.code, each.anchor, each.values) for each in after.findings if each.code != "GR307"] == [
        (each.code, each.anchor, each.values) for each in before.findings
    ]
    assert after.verdict == before.verdict


def test_last_year__beside_the_table_changes_nothing(filled: Filled, read: Read) -> None:
    prior = read_submission(SAMPLES / "county-audit-2024/prior.yaml")
    again = read(workbook_bytes(filled.submission, prior))

    assert differences(filled.submission, again) == []
    assert run_checks(again).findings == ()


def test_tree_of_a_workbook__is_that_of_its_yaml(filled: Filled, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(filled.data)
    tree: Any = read_tree(path)
    plain_tree: Any = read_yaml(Path(filled.submission.file)).plain()

    assert {key: tree[key] for key in ("year", "agency", "contact", "published")} == {
        key: plain_tree[key] for key in ("year", "agency", "contact", "published")
    }
