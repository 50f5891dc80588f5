"""Conversion loses nothing: whatever is written reads back as the same tree."""

from __future__ import annotations

import json
import tempfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import submissions

from govreport_writer import editions
from govreport_writer.submission_reading import read_submission
from govreport_writer.submission_text import written
from govreport_writer.yaml_strict import parse_yaml, read_yaml

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.decimals(-(10**9), 10**9, places=3, allow_nan=False),
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=30),
)
KEYS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=12)
TREES = st.dictionaries(
    KEYS,
    st.recursive(
        SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4)
    ),
    min_size=1,
    max_size=5,
)


@pytest.mark.parametrize("suffix", [".yaml", ".json"])
@given(tree=TREES)
def test_any_tree__reads_back_the_same(suffix: str, tree: dict[str, object]) -> None:
    assert parse_yaml(written(tree, suffix), "x").plain() == tree  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "012",
        "no",
        "1.50",
        "-3",
        "null",
        "true",
        "",
        " x",
        "x ",
        "a: b",
        "# x",
        "- x",
        "甲\n乙",
        "\n甲",
        "甲\n\n",
        "'\"",
        "2025-01-17",
        "1e5",
        "~",
        "=",
        "<<",
        "%",
        "@",
        "`",
        "{{ a }}",
        "\t",
        "x\ty",
    ],
)
@pytest.mark.parametrize("suffix", [".yaml", ".json"])
def test_awkward_text__stays_text(suffix: str, text: str) -> None:
    assert parse_yaml(written({"x": text}, suffix), "x").plain() == {"x": text}


def test_decimals__keep_their_digits_in_json() -> None:
    text = written({"x": Decimal("35074.0"), "y": Decimal("0.10")}, ".json")

    assert '"x": 35074.0' in text
    assert '"y": 0.10' in text
    assert json.loads(text) == {"x": 35074.0, "y": 0.1}


@pytest.mark.slow
@pytest.mark.parametrize("edition_id", editions.available())
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(data=st.data())
def test_submission__of_every_edition_survives_the_round_trip(edition_id: str, data: st.DataObject) -> None:
    tree = data.draw(submissions(edition_id))
    with tempfile.TemporaryDirectory() as folder:
        first, second, third = (Path(folder) / name for name in ("a.yaml", "b.json", "c.yaml"))
        first.write_text(written(tree, ".yaml"), encoding="utf-8")
        second.write_text(written(read_yaml(first).plain(), ".json"), encoding="utf-8")
        third.write_text(written(read_yaml(second).plain(), ".yaml"), encoding="utf-8")

        assert third.read_text(encoding="utf-8") == first.read_text(encoding="utf-8")
        before, after = read_submission(first), read_submission(second)
        assert before.values == after.values
        assert before.units == after.units
        assert {ref: origin.state for ref, origin in before.origins.items()} == {
            ref: origin.state for ref, origin in after.origins.items()
        }
        assert [section.before for section in before.raw.narrative] == [
            section.before for section in after.raw.narrative
        ]
        assert before.raw.explanations == after.raw.explanations


def test_json_of_another_program__with_escaped_pairs_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('{"a": "\\ud83d\\ude00 \\u4e2d \\\\ud83d \\/"}', encoding="ascii")

    assert read_yaml(path).plain() == {"a": "\U0001f600 中 \\ud83d /"}
