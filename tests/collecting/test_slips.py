"""Return slips: what a unit is told, and that equal rounds give equal slips."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
import yaml
from docx.oxml.ns import qn
from lxml import etree
from lxml import html as lxml_html
from slip_samples import (
    AGENCY,
    BALANCE,
    CARRIED,
    HOSTILE,
    OFFICE,
    PRINTED,
    SECOND,
    THIRD,
    UNREADABLE,
    WIDE,
    YEAR,
    hostile,
)

from govreport_writer import messages
from govreport_writer.collecting.rounds import Round
from govreport_writer.collecting.slips import SUFFIXES, slip_documents, slip_name


def slip(*rounds: Round, agency: str = AGENCY, office: str = OFFICE) -> dict[str, bytes]:
    return slip_documents(agency, office, YEAR, rounds)


def words_of_docx(data: bytes) -> list[str]:
    """Return the paragraphs of a document in reading order, those of cells too."""
    with ZipFile(BytesIO(data)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    return ["".join(text.text or "" for text in each.iter(qn("w:t"))) for each in body.iter(qn("w:p"))]


def words_of_html(data: bytes) -> list[str]:
    body = lxml_html.fromstring(data).find("body")
    return [text.strip() for text in body.itertext() if text.strip()]


def words(*rounds: Round) -> list[str]:
    """Return the words of a slip, which its two formats share."""
    made = slip(*rounds)
    html, document = words_of_html(made["html"]), words_of_docx(made["docx"])
    assert squeezed(document) == squeezed(html)
    return [text for text in document if text.strip()]


def squeezed(texts: list[str]) -> str:
    """Return the words without spaces: the two formats break lines differently."""
    return "".join("".join(texts).split())


def row_after(texts: list[str], label: str) -> str:
    return texts[texts.index(label) + 1]


def test_slip__is_made_in_two_formats() -> None:
    assert tuple(slip(SECOND)) == SUFFIXES


@pytest.mark.parametrize(
    "rounds",
    [
        (),
        (replace(SECOND, points=(), verdict="clean"),),
        (replace(SECOND, points=(WIDE,), verdict="clean"),),
        (SECOND, replace(SECOND, points=(replace(CARRIED, state="explained"),), verdict="clean")),
        (replace(SECOND, points=(), verdict="incomplete"),),
    ],
)
def test_slip__is_none_where_a_unit_has_nothing_to_do(rounds: tuple[Round, ...]) -> None:
    assert slip(*rounds) == {}


def test_slip__names_unit_round_file_verdict_and_deadline() -> None:
    texts = words(SECOND)

    assert texts[:4] == [
        "关于退回2024年政府信息公开",
        "工作年度报告的修改单",
        "（第1次退回）",
        "青溪县自然资源和规划局：",
    ]
    assert "结论为“需修改”：强制1条，核实1条，提示1条" in texts[4]
    assert "最迟于2025年1月18日重新报送" in texts[4]
    assert row_after(texts, "报送文件") == "青溪县/规划局.xlsx"
    assert row_after(texts, "报送情况") == "第2次报送，2025年1月12日收到"
    assert row_after(texts, "文件校验码") == "1b1b1b1b1b1b1b1b（SHA-256 前16位）"
    assert row_after(texts, "核对结论") == "需修改"
    assert row_after(texts, "修改期限") == "2025年1月18日止"


def test_slip__without_deadline_asks_for_haste() -> None:
    texts = words(replace(SECOND, deadline=None))

    assert "并尽快重新报送" in texts[4]
    assert row_after(texts, "修改期限") == "未规定，请尽快"


def test_slip__is_signed_by_the_office_on_the_day_of_the_round() -> None:
    texts = words(SECOND)

    assert row_after(texts, OFFICE) == "2025年1月12日"


def test_slip__of_an_unnamed_office_has_its_date_all_the_same() -> None:
    made = slip(SECOND, office="")

    assert "2025年1月12日" in words_of_docx(made["docx"])
    assert "2025年1月12日" in words_of_html(made["html"])


def test_slip__has_a_reply_to_fill_in() -> None:
    texts = words(SECOND)
    reply = texts[texts.index("修改情况回执") :]

    assert [text.strip("　") for text in reply] == [
        *("修改情况回执", "单位（盖章）", AGENCY, "修改情况说明", "经办人", "联系电话", "负责人", "日期"),
        "年　　月　　日",
        "请填写后，随修改后的报告一并报回。",
    ]


def test_points__stand_by_severity_and_are_numbered_through() -> None:
    texts = words(SECOND)
    titles = ["一、必须改正的问题（强制，1条）", "二、需要核实的问题（核实，1条）", "三、供参考的提示（1条）"]

    assert [text for text in texts if text in titles] == titles
    assert [
        texts[texts.index(each.heading) - 3 + (each is not BALANCE)] for each in (BALANCE, CARRIED, WIDE)
    ] == [*("1", "2", "3")]


def test_point__says_where_what_what_to_do_and_on_what_basis() -> None:
    texts = words(SECOND)
    start = texts.index("三、申请!D6 D7 D29 D30")

    assert texts[start : start + 7] == [
        "三、申请!D6 D7 D29 D30",
        "“自然人”列",
        "收到与办理不平衡",
        "一、本年新收 + 二、上年结转 = （七）总计 + 四、结转下年度",
        "37 + 4 = 38 + 2  左41，右40，相差+1",
        "依据：报表原文（表头（原文））",
        "最可能：D7 由 4 改为 3（可同时消除2条问题）；请与台账核对后再改。",
    ]


def test_question__tells_how_to_explain_it_in_the_workbook() -> None:
    texts = words(SECOND)

    assert "问题编号：requests.carried@requests/carried_in/total" in texts
    assert "数值：5 = 7" in texts
    assert not any("问题编号：requests.balance" in text for text in texts)  # nothing explains a mistake away


def test_question__gives_lines_of_yaml_that_can_be_pasted() -> None:
    odd = replace(CARRIED, values='“甲”: "1" ≠ 2 # 3')
    page = slip(replace(SECOND, file="report.yaml", points=(odd,)))["html"]
    (pasted,) = lxml_html.fromstring(page).iter("pre")

    assert yaml.safe_load(pasted.text) == [{"finding": odd.id, "values": odd.values}]


def test_question__with_endless_values_sends_to_the_check() -> None:
    texts = words(replace(SECOND, points=(replace(CARRIED, values="1 = 2; " * 5000),)))

    assert "数值较长，请从检查结果中复制" in texts


def test_explained_point__is_not_listed() -> None:
    texts = words(replace(SECOND, points=(BALANCE, replace(CARRIED, state="explained"))))

    assert CARRIED.heading not in texts
    assert "强制1条，核实0条，提示0条" in texts[4]


def test_unreadable_file__is_told_why_without_the_folders_of_the_office() -> None:
    texts = words(UNREADABLE)

    assert "文件无法读取，未能核对" in texts[4]
    assert "原因：规划局.xlsx：这个文件设有密码；请取消密码后重新报送" in texts
    assert not any("/srv" in text for text in texts)


def test_error__that_names_the_file_elsewhere_is_told_whole() -> None:
    error = "里面没有 规划局.xlsx 的表；请换一个文件"

    assert f"原因：{error}" in words(replace(UNREADABLE, error=error))


def test_endless_texts__are_cut() -> None:
    endless = replace(BALANCE, message="甲" * 100_000, advice="乙" * 100_000)

    assert sum(map(len, words(replace(SECOND, points=(endless,))))) < 5_000
    assert sum(map(len, words(replace(UNREADABLE, error="丙" * 100_000)))) < 5_000


def test_first_slip__compares_with_nothing() -> None:
    assert not any("次报送相比" in text or "历次报送" in text for text in words(SECOND))


def test_next_slip__counts_what_changed_and_marks_each_point() -> None:
    texts = words(SECOND, THIRD)
    start = texts.index("三、与第2次报送相比") + 4

    assert "（第2次退回）" in texts
    assert texts[start : start + 15] == [
        *("已改正", "1", "与上年相差很大（三、申请!J7）"),
        *("已说明", "1", "上年结转与上年报告不符（三、申请!J7）"),
        *("未改正", "0", "无"),
        *("有改动，仍不符", "1", "收到与办理不平衡（三、申请!D6 D7 D29 D30 “自然人”列）"),
        *("新增", "1", "有未填的单元格（三、申请!J7）"),
    ]
    assert "【数值有变】收到与办理不平衡" in texts
    assert "【新增】有未填的单元格" in texts


def test_slip__compares_with_the_last_file_that_could_be_read() -> None:
    unreadable = replace(UNREADABLE, number=3, digest="3d" * 32)
    texts = words(SECOND, unreadable, replace(THIRD, number=4))

    assert "三、与第2次报送相比" in texts
    assert "第3次报送的文件无法读取，以下与第2次报送的比较。" in texts


def test_slip__of_a_file_that_became_readable_says_that_all_is_new() -> None:
    texts = words(UNREADABLE, SECOND)

    assert "第1次报送的文件无法读取，本次已能读取；以上问题均为首次提出。" in texts
    assert not any(text.startswith("【") for text in texts)


def test_slip__of_a_file_that_became_unreadable_claims_nothing_corrected() -> None:
    texts = words(SECOND, replace(UNREADABLE, number=3))

    assert any(
        "第2次报送时指出的问题（强制1条，核实1条，提示1条）是否已经改正，无从核对" in text for text in texts
    )
    assert "已改正" not in texts


def test_slip__of_a_file_that_stays_unreadable_says_so() -> None:
    assert "第1次报送的文件也无法读取。" in words(UNREADABLE, replace(UNREADABLE, number=2, digest="ee"))


def test_slip__of_the_same_file_again_says_that_nothing_was_changed() -> None:
    assert "本次文件与第2次报送的完全相同，没有修改。" in words(SECOND, replace(SECOND, number=3))


def test_history__lists_the_last_rounds_and_counts_returns_only() -> None:
    clean = replace(SECOND, points=(), verdict="clean")
    rounds = [replace(clean if n == 3 else SECOND, number=n, digest=f"{n:02}") for n in range(1, 12)]
    texts = words(*rounds)

    assert "（第10次退回）" in texts
    assert "更早的3次从略。" in texts
    assert "第4次" in texts
    assert "第3次" not in texts


def test_verdict__is_no_better_than_what_is_asked() -> None:
    assert row_after(words(replace(SECOND, verdict="clean")), "核对结论") == "需修改"
    assert row_after(words(replace(SECOND, verdict="clean", points=(CARRIED,))), "核对结论") == "需说明"


def test_slip__of_a_check_not_completed_says_that_more_may_come() -> None:
    texts = words(replace(SECOND, verdict="incomplete"))

    assert texts[4].endswith("本次另有部分检查未能完成，重新报送后可能还有别的问题。")


def test_slip__of_thousands_of_points_lists_some_and_counts_all() -> None:
    made = slip(hostile(5000))
    texts = words_of_docx(made["docx"])

    assert any("强制1667条，核实1667条，提示1666条" in text for text in texts)
    assert "本类共1667条，本单只列出前60条，其余请用 govreport check 查看。" in texts
    assert len(made["docx"]) < 100_000
    assert len(made["html"]) < 400_000


def test_hostile_text__is_printed_as_text() -> None:
    made = slip(hostile(3), replace(hostile(4), number=2, digest="x"), agency=HOSTILE * 9, office=HOSTILE)
    page = lxml_html.fromstring(made["html"])

    assert not list(page.iter("script", "img", "iframe", "object", "a"))
    assert PRINTED in words_of_html(made["html"])
    assert PRINTED in words_of_docx(made["docx"])
    assert docx.Document(BytesIO(made["docx"])).core_properties.author == PRINTED


def test_slip__depends_on_its_rounds_only(monkeypatch: pytest.MonkeyPatch) -> None:
    first = slip(UNREADABLE, SECOND, THIRD)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    with messages.speaking("en"):
        assert slip(UNREADABLE, SECOND, THIRD) == first
    assert slip(UNREADABLE, SECOND, replace(THIRD, day=date(2025, 1, 20))) != first


@pytest.mark.parametrize(
    "agency", ["青溪县/规划局", "a\\b:c*d?e", HOSTILE, "县" * 300, "..", " ", "CON.\u202e"]
)
def test_name__is_safe_and_short(agency: str) -> None:
    name = slip_name(agency, YEAR, 3, "docx")

    assert name.startswith("2024_")
    assert name.endswith("_退回修改单_第3次报送.docx")
    assert len(name.encode()) <= 200
    assert not set('\\/:*?"<>|\x00\u202e') & set(name)


def test_name__tells_rounds_and_formats_apart() -> None:
    names = {slip_name("县" * 300, YEAR, number, suffix) for number in (1, 2, 12) for suffix in SUFFIXES}

    assert len(names) == 6
