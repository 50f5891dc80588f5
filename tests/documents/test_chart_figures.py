"""The charts of a report: which figures of which years they draw, and that a blank is never drawn as 0."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from govreport_writer import editions
from govreport_writer.cells import CellRef, Value
from govreport_writer.documents.appearance import Appearance
from govreport_writer.documents.charts.chart import Chart
from govreport_writer.documents.charts.of_report import charts
from govreport_writer.documents.readback.reading import differences, read_back
from govreport_writer.documents.render import render
from govreport_writer.documents.view import build_view
from govreport_writer.narrative import plain
from govreport_writer.submission import Submission
from govreport_writer.submission_reading import read_submission

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "sample_inputs"
OUTCOMES = ["予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理"]
PARTLY = "requests/outcome.partly"
REFUSED = "requests/outcome.refused"
HEAD = "format: 1\nyear: {year}\nagency: {{name: 青溪县审计局, kind: department, level: county}}\n"


@pytest.fixture(scope="module")
def audit() -> Submission:
    return read_submission(SAMPLES / "county-audit-2024/report.yaml")


@pytest.fixture(scope="module")
def prior() -> Submission:
    return read_submission(SAMPLES / "county-audit-2024/prior.yaml")


def filed(folder: Path, year: int, text: str) -> Submission:
    path = folder / f"{year}.yaml"
    path.write_text(HEAD.format(year=year) + text, encoding="utf-8")
    return read_submission(path)


def drawn(submission: Submission, *earlier: Submission) -> dict[str, Chart]:
    """The charts of the section on requests, by what their title says after the years."""
    made = charts(submission, earlier).get("requests", ())
    return {chart.title.partition("年")[2].partition("（")[0]: chart for chart in made}


def rows(chart: Chart) -> list[list[str]]:
    return [[plain(cell) for cell in row] for row in chart.table.rows]


def texts(chart: Chart) -> list[str]:
    return [node.text or "" for node in etree.fromstring(chart.svg).iter("{*}text")]


def changed(submission: Submission, change: Callable[[CellRef, Value], Value]) -> Submission:
    return replace(submission, values={ref: change(ref, value) for ref, value in submission.values.items()})


def blank(submission: Submission, *rows: str) -> Submission:
    """Blank every cell of rows of the form, as if nobody had filled them in."""
    return changed(
        submission, lambda ref, value: None if f"{ref.table}/{ref.row}".startswith(rows) else value
    )


def of_year(submission: Submission, year: int) -> Submission:
    return replace(submission, raw=replace(submission.raw, year=year))


def test_year_alone__draws_what_was_received_and_the_results(audit: Submission) -> None:
    received, outcomes, refusals = charts(audit)["requests"]

    assert received.title == "2024年新收和办结的政府信息公开申请（单位：件）"
    assert rows(received) == [["年份", "新收", "办结"], ["2024年", "30", "31"]]
    assert rows(outcomes) == [
        ["项目", "数量"], *map(list, zip(OUTCOMES, ["12", "4", "6", "5", "2", "2"], strict=True))
    ]  # fmt: skip
    assert [row[1] for row in rows(refusals)[1:]] == ["0", "0", "0", "2", "1", "3", "0", "0"]


def test_prior__adds_its_year_and_the_results_side_by_side(audit: Submission, prior: Submission) -> None:
    received, outcomes, _, _ = charts(audit, [prior])["requests"]

    assert received.title.startswith("2023—2024年新收和办结")
    assert rows(received)[1:] == [["2023年", "22", "20"], ["2024年", "30", "31"]]
    assert rows(outcomes) == [
        ["年份", *OUTCOMES, "总计"],
        ["2023年", "9", "2", "3", "4", "1", "1", "20"],
        ["2024年", "12", "4", "6", "5", "2", "2", "31"],
    ]


def test_figures__stand_at_the_bars_as_they_stand_in_the_table(audit: Submission, prior: Submission) -> None:
    for chart in charts(audit, [prior])["requests"]:
        shown = " ".join(texts(chart)).split()
        for row in rows(chart)[1:]:
            assert all(cell in shown for cell in row), (chart.title, row)


def test_years__come_in_order_however_the_priors_are_given(audit: Submission, prior: Submission) -> None:
    before = [of_year(prior, year) for year in (2015, 2023, 2011)]

    assert charts(audit, before) == charts(audit, before[::-1])
    assert [row[0] for row in rows(charts(audit, before)["requests"][0])[1:]] == [
        "2011年", "2015年", "2023年", "2024年"
    ]  # fmt: skip


def test_many_years__the_latest_are_drawn(audit: Submission, prior: Submission) -> None:
    before = [of_year(prior, year) for year in range(1950, 2024)]

    received, outcomes, _, _ = charts(audit, before)["requests"]
    for chart in (received, outcomes):
        assert chart.width <= 156
        assert chart.height < 225
        assert rows(chart)[-1][0] == "2024年"
    assert len(rows(received)) == 1 + 18
    assert len(rows(outcomes)) == 1 + 12


def test_priors_of_others_and_of_later_years__take_no_part(audit: Submission, prior: Submission) -> None:
    other = replace(prior, raw=replace(prior.raw, agency=prior.agency.model_copy(update={
        "name": "青溪县财政局", "short_names": (), "code": "1",
    })))  # fmt: skip

    assert charts(audit, [other, of_year(prior, 2024), of_year(prior, 2025)]) == charts(audit)


def test_two_priors_of_a_year__the_first_counts(audit: Submission, prior: Submission) -> None:
    doubled = changed(prior, lambda _, value: value and value * 2)

    assert charts(audit, [prior, doubled]) == charts(audit, [prior])


def test_earlier_edition__is_mapped_where_the_concept_is_the_same(tmp_path: Path) -> None:
    text = (
        "tables:\n  statistics:\n    requests: {received: {in_person: 3, online: 4}, closed: {in_time: 6}}\n"
    )
    old = filed(tmp_path, 2018, text)
    sums = (
        "received: {natural_person: 8}, outcome: {granted: {natural_person: 5}, other: {natural_person: 2}}"
    )
    middle = filed(tmp_path, 2020, f"tables: {{requests: {{{sums}}}}}\n")
    now = filed(
        tmp_path, 2024, f"tables: {{requests: {{{sums.replace('other: {', 'other: {other: {')}}}}}}}\n"
    )

    made = drawn(now, old, middle)
    assert rows(made["新收和办结的政府信息公开申请"])[1:] == [
        ["2018年", "7", "6"], ["2020年", "8", "7"], ["2024年", "8", "7"]
    ]  # fmt: skip
    stacked = rows(made["政府信息公开申请的办理结果"])
    assert [row[0] for row in stacked[1:]] == ["2020年", "2024年"], "2018 knew no such results"
    assert [row[-2:] for row in stacked[1:]] == [["2", "7"], ["2*", "7"]]


def test_form_of_2014__draws_its_own_figures() -> None:
    received, answers, refusals = charts(read_submission(SAMPLES / "beilun-2017/report.yaml"))["requests"]

    assert rows(received) == [["年份", "收到", "办结"], ["2017年", "39", "39"]]
    assert ["同意公开答复数", "31"] in rows(answers)
    assert rows(refusals)[1][0] == "涉及国家秘密"


def test_blank__is_said_and_not_drawn(audit: Submission, prior: Submission) -> None:
    made = drawn(blank(audit, "requests/received", PARTLY), prior)

    assert ["2024年", "未填", "31"] in rows(made["新收和办结的政府信息公开申请"])
    assert ["部分公开", "未填"] in rows(made["政府信息公开申请各类办理结果"])
    assert texts(made["政府信息公开申请各类办理结果"]).count("未填") == 1
    assert "部分公开：未填" in texts(made["政府信息公开申请的办理结果"])


def test_sum_over_a_blank__is_starred_and_the_star_explained(audit: Submission) -> None:
    made = drawn(blank(audit, f"{REFUSED}.third_party"))["政府信息公开申请各类办理结果"]

    assert ["不予公开", "4*"] in rows(made)
    assert "*有未填的单元格，只计已填的。" in texts(made)
    assert not any("*" in text for text in texts(drawn(audit)["政府信息公开申请各类办理结果"]))


def test_figure_that_cannot_be_read__is_no_number(tmp_path: Path) -> None:
    text = "tables: {requests: {received: {natural_person: 十二}, outcome: {granted: {natural_person: 3}}}}\n"
    made = drawn(filed(tmp_path, 2024, text))

    assert rows(made["新收和办结的政府信息公开申请"])[1] == ["2024年", "读不出", "3"]


@pytest.mark.parametrize("figure", [0, None])
def test_nothing_above_zero__draws_nothing(audit: Submission, figure: Value) -> None:
    assert charts(changed(audit, lambda *_: figure)) == {}


def test_year_of_zeros__is_drawn_beside_others(audit: Submission, prior: Submission) -> None:
    made = charts(changed(audit, lambda *_: 0), [prior])["requests"]

    assert [rows(chart)[-1][1:3] for chart in made] == [["0", "0"], ["0", "0"]]


def test_no_refusals__draws_no_reasons(audit: Submission) -> None:
    none = changed(audit, lambda ref, value: 0 if ".refused." in ref.row else value)

    assert len(charts(none)["requests"]) == len(charts(audit)["requests"]) - 1


def test_figures__are_printed_as_filed(audit: Submission) -> None:
    huge = changed(audit, lambda _, value: value and 10**39 + value)
    made = charts(huge)["requests"]

    assert rows(made[0])[1][1] == str(huge.values[CellRef.parse("requests/received/total")])
    assert all(0 < chart.width <= 156 and chart.height < 225 for chart in made)


def test_own_label__is_printed_without_its_number(audit: Submission) -> None:
    labels = {PARTLY: "（二）部分公开（含删减后公开）", f"{REFUSED}.third_party": "４．第三方"}
    made = charts(replace(audit, raw=replace(audit.raw, labels=labels)))["requests"]

    assert "部分公开（含删减后公开）" in [row[0] for row in rows(made[1])]
    assert "４．第三方" in [row[0] for row in rows(made[2])], "no number that the form knows"


def test_hostile_label__is_text(audit: Submission) -> None:
    label = "<script>alert(1)</script>&\"'</svg>" + "{{ requests }}" + "很长" * 200
    made = charts(replace(audit, raw=replace(audit.raw, labels={PARTLY: label})), [])["requests"]

    for chart in made:
        tags = {etree.QName(node).localname for node in etree.fromstring(chart.svg).iter()}
        assert tags <= {
            "svg",
            "title",
            "desc",
            "defs",
            "pattern",
            "path",
            "circle",
            "g",
            "rect",
            "polyline",
            "text",
        }
        assert chart.height < 225
    assert label in [row[0] for row in rows(made[1])]


def test_edition_without_charts__draws_none() -> None:
    edition = editions.read_edition(ROOT / "tests/data/editions/ogi-2027.yaml")

    assert edition.charts == ()


def test_section_that_is_missing__takes_its_charts_with_it(tmp_path: Path) -> None:
    sections = "narrative:\n  - {id: overview, title: 概述, text: 甲}\n"
    figures = "tables: {statistics: {requests: {received: {online: 4}}}}\n"

    assert charts(filed(tmp_path, 2017, sections + figures)) == {}


def test_variant__draws_charts_as_its_edition_does() -> None:
    assert editions.load("ogi-2014", "no-gazette").charts == editions.load("ogi-2014").charts


def test_regional_edition__takes_the_national_charts_over() -> None:
    assert editions.load("ogi-2019-zhejiang").charts == editions.load("ogi-2019").charts


def test_view__numbers_charts_after_the_other_blocks_of_their_section(
    audit: Submission, prior: Submission
) -> None:
    view = build_view(audit, charts=charts(audit, [prior]))
    kinds = [[block.kind for block in section.blocks] for section in view.sections]
    captions = [
        block.title for section in view.sections for block in section.blocks if isinstance(block, Chart)
    ]

    assert kinds[2] == ["statutory", "chart", "chart", "chart", "chart"]
    assert [caption.split("\u3000")[0] for caption in captions] == ["图1", "图2", "图3", "图4"]
    assert captions[0].endswith("\u30002023—2024年新收和办结的政府信息公开申请（单位：件）")


def test_view__has_no_chart_unless_asked(audit: Submission) -> None:
    assert not any(
        isinstance(block, Chart) for section in build_view(audit).sections for block in section.blocks
    )


@pytest.mark.parametrize("form", ["docx", "html", "fragment", "pdf"])
def test_documents__say_caption_and_figures_of_every_chart(
    audit: Submission, prior: Submission, form: str
) -> None:
    drawings = charts(audit, [prior])
    view = build_view(audit, charts=drawings)

    document = render(audit, (form,), charts=drawings)[form]

    assert differences(view, read_back(document, form)) == []
    without = differences(build_view(audit), read_back(document, form))
    assert without, "a chart that nobody asked for is a difference"


def test_weasyprint__draws_them_too(audit: Submission, prior: Submission) -> None:
    drawings = charts(audit, [prior])
    document = render(audit, ("pdf",), charts=drawings, appearance=Appearance(pdf_engine="weasyprint"))["pdf"]

    assert differences(build_view(audit, charts=drawings), read_back(document, "pdf")) == []
