"""What a submission makes of the cells typed: totals, blanks, origins, units."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govreport_writer import editions
from govreport_writer.cells import NOWHERE, CellRef, Location, Value
from govreport_writer.checks import footing
from govreport_writer.checks.context import Context
from govreport_writer.checks.sides import evaluate
from govreport_writer.figures import in_unit
from govreport_writer.form.edition import FormEdition
from govreport_writer.pipeline import run_checks
from govreport_writer.submission import Agency, RawCell, RawSubmission, Submission
from govreport_writer.submission_build import build
from govreport_writer.yaml_strict import Scalar

FORM = editions.load("ogi-2021")
AGENCY = Agency(name="青溪县审计局", kind="department", level="county")
COLUMNS = ("natural_person", "business", "research", "public_interest", "legal_service", "other")
MONEY = """\
edition: money
title: 收费年报
notice: 无
reporting_years: {first: 2021}
sections: [{id: fees, title: 收费, tables: [fees]}]
tables:
  - id: fees
    number: 1
    sheet: 收费
    columns: [{id: value, label: 金额, type: amount, unit: 万元}]
    rows:
      - {id: licences, label: 许可}
      - {id: copies, label: 复制}
      - {id: total, label: 合计, total_of: siblings}
"""

every_edition = pytest.mark.parametrize("edition_id", editions.available())


def filed(cells: Mapping[str, Scalar | RawCell], form: FormEdition = FORM) -> Submission:
    """Return the submission of these cells and no other."""
    typed = {
        CellRef.parse(path): cell if isinstance(cell, RawCell) else RawCell(cell)
        for path, cell in cells.items()
    }
    return build(form, RawSubmission("report.yaml", form.reporting_years.first, AGENCY, cells=typed))


def row(name: str, *figures: Scalar) -> dict[str, Scalar]:
    """Return the cells of a row of `requests`, column by column."""
    return {f"requests/{name}/{column}": figure for column, figure in zip(COLUMNS, figures, strict=False)}


def value(submission: Submission, path: str) -> Value:
    return submission.values[CellRef.parse(path)]


def state(submission: Submission, path: str) -> str:
    return submission.origins[CellRef.parse(path)].state


@pytest.fixture
def money(tmp_path: Path) -> FormEdition:
    """Return an edition with a total of amounts."""
    path = tmp_path / "money.yaml"
    path.write_text(MONEY, encoding="utf-8")
    return editions.read_edition(path)


def test_total__left_out_is_the_sum_of_its_row() -> None:
    submission = filed(row("received", 12, 3, 0, 1, 0, 0))

    assert value(submission, "requests/received/total") == 16
    assert state(submission, "requests/received/total") == "computed"


def test_total__left_out_is_the_sum_of_its_column() -> None:
    submission = filed(row("outcome.granted", 6) | row("outcome.refused.third_party", 2))

    assert value(submission, "requests/outcome.total/natural_person") == 8


def test_total__of_headings_has_no_cell() -> None:
    assert CellRef("requests", "outcome.refused", "natural_person") not in FORM.cells


def test_total__below_is_added_once() -> None:
    form = editions.load("ogi-2014")
    submission = filed(
        {
            "statistics/requests.answered.granted/value": 4,
            "statistics/requests.answered.refused.privacy/value": 2,
            "statistics/requests.answered.refused.other/value": 1,
        },
        form,
    )

    assert value(submission, "statistics/requests.answered.refused/value") == 3
    assert value(submission, "statistics/requests.answered/value") == 7


def test_corner__left_out_is_computed_from_totals_left_out() -> None:
    submission = filed(row("outcome.granted", 6, 2) | row("outcome.partly", 3, 1))

    assert value(submission, "requests/outcome.total/total") == 12
    assert state(submission, "requests/outcome.total/total") == "computed"


def test_corner__left_out_is_the_sum_of_its_row_as_typed() -> None:
    submission = filed(row("outcome.granted", 6, 2) | row("outcome.total", 7, 2))

    assert value(submission, "requests/outcome.total/total") == 9


def test_corner__typed_stays_as_typed() -> None:
    submission = filed(row("outcome.granted", 6, 2) | {"requests/outcome.total/total": 100})

    assert value(submission, "requests/outcome.total/total") == 100
    assert state(submission, "requests/outcome.total/total") == "filed"


def test_total__typed_wrong_is_not_corrected() -> None:
    submission = filed(row("received", 12, 3) | {"requests/received/total": 99})

    assert value(submission, "requests/received/total") == 99


@pytest.mark.parametrize("mark", [None, "", "/", "-", "—", "——", "无", "／", "－", " \u3000"])
def test_total__typed_blank_stays_blank(mark: Scalar) -> None:
    submission = filed(row("received", 12, 3) | {"requests/received/total": mark})

    assert value(submission, "requests/received/total") is None
    assert state(submission, "requests/received/total") == "filed"
    assert submission.readable(CellRef.parse("requests/received/total"))


def test_blank__adds_nothing_to_a_total() -> None:
    submission = filed(row("received", 12, None, "/", 1))

    assert value(submission, "requests/received/total") == 13


def test_total__of_blanks_only_is_blank_and_not_zero() -> None:
    submission = filed(row("received", None, "/", "无", None, None, None))

    assert value(submission, "requests/received/total") is None


def test_total__of_one_zero_is_zero() -> None:
    assert value(filed(row("received", None, 0)), "requests/received/total") == 0


def test_total__over_a_cell_that_cannot_be_read_waits() -> None:
    submission = filed(row("outcome.granted", "六", 2))

    for path in ("granted/total", "total/natural_person", "total/total"):
        assert value(submission, f"requests/outcome.{path}") is None
        assert state(submission, f"requests/outcome.{path}") == "waiting"
        assert not submission.readable(CellRef.parse(f"requests/outcome.{path}"))
    assert value(submission, "requests/outcome.total/business") == 2


def test_total__typed_over_a_cell_that_cannot_be_read_is_a_number() -> None:
    submission = filed(row("outcome.granted", "六", 2) | {"requests/outcome.granted/total": 8})

    assert value(submission, "requests/outcome.granted/total") == 8
    assert submission.readable(CellRef.parse("requests/outcome.granted/total"))


def test_total__of_amounts_is_exact(money: FormEdition) -> None:
    submission = filed({"fees/licences/value": Decimal("0.1"), "fees/copies/value": Decimal("0.2")}, money)

    assert value(submission, "fees/total/value") == Decimal("0.3")


def test_total__of_amounts_is_in_its_own_unit(money: FormEdition) -> None:
    submission = filed(
        {"fees/licences/value": RawCell(5000, unit="元"), "fees/copies/value": Decimal("1.25")}, money
    )

    assert value(submission, "fees/total/value") == Decimal("1.75")
    assert submission.units[CellRef.parse("fees/total/value")] == "万元"


def test_total__typed_in_another_unit_is_compared_by_value(money: FormEdition) -> None:
    cells: dict[str, Scalar | RawCell] = {
        "fees/licences/value": 3,
        "fees/copies/value": Decimal("0.5"),
    }
    total = "fees/total/value"

    right = filed({**cells, total: RawCell(35000, unit="元")}, money)
    wrong = filed({**cells, total: RawCell(Decimal("3.5"), unit="元")}, money)

    assert [finding.code for finding in footing.check(Context(right))] == []
    assert [finding.code for finding in footing.check(Context(wrong))] == ["GR301"]


def test_values__every_cell_of_the_edition() -> None:
    assert set(filed({}).values) == set(FORM.cells)


def test_values__nothing_filed_is_blank_and_never_zero() -> None:
    submission = filed({})

    assert set(submission.values.values()) == {None}
    assert {origin.state for origin in submission.origins.values()} == {"missing", "computed"}


def test_values__optional_tables_only_when_filed() -> None:
    form = editions.load("ogi-2019-zhejiang")

    none, one = filed({}, form), filed({"staffing/support.offices/value": 1}, form)

    assert {ref.table for ref in none.values} == {"disclosure", "requests", "reviews"}
    assert {ref.table for ref in one.values} == {"disclosure", "requests", "reviews", "staffing"}
    assert value(one, "staffing/meetings.trainees/value") is None
    assert state(one, "staffing/meetings.trainees/value") == "missing"


def test_origin__keeps_place_and_typed_text() -> None:
    place = Location(line=42)
    submission = filed({"requests/received/natural_person": RawCell("１２", location=place)})
    ref = CellRef.parse("requests/received/natural_person")

    assert submission.values[ref] == 12
    assert submission.origins[ref].raw == "１２"
    assert submission.location(ref) == place


def test_origin__a_plain_number_has_no_other_text() -> None:
    submission = filed({"disclosure/fee/amount": Decimal("12.50"), "disclosure/licence/decisions": 3})

    assert submission.origins[CellRef.parse("disclosure/fee/amount")].raw is None
    assert submission.origins[CellRef.parse("disclosure/licence/decisions")].raw is None


def test_origin__what_was_not_typed_is_nowhere() -> None:
    submission = filed({})

    assert submission.location(CellRef.parse("requests/received/total")) == NOWHERE
    assert submission.location(CellRef.parse("requests/received/business")) == NOWHERE


def test_amount__keeps_the_decimals_typed() -> None:
    assert str(value(filed({"disclosure/fee/amount": Decimal("12.50")}), "disclosure/fee/amount")) == "12.50"


def test_units__of_the_form_unless_typed() -> None:
    submission = filed({"disclosure/fee/amount": RawCell(125000, unit="元")})

    assert submission.units[CellRef.parse("disclosure/fee/amount")] == "元"
    assert submission.units[CellRef.parse("requests/received/total")] == "件"
    assert submission.units[CellRef.parse("disclosure/licence/decisions")] is None


def test_units__open_where_the_form_names_none() -> None:
    form = editions.load("ogi-2019")
    ref = CellRef.parse("disclosure/procurement/amount")

    stated = filed({str(ref): RawCell(Decimal("35.5"), unit="万元")}, form)
    silent = filed({str(ref): Decimal("35.5")}, form)

    assert stated.open_units() == {ref: "万元"}
    assert silent.open_units() == {}
    assert silent.units[ref] is None


@pytest.mark.parametrize(
    ("number", "unit", "wanted", "converted"),
    [
        (35000, "元", "万元", Decimal("3.5")),
        (Decimal("0.0001"), "万元", "元", 1),
        (5, "万元", "万元", 5),
        (5, "件", "万元", 5),
        (5, None, "元", 5),
    ],
)
def test_in_unit__converts_between_units_of_money_only(
    number: int | Decimal, unit: str | None, wanted: str | None, converted: int | Decimal
) -> None:
    assert in_unit(number, unit, wanted) == converted


@cache
def leaves(edition_id: str) -> tuple[CellRef, ...]:
    """Return the cells of an edition that are no totals."""
    return tuple(ref for ref, cell in editions.load(edition_id).cells.items() if not cell.is_total)


def built(edition_id: str, figures: list[Scalar]) -> Submission:
    """Return a submission of these figures in all cells that are no totals."""
    cells = {str(ref): figure for ref, figure in zip(leaves(edition_id), figures, strict=True)}
    return filed(cells, editions.load(edition_id))


def figures_of(edition_id: str, figure: st.SearchStrategy[Scalar]) -> st.SearchStrategy[list[Scalar]]:
    size = len(leaves(edition_id))
    return st.lists(figure, min_size=size, max_size=size)


COUNTS: st.SearchStrategy[Scalar] = st.integers(0, 10**9)
ANYTHING: st.SearchStrategy[Scalar] = st.one_of(
    st.none(),
    st.integers(-(10**18), 10**18),
    st.decimals(-1000, 1000, places=2),
    st.sampled_from(["/", "无", "十二", "１２", "1,234", "012", True]),
)


@pytest.mark.slow
@every_edition
@settings(deadline=None)
@given(data=st.data())
def test_law__totals_left_out_satisfy_every_footing(edition_id: str, data: st.DataObject) -> None:
    submission = built(edition_id, data.draw(figures_of(edition_id, COUNTS)))

    for identity in submission.edition.identities:
        if identity.kind == "footing":
            sides = evaluate(identity, Context(submission))
            assert sides is not None
            assert sides.left == sides.right


@pytest.mark.slow
@every_edition
@settings(deadline=None)
@given(data=st.data())
def test_law__totals_left_out_are_never_wrong_sums(edition_id: str, data: st.DataObject) -> None:
    submission = built(edition_id, data.draw(figures_of(edition_id, ANYTHING)))

    outcome = run_checks(submission, formats=("html",))

    assert outcome.not_checked == ()
    assert "GR301" not in {finding.code for finding in outcome.findings}


@pytest.mark.slow
@every_edition
@settings(deadline=None)
@given(data=st.data())
def test_law__typing_the_computed_totals_changes_no_figure(edition_id: str, data: st.DataObject) -> None:
    computed = built(edition_id, data.draw(figures_of(edition_id, COUNTS)))

    typed = filed({str(ref): figure for ref, figure in computed.values.items()}, computed.edition)

    assert typed.values == computed.values
    assert list(footing.check(Context(typed))) == []
