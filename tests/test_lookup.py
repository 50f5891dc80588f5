"""Look-ups in the text: cells, groups, shares."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest

from govreport_writer import editions
from govreport_writer.cells import CellRef, Value
from govreport_writer.documents.view import build_view
from govreport_writer.errors import SubmissionError
from govreport_writer.form.edition import FormEdition
from govreport_writer.lookup import fill, looked_up, placeholders
from govreport_writer.submission_reading import read_submission

BASE = Path(__file__).parent / "checks" / "bases" / "department-2024.yaml"
FORM = editions.load("ogi-2021")
STATISTICS = editions.load("ogi-2014")
COLUMNS = ("natural_person", "business", "research", "public_interest", "legal_service", "other")


def filled(text: str, cells: dict[str, Value], form: FormEdition = FORM) -> str:
    """Return the text with its look-ups filled in from these cells; a hole prints □."""
    values = {CellRef.parse(path): value for path, value in cells.items()}
    return fill(text, form, values, "□")


def cells_of(path: str) -> set[str]:
    """Return the cells that a path adds up."""
    (placeholder,) = placeholders(f"{{{{ {path} }}}}", FORM, "", 0)
    return set(map(str, placeholder.cells))


def share(part: Value, whole: Value) -> str | None:
    """Return what a share prints."""
    text = "{{ disclosure.penalty.decisions | percent of disclosure.licence.decisions }}"
    (placeholder,) = placeholders(text, FORM, "", 0)
    refs = ("disclosure/penalty/decisions", "disclosure/licence/decisions")
    return looked_up(placeholder, dict(zip(map(CellRef.parse, refs), (part, whole), strict=True)))


def test_cell__prints_its_figure_as_filed() -> None:
    cells: dict[str, Value] = {
        "disclosure/fee/amount": Decimal("12.50"),
        "disclosure/penalty/decisions": 1234567,
    }

    assert filled("收{{ disclosure.fee.amount }}万元", cells) == "收12.50万元"
    assert filled("罚{{disclosure.penalty.decisions}}件", cells) == "罚1234567件"


def test_cell__zero_is_a_figure() -> None:
    assert filled("{{ disclosure.coercion.decisions }}件", {"disclosure/coercion/decisions": 0}) == "0件"


@pytest.mark.parametrize("cells", [{}, {"disclosure/coercion/decisions": None}])
def test_cell__blank_is_a_hole_and_not_zero(cells: dict[str, Value]) -> None:
    assert filled("{{ disclosure.coercion.decisions }}件", cells) == "□件"


def test_text__without_look_ups_is_left_alone() -> None:
    assert filled("甲{乙}丙 { {丁} } 100%", {}) == "甲{乙}丙 { {丁} } 100%"


def test_text__several_look_ups_on_several_lines() -> None:
    cells: dict[str, Value] = {"disclosure/penalty/decisions": 3, "disclosure/licence/decisions": 12}

    text = (
        "甲{{ disclosure.penalty.decisions }}\n"
        "乙{{ disclosure.licence.decisions }}丙{{disclosure.penalty.decisions}}"
    )

    assert filled(text, cells) == "甲3\n乙12丙3"


def test_one_column_table__names_the_column_value() -> None:
    cells: dict[str, Value] = {"statistics/requests.received/value": 39}

    assert filled("{{ statistics.requests.received.value }}", cells, STATISTICS) == "39"


def test_row_group__is_the_sum_of_its_rows_in_one_column() -> None:
    assert cells_of("requests.outcome.unavailable.natural_person") == {
        f"requests/outcome.unavailable.{row}/natural_person"
        for row in ("not_held", "not_ready_made", "unclear")
    }


def test_row_group__leaves_the_total_of_its_rows_out() -> None:
    cells = cells_of("requests.outcome.natural_person")

    assert len(cells) == 21
    assert not any("outcome.total" in cell for cell in cells)


def test_row_group__in_the_column_of_totals_adds_the_totals_of_its_rows() -> None:
    assert cells_of("requests.outcome.not_processed.total") == {
        f"requests/outcome.not_processed.{row}/total"
        for row in ("petition", "repeated", "publication", "excessive", "reissue")
    }


def test_spanner_group__leaves_the_total_of_its_columns_out() -> None:
    assert cells_of("requests.received.applicants") == {f"requests/received/{column}" for column in COLUMNS}
    assert cells_of("requests.received.organisation") == {
        f"requests/received/{column}" for column in COLUMNS[1:]
    }


def test_spanner_group__of_spanners_adds_all_below() -> None:
    results = ("upheld", "corrected", "other_result", "pending")

    assert cells_of("reviews.cases.suit") == {
        f"reviews/cases/{kind}.{result}"
        for kind in ("suit_direct", "suit_after_review")
        for result in results
    }


def test_row_with_rows_below__is_its_own_cell_and_no_group() -> None:
    (placeholder,) = placeholders("{{ statistics.disclosure.items.value }}", STATISTICS, "", 0)

    assert list(map(str, placeholder.cells)) == ["statistics/disclosure.items/value"]


def test_group__adds_the_numbers_and_passes_over_blanks() -> None:
    cells: dict[str, Value] = {
        "reviews/cases/review.upheld": 2,
        "reviews/cases/review.corrected": None,
        "reviews/cases/review.other_result": 1,
        "reviews/cases/review.total": 99,
    }

    assert filled("{{ reviews.cases.review }}", cells) == "3"


def test_group__over_a_cell_that_cannot_be_read_is_a_hole_in_a_draft(tmp_path: Path) -> None:
    """The sum of what could be read would be a wrong number."""
    text = BASE.read_text(encoding="utf-8")
    text = text.replace("third_party: {natural_person: 1,", "third_party: {natural_person: 一,")
    text = text.replace("没有收取信息处理费。", "不予公开{{ requests.outcome.refused.natural_person }}件。")
    path = tmp_path / "report.yaml"
    path.write_text(text, encoding="utf-8")

    view = repr(build_view(read_submission(path), draft=True))

    assert "不予公开0件" not in view
    assert "不予公开〔读不出〕件" in view


def test_group__of_blanks_is_a_hole() -> None:
    assert filled("{{ reviews.cases.review }}", {"reviews/cases/review.upheld": None}) == "□"


@pytest.mark.parametrize(
    ("part", "whole", "printed"),
    [
        (1, 8, "12.5%"),
        (1, 3, "33.3%"),
        (2, 3, "66.7%"),
        (247, 2000, "12.4%"),  # 12.35, half up
        (245, 2000, "12.3%"),  # 12.25, half up and not to even
        (1, 2000, "0.1%"),  # 0.05
        (1, 2001, "0%"),  # 0.04998
        (0, 7, "0%"),
        (7, 7, "100%"),
        (21, 30, "70%"),
        (3, 1, "300%"),
        (Decimal("0.5"), Decimal("12.50"), "4%"),
    ],
)
def test_share__has_one_decimal_rounded_half_up(part: Value, whole: Value, printed: str) -> None:
    assert share(part, whole) == printed


@pytest.mark.parametrize(("part", "whole"), [(3, 0), (0, 0), (None, 5), (5, None), (0, Decimal("0.0"))])
def test_share__of_zero_or_of_a_blank_is_a_hole(part: Value, whole: Value) -> None:
    assert share(part, whole) is None


def test_share__of_groups() -> None:
    cells = cast(
        "dict[str, Value]",
        {
            f"requests/received/{column}": number
            for column, number in zip(COLUMNS, (1, 1, 1, 0, 0, 0), strict=True)
        },
    )

    text = "{{ requests.received.organisation|percent of requests.received.applicants }}"

    assert filled(text, cells) == "66.7%"


def test_placeholder__knows_its_line() -> None:
    text = "甲\n\n乙{{ disclosure.fee.amount }}\n{{ disclosure.fee.amount }}"

    assert [each.line for each in placeholders(text, FORM, "", 20)] == [22, 23]


def test_placeholder__keeps_its_text_as_typed() -> None:
    (placeholder,) = placeholders("{{disclosure.fee.amount  }}", FORM, "", 0)

    assert placeholder.text == "{{disclosure.fee.amount  }}"


@pytest.mark.parametrize(
    "text",
    [
        "{{ }}",
        "{{ a b }}",
        "{{ disclosure.fee.amount | upper }}",
        "{{ disclosure.fee.amount | percent disclosure.fee.amount }}",
        "{{ disclosure.fee.amount | percent of }}",
        "{{ disclosure.fee.amount * 2 }}",
        "{{ disclosure.fee.amount | percent of disclosure.fee.amount | percent of disclosure.fee.amount }}",
    ],
)
def test_look_up__is_no_language(text: str) -> None:
    with pytest.raises(SubmissionError) as caught:
        placeholders(text, FORM, "report.yaml", 7)

    assert caught.value.key == "lookup.syntax"
    assert caught.value.line == 7


@pytest.mark.parametrize(
    ("path", "nearest"),
    [
        ("requests.recieved.total", "requests.received.total"),
        ("request.received.total", "requests.received.total"),
        ("requests.outcome.granted.natural_people", "requests.outcome.granted.natural_person"),
        ("reviews.cases.review.uphold", "reviews.cases.review.upheld"),
    ],
)
def test_look_up__unknown_names_the_nearest(path: str, nearest: str) -> None:
    with pytest.raises(SubmissionError) as caught:
        placeholders(f"一\n二{{{{ {path} }}}}", FORM, "report.yaml", 7)

    assert str(caught.value) == f"report.yaml 第8行：{path} 不是表中的单元格；是否为 {nearest}？"


def test_look_up__of_a_row_is_the_sum_of_its_leaves_without_totals() -> None:
    (whole_row,) = placeholders("{{ requests.received }}", FORM, "report.yaml", 1)

    assert len(whole_row.cells) == 6
    assert {cell.row for cell in whole_row.cells} == {"received"}
    assert "total" not in {cell.column for cell in whole_row.cells}


def test_look_up__of_a_table_is_unknown() -> None:
    for path in ("requests", "reviews", "requests.", ".received"):
        with pytest.raises(SubmissionError):
            placeholders(f"{{{{ {path} }}}}", FORM, "report.yaml", 1)
