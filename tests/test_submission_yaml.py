"""Submissions in YAML and JSON: what is read, and the one line for each way in which it cannot be."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from govreport_writer.cells import CellRef, Value
from govreport_writer.errors import GovReportError, SubmissionError
from govreport_writer.pipeline import run_checks
from govreport_writer.submission import Submission
from govreport_writer.submission_reading import read_submission
from govreport_writer.yaml_strict import read_yaml

REPORT = """\
format: 1
edition: ogi-2021
year: 2024
agency: {name: 青溪县审计局, kind: department, level: county}
contact: {phone: "0570-0555136", postcode: 315800}
published: 2025-01-17
title: [青溪县审计局, 政府信息公开工作年度报告]
signature: {name: 青溪县审计局}

narrative:
  preface: 依照条例编制。
  overview: |
    全年公开有序。

    新收{{ requests.received.total }}件。
  reviews: {before: 见下表。, after: 均已办结。}
  problems: 说理不够。
  others: 无

tables:
  disclosure:
    rules: {made: 0, repealed: 0, in_force: 0}
    normative: {made: 2, repealed: 1, in_force: 5}
    licence: {decisions: 40}
    fee: {amount: 12.50}
  requests:
    received: {natural_person: 12, business: 3}
    outcome:
      granted: {natural_person: 6}
      total: {natural_person: 6}
  reviews:
    cases:
      review: {upheld: 1}
"""
STATISTICS = """\
format: 1
year: 2017
agency: {name: 青溪县司法局, kind: department, level: county}
narrative: {overview: 全年公开有序。}
tables:
  statistics:
    disclosure: {items: {value: 120}}
"""
TABLES = REPORT[REPORT.index("tables:") :]
NARRATIVE = REPORT[REPORT.index("narrative:") : REPORT.index("tables:")]


def read(folder: Path, text: str, name: str = "report.yaml") -> Submission:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_submission(path)


def refusal(folder: Path, text: str) -> str:
    """Return the line that refuses a text, without the folder."""
    with pytest.raises(GovReportError) as caught:
        read(folder, text)
    line = str(caught.value)
    assert "\n" not in line
    return line.removeprefix(f"{folder}/")


def line_of(text: str, part: str) -> int:
    """Return the line on which a part of a text stands."""
    assert text.count(part) == 1, part
    return text.count("\n", 0, text.index(part)) + 1


def changed(old: str, new: str, text: str = REPORT) -> str:
    assert text.count(old) == 1, old
    return text.replace(old, new)


def value(submission: Submission, path: str) -> Value:
    return submission.values[CellRef.parse(path)]


def codes(submission: Submission) -> set[str]:
    return {finding.code for finding in run_checks(submission, formats=("html",)).findings}


REQUESTS = "tables.requests"
UNKNOWN_KEYS = {
    "publisched": ("published: 2025", "publisched: 2025", "published"),
    "yaer": ("year: 2024", "yaer: 2024", "year"),
    "agency.short_name": ("agency: {name", "agency: {short_name: [甲], name", "short_names"),
    "agency.nmae": ("agency: {name", "agency: {nmae", "name"),
    "contact.phoen": ("{phone:", "{phoen:", "phone"),
    "signature.naem": ("signature: {name:", "signature: {naem:", "name"),
    "annex.titles": ("title: [", "annex: {title: 甲, tables: [], titles: 乙}\ntitle: [", "title"),
    "explanations.0.valeus": (
        "title: [",
        "explanations: [{finding: 甲, text: 乙, valeus: 丙}]\ntitle: [",
        "values",
    ),
    "narrative.problem": ("  problems:", "  problem:", "problems"),
    "narrative.befor": ("{before: 见", "{befor: 见", "before"),
    "tables.disclosures": ("  disclosure:\n", "  disclosures:\n", "disclosure"),
    f"{REQUESTS}.recieved": ("received: {", "recieved: {", "received"),
    f"{REQUESTS}.outcome.granded": ("      granted: {", "      granded: {", "granted"),
    f"{REQUESTS}.received.natural_persons": (
        "{natural_person: 12",
        "{natural_persons: 12",
        "natural_person",
    ),
    "tables.reviews.cases.review.uphold": ("review: {upheld", "review: {uphold", "upheld"),
    "tables.reviews.cases.reviews": ("      review: {", "      reviews: {", "review"),
    "tables.disclosure.fee.amount.unti": (
        "{amount: 12.50}",
        "{amount: {value: 12.50, unti: 万元}}",
        "unit",
    ),
    "labels.requests/recieved": (
        "title: [",
        "labels: {requests/recieved: 甲}\ntitle: [",
        "requests/received",
    ),
    "labels.requests//persons": ("title: [", "labels: {requests//persons: 甲}\ntitle: [", "requests//"),
    "review": ("title: [", "annex: {title: 甲, tables: [review]}\ntitle: [", "reviews"),
}


@pytest.mark.parametrize("key", UNKNOWN_KEYS)
def test_unknown_key__names_line_key_and_nearest(tmp_path: Path, key: str) -> None:
    old, new, nearest = UNKNOWN_KEYS[key]
    text = changed(old, new)

    line = refusal(tmp_path, text)

    place = line_of(text, new.splitlines()[0])
    assert line.startswith(f"report.yaml 第{place}行：不认识的键 {key}；是否为 {nearest}")


def test_unknown_key__without_a_near_one_suggests_nothing(tmp_path: Path) -> None:
    line = refusal(tmp_path, changed("title: [", "xyzzy: 1\ntitle: ["))

    assert line == "report.yaml 第7行：不认识的键 xyzzy"


@pytest.mark.parametrize(
    ("item", "key", "nearest"),
    [
        ("{id: overview, titel: 甲}", "narrative.titel", "title"),
        ("{id: overveiw}", "narrative.id: overveiw", "overview"),
        ("{title: 甲, tables: [request]}", "narrative.tables: request", "requests"),
        ("{id: reviews, text: {aftr: 甲}}", "narrative.aftr", "after"),
    ],
)
def test_unknown_key__in_a_list_of_sections(tmp_path: Path, item: str, key: str, nearest: str) -> None:
    text = changed(NARRATIVE, f"narrative:\n  - {{id: others, text: 无}}\n  - {item}\n")

    assert refusal(tmp_path, text) == f"report.yaml 第12行：不认识的键 {key}；是否为 {nearest}？"


GROUP = "下面应当是“键: 数字”的形式"
FIGURE = "tables.reviews.cases.review.upheld 应当是一个数字"
SECTIONS = "narrative 应当是“部分: 文字”的形式，或由 title、text 组成的列表"
RECEIVED = "{natural_person: 12, business: 3}"
OUTCOME = "      granted: {natural_person: 6}\n      total: {natural_person: 6}\n"
AGENCY = "{name: 青溪县审计局, kind: department, level: county}"
WRONG_SHAPES = {
    "tables is a list": (TABLES, "tables: [disclosure]\n", "tables:", f"tables {GROUP}"),
    "tables is a word": (TABLES, "tables: 无\n", "tables:", f"tables {GROUP}"),
    "table is a number": (
        "  reviews:\n    cases:\n      review: {upheld: 1}\n",
        "  reviews: 3\n",
        "reviews: 3",
        f"tables.reviews {GROUP}",
    ),
    "row is a list": (RECEIVED, "[12, 3]", "[12, 3]", f"tables.requests.received {GROUP}"),
    "row of several columns is a number": (RECEIVED, "15", ": 15", f"tables.requests.received {GROUP}"),
    "heading is a number": (
        OUTCOME,
        "      refused: 3\n",
        "refused: 3",
        f"tables.requests.outcome.refused {GROUP}",
    ),
    "cell is a list": ("{upheld: 1}", "{upheld: [1]}", "[1]", FIGURE),
    "cell is a list of lines": ("{upheld: 1}", "\n        upheld:\n          - 1", "upheld:", FIGURE),
    "value is a list": ("{upheld: 1}", "{upheld: {value: [1]}}", "[1]", FIGURE),
    "narrative is a word": (NARRATIVE, "narrative: 无\n", "narrative:", SECTIONS),
    "section is a list": ("others: 无", "others: [无]", "others:", "这里应当是文字"),
    "listed section is a word": (NARRATIVE, "narrative:\n  - 无\n", "  - 无", SECTIONS),
    "listed section has no name": (
        NARRATIVE,
        "narrative:\n  - {text: 无}\n",
        "  - {",
        "列表中的每一部分都要有 title 或 id",
    ),
    "listed section has an empty title": (
        NARRATIVE,
        "narrative:\n  - {title: '', text: 无}\n",
        "  - {",
        "列表中的每一部分都要有 title 或 id",
    ),
    "tables of a listed section is a word": (
        NARRATIVE,
        "narrative:\n  - {id: reviews, tables: reviews}\n",
        "  - {",
        SECTIONS,
    ),
    "agency is a word": (
        AGENCY,
        "审计局",
        "agency:",
        "agency 的值“审计局”不合要求：应当是“键: 值”的形式",
    ),
    "title is a word": (
        "[青溪县审计局, 政府信息公开工作年度报告]",
        "年度报告",
        "title:",
        "title 的值“年度报告”不合要求：应当是列表",
    ),
    "explanations is a mapping": (
        "title: [",
        "explanations: {finding: 甲}\ntitle: [",
        "explanations:",
        "explanations 的值“”不合要求：应当是列表",
    ),
    "labels is a list": (
        "title: [",
        "labels: [甲]\ntitle: [",
        "labels:",
        "labels 的值“”不合要求：应当是“键: 值”的形式",
    ),
}


@pytest.mark.parametrize("mistake", WRONG_SHAPES)
def test_shape__names_line_and_what_is_wanted(tmp_path: Path, mistake: str) -> None:
    old, new, at, words = WRONG_SHAPES[mistake]
    text = changed(old, new)

    assert refusal(tmp_path, text) == f"report.yaml 第{line_of(text, at)}行：{words}"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("year: 2024", "year: 2023\nyear: 2024", "year"),
        (RECEIVED, "{natural_person: 12, natural_person: 3}", "natural_person"),
        ("  others: 无", "  overview: 无", "overview"),
        ("    licence: {decisions: 40}", "    licence: {decisions: 40}\n    rules: {made: 1}", "rules"),
    ],
)
def test_key__twice_is_refused(tmp_path: Path, old: str, new: str, key: str) -> None:
    text = changed(old, new)

    line = refusal(tmp_path, text)

    second = text.count("\n", 0, text.rindex(f"{key}:", 0, text.index(new) + len(new))) + 1
    assert line == f"report.yaml 第{second}行：键 {key} 出现了两次；请删去其中一个"


def test_key__the_same_cell_written_in_two_ways_is_refused(tmp_path: Path) -> None:
    text = changed(OUTCOME, OUTCOME + "    outcome.total: {natural_person: 7}\n")

    assert refusal(tmp_path, text).startswith(f"report.yaml 第{line_of(text, 'outcome.total:')}行：")


DATE = "不合要求：应当是日期，如 2025-01-17"
WRONG_VALUES = {
    "kind: bureau": (
        "kind: department",
        "agency.kind 的值“bureau”不合要求：只能是 government, department, township",
    ),
    "level: village": (
        "level: county",
        "agency.level 的值“village”不合要求：只能是 national, province, city, county",
    ),
    "name: '', kind": ("name: 青溪县审计局, kind", "agency.name 的值“”不合要求：不能为空"),
    'name: "  ", kind': ("name: 青溪县审计局, kind", "agency.name 的值"),
    "published: 一月十七日": ("published: 2025-01-17", f"published 的值“一月十七日”{DATE}"),
    "published: 2025-02-30": ("published: 2025-01-17", f"published 的值“2025-02-30”{DATE}"),
    "published: 20250117": ("published: 2025-01-17", f"published 的值“20250117”{DATE}"),
    "published: 86400": ("published: 2025-01-17", f"published 的值“86400”{DATE}"),
    "published: 2025-01-17 10:30": ("published: 2025-01-17", f"published 的值“2025-01-17 10:30”{DATE}"),
    "year: 二〇二四": ("year: 2024", "year 的值“二〇二四”不合要求：应当是整数"),
    "year: 2024.5": ("year: 2024", "year 的值“2024.5”不合要求：应当是整数"),
    "year: true": ("year: 2024", "year 的值“true”不合要求：应当是整数"),
    "format: 2": ("format: 1", "format 的值“2”不合要求：只能是 1"),
    "edition: ogi-2012": ("edition: ogi-2021", "没有名为 ogi-2012 的报告格式（已有：ogi-2014, "),
    "edition: 新格式": ("edition: ogi-2021", "没有名为 新格式 的报告格式（已有：ogi-2014, "),
    "edition: ogi-2014\nvariant: no-gazete": (
        "edition: ogi-2021",
        "格式 ogi-2014 没有名为 no-gazete 的变体；是否为 no-gazette？",
    ),
    "variant: no-gazette": ("edition: ogi-2021", "格式 ogi-2021 没有名为 no-gazette 的变体"),
}


@pytest.mark.parametrize("new", WRONG_VALUES)
def test_value__names_line_value_and_what_is_wanted(tmp_path: Path, new: str) -> None:
    old, words = WRONG_VALUES[new]
    text = changed(old, new)

    line = refusal(tmp_path, text)

    assert line.startswith(f"report.yaml 第{line_of(text, new.splitlines()[-1])}行：{words}")


def test_value__choices_are_joined_without_an_english_word(tmp_path: Path) -> None:
    assert " or " not in refusal(tmp_path, changed("kind: department", "kind: bureau"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{name: 青溪县审计局, kind", "{name: null, kind"),
        ("[青溪县审计局, 政府信息公开工作年度报告]", "null"),
        (AGENCY, ""),
    ],
)
def test_value__null_is_not_called_none(tmp_path: Path, old: str, new: str) -> None:
    assert "None" not in refusal(tmp_path, changed(old, new))


@pytest.mark.parametrize("key", ["format", "year", "agency"])
def test_key__missing_is_named(tmp_path: Path, key: str) -> None:
    text = "".join(line for line in REPORT.splitlines(keepends=True) if not line.startswith(f"{key}:"))

    assert refusal(tmp_path, text) == f"report.yaml 第1行：缺少 {key}；请补上"


@pytest.mark.parametrize("key", ["name", "kind", "level"])
def test_key__missing_in_agency_is_named(tmp_path: Path, key: str) -> None:
    agency = {"name": "甲", "kind": "department", "level": "county"}
    text = changed(
        AGENCY,
        json.dumps({name: word for name, word in agency.items() if name != key}, ensure_ascii=False),
    )

    assert refusal(tmp_path, text) == f"report.yaml 第4行：缺少 agency.{key}；请补上"


@pytest.mark.parametrize("year", [1999, 2013])
def test_year__that_no_edition_serves_names_the_years_known(tmp_path: Path, year: int) -> None:
    line = refusal(tmp_path, changed("year: 2017", f"year: {year}", STATISTICS))

    assert line.startswith(f"report.yaml 第2行：没有适用于{year}年的报告格式；已有格式的年度：2014–2018, ")


UNKNOWN = "不是表中的单元格；是否为"
WRONG_LOOK_UPS = {
    "{{ requests.recieved.total }}": f"requests.recieved.total {UNKNOWN} requests.received.total？",
    "{{ requests/received/total }}": f"requests/received/total {UNKNOWN} requests.received.total？",
    "{{ requests }}": "requests 不是表中的单元格",
    "{{ requests.received.total | percent of requests.recieved.total }}": (
        f"requests.recieved.total {UNKNOWN} requests.received.total？"
    ),
    "{{ requests.received.total + 1 }}": (
        "看不懂 {{ requests.received.total + 1 }}；只能写 {{ 表.行.列 }} 或 "
        "{{ 表.行.列 | percent of 表.行.列 }}"
    ),
    "{{ requests.received.total | upper }}": "看不懂 {{ requests.received.total | upper }}；只能写",
    "{{ }}": "看不懂 {{ }}；只能写",
    "{{ requests.received.total }": "看不懂 {{ requests.received.total }",
    "{{ requests.received.total": "看不懂 {{ requests.received.total",
}


@pytest.mark.parametrize("look_up", WRONG_LOOK_UPS)
def test_look_up__that_leads_nowhere_names_line_and_nearest(tmp_path: Path, look_up: str) -> None:
    text = changed("    新收{{ requests.received.total }}件。", f"    新收{look_up}件。")

    line = refusal(tmp_path, text)

    assert line.startswith(f"report.yaml 第{line_of(text, look_up)}行：{WRONG_LOOK_UPS[look_up]}")


def test_look_up__after_the_tables_is_read_too(tmp_path: Path) -> None:
    text = changed("after: 均已办结。", 'after: "{{ reviews.cases.total }}"')

    line = refusal(tmp_path, text)

    assert line.startswith(f"report.yaml 第{line_of(text, 'after:')}行：reviews.cases.total 不是")


def test_variant__a_row_that_it_drops_is_unknown(tmp_path: Path) -> None:
    text = changed("year: 2017", "year: 2017\nvariant: no-gazette", STATISTICS)
    text = changed("{items: {value: 120}}", "{channels: {gazette: 1}}", text)

    assert refusal(tmp_path, text).startswith(
        "report.yaml 第8行：不认识的键 tables.statistics.disclosure.channels.gazette"
    )


def test_tree__that_is_no_mapping_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, "- 甲\n").startswith("report.yaml 第1行：应当是“键: 值”的形式")


def test_edition__follows_from_the_year(tmp_path: Path) -> None:
    assert read(tmp_path, STATISTICS).edition.id == "ogi-2014"
    assert read(tmp_path, changed("edition: ogi-2021\n", "")).edition.id == "ogi-2021"


def test_variant__of_the_edition_that_follows_from_the_year(tmp_path: Path) -> None:
    text = changed("year: 2017", "year: 2017\nvariant: no-gazette", STATISTICS)

    assert read(tmp_path, text).edition.variant == "no-gazette"


def test_frame__is_read_as_filed(tmp_path: Path) -> None:
    raw = read(tmp_path, REPORT).raw

    assert (raw.year, raw.agency.name, raw.published) == (2024, "青溪县审计局", date(2025, 1, 17))
    assert (raw.contact.phone, raw.contact.postcode, raw.contact.email) == ("0570-0555136", "315800", None)
    assert raw.title == ("青溪县审计局", "政府信息公开工作年度报告")
    assert raw.signature is not None
    assert (raw.signature.name, raw.signature.date) == ("青溪县审计局", None)


def test_narrative__sections_with_text_before_and_after_tables(tmp_path: Path) -> None:
    raw = read(tmp_path, REPORT).raw

    assert [section.id for section in raw.narrative] == [
        "preface",
        "overview",
        "reviews",
        "problems",
        "others",
    ]
    reviews = raw.narrative[2]
    assert (reviews.before, reviews.after) == ("见下表。", "均已办结。")
    assert not raw.narrative_is_list


def test_narrative__null_is_not_filed_and_empty_text_is(tmp_path: Path) -> None:
    raw = read(tmp_path, changed("  problems: 说理不够。\n  others: 无", "  problems:\n  others: ''")).raw

    assert [section.id for section in raw.narrative] == ["preface", "overview", "reviews", "others"]


def test_narrative__a_figure_as_text_is_kept_as_typed(tmp_path: Path) -> None:
    raw = read(tmp_path, changed("others: 无", "others: 2024.10")).raw

    assert raw.narrative[-1].before == "2024.10"


def test_narrative__a_list_has_titles_and_order_of_its_own(tmp_path: Path) -> None:
    listed = """narrative:
  - {id: preface, text: 依照条例编制。}
  - {id: others, title: 其他事项, text: 无}
  - title: 各项数据
    tables: [disclosure, requests]
    text: {before: 见下表。, after: 完。}
  - {id: reviews}
"""
    raw = read(tmp_path, changed(NARRATIVE, listed)).raw

    assert raw.narrative_is_list
    assert [(each.id, each.title, each.tables) for each in raw.narrative] == [
        ("preface", None, None),
        ("others", "其他事项", None),
        (None, "各项数据", ("disclosure", "requests")),
        ("reviews", None, None),
    ]
    assert [(each.before, each.after) for each in raw.narrative[1:3]] == [("无", ""), ("见下表。", "完。")]


def test_narrative__knows_the_lines_of_its_texts(tmp_path: Path) -> None:
    raw = read(tmp_path, REPORT).raw

    assert [section.lines for section in raw.narrative] == [(11, 0), (13, 0), (16, 16), (17, 0), (18, 0)]


def test_cells__know_their_lines(tmp_path: Path) -> None:
    submission = read(tmp_path, REPORT)

    for path, part in [
        ("disclosure/fee/amount", "fee:"),
        ("requests/received/business", "received: {"),
        ("requests/outcome.total/natural_person", "      total:"),
    ]:
        assert submission.location(CellRef.parse(path)).line == line_of(REPORT, part)


@pytest.mark.parametrize(
    "shorthand", ["licence: 40", "licence: {decisions: 40}", "licence: {decisions: {value: 40}}"]
)
def test_one_column__a_bare_number_stands_for_its_cell(tmp_path: Path, shorthand: str) -> None:
    submission = read(tmp_path, changed("licence: {decisions: 40}", shorthand))

    assert value(submission, "disclosure/licence/decisions") == 40


def test_one_column__a_bare_number_in_the_statistics(tmp_path: Path) -> None:
    text = changed(
        "    disclosure: {items: {value: 120}}",
        "    disclosure: {items: {value: 120, normative: 4}, channels: {website: '１１０'}}\n"
        "    requests: {received: 39, closed: {value: 39, in_time: 39, extended: 0}}",
        STATISTICS,
    )
    submission = read(tmp_path, text)

    assert value(submission, "statistics/disclosure.items/value") == 120
    assert value(submission, "statistics/disclosure.items.normative/value") == 4
    assert value(submission, "statistics/disclosure.channels.website/value") == 110
    assert value(submission, "statistics/requests.received/value") == 39
    assert value(submission, "statistics/requests.closed.extended/value") == 0


@pytest.mark.parametrize("blank", ["null", "", "/", "无", "'-'", "——"])
def test_one_column__a_bare_blank_is_a_filed_blank(tmp_path: Path, blank: str) -> None:
    submission = read(tmp_path, changed("licence: {decisions: 40}", f"licence: {{decisions: {blank}}}"))

    assert value(submission, "disclosure/licence/decisions") is None
    assert submission.origins[CellRef.parse("disclosure/licence/decisions")].state == "filed"


@pytest.mark.parametrize(
    ("typed", "figure", "unit"),
    [
        ("{amount: 12.50}", Decimal("12.50"), "万元"),
        ("12.50", Decimal("12.50"), "万元"),
        ("{amount: {value: 35074.0, unit: 元}}", Decimal("35074.0"), "元"),
        ("{value: 35074.0, unit: 元}", Decimal("35074.0"), "元"),
        ("{amount: {value: 3, unit: 万元}}", 3, "万元"),
        ("{amount: {value: 3}}", 3, "万元"),
        ("{amount: {unit: 元}}", None, "元"),
        ("{amount: {value: null, unit: null}}", None, "万元"),
    ],
)
def test_amount__with_and_without_its_unit(tmp_path: Path, typed: str, figure: Value, unit: str) -> None:
    submission = read(tmp_path, changed("{amount: 12.50}", typed))
    ref = CellRef.parse("disclosure/fee/amount")

    assert str(submission.values[ref]) == str(figure)
    assert submission.units[ref] == unit


UNUSUAL = {"１２": 12, "' 12 '": 12, "'1,234'": 1234, "'1，234'": 1234, "12.0": 12, "'+5'": 5}


@pytest.mark.parametrize("typed", UNUSUAL)
def test_number__typed_unusually_is_read_and_reported(tmp_path: Path, typed: str) -> None:
    submission = read(tmp_path, changed("{decisions: 40}", f"{{decisions: {typed}}}"))

    assert value(submission, "disclosure/licence/decisions") == UNUSUAL[typed]
    assert "GR206" in codes(submission)


@pytest.mark.parametrize("typed", ["012", "1e3", "十二", "0x10", "1_000", "12起", "2024-01-05", "true", ".5"])
def test_number__that_is_none_is_reported_and_not_guessed(tmp_path: Path, typed: str) -> None:
    submission = read(tmp_path, changed("{decisions: 40}", f"{{decisions: {typed}}}"))

    assert value(submission, "disclosure/licence/decisions") is None
    assert "GR201" in codes(submission)


def test_tables__missing_or_null_have_no_cells(tmp_path: Path) -> None:
    for text in (
        changed(TABLES, ""),
        changed(TABLES, "tables:\n"),
        changed(TABLES, "tables: {requests: null}\n"),
    ):
        assert read(tmp_path, text).raw.cells == {}


def as_json(text: str, folder: Path, **style: Any) -> str:
    (folder / "tree.yaml").write_text(text, encoding="utf-8")
    return json.dumps(read_yaml(folder / "tree.yaml").plain(), default=float, **style)


@pytest.mark.parametrize(
    "style",
    [{}, {"ensure_ascii": False}, {"indent": 2}, {"indent": "\t"}, {"separators": (",", ":")}],
    ids=["escapes", "characters", "indented", "tabs", "compact"],
)
def test_json__is_the_same_tree(tmp_path: Path, style: dict[str, Any]) -> None:
    ours = read(tmp_path, changed("amount: 12.50", "amount: 12.25"))
    theirs = read(
        tmp_path, as_json(changed("amount: 12.50", "amount: 12.25"), tmp_path, **style), "report.json"
    )

    assert theirs.values == ours.values
    assert theirs.units == ours.units
    assert theirs.agency == ours.agency
    assert [section.texts()[0][0] for section in theirs.raw.narrative] == [
        section.texts()[0][0] for section in ours.raw.narrative
    ]


def test_json__reads_slashes_as_other_programs_escape_them(tmp_path: Path) -> None:
    text = as_json(changed("others: 无", "others: 见 https://example.org/a"), tmp_path).replace("/", "\\/")

    assert read(tmp_path, text, "report.json").raw.narrative[-1].before == "见 https://example.org/a"


def test_json__reads_rare_characters_as_other_programs_escape_them(tmp_path: Path) -> None:
    text = as_json(changed("others: 无", "others: 𫖰"), tmp_path)

    assert json.dumps("𫖰").strip('"') in text
    assert read(tmp_path, text, "report.json").raw.narrative[-1].before == "𫖰"


def test_encoding__a_byte_order_mark_is_accepted(tmp_path: Path) -> None:
    path = tmp_path / "report.yaml"
    path.write_bytes(REPORT.encode("utf-8-sig"))

    submission = read_submission(path)

    assert submission.agency.name == "青溪县审计局"
    assert submission.raw.remarks == ()


def test_encoding__line_ends_of_windows_are_accepted(tmp_path: Path) -> None:
    path = tmp_path / "report.yaml"
    path.write_bytes(REPORT.replace("\n", "\r\n").encode())

    submission = read_submission(path)

    assert submission.raw.narrative[1].before == "全年公开有序。\n\n新收{{ requests.received.total }}件。\n"
    assert submission.raw.remarks == ()


def test_file__that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(SubmissionError) as caught:
        read_submission(tmp_path / "report.yaml")

    assert str(caught.value) == f"{tmp_path / 'report.yaml'}：没有这个文件；请检查路径"


def test_look_ups__all_that_lead_nowhere_are_named_at_once(tmp_path: Path) -> None:
    text = "narrative:\n  overview: |\n    {{ x }}和{{ y }}\n    {{ z }}\n  problems: '{{ w }}'\n"
    line = refusal(tmp_path, REPORT.replace(NARRATIVE, text))

    first = REPORT[: REPORT.index(NARRATIVE)].count("\n") + 3
    assert line.startswith(f"report.yaml 第{first}行：x 不是表中的单元格")
    assert line.endswith(f"；另有3处（第{first}、{first + 1}、{first + 2}行）")
