"""The annotated copy of an agency's own workbook: what it adds, what it keeps, what it says it lost."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping, Sequence
from copy import copy as plain
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.workbook.defined_name import DefinedName
from pictures import PNG

from govreport_writer import read_submission, run_checks
from govreport_writer.errors import SubmissionError
from govreport_writer.findings import Finding
from govreport_writer.submission import Submission
from govreport_writer.workbook.annotate import annotated, is_annotated
from govreport_writer.workbook.cell_marks import FILLS
from govreport_writer.workbook.review_sheet import HEAD_ROW
from govreport_writer.workbook.round_trip import differences
from govreport_writer.workbook.write import workbook_bytes

pytestmark = pytest.mark.slow

SAMPLES = Path(__file__).resolve().parents[2] / "sample_inputs"
BROKEN = SAMPLES / "broken-2024/report.yaml"
REVIEW, REQUESTS, DISCLOSURE, COVER = "校验意见", "三、申请", "二、主动公开", "封面"
VERDICT = "结论：需修改"
SEVERITIES = {"must": "强制", "should": "核实", "hint": "提示"}


@dataclass
class Copy:
    """An original, what was found in it, and its annotated copy."""

    original: Path
    path: Path
    findings: tuple[Finding, ...]
    lost: tuple[str, ...]

    @cached_property
    def book(self) -> Any:
        return load_workbook(self.path)


def annotate(original: Path) -> Copy:
    """Write the annotated copy beside a workbook."""
    findings = run_checks(read_submission(original)).findings
    data, lost = annotated(original, findings, VERDICT)
    path = original.with_name(f"{original.stem}-批注.xlsx")
    path.write_bytes(data)
    return Copy(original, path, findings, lost)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """The copy of a workbook with many findings, which no test changes."""
    path = tmp_path_factory.mktemp("annotated") / "report.xlsx"
    path.write_bytes(workbook_bytes(read_submission(BROKEN)))
    return annotate(path)


@pytest.fixture
def original(copy: Copy, tmp_path: Path) -> Path:
    """The same workbook, to be changed."""
    return Path(shutil.copy(copy.original, tmp_path))


def edited(path: Path, edit: Callable[[Any], object]) -> Path:
    """Edit a workbook as an agency would in another program."""
    book = load_workbook(path)
    edit(book)
    book.save(path)
    return path


def places(findings: Sequence[Finding]) -> dict[tuple[str, str], list[Finding]]:
    """Return the cells of open findings."""
    found: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if finding.state != "explained":
            for cell in (cell for instance in finding.instances for cell in instance.cells):
                if cell.sheet and cell.cell:
                    found.setdefault((cell.sheet, cell.cell), []).append(finding)
    return found


# --- the submission


def test_original__is_untouched(original: Path) -> None:
    before = original.read_bytes()

    annotate(original)

    assert original.read_bytes() == before


@pytest.mark.parametrize("name", sorted(path.parent.name for path in SAMPLES.glob("*/report.yaml")))
def test_copy__holds_the_same_submission(name: str, tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    path.write_bytes(workbook_bytes(read_submission(SAMPLES / name / "report.yaml")))

    copy = annotate(path)

    before, after = read_submission(path), read_submission(copy.path)
    assert differences(before, after) == []
    assert remarks(after) == remarks(before)


def remarks(submission: Submission) -> list[tuple[str, str]]:
    return [(remark.code, str(remark.location)) for remark in submission.raw.remarks]


def test_copy__is_the_same_for_the_same_input(original: Path) -> None:
    findings = run_checks(read_submission(original)).findings

    assert annotated(original, findings, VERDICT) == annotated(original, findings, VERDICT)


def test_copy__without_findings_has_a_sheet_with_the_verdict_alone(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    path.write_bytes(workbook_bytes(read_submission(SAMPLES / "county-audit-2024/report.yaml")))

    copy = annotate(path)

    sheet = copy.book[REVIEW]
    assert copy.findings == ()
    assert [sheet["A1"].value, sheet["A2"].value] == [REVIEW, VERDICT]
    assert sheet.max_row == HEAD_ROW


def test_file_that_is_no_workbook__is_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    path.write_text("一份文字", encoding="utf-8")

    with pytest.raises(SubmissionError, match=r"report\.xlsx"):
        annotated(path, (), VERDICT)


# --- cells


def test_cells_of_findings__are_filled_by_the_gravest(copy: Copy) -> None:
    book, found = copy.book, places(copy.findings)
    order = list(SEVERITIES)

    assert len(found) > 3
    for (sheet, cell), findings in found.items():
        worst = min((finding.severity for finding in findings), key=order.index)
        assert book[sheet][cell].fill.fgColor.rgb[-6:] == FILLS[worst], (sheet, cell)


def test_other_cells__keep_their_look(copy: Copy) -> None:
    before, after, found = load_workbook(copy.original), copy.book, places(copy.findings)

    for sheet in before.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.has_style):
            if (sheet.title, cell.coordinate) not in found:
                same = after[sheet.title][cell.coordinate]
                assert (same.value or None, *look(same)) == (cell.value or None, *look(cell))


def look(cell: Any) -> tuple[object, ...]:
    return plain(cell.fill), plain(cell.font), plain(cell.border), cell.number_format


def test_comments__hold_severity_code_message_and_advice(copy: Copy) -> None:
    book = copy.book

    for (sheet, cell), findings in places(copy.findings).items():
        text = book[sheet][cell].comment.text
        for finding in findings:
            assert f"[{SEVERITIES[finding.severity]}] {finding.code}" in text
            assert finding.message in text
            assert finding.advice in text


def test_explained_finding__is_in_the_sheet_and_colours_nothing(original: Path) -> None:
    def reword(book: Any) -> None:
        book[DISCLOSURE]["A5"].value = "政府规章"

    edited(original, reword)
    [open_one] = [each for each in annotate(original).findings if each.code == "GR002"]

    def explain(book: Any) -> None:
        sheet = book["说明"]
        row = next(row for row in range(1, 9) if sheet.cell(row, 1).value == "问题编号") + 1
        for column, value in enumerate((open_one.id, open_one.values, "上级统一要求。"), 1):
            sheet.cell(row, column).value = value

    copy = annotate(edited(original, explain))

    [explained] = [each for each in copy.findings if each.code == "GR002"]
    assert explained.state == "explained"
    for cell in explained.first.cells:
        comment = copy.book[cell.sheet][cell.cell].comment if cell.sheet and cell.cell else None
        assert comment is None or "GR002" not in comment.text
    [row] = [row for row in rows_of(copy.book) if row["问题编号"] == explained.id]
    assert (row["说明"], row["状态"]) == ("上级统一要求。", "已说明")


def test_comments_of_the_template__are_kept(copy: Copy) -> None:
    before, after = comments(load_workbook(copy.original)), comments(copy.book)

    assert len(before) > 20
    assert all(after[place].startswith(text) for place, text in before.items())


def comments(book: Any) -> dict[tuple[str, str], str]:
    return {
        (sheet.title, cell.coordinate): cell.comment.text
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


def test_comment_of_the_agency__stays_above_the_findings(copy: Copy, original: Path) -> None:
    sheet, cell = next(iter(places(copy.findings)))

    def note(book: Any) -> None:
        book[sheet][cell].comment = Comment("台账第3页", "李科员")

    text = annotate(edited(original, note)).book[sheet][cell].comment.text
    assert text.startswith("台账第3页\n\n〔校验意见〕\n\n[")


def test_finding_in_a_merged_cell__colours_the_cell_that_shows(copy: Copy, original: Path) -> None:
    """The finding of a cell that another covers stands in the one that can be seen."""
    sheet, cell = next(iter(places(copy.findings)))
    column, row = re.fullmatch(r"([A-Z]+)(\d+)", cell).groups()  # type: ignore[union-attr]
    before = f"{chr(ord(column) - 1)}{row}"

    def merge(book: Any) -> None:
        book[sheet].merge_cells(f"{before}:{cell}")

    data, _ = annotated(edited(original, merge), copy.findings, VERDICT)
    original.write_bytes(data)

    shown = load_workbook(original)[sheet][before]
    assert shown.fill.fgColor.rgb[-6:] in FILLS.values()
    assert "GR" in shown.comment.text


# --- the sheet of findings


def rows_of(book: Any) -> list[dict[str, Any]]:
    sheet = book[REVIEW]
    heads = [cell.value for cell in sheet[HEAD_ROW]]
    return [
        dict(zip(heads, (cell.value for cell in row), strict=True))
        for row in sheet.iter_rows(min_row=HEAD_ROW + 1)
        if row[0].value
    ]


def test_review__is_the_last_sheet_with_a_row_for_each_finding(copy: Copy) -> None:
    book = copy.book

    rows = rows_of(book)
    assert book.sheetnames[-1] == REVIEW
    assert book[REVIEW]["A2"].value == VERDICT
    assert len(copy.findings) >= 5
    assert [row["问题编号"] for row in rows] == [finding.id for finding in copy.findings]
    for row, finding in zip(rows, copy.findings, strict=True):
        assert row["级别"] == SEVERITIES[finding.severity]
        assert (row["问题"], row["建议"]) == (finding.message, finding.advice)
        assert (row["数值"] or "") == finding.values


def test_review__leads_to_the_first_cell_of_each_finding(copy: Copy) -> None:
    sheet = copy.book[REVIEW]

    linked = 0
    for row, finding in enumerate(copy.findings, HEAD_ROW + 1):
        first = next((cell for each in finding.instances for cell in each.cells if cell.cell), None)
        link = sheet.cell(row, 3).hyperlink
        if first is None:
            assert link is None
            continue
        linked += 1
        target = link.location or link.target.lstrip("#")
        assert target.replace("'", "") == f"{first.sheet}!{first.cell}"
        assert first.cell in sheet.cell(row, 3).value
    assert linked > 3


def test_review__links_are_inside_the_workbook(copy: Copy) -> None:
    """A link by relationship is one to a file: Excel and WPS ask before they open it."""

    with zipfile.ZipFile(copy.path) as archive:
        name = f"xl/worksheets/sheet{len(copy.book.sheetnames)}.xml"
        links = re.findall(rb"<hyperlink [^>]*>", archive.read(name))
    assert links
    assert all(b"location=" in link and b"r:id=" not in link for link in links)


def test_texts_that_look_like_formulas__stay_texts(original: Path) -> None:
    def odd(book: Any) -> None:
        sheet = book[DISCLOSURE]
        cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "规章")
        cell.value = "=HYPERLINK(1)"
        cell.data_type = "s"

    copy = annotate(edited(original, odd))

    formulas = [cell for row in copy.book[REVIEW].iter_rows() for cell in row if cell.data_type == "f"]
    assert formulas == []


def test_annotating_again__leaves_one_review(original: Path) -> None:
    once = annotate(original)
    again = annotate(once.path)

    assert [name for name in again.book.sheetnames if REVIEW in name] == [REVIEW]
    assert rows_of(again.book) == rows_of(once.book)


LOST = "the second run takes the first one's comment for its own, with what stood above it"


def test_annotating_again__keeps_every_comment(original: Path) -> None:
    once = annotate(original)

    assert comments(annotate(once.path).book) == comments(once.book)


def test_annotating_again__keeps_the_comment_of_the_agency(copy: Copy, original: Path) -> None:
    sheet, cell = next(iter(places(copy.findings)))

    def note(book: Any) -> None:
        book[sheet][cell].comment = Comment("台账第3页", "李科员")

    once = annotate(edited(original, note))
    again = annotate(once.path)

    assert again.book[sheet][cell].comment.text.startswith("台账第3页\n\n〔校验意见〕\n\n[")


def test_annotating_again__what_was_corrected_loses_colour_and_comment(original: Path) -> None:
    once = annotate(original)
    data, _ = annotated(once.path, (), VERDICT)
    once.path.write_bytes(data)

    book, clean = load_workbook(once.path), load_workbook(original)
    for sheet, cell in places(once.findings):
        comment = book[sheet][cell].comment
        assert comment is None or "GR" not in comment.text
        assert book[sheet][cell].fill.fgColor.rgb == clean[sheet][cell].fill.fgColor.rgb


def test_sheet_of_the_agency_named_as_the_review__is_kept(original: Path) -> None:
    def own(book: Any) -> None:
        book.create_sheet(REVIEW)["A1"].value = "处室意见"

    copy = annotate(edited(original, own))

    assert copy.book[REVIEW]["A1"].value == "处室意见"
    assert len(copy.book.sheetnames) == len(load_workbook(original).sheetnames) + 1


def test_sheet_of_the_agency_with_the_same_title__is_kept(original: Path) -> None:
    def own(book: Any) -> None:
        sheet = book.create_sheet("处室意见")
        sheet["A1"], sheet["A2"] = REVIEW, "请法规科复核"

    copy = annotate(edited(original, own))

    assert "处室意见" in copy.book.sheetnames


def test_is_annotated__knows_its_own_copies_alone(original: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.xlsx"
    text.write_text("一份文字", encoding="utf-8")

    assert is_annotated(annotate(original).path)
    assert not is_annotated(original)
    assert not is_annotated(text)


# --- what is kept


def test_copy__keeps_validation_protection_formats_titles_and_views(copy: Copy) -> None:
    before, after = load_workbook(copy.original), copy.book

    for sheet in before.worksheets:
        kept = after[sheet.title]
        assert settings(kept) == settings(sheet), sheet.title


def settings(sheet: Any) -> Mapping[str, object]:
    return {
        "validations": sorted(
            (str(each.sqref), each.type, each.formula1) for each in sheet.data_validations.dataValidation
        ),
        "protected": (sheet.protection.sheet, sheet.protection.formatColumns),
        "open": {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked},
        "formats": sorted(
            (str(area.sqref), rule.type, tuple(rule.formula), repr(rule.dxf and rule.dxf.fill))
            for area in sheet.conditional_formatting
            for rule in area.rules
        ),
        "titles": sheet.print_title_rows,
        "area": str(sheet.print_area),
        "frozen": sheet.freeze_panes,
        "widths": {name: each.width for name, each in sheet.column_dimensions.items()},
        "heights": {name: each.height for name, each in sheet.row_dimensions.items()},
        "page": (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.oddFooter.center.text),
        "merged": sorted(map(str, sheet.merged_cells.ranges)),
        "filter": sheet.auto_filter.ref,
        "state": sheet.sheet_state,
    }


def test_copy__keeps_own_sheets_with_formulas_and_names(original: Path) -> None:
    def ledger(book: Any) -> None:
        sheet = book.create_sheet("台账")
        sheet["A1"], sheet["A2"], sheet["A3"] = 3, 4, "=SUM(A1:A2)"
        sheet["B1"] = "=" + f"'{REQUESTS}'!D6*2"
        book.defined_names["本年"] = DefinedName("本年", attr_text="台账!$A$1:$A$2")

    copy = annotate(edited(original, ledger))

    sheet = copy.book["台账"]
    assert [sheet[name].value for name in ("A1", "A3", "B1")] == [3, "=SUM(A1:A2)", f"='{REQUESTS}'!D6*2"]
    assert copy.book.defined_names["本年"].attr_text == "台账!$A$1:$A$2"


def test_copy__keeps_text_with_runs(original: Path) -> None:
    """Part of a cell in bold or red is the agency's own mark."""
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    def colour(book: Any) -> None:
        book.create_sheet("备忘")["A1"].value = CellRichText("请 ", TextBlock(InlineFont(b=True), "核对"))

    copy = annotate(edited(original, colour))

    value = load_workbook(copy.path, rich_text=True)["备忘"]["A1"].value
    assert isinstance(value, CellRichText)
    assert [str(part) for part in value] == ["请 ", "核对"]


def test_copy__of_a_figure_typed_as_a_formula_reads_the_same_or_says_what_is_lost(original: Path) -> None:
    place = next(cell for cell in load_workbook(original)[REQUESTS]["D"] if cell.value == 3).coordinate

    def as_formula(name: str, data: bytes) -> bytes:
        typed = re.compile(rb'(<c r="%s"[^>]*>)<v>3</v>' % place.encode())
        return typed.sub(rb"\g<1><f>1+2</f><v>3</v>", data)

    with zipfile.ZipFile(original) as source:
        parts = {name: as_formula(name, source.read(name)) for name in source.namelist()}
    with zipfile.ZipFile(original, "w") as target:
        for name, data in parts.items():
            target.writestr(name, data)
    before = read_submission(original)
    assert [remark.code for remark in before.raw.remarks].count("GR015") > 0

    copy = annotate(original)

    assert copy.lost or differences(before, read_submission(copy.path)) == []


def test_copy__has_the_values_of_no_formula(copy: Copy) -> None:
    """openpyxl drops them: programs calculate when they open the copy, and are told to."""

    with zipfile.ZipFile(copy.path) as archive:
        assert b'fullCalcOnLoad="1"' in archive.read("xl/workbook.xml")


# --- what is lost


Parts = Mapping[str, bytes]

DRAWING = (
    b'<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    b'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">%s</xdr:wsDr>'
)


def with_parts(path: Path, parts: Parts) -> Path:
    """Put further parts into the file; openpyxl passes by those that no relationship names."""
    with zipfile.ZipFile(path, "a") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def with_extension(path: Path, extension: str) -> Path:
    """Put an extension into the first sheet, as newer programs write it."""
    other = path.with_name("extended.xlsx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(other, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                main = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
                ext = f'<extLst><ext xmlns:x14="{main}" uri="{{0}}">{extension}</ext></extLst></worksheet>'
                data = data.replace(b"</worksheet>", ext.encode())
            target.writestr(name, data)
    return other


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("xl/ctrlProps/ctrlProp1.xml", b"<formControlPr/>", "控件"),
        ("xl/activeX/activeX1.xml", b"<ax/>", "控件"),
        ("xl/threadedComments/threadedComment1.xml", b"<ThreadedComments/>", "带回复的批注"),
        ("xl/slicers/slicer1.xml", b"<slicers/>", "切片器"),
        ("xl/timelines/timeline1.xml", b"<timelines/>", "切片器"),
        ("customXml/item1.xml", b"<x/>", "自定义 XML"),
        ("xl/connections.xml", b"<connections/>", "外部数据连接"),
        ("xl/drawings/drawing9.xml", DRAWING % b"<xdr:sp macro=''/>", "图形和文本框"),
        ("xl/drawings/drawing9.xml", DRAWING % b"<xdr:grpSp/>", None),
        ("xl/drawings/drawing9.xml", DRAWING % b"<xdr:grpSp><x/></xdr:grpSp>", "图形和文本框"),
        ("xl/drawings/drawing9.xml", DRAWING % b"<xdr:cxnSp><x/></xdr:cxnSp>", "图形和文本框"),
        ("xl/drawings/drawing9.xml", DRAWING % b"<xdr:pic><x/></xdr:pic>", "图片"),
        ("xl/unknown.xml", b"<x/>", None),
    ],
)
def test_part__that_openpyxl_drops_is_named(
    name: str, data: bytes, words: str | None, original: Path
) -> None:
    assert annotate(with_parts(original, {name: data})).lost == ((words,) if words else ())


@pytest.mark.parametrize(
    ("extension", "words"),
    [
        ("<x14:conditionalFormatting />", "新版条件格式"),
        ("<x14:dataValidation />", "新版数据验证"),
        ("<x14:sparklineGroup />", "迷你图"),
    ],
)
def test_extension__is_named(extension: str, words: str, original: Path) -> None:
    assert annotate(with_extension(original, extension)).lost == (words,)


def test_workbook_of_this_program__loses_nothing(original: Path) -> None:
    assert annotate(original).lost == ()


def test_picture__is_kept(original: Path) -> None:
    def seal(book: Any) -> None:
        book[COVER].add_image(Image(BytesIO(PNG)), "D4")

    copy = annotate(edited(original, seal))

    assert copy.lost == ()
    assert len(copy.book[COVER]._images) == 1


def test_chart__is_kept_in_part(original: Path) -> None:
    def chart(book: Any) -> None:
        sheet = book.create_sheet("图")
        sheet["A1"], sheet["A2"] = 1, 2
        bars = BarChart()
        bars.add_data(Reference(sheet, range_string="图!$A$1:$A$2"))
        sheet.add_chart(bars, "C3")

    copy = annotate(edited(original, chart))

    assert copy.lost == ("图表的部分样式",)
    with zipfile.ZipFile(copy.path) as archive:
        assert "xl/charts/chart1.xml" in archive.namelist()


def test_several_losses__are_all_named_in_a_fixed_order(original: Path) -> None:
    with_parts(
        original,
        {
            "xl/slicers/slicer1.xml": b"<slicers/>",
            "xl/ctrlProps/ctrlProp1.xml": b"<formControlPr/>",
            "xl/threadedComments/threadedComment1.xml": b"<ThreadedComments/>",
        },
    )

    assert sorted(annotate(original).lost) == sorted(("控件", "切片器", "带回复的批注"))


# --- another program


@pytest.mark.slow
def test_libreoffice__opens_the_copy_with_its_comments_and_sheets(original: Path, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.fail("LibreOffice is missing: install the Debian package libreoffice-calc")
    copy = annotate(original)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", "converted", copy.path.name]

    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=180)

    opened = tmp_path / "converted" / copy.path.name
    book = load_workbook(opened)
    assert book.sheetnames == copy.book.sheetnames
    assert comments(book).keys() == comments(copy.book).keys()
    assert [row["问题编号"] for row in rows_of(book)] == [finding.id for finding in copy.findings]
    assert differences(read_submission(original), read_submission(opened)) == []
