"""Another unit's name is told where the organ goes by it, and nowhere else."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up_units import unit

from govreport_writer.across import foreign_names
from govreport_writer.across.names import names_in
from govreport_writer.checks import organ_names
from govreport_writer.checks.context import Context
from govreport_writer.findings import Finding, Place
from govreport_writer.submission_reading import read_submission

SAMPLES = Path(__file__).resolve().parents[2] / "sample_inputs"

ROSTER = frozenset(
    {
        "青溪县人民政府",
        "青溪县人民政府办公室",
        "青溪县审计局",
        "县审计局",
        "青溪县司法局",
        "县司法局",
        "青溪县公安局交通警察大队",
        "青溪县公安局",
        "白水县审计局",
        "白水县司法局",
        "青溪县第一中学",
        "青溪县第二中学",
        "青溪县文澜街道办事处",
    }
)


def told(name: str = "青溪县审计局", text: str = "", **changes: object) -> list[Finding]:
    texts = {"overview": text} if text else {}
    return list(foreign_names(unit(name, texts=texts, **changes), ROSTER))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "我局（青溪县司法局）认真贯彻落实条例。",
        "青溪县司法局（以下简称“我局”）坚持公开为常态。",
        "2024年，白水县司法局（简称本单位）稳步推进。",
        "白水县审计局2024年政府信息公开工作年度报告如下。",
        "根据条例规定，由白水县审计局编制2024年度政府信息公开工作年度报告。",
    ],
)
def test_self__under_another_name_is_to_be_verified(text: str) -> None:
    (finding,) = told(text=text)

    assert (finding.code, finding.severity) == ("GR524", "should")
    assert finding.first.cells == (Place(line=10),)
    assert "报告单位是青溪县审计局" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "青溪县司法局认真贯彻条例，全年主动公开政府信息126条。",
        "2024年，县司法局严格执行政务公开要求。",
        "第一句。\n青溪县司法局2024年共收到公开申请3件。",
    ],
)
def test_work_of_another_unit__is_a_hint(text: str) -> None:
    assert [finding.severity for finding in told(text=text)] == ["hint"]


@pytest.mark.parametrize(
    "text",
    [
        "与县司法局联合开展培训，现行有效规范性文件已与县司法局核对一致。",
        "向青溪县人民政府报送信息36条，按照青溪县人民政府办公室的要求主动公开。",
        "青溪县公安局交通警察大队移交的申请由青溪县公安局答复。",
        "参照白水县审计局的做法，我局完善了制度。",
        "我局会同青溪县司法局（法律顾问单位）审查。",
        "我局（青溪县审计局）坚持公开为常态。",
        "青溪县审计局（以下简称“我局”）全年主动公开信息126条。",
        "县审计局认真贯彻条例，主动公开信息126条。",
        "依据《青溪县司法局政府信息公开工作年度报告》公布的格式。",
        "在政府网站公布青溪县司法局局长信箱。",
    ],
)
def test_mention_of_another_unit__is_no_slip(text: str) -> None:
    assert told(text=text) == []


def test_government__may_speak_of_its_departments() -> None:
    text = "青溪县司法局认真贯彻条例，全年主动公开政府信息126条。"

    assert told("青溪县人民政府", text, kind="government") == []


@pytest.mark.parametrize("where", ["title", "signature"])
@pytest.mark.parametrize(
    ("name", "other"), [("青溪县第一中学", "青溪县第二中学"), ("青溪县审计局", "白水县审计局")]
)
def test_title_and_signature__of_another_unit_are_to_be_verified(where: str, name: str, other: str) -> None:
    head = (f"{other}2024年", "政府信息公开工作年度报告") if where == "title" else ()
    (finding,) = told(name, title=head, signature=other if where == "signature" else None)

    assert (finding.severity, finding.anchor) == ("should", where)
    assert finding.fields["other"] == other


@pytest.mark.parametrize(
    "title",
    [
        ("青溪县审计局2024年政府信息公开工作年度报告",),
        ("县审计局", "2024年政府信息公开工作年度报告"),
        ("青溪县人民政府 青溪县审计局", "年度报告"),
        ("2024年政府信息公开工作年度报告",),
    ],
)
def test_title__with_the_own_name_is_right(title: tuple[str, ...]) -> None:
    assert told(title=title) == []


@pytest.mark.parametrize(
    "title", ["青溪县司法局2024年政府信息公开工作年度报告", "青溪县人民政府2024年年度报告"]
)
def test_title__that_is_told_without_a_roster_is_not_told_again(title: str) -> None:
    submission = unit(texts={}, title=(title,))

    assert list(organ_names.check(Context(submission)))
    assert foreign_names(submission, ROSTER) == ()


def test_own_name__in_full_or_short_in_the_roster_is_no_other() -> None:
    text = "青溪县市场监督管理局（以下简称“我局”）坚持公开。"
    submission = unit("青溪县市场监管局", texts={"overview": text})

    assert foreign_names(submission, frozenset({"青溪县市场监督管理局"})) == ()


def test_samples__go_by_their_own_names() -> None:
    submissions = [read_submission(path) for path in sorted(SAMPLES.glob("*/report.yaml"))]
    names = {name for each in submissions for name in (each.agency.name, *each.agency.short_names)}

    assert [foreign_names(each, names) for each in submissions] == [()] * len(submissions)


CUTS = st.lists(st.tuples(st.integers(0, 50), st.integers(4, 9)), max_size=8)


@given(st.text("甲乙丙局", max_size=50), CUTS)
def test_names__are_all_found(text: str, cuts: list[tuple[int, int]]) -> None:
    names = {text[start : start + length] for start, length in cuts if start + length <= len(text)}
    found = {(each.end, each.name) for each in names_in(text, frozenset(names))}
    expected = {}
    for name in sorted(names, key=len):
        for start in range(len(text) - len(name) + 1):
            if text.startswith(name, start) and not text.startswith("局", start + len(name)):
                expected[start + len(name)] = name

    assert found == set(expected.items())


def test_time__does_not_grow_with_the_number_of_names() -> None:
    submission = read_submission(SAMPLES / "county-audit-2024" / "report.yaml")
    few, many = (frozenset(f"第{at}县{at % 7}号局" for at in range(count)) for count in (100, 20_000))
    foreign_names(submission, few), foreign_names(submission, many)

    def seconds(names: frozenset[str]) -> float:
        start = perf_counter()
        foreign_names(submission, names)
        return perf_counter() - start

    assert min(seconds(many) for _ in range(5)) < 5 * min(seconds(few) for _ in range(5)) + 0.01
