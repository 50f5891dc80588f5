"""What people do to a workbook: it is read the same, or with findings that block, or refused."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
import sheet_edits as edits
from filled_workbook import Filled, Read
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from govreport_writer import run_checks
from govreport_writer.errors import GovReportError
from govreport_writer.submission import Submission
from govreport_writer.workbook.round_trip import differences

pytestmark = pytest.mark.slow

Damage = Callable[[bytes], bytes]
DISCLOSURE, REQUESTS, REVIEWS = "二、主动公开", "三、申请", "四、复议诉讼"
COVER, TEXT, GUIDE, CHECKS, WHY, CODES = "封面", "文字", "填报说明", "校验结果", "说明", "代码表"


@dataclass(frozen=True)
class Same:
    """The same submission, with exactly these findings."""

    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """Anything, with at least these findings and no clean verdict."""

    codes: tuple[str, ...]


@dataclass(frozen=True)
class Refused:
    """One line of an error."""

    key: str


Outcome = Same | Found | Refused
CASES: dict[str, tuple[Damage, Outcome]] = {}


def case(name: str, outcome: Outcome) -> Callable[[Damage], Damage]:
    def added(damage: Damage) -> Damage:
        assert name not in CASES
        CASES[name] = damage, outcome
        return damage

    return added


def same(*codes: str) -> Same:
    return Same(codes)


def _other_figures(sheet: Worksheet) -> None:
    """Change figures so that all sums stay right."""
    sheet["D18"], sheet["D19"] = 2, 2


def found(*codes: str) -> Found:
    return Found(codes)


def typed(name: str, sheet: str, cells: dict[str, Any], outcome: Outcome) -> None:
    """Add a case in which some cells are typed over."""

    def edit(book: Workbook) -> None:
        for place, value in cells.items():
            book[sheet][place] = value
            if isinstance(value, str) and not value.startswith("="):
                book[sheet][place].data_type = "s"

    CASES[name] = (lambda data: edits.edited(data, edit)), outcome


def changed(name: str, sheet: str, outcome: Outcome, edit: Callable[[Worksheet], object]) -> None:
    """Add a case in which one sheet is edited."""
    CASES[name] = (lambda data: edits.edited(data, lambda book: edit(book[sheet]))), outcome


def raw(name: str, sheet: str, place: str, kind: str | None, inner: str, outcome: Outcome) -> None:
    """Add a case in which the XML of a cell is replaced."""
    CASES[name] = (lambda data: edits.with_cell(data, sheet, place, kind, inner)), outcome


# Figures: D8 holds 8, D18 holds 3, J8 the total 12, J6 the total 30 with the ledger's total 30 in L6,
# B9 of the first table 1234, B16 the fee 12.55.
typed("number as text", REQUESTS, {"D8": "8"}, same("GR015"))
typed("numbers of a whole table as text", DISCLOSURE, {"B5": "0", "B6": "2", "C6": "3"}, same("GR015"))
typed("text with spaces", REQUESTS, {"D8": " 8 "}, same("GR206"))
typed("text with a no-break space", REQUESTS, {"D8": "8\u00a0"}, same("GR206"))
typed("text with an ideographic space", REQUESTS, {"D8": "8\u3000"}, same("GR206"))
typed("text with an invisible character", REQUESTS, {"D8": "8\u200b"}, same("GR006"))
typed("text with a line break", REQUESTS, {"D8": "8\n"}, same("GR206"))
typed("text with an apostrophe", REQUESTS, {"D8": "'8"}, found("GR201"))
typed("full-width digits", REQUESTS, {"D8": "８"}, same("GR206"))
typed("Chinese digits", REQUESTS, {"D8": "八"}, found("GR201"))
typed("thousands separator", DISCLOSURE, {"B9": "1,234"}, same("GR206"))
typed("full-width thousands separator", DISCLOSURE, {"B9": "1，234"}, same("GR206"))
typed("two figures in a cell", REQUESTS, {"D8": "8/2"}, found("GR201"))
typed("note behind the figure", REQUESTS, {"D8": "8（含网络）"}, found("GR201"))
typed("unit behind the figure", DISCLOSURE, {"C6": "3件"}, found("GR201"))
typed("wrong unit behind the figure", DISCLOSURE, {"C6": "3元"}, found("GR201"))
typed("fee as text with its unit", DISCLOSURE, {"B16": "12.55万元"}, same("GR206"))
typed("fee in another unit", DISCLOSURE, {"B16": "125500元"}, found("GR205"))
typed("fee with a sign of currency", DISCLOSURE, {"B16": "¥12.55"}, found("GR201"))
typed("fraction of a count", REQUESTS, {"D8": 8.5}, found("GR203"))
typed("nearly a whole number", REQUESTS, {"D8": 8.000001}, found("GR203"))
typed("negative number", REQUESTS, {"D8": -8}, found("GR202"))
typed("percentage", REQUESTS, {"D8": "8%"}, found("GR201"))
typed("zero left empty", REQUESTS, {"E10": None}, found("GR101"))
typed("slash for nothing", REQUESTS, {"E10": "/"}, found("GR101"))
typed("hyphen for nothing", REQUESTS, {"E10": "-"}, found("GR101"))
typed("无 for nothing", REQUESTS, {"E10": "无"}, found("GR101"))
typed("spaces for nothing", REQUESTS, {"E10": "  "}, found("GR101"))
typed("date by mistake", REQUESTS, {"D8": datetime.datetime(2024, 8, 1)}, found("GR201"))
typed("time by mistake", REQUESTS, {"D8": datetime.time(8, 0)}, found("GR201"))
typed("true", REQUESTS, {"D8": True}, found("GR201"))
typed("formula never calculated", REQUESTS, {"D8": "=4+4"}, found("GR201"))
typed("total never calculated that takes from another", REQUESTS, {"J8": "=SUM(D8:I8)+1"}, same("GR014"))
typed("total typed over, right", REQUESTS, {"J8": 12}, same())
typed("total typed over as text, right", REQUESTS, {"J8": "12"}, same("GR015"))
typed("total typed over, wrong", REQUESTS, {"J8": 13}, found("GR301"))
typed("grand total typed over, wrong", REQUESTS, {"J29": 30}, found("GR301", "GR307"))
typed("total emptied", REQUESTS, {"J8": None}, found("GR101"))
typed("total emptied beside the ledger's", REQUESTS, {"J6": None}, found("GR307"))
typed("formula of a total turned into text", REQUESTS, {"J8": "SUM(D8:I8)"}, found("GR201"))
typed("ledger's total, right", REQUESTS, {"L8": 12}, same())
typed("ledger's total, wrong", REQUESTS, {"L8": 13}, found("GR301"))
typed("ledger's total emptied", REQUESTS, {"L6": None}, same())
typed("ledger's total no number", REQUESTS, {"L8": "十二"}, found("GR201"))
typed("ledger's total below a table of one row, wrong", REVIEWS, {"E9": 2}, found("GR301"))
typed("two totals that differ", REQUESTS, {"J8": 13, "L8": 12}, found("GR307"))
typed("two totals that agree and are wrong", REQUESTS, {"J8": 13, "L8": 13}, found("GR301"))
typed("figure beside the fee", DISCLOSURE, {"C16": 7}, found("GR012"))
typed("figure as text beside the fee", DISCLOSURE, {"C16": "7"}, found("GR012"))
typed(
    "figure beside the fee, which is empty", DISCLOSURE, {"B16": None, "C16": 12.55}, found("GR012", "GR101")
)
typed("figure over a label of a row", REQUESTS, {"C12": 5}, found("GR012"))
typed("figure right of the table", REQUESTS, {"N8": 5}, same("GR011"))
typed("figure between table and ledger's totals", REQUESTS, {"K8": 5}, same("GR011"))
typed("label reworded", REQUESTS, {"C10": "1.国家秘密"}, found("GR002"))
typed("label with other spaces and brackets", REQUESTS, {"B8": " (一)予以 公开"}, same())
typed("label cleared", REQUESTS, {"C28": None}, found("GR101"))
typed("label made equal to another", REQUESTS, {"C28": "7.属于行政执法案卷"}, found("GR012"))
typed(
    "labels of two rows exchanged",
    REQUESTS,
    {"C10": "2.其他法律行政法规禁止公开", "C11": "1.属于国家秘密"},
    found("GR012"),
)
typed("heads of two columns exchanged", REQUESTS, {"E5": "科研机构", "F5": "商业企业"}, found("GR012"))
typed("label reworded into that of another table", REQUESTS, {"C10": "规章"}, found("GR002"))
typed("head of the ledger's totals cleared", REQUESTS, {"L5": None, "L8": 13}, found("GR301"))

raw("whole number with a point", REQUESTS, "D8", None, "<v>8.0</v>", same())
raw("whole number with an exponent", REQUESTS, "D8", None, "<v>8E0</v>", same())
raw("number with a long tail", DISCLOSURE, "B16", None, "<v>12.550000000000001</v>", same())
raw("formula with a value", REQUESTS, "D8", None, "<f>4+4</f><v>8</v>", same("GR015"))
raw("formula with a value that is text", REQUESTS, "D8", "str", "<f>B8</f><v>八</v>", found("GR201"))
raw("formula with an error", REQUESTS, "D8", "e", "<f>1/0</f><v>#DIV/0!</v>", found("GR201"))
raw("error value", REQUESTS, "D8", "e", "<v>#REF!</v>", found("GR201"))
raw("boolean value", REQUESTS, "D8", "b", "<v>1</v>", found("GR201"))
raw("ISO date", REQUESTS, "D8", "d", "<v>2024-08-01</v>", found("GR201"))
raw("number too long for a cell", REQUESTS, "D8", None, "<v>12345678901234567890</v>", found("GR204"))
raw("rich text", REQUESTS, "D8", "inlineStr", "<is><r><t>8</t></r><r><t> </t></r></is>", same("GR206"))
raw(
    "phonetic hints",
    REQUESTS,
    "D8",
    "inlineStr",
    '<is><t>8</t><rPh sb="0" eb="1"><t>9</t></rPh></is>',
    same("GR015"),
)
raw(
    "total of another formula, another value",
    REQUESTS,
    "J8",
    None,
    "<f>SUM(D8:H8)+9</f><v>21</v>",
    found("GR014"),
)
raw(
    "total of another formula, the same value",
    REQUESTS,
    "J8",
    None,
    "<f>SUM(D8:I8)</f><v>12</v>",
    same("GR014"),
)
raw(
    "total of another formula, text",
    REQUESTS,
    "J8",
    "str",
    "<f>&quot;13件&quot;</f><v>13件</v>",
    found("GR014"),
)
raw(
    "total with an old value",
    REQUESTS,
    "J8",
    None,
    '<f>IF(COUNT(D8:I8)=0,"",SUM(D8:I8))</f><v>99</v>',
    same(),
)
raw(
    "total as an array formula",
    REQUESTS,
    "J8",
    None,
    '<f t="array" ref="J8">SUM(D8:I8)</f><v>12</v>',
    same("GR014"),
)
raw("total that asks another file", REQUESTS, "J8", None, "<f>[1]Sheet1!A1</f><v>13</v>", found("GR014"))


def _date_format(sheet: Worksheet) -> None:
    sheet["D8"].number_format = "m月d日"


def _percent_format(sheet: Worksheet) -> None:
    sheet["D8"].number_format = "0%"


changed("number formatted as a date", REQUESTS, found("GR201"), _date_format)
changed("number formatted as a percentage", REQUESTS, same(), _percent_format)
changed("entry cells merged across", REQUESTS, found("GR013"), lambda sheet: sheet.merge_cells("D8:E8"))
changed("entry cells merged down", REQUESTS, found("GR013"), lambda sheet: sheet.merge_cells("D8:D10"))
changed("entry merged with its label", REQUESTS, found("GR101"), lambda sheet: sheet.merge_cells("C10:D10"))
changed("whole table merged", DISCLOSURE, found("GR101"), lambda sheet: sheet.merge_cells("A3:D16"))
changed("fee merged over its width", DISCLOSURE, same(), lambda sheet: sheet.merge_cells("B16:D16"))


def _unmerged(sheet: Worksheet) -> None:
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))


changed("merges undone", REQUESTS, same(), _unmerged)


def _hidden(sheet: Worksheet) -> None:
    sheet.row_dimensions[12].hidden = True
    sheet.column_dimensions["F"].hidden = True


def _filtered(sheet: Worksheet) -> None:
    sheet.auto_filter.ref = "A5:J30"
    sheet.auto_filter.add_filter_column(3, ["0"])


def _commented(sheet: Worksheet) -> None:
    sheet["D8"].comment = Comment("核对过，应为9", "张三")


changed("rows and columns hidden", REQUESTS, same(), _hidden)
changed("sheet hidden", REQUESTS, same(), lambda sheet: setattr(sheet, "sheet_state", "hidden"))
changed("filtered", REQUESTS, same(), _filtered)
changed("comment added", REQUESTS, same(), _commented)
changed("protection removed", REQUESTS, same(), lambda sheet: sheet.protection.disable())

# Rows and columns.
changed("row inserted above the table", REQUESTS, same("GR010"), lambda sheet: edits.insert_rows(sheet, 3))
changed(
    "rows inserted above the first table",
    DISCLOSURE,
    same("GR010"),
    lambda sheet: edits.insert_rows(sheet, 1, 4),
)
changed(
    "rows inserted above a table of one row",
    REVIEWS,
    same("GR010"),
    lambda sheet: edits.insert_rows(sheet, 2, 2),
)
changed(
    "row between head and figures of a table of one row",
    REVIEWS,
    found("GR101"),
    lambda sheet: edits.insert_rows(sheet, 6),
)
changed(
    "column inserted before the table", REQUESTS, same("GR010"), lambda sheet: edits.insert_columns(sheet, 1)
)
changed(
    "table moved down and right",
    DISCLOSURE,
    same("GR010"),
    lambda sheet: (edits.insert_columns(sheet, 1, 2), edits.insert_rows(sheet, 1, 3)),
)
changed("empty row inside", REQUESTS, same("GR010"), lambda sheet: edits.insert_rows(sheet, 12))
changed(
    "empty row between head and figures", REQUESTS, same("GR010"), lambda sheet: edits.insert_rows(sheet, 6)
)
changed("empty column inside", REQUESTS, same("GR010"), lambda sheet: edits.insert_columns(sheet, 6))
changed(
    "empty column before the totals", REQUESTS, same("GR010"), lambda sheet: edits.insert_columns(sheet, 10)
)


def _row_with_figures(sheet: Worksheet) -> None:
    edits.insert_rows(sheet, 29)
    sheet["C29"] = "4.其他方式"
    sheet["D29"] = 4


def _row_with_text_figures(sheet: Worksheet) -> None:
    _row_with_figures(sheet)
    sheet["D29"] = "4"


def _column_with_figures(sheet: Worksheet) -> None:
    edits.insert_columns(sheet, 9)
    sheet["I5"] = "新闻媒体"
    sheet["I6"] = 3


def _row_doubled(sheet: Worksheet) -> None:
    edits.insert_rows(sheet, 9)
    edits.copy_block(sheet, range(8, 9), 1, figures=6)


def _row_doubled_above(sheet: Worksheet) -> None:
    edits.insert_rows(sheet, 8)
    edits.copy_block(sheet, range(9, 10), -1, figures=6)


changed("row with figures inserted", REQUESTS, found("GR012"), _row_with_figures)
changed("row with figures as text inserted", REQUESTS, found("GR012"), _row_with_text_figures)
changed("column with figures inserted", REQUESTS, found("GR012"), _column_with_figures)


def _row_with_formula(sheet: Worksheet) -> None:
    _row_with_figures(sheet)
    sheet["D29"] = "=2+2"


def _row_below_the_head(sheet: Worksheet) -> None:
    edits.insert_rows(sheet, 6)
    sheet["A6"] = "其中：网络申请"
    sheet["D6"] = 17


def _row_between_blocks(sheet: Worksheet) -> None:
    edits.insert_rows(sheet, 7)
    for column, value in enumerate(("其他规范性文件", 4, 0, 9), 1):
        sheet.cell(7, column).value = value


def _row_below(sheet: Worksheet) -> None:
    sheet["A31"] = "五、其他"
    sheet["D31"] = 4


def _column_before_the_first(sheet: Worksheet) -> None:
    edits.insert_columns(sheet, 4)
    sheet["D5"] = "个体工商户"
    sheet["D6"] = 3


changed("row with formulas inserted", REQUESTS, found("GR012"), _row_with_formula)
changed("row with figures inserted below the head", REQUESTS, found("GR012"), _row_below_the_head)
changed("row with figures inserted between blocks", DISCLOSURE, found("GR012"), _row_between_blocks)
changed("row with figures added below", REQUESTS, same("GR011"), _row_below)
changed("column with figures inserted before the first", REQUESTS, found("GR012"), _column_before_the_first)
changed("row doubled", REQUESTS, found("GR012"), _row_doubled)
changed("row doubled above", REQUESTS, found("GR012"), _row_doubled_above)
changed("row deleted", REQUESTS, found("GR010", "GR101"), lambda sheet: edits.delete_rows(sheet, 13))
changed("last row deleted", REQUESTS, found("GR010", "GR101"), lambda sheet: edits.delete_rows(sheet, 30))
changed("row of totals deleted", REQUESTS, same("GR010"), lambda sheet: edits.delete_rows(sheet, 29))
changed("title row deleted", REQUESTS, same("GR010"), lambda sheet: edits.delete_rows(sheet, 1))
changed("head row deleted", REQUESTS, found("GR101"), lambda sheet: edits.delete_rows(sheet, 5))
changed("all head rows deleted", REQUESTS, found("GR101"), lambda sheet: edits.delete_rows(sheet, 3, 3))
changed("column deleted", REQUESTS, found("GR010", "GR101"), lambda sheet: edits.delete_columns(sheet, 6))
changed(
    "column of totals deleted",
    REQUESTS,
    same("GR010", "GR011"),
    lambda sheet: edits.delete_columns(sheet, 10),
)
changed("column of labels deleted", REQUESTS, found("GR101"), lambda sheet: edits.delete_columns(sheet, 3))
changed("rows swapped", REQUESTS, found("GR012"), lambda sheet: edits.swap_rows(sheet, 13, 15, range(3, 10)))
changed(
    "rows swapped in the first table",
    DISCLOSURE,
    found("GR012"),
    lambda sheet: edits.swap_rows(sheet, 5, 6, range(1, 5)),
)
changed(
    "columns swapped", REQUESTS, found("GR012"), lambda sheet: edits.swap_columns(sheet, 5, 8, range(5, 31))
)
changed(
    "columns swapped in the first table",
    DISCLOSURE,
    found("GR012"),
    lambda sheet: edits.swap_columns(sheet, 2, 3, range(4, 7)),
)


def _blocks_swapped(sheet: Worksheet) -> None:
    for column in range(6, 11):
        edits.swap_columns(sheet, column, column + 5, range(4, 7))
    sheet["J6"], sheet["O6"] = "=SUM(F6:I6)", "=SUM(K6:N6)"


changed(
    "heads of two blocks exchanged",
    REVIEWS,
    found("GR012"),
    lambda sheet: edits.swap_columns(sheet, 6, 11, range(4, 5)),
)
changed("two blocks exchanged", REVIEWS, found("GR012"), _blocks_swapped)


def _shifted_down(sheet: Worksheet) -> None:
    for row in range(28, 5, -1):
        for column in range(4, 10):
            sheet.cell(row + (row != 28), column).value = sheet.cell(row, column).value
    for column in range(4, 10):
        sheet.cell(6, column).value = None


changed("figures shifted down by a row", REQUESTS, found("GR101"), _shifted_down)
changed(
    "second table pasted below",
    REQUESTS,
    same("GR011"),
    lambda sheet: edits.copy_block(sheet, range(3, 31), 40, 9, columns=10),
)
changed(
    "second table pasted below with all that stands beside it",
    REQUESTS,
    found("GR012"),
    lambda sheet: edits.copy_block(sheet, range(3, 31), 40, 9),
)


def _second_table_above(sheet: Worksheet) -> None:
    edits.insert_rows(sheet, 3, 40)
    edits.copy_block(sheet, range(43, 71), -40, 9)


changed("second table pasted above", REQUESTS, found("GR012"), _second_table_above)


def _second_good_table_above(sheet: Worksheet) -> None:
    """Paste, where the table stood, another that agrees with itself."""
    _second_table_above(sheet)
    edits.copy_block(sheet, range(43, 71), -40)
    for name in ("D6", "L6", "D8", "L29"):
        sheet[name] = sheet[name].value + 5
    for row in (*range(6, 29), 30):
        sheet.cell(row, 10).value = f"=SUM(D{row}:I{row})"
    for column in "DEFGHIJ":
        sheet[f"{column}29"] = f"=SUM({column}8:{column}28)"


changed("second table that is right pasted above", REQUESTS, found(), _second_good_table_above)


def _second_table_beside(sheet: Worksheet) -> None:
    for row in range(3, 31):
        for column in range(1, 11):
            value = sheet.cell(row, column).value
            if value is not None:
                sheet.cell(row, column + 15).value = 9 if isinstance(value, int) else value


changed("second table pasted beside", REQUESTS, same("GR011"), _second_table_beside)

# Sheets.


def _renamed(book: Workbook, *names: str) -> None:
    for name in names:
        book[name].title = f"{name}（定稿）"


@case("sheet renamed", same("GR010"))
def _(data: bytes) -> bytes:
    return edits.edited(data, lambda book: _renamed(book, REQUESTS))


@case("all table sheets renamed", same("GR010"))
def _(data: bytes) -> bytes:
    return edits.edited(data, lambda book: _renamed(book, DISCLOSURE, REQUESTS, REVIEWS))


@case("cover, text and explanations renamed", same())
def _(data: bytes) -> bytes:
    return edits.edited(data, lambda book: _renamed(book, COVER, TEXT, WHY))


@case("names of two table sheets exchanged", found("GR101"))
def _(data: bytes) -> bytes:
    def edit(book: Workbook) -> None:
        book[DISCLOSURE].title = "x"
        book[REQUESTS].title = DISCLOSURE
        book["x"].title = REQUESTS

    return edits.edited(data, edit)


@case("sheets in another order", same())
def _(data: bytes) -> bytes:
    return edits.edited(data, lambda book: book._sheets.reverse())


@case("code sheet deleted", same("GR010"))
def _(data: bytes) -> bytes:
    return edits.edited(data, lambda book: book.remove(book[CODES]))


@case("code sheet deleted and rows inserted", same("GR010"))
def _(data: bytes) -> bytes:
    def edit(book: Workbook) -> None:
        book.remove(book[CODES])
        edits.insert_rows(book[REQUESTS], 12, 2)

    return edits.edited(data, edit)


@case("code sheet and a table sheet renamed", same("GR010"))
def _(data: bytes) -> bytes:
    return edits.edited(data, lambda book: _renamed(book, CODES, REQUESTS))


@case("code sheet deleted and another year of an older form", Refused("workbook.foreign_table"))
def _(data: bytes) -> bytes:
    def edit(book: Workbook) -> None:
        book.remove(book[CODES])
        book[COVER]["B5"] = 2018

    return edits.edited(data, edit)


@case("code sheet deleted and another year of a similar form", Refused("lookup.unknown"))
def _(data: bytes) -> bytes:
    def edit(book: Workbook) -> None:
        book.remove(book[CODES])
        book[COVER]["B5"] = 2020

    return edits.edited(data, edit)


@case("guide and results deleted", same())
def _(data: bytes) -> bytes:
    return edits.edited(data, lambda book: (book.remove(book[GUIDE]), book.remove(book[CHECKS])))


@case("own sheets added", same())
def _(data: bytes) -> bytes:
    def edit(book: Workbook) -> None:
        for index in (0, None):
            book.create_sheet("台账", index).append(["自然人", "商业企业", 3, 4])

    return edits.edited(data, edit)


@case("own sheet that looks like a cover", same())
def _(data: bytes) -> bytes:
    def edit(book: Workbook) -> None:
        own = book.create_sheet("联系人", 0)
        for label, value in (("单位名称", "别的单位"), ("报告年度", 2020), ("地址", "x"), ("邮编", "y")):
            own.append([label, value])

    return edits.edited(data, edit)


@case("copy of a table sheet with other figures", same())
def _(data: bytes) -> bytes:
    def edit(book: Workbook) -> None:
        book.copy_worksheet(book[REQUESTS])["D8"] = 99

    return edits.edited(data, edit)


@case("table sheet renamed behind a copy of it with other figures", found("GR012"))
def _(data: bytes) -> bytes:
    def edit(book: Workbook) -> None:
        copy = book.copy_worksheet(book[REQUESTS])
        _other_figures(copy)
        book.move_sheet(copy, -9)
        _renamed(book, REQUESTS)

    return edits.edited(data, edit)


@case("table sheet deleted", found("GR012"))
def _(data: bytes) -> bytes:
    return edits.edited(data, lambda book: book.remove(book[REVIEWS]))


@case("text sheet deleted", found("GR004"))
def _(data: bytes) -> bytes:
    return edits.edited(data, lambda book: book.remove(book[TEXT]))


@case("explanations deleted", same())
def _(data: bytes) -> bytes:
    return edits.edited(data, lambda book: book.remove(book[WHY]))


@case("cover deleted", Refused("workbook.no_cover"))
def _(data: bytes) -> bytes:
    return edits.edited(data, lambda book: book.remove(book[COVER]))


@case("values copied into a fresh workbook", same())
def _(data: bytes) -> bytes:
    return edits.values_only(data)


@case("values without the codes in a fresh workbook", same("GR010"))
def _(data: bytes) -> bytes:
    return edits.values_only(data, skip=(CODES, GUIDE, CHECKS))


# The cover.
typed("agency name blank", COVER, {"B6": None}, Refused("workbook.field_missing"))
typed("agency name spaces", COVER, {"B6": "　 "}, Refused("workbook.field_missing"))
typed("kind blank", COVER, {"B7": None}, Refused("workbook.field_missing"))
typed("kind that is no choice", COVER, {"B7": "事业单位"}, Refused("workbook.choice"))
typed("level with spaces", COVER, {"B8": " 县 级"}, same())
typed("year as text", COVER, {"B5": "2024"}, same("GR015"))
typed("year with its word", COVER, {"B5": "2024年"}, same("GR015"))
typed("year with its words", COVER, {"B5": "2024年度"}, same("GR015"))
typed("year blank", COVER, {"B5": None}, Refused("workbook.field_missing"))
typed("year of words", COVER, {"B5": "去年"}, Refused("workbook.year"))
typed("year of two digits", COVER, {"B5": "24"}, Refused("workbook.year"))
typed("year with a fraction", COVER, {"B5": 2024.5}, Refused("workbook.year"))
typed("year as a date", COVER, {"B5": datetime.datetime(2024, 12, 31)}, Refused("workbook.year"))
typed("year in full-width digits", COVER, {"B5": "２０２４"}, same("GR015"))
typed("year out of the edition", COVER, {"B5": 2018}, found("GR001"))
typed("date in Chinese", COVER, {"B21": "2025年1月17日"}, same("GR015"))
typed("date with slashes", COVER, {"B21": "2025/1/17"}, same("GR015"))
typed("date with points", COVER, {"B21": "2025.1.17"}, same("GR015"))
typed("date in digits", COVER, {"B21": "2025-01-17"}, same())
typed("real date", COVER, {"B21": datetime.datetime(2025, 1, 17)}, same())
typed(
    "real date with a time",
    COVER,
    {"B21": datetime.datetime(2025, 1, 17, 9, 30)},
    Refused("yaml.wrong_value"),
)
typed("date that does not exist", COVER, {"B21": "2025年2月30日"}, Refused("yaml.wrong_value"))
typed("date as words", COVER, {"B21": "年初"}, Refused("yaml.wrong_value"))
typed("date as the number behind it", COVER, {"B21": 45674}, same())
typed("postcode as a number", COVER, {"B15": 339900}, same())
typed("region code as a number", COVER, {"B11": 339999}, same())
typed("region code as a number with a point", COVER, {"B11": 339999.0}, same())
typed("annex without tables", COVER, {"B25": "附件"}, Refused("yaml.missing_key"))
typed("annex with an unknown table", COVER, {"B25": "附件", "B26": "五、其他"}, Refused("yaml.unknown_key"))
changed("rows inserted in the cover", COVER, same(), lambda sheet: edits.insert_rows(sheet, 5, 2))
changed("hints deleted from the cover", COVER, same(), lambda sheet: edits.delete_columns(sheet, 3))
changed(
    "column inserted before the fields",
    COVER,
    Refused("workbook.field_missing"),
    lambda sheet: edits.insert_columns(sheet, 2),
)
changed(
    "field deleted from the cover",
    COVER,
    Refused("workbook.field_missing"),
    lambda sheet: edits.delete_rows(sheet, 7),
)

# The codes.
typed("newer format", CODES, {"B1": "2"}, Refused("workbook.newer"))
typed("format no number", CODES, {"B1": "x"}, same("GR010"))
typed("other template", CODES, {"B4": "7"}, same("GR010"))
typed("unknown edition", CODES, {"B2": "ogi-1999"}, Refused("edition.unknown"))
typed("edition of another form", CODES, {"B2": "ogi-2014"}, Refused("workbook.foreign_table"))
typed("unknown variant", CODES, {"B3": "x"}, Refused("edition.unknown_variant"))
typed("codes as numbers", CODES, {"B1": 1, "B4": 1}, same())
typed("place of one cell changed in the codes", CODES, {"D19": "E7"}, same("GR010"))
typed("places of two cells exchanged in the codes", CODES, {"D19": "E6", "D20": "D6"}, same("GR010"))
typed(
    "label in the codes that is not in the form",
    CODES,
    {"A300": "label", "B300": "x/y", "C300": "z"},
    Refused("yaml.unknown_key"),
)
changed("half of the codes deleted", CODES, same(), lambda sheet: edits.delete_rows(sheet, 60, 200))


def _codes_mapped_elsewhere(book: Workbook) -> None:
    for row in book[CODES].iter_rows():
        if row[0].value == "cell" and row[2].value == REQUESTS:
            row[3].value = re.sub("[0-9]+", lambda match: str(int(match[0]) + 1), row[3].value)


@case("codes that say one row lower", same())
def _(data: bytes) -> bytes:
    return edits.edited(data, _codes_mapped_elsewhere)


# Other programs.
CASES["written by another program"] = edits.as_other_writer, same()
CASES["saved by openpyxl"] = (lambda data: edits.edited(data, lambda _: None)), same()


@case("all elements with a prefix", same())
def _(data: bytes) -> bytes:
    parts = edits.parts_of(data)
    for name in parts:
        if name.startswith("xl/worksheets/sheet"):
            text = parts[name].decode()
            text = re.sub(r"<(/?)([a-zA-Z])", r"<\1x:\2", text).replace(' xmlns="', ' xmlns:x="', 1)
            parts[name] = text.encode()
    return edits.zipped(parts)


@case("cells without their places", same())
def _(data: bytes) -> bytes:
    parts = edits.parts_of(edits.values_only(data))
    for name in parts:
        if name.startswith("xl/worksheets/sheet"):
            parts[name] = _without_places(parts[name])
    return edits.zipped(parts)


def _without_places(data: bytes) -> bytes:
    """Leave out the names of cells, with empty cells for those skipped."""
    from lxml import etree
    from openpyxl.utils.cell import coordinate_from_string

    root = etree.fromstring(data)
    for row in root.iter(f"{{{edits.MAIN}}}row"):
        place = 0
        for cell in list(row):
            column = edits.column_index_from_string(coordinate_from_string(cell.attrib.pop("r"))[0])
            for _ in range(column - place - 1):
                cell.addprevious(etree.Element(f"{{{edits.MAIN}}}c"))
            place = column
    return etree.tostring(root)


@case("parts named absolutely", same())
def _(data: bytes) -> bytes:
    parts = edits.parts_of(data)
    name = "xl/_rels/workbook.xml.rels"
    parts[name] = parts[name].replace(b'Target="', b'Target="/xl/')
    return edits.zipped(parts)


@case("dates counted from 1904", same())
def _(data: bytes) -> bytes:
    def edit(book: Workbook) -> None:
        date = book[COVER]["B21"].value
        book.epoch = datetime.datetime(1904, 1, 1)
        book[COVER]["B21"].value = date

    return edits.edited(data, edit)


@pytest.mark.parametrize("name", CASES)
def test_damaged_workbook__is_read_the_same_or_does_not_pass(name: str, filled: Filled, read: Read) -> None:
    damage, expected = CASES[name]
    data = damage(filled.light)
    if isinstance(expected, Refused):
        with pytest.raises(GovReportError) as caught:
            read(data)
        assert caught.value.key == expected.key
        assert "\n" not in str(caught.value)
        return
    submission = read(data)
    outcome = run_checks(submission)
    codes = {finding.code for finding in outcome.findings}
    if isinstance(expected, Same):
        assert differences(filled.submission, submission) == []
        assert codes == set(expected.codes)
        assert outcome.verdict == "clean"
    else:
        assert set(expected.codes) <= codes
        assert outcome.verdict in ("blocked", "explain")
    assert numbers(submission) == numbers(filled.submission) or outcome.verdict != "clean"


def numbers(submission: Submission) -> dict[str, object]:
    return {str(ref): value for ref, value in submission.values.items()}


# The text sheet: rows 12 and 13 are the heading and the paragraph of （二）依申请公开, 42 a title.


def text_of(submission: Submission, part: str) -> str:
    return next((each.before for each in submission.raw.narrative if each.id == part), "")


def edit_text(filled: Filled, read: Read, edit: Callable[[Worksheet], object]) -> Submission:
    submission = read(edits.edited(filled.light, lambda book: edit(book[TEXT])))
    assert numbers(submission) == numbers(filled.submission)
    return submission


def test_rows_inserted_into_the_text__are_paragraphs_in_their_place(filled: Filled, read: Read) -> None:
    def edit(sheet: Worksheet) -> None:
        edits.insert_rows(sheet, 14, 2)
        sheet["B15"] = "新的一段。"

    before, after = text_of(filled.submission, "overview"), text_of(edit_text(filled, read, edit), "overview")

    assert after.replace("新的一段。\n\n", "").strip() == before.strip()
    assert "### （三）" in after[after.index("新的一段") :][:20]


def test_rows_deleted_from_the_text__are_gone_alone(filled: Filled, read: Read) -> None:
    after = text_of(edit_text(filled, read, lambda sheet: edits.delete_rows(sheet, 12, 2)), "overview")

    assert "依申请公开" not in after.split("### （三）")[0].split("64份")[0][-60:]
    assert "### （一）主动公开" in after
    assert "### （三）政府信息管理" in after


def test_title_reworded__is_the_title_of_the_part(filled: Filled, read: Read) -> None:
    submission = edit_text(filled, read, lambda sheet: sheet.__setitem__("B42", "五、不足和改进"))

    assert submission.raw.narrative_is_list
    part = next(each for each in submission.raw.narrative if each.id == "problems")
    assert part.title == "五、不足和改进"
    assert part.before.strip() == text_of(filled.submission, "problems").strip()


def test_part_added__is_a_part_of_its_own(filled: Filled, read: Read) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet["A60"], sheet["B60"] = "部分", "七、附则"
        sheet["B61"] = "本报告由办公室解释。"

    submission = edit_text(filled, read, edit)

    assert [each.title for each in submission.raw.narrative if each.id is None] == ["七、附则"]
    assert submission.raw.narrative[-1].before == "本报告由办公室解释。"
    assert run_checks(submission).verdict != "unreadable"


def test_marks_of_headings_removed__headings_stay(filled: Filled, read: Read) -> None:
    def edit(sheet: Worksheet) -> None:
        for row in range(5, 60):
            if str(sheet.cell(row, 1).value or "").startswith("标题"):
                sheet.cell(row, 1).value = None

    assert differences(filled.submission, edit_text(filled, read, edit)) == []


def test_columns_of_tables_and_codes_deleted__text_is_the_same(filled: Filled, read: Read) -> None:
    def edit(sheet: Worksheet) -> None:
        edits.delete_columns(sheet, 4)

    assert differences(filled.submission, edit_text(filled, read, edit)) == []


def test_changed_formula__is_shown_in_the_message(filled: Filled, read: Read) -> None:
    damage, _ = CASES["total of another formula, another value"]
    (finding,) = [each for each in run_checks(read(damage(filled.light))).findings if each.code == "GR014"]

    assert "SUM(D8:H8)+9" in finding.message
