"""An outcome that was written down comes back as it was, in every format of a report."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govreport_writer import messages
from govreport_writer.batch.kept import Kept
from govreport_writer.batch.plain import (
    Illegible,
    outcome_line,
    outcome_of_line,
    packed,
    plain,
    restored,
    unpacked,
)
from govreport_writer.findings import Gap
from govreport_writer.pipeline import Filed, Outcome, check_file
from govreport_writer.report_json import run_as_json
from govreport_writer.reports import writer
from govreport_writer.rules_off import RuleOff

SAMPLES = Path(__file__).resolve().parents[2] / "sample_inputs"
FILES = sorted((*SAMPLES.glob("*/report.yaml"), *SAMPLES.glob("broken-2024/*.xlsx")))
FORMATS = ("json", "jsonl", "csv", "sarif", "html")


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    unreadable = Outcome(file="坏\udcff.yaml", error="没有这个文件")
    unfinished = Outcome(file="x.yaml", not_checked=(Gap("GR301", "ZeroDivisionError: 12"),))
    rendered = Outcome(
        file="y.yaml",
        filed=Filed("某局", None, 2024, "ogi-2021", frozenset({"GR101@requests"})),
        files=(Path("out/a.docx"),),
        notes=("改了名",),
    )
    return [*(check_file(path).light() for path in FILES), unreadable, unfinished, rendered]


def test_outcome__comes_back_equal(outcomes: list[Outcome]) -> None:
    again = [outcome_of_line(outcome_line(each)) for each in outcomes]

    assert again == outcomes
    assert [repr(each.findings) for each in again] == [repr(each.findings) for each in outcomes]
    assert any(each.findings for each in again)
    assert [unpacked(packed(each)) for each in outcomes] == outcomes


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize("form", FORMATS)
def test_outcome__comes_back_to_the_same_report(form: str, language: str, outcomes: list[Outcome]) -> None:
    kept = Kept()
    for each in outcomes:
        kept.add(each)

    with messages.speaking(language):
        assert writer(form)(kept, ()) == writer(form)(outcomes, ())


@pytest.mark.parametrize("count", [0, 1, 5])
def test_json__a_unit_at_a_time_is_the_object_as_a_whole(count: int, outcomes: list[Outcome]) -> None:
    some = [*outcomes[-3:], *outcomes][:count]
    some = [replace(each, file=f"{each.file}\u2028\x85\n]") for each in some]
    off = (RuleOff(rule="GR620", reason="[]", date=datetime.date(2025, 1, 17)),)

    whole = json.dumps(run_as_json(some, off), ensure_ascii=False, indent=2) + "\n"

    assert writer("json")(some, off) == whole.encode(errors="backslashreplace")


def test_kept__takes_little_memory_for_a_unit(outcomes: list[Outcome]) -> None:
    assert max(len(packed(each)) for each in outcomes if not each.findings) < 1_000
    assert max(len(packed(each)) for each in outcomes) < 20_000


def test_kept__counts_and_is_a_sequence(outcomes: list[Outcome]) -> None:
    kept = Kept()
    for each in outcomes:
        kept.add(each)

    assert len(kept) == kept.tally.units == len(outcomes)
    assert kept[0] == outcomes[0]
    assert kept[-2:] == outcomes[-2:]
    assert kept.tally.worst == "incomplete"
    assert kept.tally.exit_code == 3
    assert sum(kept.tally.counts().values()) == len(outcomes)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.decimals(allow_nan=False)
    | st.dates(),
    lambda inner: (
        st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(st.text() | st.integers(), inner)
    ),
    max_leaves=20,
)


@settings(max_examples=40)
@given(VALUES)
def test_plain__keeps_value_and_type(value: object) -> None:
    assert repr(restored(plain(value))) == repr(value)


@settings(max_examples=40)
@given(VALUES)
def test_line__keeps_value_and_type(value: object) -> None:
    outcome = Outcome(file="a.yaml", skipped=(Gap("GR501", repr(value)),), notes=(str(value),))

    line = outcome_line(outcome)

    assert outcome_of_line(line) == outcome
    assert line.isascii()
    assert "\n" not in line


@pytest.mark.parametrize("value", [{1, 2}, datetime.datetime(2025, 1, 17, 8, 30), object(), b"bytes"])
def test_plain__refuses_what_it_could_not_give_back(value: object) -> None:
    with pytest.raises(TypeError):
        plain(value)


@pytest.mark.parametrize(
    "line", ["", "null", "[]", '["Outcome",[]]', '["Gap",["a","b",null]]', '["dict",3]', '["os.system","x"]']
)
def test_line__that_holds_no_outcome_is_refused(line: str) -> None:
    with pytest.raises(Illegible):
        outcome_of_line(line)


def test_decimal__keeps_its_zeros() -> None:
    assert str(restored(plain(Decimal("35074.00")))) == "35074.00"
