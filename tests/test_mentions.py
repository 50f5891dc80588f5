"""Figures in the text, over labelled sentences: what is read, what is found, and that nothing cries wolf."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest

from govreport_writer import editions, messages
from govreport_writer.checks import (
    text_balance,
    text_figures,
    text_growth,
    text_interpretations,
    text_lists,
    text_none,
    text_outcomes,
    text_shares,
)
from govreport_writer.checks.context import Context
from govreport_writer.errors import EditionError
from govreport_writer.mentions.lexicon import FILE, lexicon, read_lexicon
from govreport_writer.mentions.readings import LONGEST_TEXT, NotChecked, readings
from govreport_writer.pipeline import run_checks
from govreport_writer.submission import NarrativeSection, Submission
from govreport_writer.submission_reading import read_submission
from govreport_writer.yaml_strict import read_yaml

HERE = Path(__file__).parent
BASES = HERE / "data/mentions/figures"
CHECKS = (
    text_figures,
    text_none,
    text_lists,
    text_outcomes,
    text_shares,
    text_balance,
    text_growth,
    text_interpretations,
)


@dataclass(frozen=True)
class Labelled:
    """A sentence, the figures that must be read in it, and the findings that it must give."""

    base: str
    text: str
    reads: Counter[tuple[str, Decimal]]
    finds: Counter[str]
    trap: bool
    prior: bool

    def __str__(self) -> str:
        return self.text[:30]


def labelled() -> list[Labelled]:
    paths = sorted((HERE / "data/mentions").glob("*.yaml"))
    trees = [each for path in paths for each in cast("list[dict[str, Any]]", read_yaml(path).plain())]
    return [
        Labelled(
            base=each["base"],
            text=each["text"],
            reads=Counter((name, Decimal(value)) for name, value in each.get("reads", {}).items()),
            finds=Counter(each.get("finds", [])),
            trap=each.get("trap", False),
            prior=each.get("prior", False),
        )
        for each in trees
    ]


SENTENCES = labelled()


@cache
def base(name: str) -> Submission:
    return read_submission(BASES / f"{name}.yaml")


def with_text(submission: Submission, text: str, section: str = "overview") -> Submission:
    narrative = (NarrativeSection(section, None, text, "", None, (1, 0)),)
    return replace(submission, raw=replace(submission.raw, narrative=narrative))


def found_in(each: Labelled) -> Counter[str]:
    prior = base(each.base) if each.prior else None
    context = Context(with_text(base(each.base), each.text), prior)
    found = [finding for module in CHECKS for finding in module.check(context)]
    return Counter(f"{finding.severity} {finding.code}" for finding in found)


def read_in(each: Labelled) -> Counter[tuple[str, Decimal]]:
    found = [
        mention
        for reading in readings(with_text(base(each.base), each.text))
        for mention in (*reading.mentions.values(), *reading.none)
    ]
    return Counter((mention.pattern.file.id, Decimal(mention.value or 0)) for mention in found)


def test_labelled_sentences__are_many_and_many_of_them_traps() -> None:
    assert len(SENTENCES) >= 200
    assert len({each.text for each in SENTENCES}) == len(SENTENCES)
    assert sum(each.trap for each in SENTENCES) >= 60
    assert not [each.text for each in SENTENCES if each.trap and any("should" in find for find in each.finds)]


@pytest.mark.parametrize("each", SENTENCES, ids=str)
def test_sentence__gives_these_findings_and_no_other(each: Labelled) -> None:
    assert found_in(each) == each.finds


def test_readings__are_precise_and_find_most() -> None:
    right = wrong = missed = 0
    for each in SENTENCES:
        if not each.trap:
            found = read_in(each)
            right += sum((found & each.reads).values())
            wrong += sum((found - each.reads).values())
            missed += sum((each.reads - found).values())

    assert right / (right + wrong) >= 0.95
    assert right / (right + missed) >= 0.95


def test_findings__are_precise_and_find_most() -> None:
    right = wrong = missed = 0
    for each in SENTENCES:
        found = found_in(each)
        right += sum((found & each.finds).values())
        wrong += sum((found - each.finds).values())
        missed += sum((each.finds - found).values())

    assert right / (right + wrong) >= 0.95
    assert right / (right + missed) >= 0.80


def test_patterns__each_is_read_in_a_labelled_sentence() -> None:
    read = {name for each in SENTENCES for name, _ in each.reads}

    assert {pattern.file.id for pattern in lexicon().patterns} - read <= {"rules_made"}


@pytest.mark.parametrize("edition_id", editions.available())
def test_mentions__of_an_edition_name_known_patterns(edition_id: str) -> None:
    known = {pattern.file.id for pattern in lexicon().patterns}

    assert editions.load(edition_id).mentions.keys() <= known


HOSTILE = {
    "digits": "收到申请" + "9" * 90_000 + "件。",
    "nested": "收到申请16件，" + "其中网络8件，" * 9_000,
    "one sentence": "收到申请" * 12_000,
    "figures": "1件，" * 25_000,
    "percents": "其中9件，占3%，" * 8_000,
    "look-ups": "{{ requests.received.total }}件，" * 3_000,
    "brackets": "（" * 40_000 + "12件" + "）" * 40_000,
    "titles": "《" * 90_000,
    "mail": "a.b" * 30_000,
    "reviews": "行政复议" * 20_000 + "3件",
    "sentences": "1。" * 45_000,
    "lines": "\n\n# 2\n- 3件\n" * 8_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text__takes_no_long_time(text: str) -> None:
    context = Context(with_text(base("department-2024"), text[:LONGEST_TEXT]))
    begin = time.process_time()

    for module in CHECKS:
        list(module.check(context))

    assert time.process_time() - begin < 10


def test_text_beyond_the_bound__is_not_checked_and_says_so() -> None:
    submission = with_text(base("department-2024"), "收到申请9件。" * 150_000)

    with pytest.raises(NotChecked):
        readings(submission)
    gaps = {gap.code: gap.why for gap in run_checks(submission).not_checked}

    assert gaps["GR610"] == messages.text("not_checked.long_text", length=1_050_000, limit=LONGEST_TEXT)


def test_anchor__is_stable_when_another_part_changes() -> None:
    submission = base("department-2024")
    one = NarrativeSection("overview", None, "收到申请9件。", "", None, (1, 0))
    two = NarrativeSection("problems", None, "收到申请8件。", "", None, (4, 0))

    def anchors(*narrative: NarrativeSection) -> list[str]:
        filed = replace(submission, raw=replace(submission.raw, narrative=narrative))
        return [finding.id for finding in text_figures.check(Context(filed))]

    assert anchors(one, two) == ["GR610@overview.received.1", "GR610@problems.received.1"]
    assert anchors(two) == ["GR610@problems.received.1"]


def test_equal_mentions__are_one_finding_with_instances() -> None:
    filed = with_text(base("department-2024"), "收到申请9件。\n\n全年收到申请9件。")

    (finding,) = text_figures.check(Context(filed))

    assert [each.cells[0].line for each in finding.instances] == [1, 3]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("id: received,", "id: newly_received,", "edition.duplicate"),
        ("units: money, words: [行政", "units: coins, words: [行政", "edition.dangling"),
        ("'新(?:收到?|增", "'新(?:收到*|增", "yaml.wrong_value"),
        ("'新(?:收到?|增", "'新((?:收到?|增", "yaml.wrong_value"),
        ("rule: W-14, severity: hint, basis", "rule: W-14, sever: hint, basis", "yaml.unknown_key"),
    ],
)
def test_lexicon__wrong_file_names_its_line(tmp_path: Path, old: str, new: str, key: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "mentions.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(EditionError) as caught:
        read_lexicon(path)

    assert caught.value.key == key
    assert caught.value.line
