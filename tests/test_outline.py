"""The order of a report: sections, titles with their numbers, tables."""

from __future__ import annotations

from itertools import pairwise

import pytest

from govreport_writer import editions
from govreport_writer.cells import CellRef
from govreport_writer.numbering import chinese_number
from govreport_writer.outline import Outline, outline
from govreport_writer.submission import Agency, Annex, NarrativeSection, RawCell, RawSubmission
from govreport_writer.submission_build import build

AGENCY = Agency(name="青溪县审计局", kind="department", level="county")


def section(
    id: str | None, title: str | None = None, text: str = "无", tables: tuple[str, ...] | None = None
) -> NarrativeSection:
    return NarrativeSection(id, title, text, "", tables)


def outlined(
    *sections: NarrativeSection,
    edition: str = "ogi-2021",
    listed: bool = False,
    annex: Annex | None = None,
    filed: tuple[str, ...] = (),
) -> Outline:
    """Return the outline of a submission with these sections and cells."""
    form = editions.load(edition)
    cells = {CellRef.parse(path): RawCell(1) for path in filed}
    raw = RawSubmission(
        "report.yaml",
        form.reporting_years.first,
        AGENCY,
        annex=annex,
        narrative=sections,
        narrative_is_list=listed,
        cells=cells,
    )
    return outline(build(form, raw))


def titles(plan: Outline) -> list[str]:
    return [part.title for part in plan.parts]


IN_CHINESE = {1: "一", 9: "九", 10: "十", 11: "十一", 19: "十九", 20: "二十", 21: "二十一", 99: "九十九"}


@pytest.mark.parametrize("number", IN_CHINESE)
def test_chinese_number__as_written(number: int) -> None:
    assert chinese_number(number) == IN_CHINESE[number]


def test_chinese_number__all_differ() -> None:
    assert len({chinese_number(number) for number in range(1, 100)}) == 99


OWN_NUMBERS = (
    "一、概述",
    "（一）概述",
    "(二)概述",
    "1.概述",
    "12、概述",
    "1．概述",
    "十一、概述",
    " 一、概述",
)
NO_NUMBERS = ("概述", "2024年工作概述", "一年来的工作", "十项举措", "“一网通办”情况", "3项重点工作")


@pytest.mark.parametrize("title", OWN_NUMBERS)
def test_title__a_number_of_its_own_is_kept(title: str) -> None:
    assert titles(outlined(section(None, title), listed=True)) == [title]


@pytest.mark.parametrize("title", NO_NUMBERS)
def test_title__without_a_number_gets_one(title: str) -> None:
    assert titles(outlined(section(None, title), listed=True)) == [f"一、{title}"]


def test_title__one_number_of_its_own_leaves_all_as_given() -> None:
    plan = outlined(section(None, "一、甲"), section("others"), section(None, "附：乙"), listed=True)

    assert titles(plan) == ["一、甲", "其他需要报告的事项", "附：乙"]


def test_edition__sections_in_its_order_whatever_the_order_filed() -> None:
    plan = outlined(section("others"), section("preface"), section("overview"))

    assert titles(plan) == [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ]
    assert plan.preface == section("preface")
    assert [part.narrative and part.narrative.id for part in plan.parts] == [
        "overview", None, None, None, None, "others",
    ]  # fmt: skip


def test_edition__tables_stand_in_their_sections() -> None:
    assert [part.tables for part in outlined().parts] == [
        (),
        ("disclosure",),
        ("requests",),
        ("reviews",),
        (),
        (),
    ]
    assert outlined().tables == ("disclosure", "requests", "reviews")


def test_free_headings__only_sections_with_text() -> None:
    plan = outlined(section("problems"), section("overview"), edition="ogi-2014")

    assert titles(plan) == ["一、概述", "二、政府信息公开工作存在的主要问题及改进情况"]


def test_annex__of_the_edition() -> None:
    plan = outlined(section("overview"), edition="ogi-2014")

    assert (plan.annex_title, plan.annex_tables) == ("政府信息公开情况统计表", ("statistics",))
    assert plan.tables == ("statistics",)


def test_annex__of_the_submission_replaces_it() -> None:
    annex = Annex(title="2017年度统计表", tables=("statistics",))

    assert outlined(edition="ogi-2014", annex=annex).annex_title == "2017年度统计表"


def test_annex__none_where_neither_has_one() -> None:
    assert (outlined().annex_title, outlined().annex_tables) == (None, ())


def test_list__has_titles_and_order_of_its_own() -> None:
    plan = outlined(
        section("others", "其他事项"),
        section(None, "工作亮点"),
        section("overview"),
        section("preface"),
        listed=True,
    )

    assert titles(plan) == ["一、其他事项", "二、工作亮点", "三、总体情况"]
    assert plan.preface is not None


def test_list__a_section_brings_the_tables_of_the_edition_unless_it_names_others() -> None:
    plan = outlined(
        section("requests"),
        section("disclosure", tables=()),
        section(None, "数据", tables=("reviews", "disclosure")),
        listed=True,
    )

    assert [part.tables for part in plan.parts] == [("requests",), (), ("reviews", "disclosure")]


def test_list__of_eleven_sections_is_numbered_through() -> None:
    plan = outlined(*(section(None, f"事项{letter}") for letter in "甲乙丙丁戊己庚辛壬癸子"), listed=True)

    assert titles(plan)[8:] == ["九、事项壬", "十、事项癸", "十一、事项子"]


def test_optional_table__is_printed_only_when_filed() -> None:
    annex = Annex(title="附表", tables=("channels", "staffing"))
    filed = ("staffing/support.offices/value",)

    assert outlined(edition="ogi-2019-zhejiang", annex=annex).annex_tables == ()
    assert outlined(edition="ogi-2019-zhejiang", annex=annex, filed=filed).annex_tables == ("staffing",)


@pytest.mark.parametrize("edition_id", editions.available())
def test_edition__titles_are_numbered_without_gap(edition_id: str) -> None:
    form = editions.load(edition_id)
    plan = outlined(*(section(each.id) for each in form.sections), edition=edition_id)

    numbers = [title.partition("、")[0] for title in titles(plan)]

    assert numbers == [chinese_number(number) for number in range(1, len(form.sections) + 1)]
    assert all(first != second for first, second in pairwise(numbers))
