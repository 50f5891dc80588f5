"""The details can be followed by hand: rows, formulas with their values, and text that stays text."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from rollup_units import COUNTY, FEE, RECEIVED, RECEIVED_TOTAL, filed, full, summed, unit

from govreport_writer.summing.details import details_bytes
from govreport_writer.summing.details_workbook import details_workbook
from govreport_writer.summing.filing import NotRead
from govreport_writer.summing.result import Rollup
from govreport_writer.summing.run import Wanted, rolled_up

HOSTILE = "=cmd|'/c calc'!A1"


@pytest.fixture
def result() -> Rollup:
    """Three units, one with a hostile name, one with a blank and a cell that is no number; one not read."""
    units = [
        unit(HOSTILE, full() | {RECEIVED: 3, FEE: (35074, "元")}, code="+1"),
        unit("乙局", full() | {RECEIVED: 4, FEE: Decimal("1.25")}),
        unit("丙局", full() | {RECEIVED: "十二", FEE: None}),
    ]
    given = unit(COUNTY.name, full() | {RECEIVED: 11, FEE: Decimal("4.7574")}, kind="government")
    read = [*map(filed, units), NotRead("d.yaml", "d.yaml: =1+1")]
    return rolled_up(read, Wanted(COUNTY, given=given))


def sheets(data: bytes, *, values: bool = True) -> dict[str, list[dict[str, object]]]:
    """The rows of each sheet by their heads."""
    book = load_workbook(io.BytesIO(data), data_only=values)
    found = {}
    for sheet in book.worksheets:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        top = next(index for index, row in enumerate(rows) if row[0] in ("表", "单位"))
        found[sheet.title] = [dict(zip(rows[top], row, strict=True)) for row in rows[top + 1 :]]
    return found


def test_rows__name_unit_place_and_figure(result: Rollup) -> None:
    rows = sheets(details_workbook(result))["明细"]

    fees = [
        (row["单位"], row["填报数"], row["金额单位"], row["计入数"]) for row in rows if row["格"] == str(FEE)
    ]
    assert fees == [(HOSTILE, 35074, "元", 3.5074), ("乙局", 1.25, "万元", 1.25)]
    unread = next(row for row in rows if row["单位"] == "丙局" and row["格"] == str(RECEIVED))
    assert (unread["填报数"], unread["计入数"], unread["备注"]) == ("十二", None, "不是数字，未计入")


def test_rows__list_blanks_and_zeros_only_when_asked(result: Rollup) -> None:
    some, everything = details_workbook(result), details_workbook(result, everything=True)

    assert len(sheets(some)["明细"]) < 12
    assert len(sheets(everything)["明细"]) == 3 * len(result.edition.cells)


def test_totals__add_up_their_rows_by_formula(result: Rollup) -> None:
    data = details_workbook(result)
    formulas, shown = sheets(data, values=False)["汇总"], sheets(data)["汇总"]

    by_path = {row["格"]: row for row in shown}
    assert by_path[str(RECEIVED)]["报告中的数"] == by_path[str(RECEIVED)]["各单位之和（公式）"] == 7
    assert by_path[str(FEE)]["有数的单位"] == 2
    assert by_path[str(FEE)]["空白的单位"] == 1
    assert by_path[str(RECEIVED_TOTAL)]["未能计入的单位"] == 1
    assert all(str(row["各单位之和（公式）"]).startswith("=SUMIFS(") for row in formulas)


def test_full_sheet__is_continued_and_the_formulas_follow(result: Rollup) -> None:
    data = details_workbook(result, everything=True, most_rows=101)
    found = sheets(data)
    formula = sheets(data, values=False)["汇总"][0]["各单位之和（公式）"]

    names = [name for name in found if name.startswith("明细")]
    rows = [len(found[name]) for name in names]
    assert names[:2] == ["明细", "明细2"]
    assert rows[:-1] == [100] * (len(names) - 1)
    assert sum(rows) == 3 * len(result.edition.cells)
    assert all(f"'{name}'!" in str(formula) for name in names)


def test_gaps_and_units__have_their_sheets(result: Rollup) -> None:
    found = sheets(details_workbook(result))

    gap = next(row for row in found["差异"] if row["格"] == str(RECEIVED))
    assert (gap["本级报告"], gap["各单位之和"], gap["相差"]) == (11, 7, 4)
    assert gap["可能的原因"] == "乙局的数正好是4，本级可能重复计算"
    assert [row["是否计入"] for row in found["单位"]] == ["计入"] * 3 + ["无法读取，未计入：d.yaml: =1+1"]


def test_text__is_only_ever_text(result: Rollup) -> None:
    book = load_workbook(io.BytesIO(details_workbook(result)))
    formulas = [
        cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]

    assert all(str(each).startswith("=SUMIFS(") for each in formulas)
    lines = list(csv.reader(io.StringIO(details_bytes(result, ".csv").decode("utf-8-sig"))))
    assert lines[1][:2] == [f"'{HOSTILE}", "'+1"]


def test_csv__has_the_rows_of_the_workbook(result: Rollup) -> None:
    lines = list(csv.reader(io.StringIO(details_bytes(result, ".csv").decode("utf-8-sig"))))

    assert len(lines) - 1 == len(sheets(details_workbook(result))["明细"])
    assert "35074" in next(line for line in lines if str(FEE) in line)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_details__have_the_same_bytes_again(result: Rollup, suffix: str) -> None:
    assert details_bytes(result, suffix) == details_bytes(result, suffix)


def test_details_without_figures__can_be_opened() -> None:
    book = sheets(details_workbook(summed(unit("甲局", full()))))

    assert book["明细"] == []
    assert book["差异"] == []


@pytest.mark.slow
def test_formulas__come_out_the_same_when_calculated(result: Rollup, tmp_path: Path) -> None:
    """Openpyxl keeps no value of a formula, so that what is read back was calculated by LibreOffice."""
    assert shutil.which("soffice") is not None, "LibreOffice is not installed"
    data = details_workbook(result, everything=True, most_rows=101)
    load_workbook(io.BytesIO(data)).save(tmp_path / "details.xlsx")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    convert = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", tmp_path / "back"]
    subprocess.run([*convert, tmp_path / "details.xlsx"], check=True, capture_output=True, timeout=300)

    again = sheets((tmp_path / "back/details.xlsx").read_bytes())["汇总"]

    name = "各单位之和（公式）"
    assert [row[name] for row in again] == pytest.approx([row[name] for row in sheets(data)["汇总"]])
