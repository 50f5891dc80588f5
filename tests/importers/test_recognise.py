"""A published report becomes a submission that prints the same report again."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace

import pytest
from importers.published_values import (
    codes,
    found,
    of_grid,
    printed,
    printed_values,
    published,
    said,
    sample,
    tables,
    titled,
    view_of,
    wrong,
)

from govreport_writer.documents.machine_copy import machine_copy
from govreport_writer.documents.view import build_view
from govreport_writer.errors import SubmissionError
from govreport_writer.importers.imported import Asked, Imported
from govreport_writer.importers.published import FoundPicture, Line, Piece, Published, Spot
from govreport_writer.importers.recognise import recognise
from govreport_writer.workbook.convert import to_workbook

NAMES = ("county-audit-2024", "broken-2024", "ningbo-2019", "beilun-2020", "beilun-2017", "zhenhai-2018",
         "sifangtai-2017")  # fmt: skip


def imported_of(name: str, *, levels: bool = True, facts: Mapping[str, str] | None = None) -> Imported:
    return recognise(published(printed(build_view(sample(name)), levels=levels), facts))


def lines(*texts: str) -> list[Piece]:
    return [Line(text, Spot(line=number)) for number, text in enumerate(texts, 1)]


def report(
    *body: Piece, title: tuple[str, ...] = ("青溪县审计局", "2024年政府信息公开工作年度报告")
) -> Published:
    return titled(body, *title)


@pytest.mark.parametrize("name", NAMES)
def test_report__prints_the_same_again(name: str) -> None:
    imported = imported_of(name)
    view = build_view(sample(name))

    assert said(view_of(imported)) == said(view)
    assert wrong(imported, printed_values(view)) == {}


@pytest.mark.parametrize("name", NAMES)
def test_report_without_levels__says_the_same(name: str) -> None:
    """Plain text does not tell headings from paragraphs: their number, length and words do."""

    def texts(items: list[object]) -> list[object]:
        return [
            item[1:] if isinstance(item, tuple) and item[0] in ("heading", "paragraph") else item
            for item in items
        ]

    assert texts(said(view_of(imported_of(name, levels=False)))) == texts(said(build_view(sample(name))))


@pytest.mark.parametrize("name", NAMES)
def test_report__tells_organ_year_and_form(name: str) -> None:
    submission = sample(name)
    imported = imported_of(name, facts={"ContentSource": submission.agency.name})

    assert imported.raw.agency.name == submission.agency.name
    assert (imported.raw.agency.kind, imported.raw.agency.level) == (
        submission.agency.kind,
        submission.agency.level,
    )
    assert imported.raw.year == submission.year
    assert (imported.edition, imported.variant) == (submission.edition.id, submission.edition.variant)
    assert imported.certain["year"] > imported.certain["kind"]


@pytest.mark.parametrize("name", NAMES)
def test_import__becomes_a_workbook(name: str) -> None:
    assert to_workbook(imported_of(name).submission())


def test_contact__is_recognised_only_when_it_is_what_we_print() -> None:
    own = imported_of("county-audit-2024").raw

    assert own.contact == sample("county-audit-2024").raw.contact
    other = "如有疑问，请与青溪县审计局联系（电话：0570-0555136）。"
    imported = recognise(report(*lines(other), *tables(build_view(sample("county-audit-2024")))))
    assert imported.raw.contact.phone is None
    assert other in imported.raw.narrative[0].before


def test_signature__is_kept_where_it_differs_from_the_usual() -> None:
    imported = recognise(
        report(Line("一、总体情况", Spot(), 1), *lines("正文。", "青溪县审计局办公室", "2025年1月9日"))
    )

    assert imported.raw.signature is not None
    assert imported.raw.signature.name == "青溪县审计局办公室"
    assert imported.raw.published == datetime.date(2025, 1, 9)
    assert imported.raw.narrative[-1].before == "正文。"


def test_date__is_read_in_words_and_taken_from_the_page() -> None:
    in_words = recognise(report(*lines("正文。", "青溪县审计局", "二〇二五年一月十九日")))
    of_page = recognise(replace(report(*lines("正文。")), facts={"PubDate": "2025-01-17 09:30"}))
    too_early = recognise(replace(report(*lines("正文。")), facts={"PubDate": "2000-01-01"}))

    assert in_words.raw.published == datetime.date(2025, 1, 19)
    assert of_page.raw.published == datetime.date(2025, 1, 17)
    assert too_early.raw.published is None


def test_asked__wins_and_a_contradiction_is_told() -> None:
    imported = recognise(
        report(*lines("正文。")), Asked(year=2023, agency="青溪县财政局", kind="department", level="city")
    )

    assert (imported.raw.year, imported.raw.agency.name, imported.raw.agency.level) == (
        2023,
        "青溪县财政局",
        "city",
    )
    assert {"year_differs", "agency_differs"} <= {*codes(imported)}
    assert imported.certain["year"] == imported.certain["agency"] == 1


@pytest.mark.parametrize(
    ("name", "kind", "level"),
    [
        ("横山镇人民政府", "township", "town"),
        ("青溪县云台街道办事处", "township", "town"),
        ("镇海区经济合作局", "department", "county"),
        ("宁波市人民政府", "government", "city"),
        ("双鸭山市四方台区人民政府", "government", "county"),
        ("浙江省人民政府", "government", "province"),
        ("宁波市人民政府办公厅", "department", "city"),
        ("浙江省审计厅", "department", "province"),
        ("青溪县市场监督管理局", "department", "county"),
    ],
)
def test_kind_and_level__follow_from_the_name(name: str, kind: str, level: str) -> None:
    imported = recognise(report(*lines("正文。"), title=(name, "2024年政府信息公开工作年度报告")))

    assert (imported.raw.agency.kind, imported.raw.agency.level) == (kind, level)
    assert imported.certain["kind"] < imported.certain["agency"]


def test_document_without_year_or_organ__is_one_line() -> None:
    with pytest.raises(SubmissionError) as no_year:
        recognise(titled(lines("正文。"), "青溪县审计局"))
    with pytest.raises(SubmissionError) as no_organ:
        recognise(titled(lines("正文。"), "2024年度报告"))

    assert no_year.value.key == "import.no_year"
    assert "--year" in str(no_year.value)
    assert no_organ.value.key == "import.no_agency"
    assert "--agency" in str(no_organ.value)


def test_picture_in_place_of_a_table__is_told_and_the_rest_is_read() -> None:
    view = build_view(sample("county-audit-2024"))
    own = tables(view)
    imported = recognise(report(*own[:2], FoundPicture(Spot(page=3), "行政复议和诉讼情况表")))

    assert codes(imported) == ["table_picture", "picture"]
    assert len(imported.readings) == 185
    assert "行政复议和诉讼情况表" in imported.raw.narrative[-1].before + imported.raw.narrative[-1].after


def test_captions_and_units_of_tables__are_no_text() -> None:
    own = tables(build_view(sample("county-audit-2024")))
    imported = recognise(
        report(
            Line("二、主动公开政府信息情况", Spot(), 1),
            *lines("情况如下：", "表1 主动公开政府信息情况", "单位：件"), own[0],
            Line("三、收到和处理政府信息公开申请情况", Spot(), 1),
            *lines("表二"), own[1], *lines("表中数字截至年末。"),
            Line("四、政府信息公开行政复议、行政诉讼情况", Spot(), 1), own[2],
        )
    )  # fmt: skip
    disclosure, requests, _ = imported.raw.narrative

    assert (disclosure.before, disclosure.after) == ("情况如下：", "")
    assert (requests.before, requests.after) == ("", "表中数字截至年末。")


def test_text_between_tables__is_kept_behind_them_and_told() -> None:
    own = tables(build_view(sample("county-audit-2024")))
    imported = recognise(
        report(Line("二、统计情况", Spot(), 1), own[0], *lines("申请办理情况如下。"), own[1], own[2])
    )
    (section,) = imported.raw.narrative

    assert section.tables == ("disclosure", "requests", "reviews")
    assert section.after == "申请办理情况如下。"
    assert "between_tables" in codes(imported)


def test_titles_in_other_words__are_parts_of_the_form() -> None:
    imported = recognise(
        report(
            *(
                Line(text, Spot(), 1)
                for text in (
                    "一、政府信息公开工作的基本情况",
                    "二、主动公开情况",
                    "三、依申请公开情况",
                    "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
                    "五、存在的主要问题及整改措施",
                    "六、亮点工作",
                    "七、其他报告事项",
                )
            )
        )
    )  # fmt: skip

    assert [section.id for section in imported.raw.narrative] == [
        "overview", "disclosure", "requests", "reviews", "problems", None, "others",
    ]  # fmt: skip
    assert imported.raw.narrative_is_list
    assert imported.raw.narrative[5].title == "亮点工作"


def test_numbers_inside_a_part__begin_no_new_part() -> None:
    imported = recognise(
        report(
            *lines("一、总体情况", "主要做法：", "一、加强领导", "正文。", "（一）主动公开", "正文。",
                   "1、抓好落实。全年公开126条。", "二、主动公开政府信息情况", "正文。")
        )
    )  # fmt: skip
    view = view_of(imported)

    assert [section.title for section in view.sections if section.blocks][:2] == [
        "一、总体情况", "二、主动公开政府信息情况",
    ]  # fmt: skip


def test_levels_counted_from_another_number__are_the_same() -> None:
    view = build_view(sample("county-audit-2024"))

    def deeper(piece: Piece) -> Piece:
        return (
            replace(piece, level=piece.level + 1)
            if isinstance(piece, Line) and piece.level is not None
            else piece
        )

    imported = recognise(published([deeper(piece) for piece in printed(view)]))

    assert said(view_of(imported)) == said(view)


def test_agency_text__is_only_text() -> None:
    hostile = "合计{{ requests.received.total }}件，*重点*[见](javascript:alert)，<script>，# 一"
    imported = recognise(report(Line("一、总体情况", Spot(), 1), *lines(hostile)))

    assert hostile.replace(" ", "") in str(said(view_of(imported))).replace(" ", "")


def test_machine_copy__is_compared_and_the_visible_text_wins() -> None:
    view = build_view(sample("county-audit-2024"))
    copy = machine_copy(view)
    copy["tables"][0]["cells"][3]["value"] = 77  # type: ignore[index]  # plain data
    copy["preface"] = [{"kind": "paragraph", "text": "另一段文字"}]
    imported = recognise(replace(published(printed(view)), copy=copy))
    ref = next(
        ref
        for ref in imported.readings
        if (ref.table, ref.row, ref.column) == ("disclosure", "normative", "made")
    )

    assert wrong(imported, printed_values(view)) == {}
    assert set(codes(imported)) == {"copy_differs", "copy_text"}
    assert "copy_differs" in imported.readings[ref].how
    assert imported.raw.agency.region_code == "339999"
    others = [reading for other, reading in imported.readings.items() if other != ref]
    assert all("copy" in reading.how for reading in others)


def test_malformed_machine_copy__changes_nothing() -> None:
    view = build_view(sample("county-audit-2024"))
    copy = {
        "tables": [{"table": 3, "cells": "x"}, None, {"table": "requests", "cells": [{"row_code": []}]}],
        "organ": 7,
    }
    imported = recognise(replace(published(printed(view)), copy=copy))

    assert said(view_of(imported)) == said(view)


def test_text_table__becomes_a_table_of_the_text() -> None:
    rows = [["类别", "数量（条）"], ["机构职能", "14"], ["财政|预算", "*12*"]]
    imported = recognise(report(Line("一、总体情况", Spot(), 1), found(rows)))
    (block,) = view_of(imported).sections[0].blocks

    assert block.kind == "table"
    assert ("table", rows) in said(view_of(imported))


def test_statutory_table_in_an_annex__stands_there_under_its_title() -> None:
    view = build_view(sample("beilun-2017"))
    imported = recognise(
        titled(
            [
                Line("一、概述", Spot(), 1),
                *lines("正文。", "附件", "2017年度政府信息公开工作情况统计表", "填报单位：区府办"),
                of_grid(view.tables[0].grid),
            ],
            "宁波市北仑区人民政府办公室",
            "2017年政府信息公开工作年度报告",
        )
    )

    assert imported.raw.annex is not None
    assert imported.raw.annex.title == "2017年度政府信息公开工作情况统计表"
    assert imported.raw.annex.tables == ("statistics",)
    assert "填报单位：区府办" in imported.raw.narrative[-1].before
    assert "moved" in codes(imported)


def test_recognition__is_the_same_every_time() -> None:
    first, second = imported_of("ningbo-2019"), imported_of("ningbo-2019")

    assert first.raw == second.raw
    assert first.readings == second.readings
    assert first.doubts == second.doubts
