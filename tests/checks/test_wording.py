"""The patterns of wording.yaml can be compiled, are bounded, and cost time with the length of a text only."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from govreport_writer.checks import (
    announced_parts,
    fees,
    measures,
    mixed_numbering,
    organ_names,
    other_edition,
    other_years,
    period,
    same_text,
    self_name,
    topics,
)
from govreport_writer.checks.context import Context
from govreport_writer.checks.organs import same_organ
from govreport_writer.checks.prose import sentences
from govreport_writer.checks.same_text import alike
from govreport_writer.submission import NarrativeSection, Submission
from govreport_writer.submission_reading import read_submission
from govreport_writer.wording import wording

SAMPLE = Path(__file__).resolve().parents[2] / "sample_inputs/county-audit-2024/report.yaml"
TEXT_CHECKS = (
    announced_parts,
    fees,
    measures,
    mixed_numbering,
    organ_names,
    other_edition,
    other_years,
    period,
    same_text,
    self_name,
    topics,
)
NO_PATTERNS = ("sections", "not_behind", "ends", "also", "cite")
CLASS = re.compile(r"\[(?:\\.|[^\]\\])+\]")
UNBOUNDED = re.compile(r"(?<!\\)(?:[*+]|\{[0-9]*,\})")
HOSTILE = (
    "1",
    "2024年",
    "2024年1月1日至",
    "统计",
    "政府信息公开工作年度报告",
    "青溪县人民政府",
    "（二）\n",
    "（一）",
    "《",
    "|\n",
    "由六个部分",
    "县政府共",
    "国办公开办函〔2019〕60号",
    "上一年项目数量",
    "我局",
    "信息处理费1,234",
    "简称“",
    "{{",
    "字",
)


def patterns(branch: object) -> Iterator[str]:
    if isinstance(branch, dict):
        for key, below in branch.items():
            yield from () if key in NO_PATTERNS else patterns(below)
    elif isinstance(branch, tuple):
        for below in branch:
            yield from patterns(below)
    elif isinstance(branch, str):
        yield branch


@pytest.mark.parametrize("pattern", list(patterns(wording().model_dump())))
def test_pattern__compiles_and_repeats_within_bounds(pattern: str) -> None:
    re.compile(pattern)

    assert UNBOUNDED.findall(CLASS.sub("", pattern)) == []


@pytest.fixture(scope="module")
def sample() -> Submission:
    return read_submission(SAMPLE)


def with_text(sample: Submission, text: str) -> Submission:
    narrative = tuple(
        NarrativeSection(name, None, text, "", None, (1, 1)) for name in ("preface", "overview", "problems")
    )
    return replace(sample, raw=replace(sample.raw, narrative=narrative))


@pytest.mark.parametrize("text", HOSTILE)
def test_checks__take_a_megabyte_in_their_stride(text: str, sample: Submission) -> None:
    submission = with_text(sample, text * (300_000 // len(text)))
    context = Context(submission, with_text(sample, text * (100_000 // len(text))))
    start = time.perf_counter()

    for module in TEXT_CHECKS:
        list(module.check(context))

    assert time.perf_counter() - start < 5


def test_sentences__keep_the_length_of_a_text() -> None:
    text = "印发《关于2023年工作的通知》，已公开。第二句；第三句！"

    assert len(sentences(text)) == len(text)
    assert "2023" not in sentences(text)


@pytest.mark.parametrize(
    ("candidate", "name"),
    [
        ("县审计局", "青溪县审计局"),
        ("浙江省青溪县审计局", "青溪县审计局"),
        ("县府办", "青溪县人民政府办公室"),
        ("市政府办公厅", "宁波市人民政府办公厅"),
        ("发改委", "青溪县发展和改革委员会"),
        ("人社局", "青溪县人力资源和社会保障局"),
        ("政务办", "北仑区政务服务办公室"),
        ("四方台区政府", "双鸭山市四方台区人民政府"),
        ("管委会", "青溪经济开发区管理委员会"),
        ("街道办", "青溪县文澜街道办事处"),
        ("四方台区", "双鸭山市四方台区人民政府"),
    ],
)
def test_name__may_be_short_for_the_organ(candidate: str, name: str) -> None:
    assert same_organ(candidate, (name,))


@pytest.mark.parametrize(
    ("candidate", "name"),
    [
        ("青溪县统计局", "青溪县审计局"),
        ("青溪县人民政府", "青溪县人民政府办公室"),
        ("青溪县人民政府", "青溪县审计局"),
        ("青溪县人民政府办公室", "青溪县人民政府"),
        ("文澜镇人民政府", "青溪县人民政府"),
        ("县教育局", "青溪县审计局"),
    ],
)
def test_name__may_be_another_organ(candidate: str, name: str) -> None:
    assert not same_organ(candidate, (name,))


def test_alike__counts_runs_and_leaves_short_texts_alone() -> None:
    text = "".join(chr(0x4E00 + number) for number in range(200))

    assert alike(text, text) == 100
    assert alike(text, text[:100] + text[100:][::-1]) in range(40, 60)
    assert alike(text[:99], text) == 0
