"""Workbooks from the outside: new, check, annotate, render, convert."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest
from cli.conftest import SAMPLES, Govreport
from openpyxl import load_workbook
from pictures import PNG

from govreport_writer import editions, read_submission
from govreport_writer.cells import CellRef
from govreport_writer.form.edition import FormEdition
from govreport_writer.submission import Submission
from govreport_writer.vocabulary import Kind
from govreport_writer.workbook.layout import layouts
from govreport_writer.workbook.round_trip import differences
from govreport_writer.workbook.spots import Spot, a1
from govreport_writer.workbook.write import workbook_bytes

pytestmark = pytest.mark.slow

ARGUMENTS = ("new", "--agency", "青溪县审计局", "--kind", "department", "-o")
SAMPLE_NAMES = sorted(path.parent.name for path in SAMPLES.glob("*/report.yaml"))
CARRIED_IN = CellRef("requests", "carried_in", "natural_person")
RECEIVED = CellRef("requests", "received", "natural_person")


@pytest.fixture
def workbook(clean: Path, tmp_path: Path) -> Path:
    """The clean report of 2024 as a workbook."""
    return written(clean, tmp_path / "report.xlsx")


@pytest.fixture
def bad_workbook(broken: Path, tmp_path: Path) -> Path:
    return written(broken, tmp_path / "broken.xlsx")


def written(source: Path, path: Path) -> Path:
    path.write_bytes(workbook_bytes(read_submission(source)))
    return path


def edited(path: Path, edit: Callable[[Any], object]) -> Path:
    book = load_workbook(path)
    edit(book)
    book.save(path)
    return path


def spot_of(ref: CellRef, form: FormEdition) -> tuple[str, Spot]:
    return next(
        (layout.table.sheet, layout.cells[ref]) for layout in layouts(form) if layout.table.id == ref.table
    )


def value_at(path: Path, ref: CellRef) -> Any:
    sheet, spot = spot_of(ref, read_submission(path).edition)
    return load_workbook(path)[sheet].cell(*spot).value


# --- new


CHOICES = [
    (edition_id, year, kind)
    for edition_id in editions.available()
    for year in {
        editions.load(edition_id).reporting_years.first,
        editions.load(edition_id).reporting_years.last or 2030,
    }
    for kind in get_args(Kind)
]


@pytest.mark.parametrize(("edition_id", "year", "kind"), CHOICES)
def test_new__makes_a_workbook_of_each_edition_year_and_kind(
    edition_id: str, year: int, kind: str, govreport: Govreport, tmp_path: Path
) -> None:
    path = tmp_path / "report.xlsx"

    made = govreport(
        "new", "--year", year, "--edition", edition_id, "--agency", "青溪县某局", "--kind", kind, "-o", path
    )

    submission = read_submission(path)
    assert (made.code, made.err, made.out) == (0, "", f"已生成 {path}\n")
    assert (submission.edition.id, submission.year) == (edition_id, year)
    assert (submission.agency.name, submission.agency.kind) == ("青溪县某局", kind)
    assert submission.raw.remarks == ()
    assert set(submission.values.values()) == {None}


def test_new__blank_workbook_is_checked_as_blank(govreport: Govreport, tmp_path: Path) -> None:
    govreport(*ARGUMENTS, tmp_path / "report.xlsx", "--year", 2024)

    result = govreport("check", tmp_path / "report.xlsx")

    assert result.code == 1
    assert "GR101" in result.out
    assert "GR30" not in result.out


def test_new__is_the_same_each_time(govreport: Govreport, tmp_path: Path) -> None:
    govreport(*ARGUMENTS, tmp_path / "a.xlsx", "--year", 2024)
    govreport(*ARGUMENTS, tmp_path / "b.xlsx", "--year", 2024)

    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_new__keeps_an_existing_file_without_force(govreport: Govreport, tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    path.write_bytes(b"mine")

    refused = govreport(*ARGUMENTS, path, "--year", 2024)
    kept = path.read_bytes()
    forced = govreport(*ARGUMENTS, path, "--year", 2024, "--force")

    assert (refused.code, refused.err.count("\n"), kept) == (2, 1, b"mine")
    assert forced.code == 0
    assert read_submission(path).year == 2024


@pytest.mark.parametrize("missing", ["--year", "--agency", "--kind"])
def test_new__without_last_year_needs_year_agency_and_kind(
    missing: str, govreport: Govreport, tmp_path: Path
) -> None:
    given = {"--year": 2024, "--agency": "某局", "--kind": "department"}
    options = [word for name, value in given.items() if name != missing for word in (name, value)]

    result = govreport("new", *options, "-o", tmp_path / "report.xlsx")

    assert result.code == 2
    assert result.err.startswith(f"用法有误：缺少 {missing}")
    assert result.err.count("\n") == 1
    assert not list(tmp_path.iterdir())


# --- new --from


@pytest.fixture(params=["yaml", "xlsx"])
def last(request: pytest.FixtureRequest, clean: Path, tmp_path: Path) -> Path:
    """The report of 2023, in either format."""
    source = clean.parent / "prior.yaml"
    return source if request.param == "yaml" else written(source, tmp_path / "last.xlsx")


@pytest.mark.parametrize("suffix", ["xlsx", "yaml"])
def test_new_from_last_year__takes_year_agency_and_contact(
    suffix: str, govreport: Govreport, last: Path, tmp_path: Path
) -> None:
    path = tmp_path / f"report.{suffix}"

    result = govreport("new", "--from", last, "-o", path)

    before, now = read_submission(last), read_submission(path)
    assert (result.code, result.err) == (0, "")
    assert now.year == before.year + 1 == 2024
    assert now.agency == before.agency
    assert now.raw.contact == before.raw.contact
    assert now.raw.contact.phone == "0570-0555136"
    assert now.raw.published is None


@pytest.mark.parametrize("suffix", ["xlsx", "yaml"])
def test_new_from_last_year__brings_forward_what_was_carried_over_and_no_more(
    suffix: str, govreport: Govreport, last: Path, tmp_path: Path
) -> None:
    path = tmp_path / f"report.{suffix}"

    govreport("new", "--from", last, "-o", path)

    before, now = read_submission(last), read_submission(path)
    typed = [ref for ref, cell in now.edition.cells.items() if not cell.is_total]
    carried = {ref: now.values[ref] for ref in typed if now.values[ref] is not None}
    assert carried == {
        ref: before.values[CellRef("requests", "carried_out", ref.column)]
        for ref in typed
        if (ref.table, ref.row) == ("requests", "carried_in")
    }
    assert carried[CARRIED_IN] == 2


def test_new_from_last_year__shows_its_figures_in_grey(
    govreport: Govreport, last: Path, tmp_path: Path
) -> None:
    path = tmp_path / "report.xlsx"

    govreport("new", "--from", last, "-o", path)

    before, now = read_submission(last), read_submission(path)
    book = load_workbook(path)
    for layout in layouts(now.edition):
        sheet = book[layout.table.sheet]
        assert "上年（2023年）的数" in {cell.value for row in sheet.iter_rows() for cell in row}
        for ref, spot in layout.last_year.items():
            cell = sheet.cell(*spot)
            assert cell.value == before.values[ref], ref
            if cell.value is not None:
                assert cell.font.color.rgb != "FF000000"


def test_new_from_last_year__figures_brought_forward_are_marked(
    govreport: Govreport, last: Path, tmp_path: Path
) -> None:
    path = tmp_path / "report.xlsx"

    govreport("new", "--from", last, "-o", path)

    sheet, spot = spot_of(CARRIED_IN, read_submission(path).edition)
    assert "由上年报告带入" in load_workbook(path)[sheet].cell(*spot).comment.text


def test_new_from_last_year__next_report_agrees_with_it(
    govreport: Govreport, last: Path, tmp_path: Path
) -> None:
    path = tmp_path / "report.xlsx"
    govreport("new", "--from", last, "-o", path)

    result = govreport("check", path, "--prior", last, "--format", "json")

    codes = {finding["code"] for finding in json.loads(result.out)["units"][0]["findings"]}
    assert "GR101" in codes
    assert not {code for code in codes if code.startswith("GR5")}


def test_new_from_last_year__with_other_options_these_win(
    govreport: Govreport, last: Path, tmp_path: Path
) -> None:
    path = tmp_path / "report.xlsx"

    result = govreport("new", "--from", last, "--level", "city", "--kind", "government", "-o", path)

    assert result.code == 0
    agency = read_submission(path).agency
    assert (agency.name, agency.kind, agency.level) == ("青溪县审计局", "government", "city")


def test_new_from_another_year__is_noted(govreport: Govreport, last: Path, tmp_path: Path) -> None:
    result = govreport("new", "--from", last, "--year", 2025, "-o", tmp_path / "report.xlsx")

    assert result.code == 0
    assert result.err == f"注意：{last} 是2023年的，不是上一年度（2024年）的\n"
    assert read_submission(tmp_path / "report.xlsx").year == 2025


def test_new_from_another_form__takes_what_stood_elsewhere(govreport: Govreport, tmp_path: Path) -> None:
    """The report of 2020 has an earlier form; its 结转下年度 is this one's 上年结转."""
    last = SAMPLES / "beilun-2020/report.yaml"

    result = govreport("new", "--from", last, "-o", tmp_path / "report.xlsx")

    before, now = read_submission(last), read_submission(tmp_path / "report.xlsx")
    assert result.code == 0
    assert (before.edition.id, now.edition.id) != (now.edition.id, before.edition.id)
    assert now.values[CARRIED_IN] == before.values[CARRIED_IN._replace(row="carried_out")]


def test_new_from_a_missing_file__is_one_line_and_2(govreport: Govreport, tmp_path: Path) -> None:
    result = govreport("new", "--from", tmp_path / "none.xlsx", "-o", tmp_path / "report.xlsx")

    assert (result.code, result.err.count("\n")) == (2, 1)
    assert "none.xlsx" in result.err
    assert not list(tmp_path.iterdir())


# --- check


def test_check__clean_workbook_exits_0(govreport: Govreport, workbook: Path) -> None:
    result = govreport("check", workbook)

    assert (result.code, result.err) == (0, "")
    assert "结论：可发布" in result.out


@pytest.mark.parametrize("name", SAMPLE_NAMES)
def test_check__says_of_the_workbook_what_it_says_of_the_yaml(
    name: str, govreport: Govreport, tmp_path: Path
) -> None:
    source = SAMPLES / name / "report.yaml"
    outcomes = [
        govreport("check", path, "--format", "json")
        for path in (source, written(source, tmp_path / "report.xlsx"))
    ]

    units = [json.loads(result.out)["units"][0] for result in outcomes]
    assert outcomes[0].code == outcomes[1].code
    assert units[0]["verdict"] == units[1]["verdict"]
    assert units[0]["counts"] == units[1]["counts"]
    assert [each["id"] for each in units[0]["findings"]] == [each["id"] for each in units[1]["findings"]]


def test_check__names_sheet_and_cell_in_json(govreport: Govreport, bad_workbook: Path) -> None:
    result = govreport("check", bad_workbook, "--format", "json")

    [unit] = json.loads(result.out)["units"]
    form = editions.load(unit["edition"])
    cells = [cell for finding in unit["findings"] for cell in finding["cells"]]
    assert result.code == 1
    assert len(cells) > 5
    for cell in cells:
        assert set(cell) == {"path", "sheet", "cell", "line", "row", "column"}
        assert cell["line"] is None
        assert cell["sheet"]
        if cell["path"] and cell["path"].count("/") == 2:
            sheet, spot = spot_of(CellRef.parse(cell["path"]), form)
            assert (cell["sheet"], cell["cell"]) == (sheet, a1(spot))
            assert cell["row"] or cell["column"]


def test_check__names_sheet_and_cell_in_text(govreport: Govreport, bad_workbook: Path) -> None:
    result = govreport("check", bad_workbook)

    assert result.code == 1
    assert "三、申请!" in result.out
    assert "第" not in "".join(line for line in result.out.splitlines() if "位置" in line)


def test_check__advice_names_the_sheet_of_explanations(govreport: Govreport, workbook: Path) -> None:
    def reword(book: Any) -> None:
        cell = next(cell for row in book["二、主动公开"].iter_rows() for cell in row if cell.value == "规章")
        cell.value = "政府规章"

    result = govreport("check", edited(workbook, reword))

    assert result.code == 1
    assert "GR002" in result.out
    assert "“说明”表" in result.out
    assert "explanations" not in result.out


def with_other_formula(path: Path, total: CellRef) -> Path:
    sheet, spot = spot_of(total, read_submission(path).edition)

    def change(book: Any) -> None:
        book[sheet].cell(*spot).value = "=1+1"

    return edited(path, change)


@pytest.mark.parametrize(
    "total",
    [
        CellRef("requests", "outcome.granted", "total"),
        CellRef("requests", "received", "total"),
    ],
    ids=["alone", "beside the total of the ledger"],
)
def test_check__changed_formula_is_named_with_its_cell(
    total: CellRef, govreport: Govreport, workbook: Path
) -> None:
    result = govreport("check", with_other_formula(workbook, total), "--format", "json")

    [finding] = json.loads(result.out)["units"][0]["findings"]
    sheet, spot = spot_of(total, read_submission(workbook).edition)
    assert (finding["code"], finding["severity"]) == ("GR014", "hint")
    assert finding["cells"][0]["path"] == str(total)
    assert (finding["cells"][0]["sheet"], finding["cells"][0]["cell"]) == (sheet, a1(spot))


def test_check__message_of_a_changed_formula_quotes_it(govreport: Govreport, workbook: Path) -> None:
    changed = with_other_formula(workbook, CellRef("requests", "received", "total"))

    assert "=1+1" in govreport("check", changed).out


def test_check__in_english_names_the_same_cells(govreport: Govreport, bad_workbook: Path) -> None:
    result = govreport("check", bad_workbook, "--lang", "en")

    assert result.code == 1
    assert "needs corrections" in result.out
    assert "三、申请!" in result.out


def test_check__workbook_against_last_years_workbook(
    govreport: Govreport, workbook: Path, last: Path
) -> None:
    assert govreport("check", workbook, "--prior", last).code == 0
    sheet, spot = spot_of(CARRIED_IN, read_submission(workbook).edition)

    def change(book: Any) -> None:
        book[sheet].cell(*spot).value += 1

    result = govreport("check", edited(workbook, change), "--prior", last, "--format", "json")

    findings = json.loads(result.out)["units"][0]["findings"]
    [found] = [finding for finding in findings if finding["code"] == "GR502"]
    assert (found["cells"][0]["sheet"], found["cells"][0]["cell"]) == (sheet, a1(spot))
    assert found["cells"][1]["path"].startswith("prior/")
    assert found["cells"][1]["cell"] is None


@pytest.mark.parametrize("content", [b"", "一份文字".encode(), b"PK\x03\x04 cut off"])
def test_check__wrong_file_is_one_line_and_2(content: bytes, govreport: Govreport, tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    path.write_bytes(content)

    result = govreport("check", path)

    assert result.code == 2
    assert "结论：无法读取" in result.out
    assert sum("report.xlsx" in line for line in result.out.splitlines()) <= 2


@pytest.mark.parametrize("command", [("render", "-o", "out"), ("convert", "-o", "out.yaml"), ("check",)])
def test_missing_file__is_2(
    command: tuple[str, ...], govreport: Govreport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    result = govreport(command[0], "none.xlsx", *command[1:])

    assert result.code == 2
    assert "none.xlsx" in result.out + result.err
    assert not list(tmp_path.iterdir())


def test_check__one_bad_workbook_stops_no_other(govreport: Govreport, workbook: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.xlsx"
    bad.write_text("一份文字", encoding="utf-8")

    result = govreport("check", bad, workbook, "--format", "json")

    assert result.code == 2
    assert [unit["verdict"] for unit in json.loads(result.out)["units"]] == ["unreadable", "clean"]


def test_folder__is_searched_for_workbooks_without_locks_and_priors(
    govreport: Govreport, workbook: Path, clean: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "all"
    folder.mkdir()
    for name in ("b.xlsx", "A.XLSX", "~$b.xlsx", "prior.xlsx", "Prior.xlsx.bak"):
        shutil.copy(workbook, folder / name)
    shutil.copy(clean, folder / "c.yaml")

    result = govreport("check", folder, "--format", "json")

    units = json.loads(result.out)["units"]
    assert sorted(Path(unit["file"]).name for unit in units) == ["A.XLSX", "b.xlsx", "c.yaml"]
    assert result.code == 0


# --- check --annotate


def test_annotate__writes_a_copy_and_exits_as_the_check(
    govreport: Govreport, workbook: Path, bad_workbook: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.xlsx"
    for path, code in ((bad_workbook, 1), (workbook, 0)):
        before = path.read_bytes()

        result = govreport("check", path, "--annotate", copy)

        assert result.code == govreport("check", path).code == code
        assert result.err == f"已生成批注 {copy}\n"
        assert path.read_bytes() == before
        assert "校验意见" in load_workbook(copy).sheetnames
        assert differences(read_submission(path), read_submission(copy)) == []


def test_annotate__verdict_is_that_of_the_check(
    govreport: Govreport, bad_workbook: Path, tmp_path: Path
) -> None:
    result = govreport("check", bad_workbook, "--annotate", tmp_path / "copy.xlsx")

    verdict = load_workbook(tmp_path / "copy.xlsx")["校验意见"]["A2"].value
    assert verdict.startswith("结论：需修改")
    assert verdict in result.out


def test_annotate__json_stays_alone_on_standard_output(
    govreport: Govreport, bad_workbook: Path, tmp_path: Path
) -> None:
    result = govreport("check", bad_workbook, "--annotate", tmp_path / "copy.xlsx", "--format", "json")

    assert json.loads(result.out)["verdict"] == "blocked"
    assert (tmp_path / "copy.xlsx").exists()


def test_annotate__replaces_its_own_earlier_copy(
    govreport: Govreport, bad_workbook: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.xlsx"
    govreport("check", bad_workbook, "--annotate", copy)
    first = copy.read_bytes()

    again = govreport("check", bad_workbook, "--annotate", copy)

    assert again.code == 1
    assert copy.read_bytes() == first


def test_annotate__refuses_to_write_onto_the_input(
    govreport: Govreport, bad_workbook: Path, tmp_path: Path
) -> None:
    before = bad_workbook.read_bytes()
    other_name = tmp_path / "." / bad_workbook.name

    for copy in (bad_workbook, other_name):
        result = govreport("check", bad_workbook, "--annotate", copy)

        assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
        assert "原文件" in result.err
    assert bad_workbook.read_bytes() == before


def test_annotate__refuses_to_write_onto_an_annotated_input(
    govreport: Govreport, bad_workbook: Path, tmp_path: Path
) -> None:
    """An agency may work on in the copy: it is theirs then."""
    copy = tmp_path / "copy.xlsx"
    govreport("check", bad_workbook, "--annotate", copy)
    before = copy.read_bytes()

    result = govreport("check", copy, "--annotate", copy)

    assert (result.code, copy.read_bytes()) == (2, before)


@pytest.mark.parametrize("content", [None, b"", b"text"])
def test_annotate__refuses_a_file_that_is_no_copy_of_its_own(
    content: bytes | None, govreport: Govreport, bad_workbook: Path, workbook: Path
) -> None:
    if content is not None:
        workbook.write_bytes(content)
    before = workbook.read_bytes()

    result = govreport("check", bad_workbook, "--annotate", workbook)

    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert workbook.read_bytes() == before


def test_annotate__refuses_several_files(
    govreport: Govreport, bad_workbook: Path, workbook: Path, tmp_path: Path
) -> None:
    result = govreport("check", bad_workbook, workbook, "--annotate", tmp_path / "copy.xlsx")

    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert not (tmp_path / "copy.xlsx").exists()


@pytest.mark.parametrize("name", ["copy.xlsx", "copy.yaml"])
def test_annotate__refuses_yaml(name: str, govreport: Govreport, clean: Path, tmp_path: Path) -> None:
    result = govreport("check", clean, "--annotate", tmp_path / name)

    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert not list(tmp_path.iterdir())


def test_annotate__workbook_that_cannot_be_read_leaves_no_copy(govreport: Govreport, tmp_path: Path) -> None:
    bad = tmp_path / "bad.xlsx"
    bad.write_text("一份文字", encoding="utf-8")

    result = govreport("check", bad, "--annotate", tmp_path / "copy.xlsx")

    assert result.code == 2
    assert not (tmp_path / "copy.xlsx").exists()


# --- render


def test_render__gives_the_documents_of_the_yaml(
    govreport: Govreport, clean: Path, workbook: Path, tmp_path: Path
) -> None:
    assert differences(read_submission(clean), read_submission(workbook)) == []
    results = [
        govreport("render", path, "-o", tmp_path / name) for path, name in ((clean, "a"), (workbook, "b"))
    ]

    assert [result.code for result in results] == [0, 0]
    names = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert {Path(name).suffix for name in names} == {".docx", ".html", ".pdf"}
    assert sorted(path.name for path in (tmp_path / "b").iterdir()) == names
    for name in names:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name


def test_render__workbook_with_findings_is_held_back(
    govreport: Govreport, bad_workbook: Path, tmp_path: Path
) -> None:
    result = govreport("render", bad_workbook, "-o", tmp_path / "out")

    assert result.code == 1
    assert not (tmp_path / "out").exists()


# --- convert


def converted(govreport: Govreport, source: Path, *targets: Path) -> Submission:
    """Convert from file to file; return the submission in the last."""
    for target in targets:
        result = govreport("convert", source, "-o", target)
        assert (result.code, result.err, result.out) == (0, "", f"已生成 {target}\n")
        source = target
    return read_submission(source)


@pytest.mark.parametrize("name", SAMPLE_NAMES)
def test_convert__chain_of_all_formats_loses_nothing(name: str, govreport: Govreport, tmp_path: Path) -> None:
    source = SAMPLES / name / "report.yaml"
    suffixes = ("xlsx", "yaml", "xlsx", "json", "xlsx", "json", "yaml")
    targets = [tmp_path / f"{number}.{suffix}" for number, suffix in enumerate(suffixes)]

    last = converted(govreport, source, *targets)

    assert differences(read_submission(source), last) == []
    assert targets[0].read_bytes() == targets[2].read_bytes() == targets[4].read_bytes()
    assert targets[1].read_bytes() == targets[6].read_bytes()
    assert targets[3].read_bytes() == targets[5].read_bytes()


def test_convert__keeps_an_existing_file_without_force(
    govreport: Govreport, clean: Path, tmp_path: Path
) -> None:
    path = tmp_path / "report.xlsx"
    path.write_bytes(b"mine")

    refused = govreport("convert", clean, "-o", path)

    assert (refused.code, refused.err.count("\n"), path.read_bytes()) == (2, 1, b"mine")
    assert govreport("convert", clean, "-o", path, "--force").code == 0
    assert read_submission(path).year == 2024


def test_convert__text_that_is_no_number_stays_as_typed(
    govreport: Govreport, workbook: Path, tmp_path: Path
) -> None:
    sheet, spot = spot_of(RECEIVED, read_submission(workbook).edition)

    def type_text(book: Any) -> None:
        book[sheet].cell(*spot).value = "约12件"

    last = converted(govreport, edited(workbook, type_text), tmp_path / "a.yaml", tmp_path / "b.xlsx")

    assert last.origins[RECEIVED].state == "unreadable"
    assert value_at(tmp_path / "b.xlsx", RECEIVED) == "约12件"


def test_convert__text_with_a_picture_names_it_in_the_workbook(
    govreport: Govreport, clean: Path, tmp_path: Path
) -> None:
    """A workbook holds no pictures: its text names the file, which stays beside it."""
    source = tmp_path / "report.yaml"
    text = clean.read_text(encoding="utf-8")
    head = "  overview: |\n"
    assert head in text
    source.write_text(text.replace(head, f"{head}    ![图](chart.png)\n\n"), encoding="utf-8")
    (tmp_path / "chart.png").write_bytes(PNG)

    last = converted(govreport, source, tmp_path / "copy.xlsx")

    assert differences(read_submission(source), last) == []
    assert last.raw.pictures == read_submission(source).raw.pictures != {}


@pytest.mark.parametrize("target", ["out.yaml", "out.json"])
def test_convert__of_a_wrong_file_is_one_line_and_2(
    target: str, govreport: Govreport, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.xlsx"
    bad.write_text("一份文字", encoding="utf-8")

    result = govreport("convert", bad, "-o", tmp_path / target)

    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert "bad.xlsx" in result.err
    assert not (tmp_path / target).exists()
