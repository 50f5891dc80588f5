"""Labels are known in the wordings and with the slips of published reports, and mistaken for no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from govreport_writer import editions
from govreport_writer.importers.expected import wanted_tables
from govreport_writer.importers.labels import EXACT, KNOWN, RENUMBERED, alike, folded, label_of, slipped

LABELS = Path(__file__).resolve().parent.parent / "data" / "labels"


def nearness(printed: str, wanted: str) -> float:
    label, own = label_of(printed), label_of(wanted)
    return alike(label, own) or slipped(label, own)


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("规 章", "规章"),
        ("（一)予以公开", "（一）予以公开"),
        ("1、属于国家秘密", "1.属于国家秘密"),
        ("㈠主动公开政府信息数", "（一）主动公开政府信息数"),
        ("申请人逾期未按收费通知要求缴纳费用，行政机关不再处理其政府信息公开申请",
         "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
        ("本年收费金额(单位:万元)", "本年收费金额（单位：万元）"),
    ],
)  # fmt: skip
def test_label__is_the_same_in_other_characters(printed: str, wanted: str) -> None:
    assert nearness(printed, wanted) >= RENUMBERED


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("1.政府网站公开政府信息数", "2.政府网站公开政府信息数"),
        ("（一）主动公开政府信息数", "（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）"),
        ("采购总金额（万元，保留四位小数）", "采购总金额"),
        ("规章（设区的市、自治州人民政府应提供相关数据）", "规章"),
    ],
)
def test_label__is_known_under_another_number_and_with_a_note(printed: str, wanted: str) -> None:
    assert nearness(printed, wanted) == RENUMBERED


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("2.其他法律行政止公开", "2.其他法律行政法规禁止公开"),
        ("6.属于四类过程性性信息", "6.属于四类过程性信息"),
        ("（六其他处理", "（六）其他处理"),
        ("本年制件数", "本年制发件数"),
    ],
)
def test_label__is_known_with_a_slip(printed: str, wanted: str) -> None:
    assert 0.5 < nearness(printed, wanted) < KNOWN


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("本年废止件数", "本年制发件数"),
        ("1.政府网站公开政府信息数", "1.政府公报公开政府信息数"),
        ("涉及商业秘密", "涉及国家秘密"),
        ("结果纠正", "结果维持"),
        ("2.传真申请数", "1.当面申请数"),
        ("（六）其他", "3.其他"),
        ("复议后起诉", "未经复议直接起诉"),
    ],
)
def test_label__is_not_taken_for_another_of_the_form(printed: str, wanted: str) -> None:
    assert nearness(printed, wanted) == 0


@pytest.mark.parametrize("edition_id", editions.available())
def test_labels_of_a_form__are_never_slips_of_each_other_in_one_table(edition_id: str) -> None:
    """A label that is there is known as itself, so only two that differ by one character can be mixed up."""
    for table in wanted_tables(editions.load(edition_id)):
        rows = [row.own.label for row in table.rows if row.own]
        for label in rows:
            fitting = [other for other in rows if alike(label, other) == EXACT]
            assert {other.folded for other in fitting} == {label.folded}


def test_known_wordings__of_published_reports_are_all_known() -> None:
    """The file lists what was met; a definition behind a label and lost words go beyond a wording."""
    lines = (LABELS / "variants.tsv").read_text(encoding="utf-8").splitlines()[1:]
    unknown = []
    for line in lines:
        _, kind, label, variant, _ = line.split("\t")
        if kind == "label" and " followed by " not in variant and not nearness(variant, label):
            unknown.append((label, variant))

    assert unknown == [
        ("采购项目数量", "上一年项目数量"),  # the head of another block, printed by mistake
        ("采购总金额", "本年增/减"),
    ]


def test_folded__has_no_white_space_and_one_width() -> None:
    assert folded("第二十条　第（ 一 ）\n项：Ａ") == "第二十条第(一)项:A"
