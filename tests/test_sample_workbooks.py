"""The workbooks among the samples are what the program makes now, and say what the reports beside them do."""

from __future__ import annotations

import runpy
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from govreport_writer import read_submission
from govreport_writer.pipeline import check_file
from govreport_writer.workbook.round_trip import differences

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "sample_inputs/county-audit-2024"
FILLED, BLANK = FOLDER / "report.xlsx", ROOT / "sample_inputs/blank-2024.xlsx"


@pytest.fixture(scope="module")
def built() -> dict[Path, bytes]:
    made: dict[Path, bytes] = runpy.run_path(str(ROOT / "tools/build_samples.py"))["build"]()
    return made


def looks(content: bytes) -> dict[str, object]:
    """What a workbook shows and lets be typed; its bytes change with the library that writes them."""
    book = load_workbook(BytesIO(content))
    found: dict[str, object] = {}
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                comment = cell.comment.text if cell.comment else None
                look = (cell.fill.fgColor.rgb, cell.font.name, cell.font.sz, cell.number_format)
                found[f"{sheet.title}!{cell.coordinate}"] = cell.value, comment, cell.protection.locked, look
        rules = [
            (str(area.sqref), [rule.formula for rule in area.rules]) for area in sheet.conditional_formatting
        ]
        offered = [(str(each.sqref), each.type, each.error) for each in sheet.data_validations.dataValidation]
        widths = {name: each.width for name, each in sheet.column_dimensions.items()}
        found[sheet.title] = rules, offered, widths, sheet.sheet_state, sheet.protection.sheet
    return found


def test_workbooks__are_all_that_the_tool_builds(built: dict[Path, bytes]) -> None:
    assert set(ROOT.glob("sample_inputs/**/*.xlsx")) == built.keys() == {FILLED, BLANK}


@pytest.mark.parametrize("path", [FILLED, BLANK], ids=lambda path: path.name)
def test_workbook__is_what_the_tool_builds_now(path: Path, built: dict[Path, bytes]) -> None:
    there, now = looks(path.read_bytes()), looks(built[path])

    assert there.keys() == now.keys()
    assert [name for name in now if there[name] != now[name]] == [], "run `make samples`"


def test_filled_workbook__says_what_the_report_says() -> None:
    assert differences(read_submission(FOLDER / "report.yaml"), read_submission(FILLED)) == []


def test_filled_workbook__is_clean_and_compared_with_last_year() -> None:
    found = check_file(FILLED, [read_submission(FOLDER / "prior.yaml")])

    assert (found.verdict, found.findings, found.not_checked) == ("clean", (), ())


def test_blank_workbook__holds_no_figure_and_no_text() -> None:
    blank = read_submission(BLANK)

    assert (blank.year, blank.agency.name, blank.edition.id) == (2024, "青溪县审计局", "ogi-2021")
    assert set(blank.values.values()) <= {None}
    assert not any(part.before or part.after for part in blank.raw.narrative)
