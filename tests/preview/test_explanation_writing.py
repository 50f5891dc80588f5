"""An explanation is put into the file beside a submission, and nothing else in that file is touched."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from govreport_writer.errors import GovReportError
from govreport_writer.explanations_file import explanations_in
from govreport_writer.preview.explanation_writing import write_explanation
from govreport_writer.submission import Explanation

NEW = Explanation(
    finding="GR101@requests", values="a; b", text="没有收到申请。", by="张三", date=datetime.date(2025, 1, 9)
)
ITEM = "- finding: GR101@requests\n  values: a; b\n  text: 没有收到申请。\n  by: 张三\n  date: '2025-01-09'\n"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return tmp_path / "report.xlsx"


def after(report: Path, before: str | bytes, explanation: Explanation = NEW) -> str:
    """Return the bytes of the file after an explanation, as text with its line ends."""
    beside = report.with_name("report.explanations.yaml")
    beside.write_bytes(before.encode() if isinstance(before, str) else before)
    write_explanation(report, explanation)
    return beside.read_bytes().decode()


def test_first_explanation__makes_the_file(report: Path) -> None:
    write_explanation(report, NEW)

    (made,) = report.parent.iterdir()
    assert made.name == "report.explanations.yaml"
    assert made.read_bytes().decode() == ITEM
    assert explanations_in(made) == (NEW,)


OLD = "- finding: GR506@x\n  text: 属实，\n    已核对。  # 王五\n"
HEAD = "# 说明\n\n"
TAIL = "\n# 以上由办公室核对\n"


@pytest.mark.parametrize("head", ["", HEAD, f"{HEAD}explanations:\n", "---\n", "explanations: # 清单\n"])
@pytest.mark.parametrize("tail", ["", TAIL, "\n\n"])
def test_another_explanation__stands_behind_the_last_before_comments(
    report: Path, head: str, tail: str
) -> None:
    assert after(report, head + OLD + tail) == head + OLD + ITEM + tail


@pytest.mark.parametrize("indent", ["  ", "    "])
def test_another_explanation__has_the_indent_of_the_others(report: Path, indent: str) -> None:
    def indented(text: str) -> str:
        return "".join(f"{indent}{line}\n" for line in text.splitlines())

    before = f"explanations:\n{indented(OLD)}"

    assert after(report, before) == before + indented(ITEM)


FLOW = "- {finding: GR506@x, values: '1', text: 属实，已经核对。}\n"
BLOCK = "- finding: GR506@x\n  text: |\n    第一行\n\n    # 不是注释\n"


@pytest.mark.parametrize("old", [FLOW, BLOCK, OLD * 1, f"{BLOCK}{FLOW.replace('@x', '@y')}"])
def test_items_of_every_style__stay_as_they_are(report: Path, old: str) -> None:
    assert after(report, old) == old + ITEM
    assert after(report, old.rstrip("\n")) == old + ITEM


def test_earlier_explanation__gives_way_where_it_stood(report: Path) -> None:
    lapsed = "- finding: GR101@requests\n  values: '9'\n  text: 旧的说明，已经失效。\n"
    other = FLOW.replace("@x", "@y")

    found = after(report, f"{HEAD}{OLD}# 关于申请\n{lapsed}# 关于其他\n{other}{TAIL}")

    assert found == f"{HEAD}{OLD}# 关于申请\n{ITEM}# 关于其他\n{other}{TAIL}"


@pytest.mark.parametrize("old", [FLOW, BLOCK])
def test_earlier_explanation_of_any_style__gives_way(report: Path, old: str) -> None:
    known = old.replace("GR506@x", "GR101@requests")

    assert after(report, f"{OLD}{known}{TAIL}") == f"{OLD}{ITEM}{TAIL}"


def test_line_ends_and_mark__are_kept(report: Path) -> None:
    found = after(report, b"\xef\xbb\xbf" + (OLD + TAIL).replace("\n", "\r\n").encode())

    assert found == "\ufeff" + (OLD + ITEM + TAIL).replace("\n", "\r\n")


@pytest.mark.parametrize(
    "text",
    [
        "一行",
        "两行\n第二行",
        "末尾换行\n",
        "  前有空格",
        "冒号: 和 # 井号",
        "- 像清单",
        "'引号\" 和 \\n",
        "{大括号}",
        "null",
        "12",
        "1.50",
        "---",
        "@开头 %开头 &a *a !t",
        "𫖰\u3000全角空格",
        "\t制表符",
        "空行\n\n之后",
    ],
)
def test_any_text__is_read_back_as_it_was_written(report: Path, text: str) -> None:
    explanation = NEW.model_copy(update={"text": text})
    for before in (OLD, f"explanations:\n{FLOW}"):
        after(report, before, explanation)
        assert explanations_in(report.with_name("report.explanations.yaml"))[-1] == explanation


@pytest.mark.parametrize(
    "before",
    [
        "[]\n",
        "explanations: []\n",
        "[{finding: GR506@x, text: 属实，已经核对。}]\n",
        '{"explanations": [{"finding": "GR506@x", "text": "属实"}]}\n',
        "-\n  finding: GR101@requests\n  text: 换行后才开始\n",
        "- finding: x\n  text: [\n",
        "说明：没有\n",
        "",
        "# 只有注释\n",
        "- finding: x\n",
    ],
)
def test_file_that_cannot_be_kept__is_left_alone_with_one_line(report: Path, before: str) -> None:
    beside = report.with_name("report.explanations.yaml")
    beside.write_text(before, encoding="utf-8")

    with pytest.raises(GovReportError) as refused:
        write_explanation(report, NEW)

    assert beside.read_text(encoding="utf-8") == before
    assert "report.explanations.yaml" in str(refused.value)
    assert "\n" not in str(refused.value)
    assert [path.name for path in report.parent.iterdir()] == [beside.name]


def test_folder_in_its_place__is_one_line(report: Path) -> None:
    report.with_name("report.explanations.yaml").mkdir()

    with pytest.raises(GovReportError):
        write_explanation(report, NEW)
