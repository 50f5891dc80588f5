"""The roster of an office, as a workbook and as a CSV."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from govreport_writer import messages
from govreport_writer.errors import GovReportError
from govreport_writer.roster import Member, Roster, read_roster

CSV = """单位名称,代码,类型,层级,简称,联系人,上级单位,垂直管理,截止日期
某某县人民政府,11330000,政府,县级,,张三,,,2025-03-31
某某县审计局,11330001,部门,县级,县审计局、审计局,李四 0570-1,某某县人民政府,否,2025年1月20日
国家税务总局某某县税务局,,部门,,,,11330000,是,
"""


def written(folder: Path, text: str, encoding: str = "utf-8", name: str = "roster.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def read(folder: Path, text: str) -> Roster:
    return read_roster(written(folder, text))


def refusal(path: Path) -> str:
    with pytest.raises(GovReportError) as refused:
        read_roster(path)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def workbook(folder: Path, rows: list[list[object]]) -> Path:
    path = folder / "名册.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(rows):
            for index, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, index, cell, day)
                elif cell is not None:
                    sheet.write(number, index, cell)
    return path


def test_csv__gives_every_column(tmp_path: Path) -> None:
    government, audit, tax = read(tmp_path, CSV).members

    assert government == Member(
        "某某县人民政府", "11330000", "government", "张三", None, False, date(2025, 3, 31), "第2行", "county"
    )
    assert (audit.kind, audit.short_names, audit.deadline) == (
        "department",
        ("县审计局", "审计局"),
        date(2025, 1, 20),
    )
    assert (tax.vertical, tax.code, tax.deadline, tax.level) == (True, None, None, None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_csv__is_read_as_wps_saves_it(tmp_path: Path, encoding: str) -> None:
    found = read_roster(written(tmp_path, CSV, encoding))

    assert [each.name for each in found.members][2] == "国家税务总局某某县税务局"


@pytest.mark.parametrize("delimiter", ["\t", ";"])
def test_csv__may_have_other_delimiters(tmp_path: Path, delimiter: str) -> None:
    assert len(read(tmp_path, CSV.replace(",", delimiter)).members) == 3


def test_csv__in_another_encoding_is_refused_in_one_line(tmp_path: Path) -> None:
    path = written(tmp_path, CSV, "utf-16")

    assert "UTF-8" in refusal(path)


def test_workbook__is_read_with_a_title_above_and_dates_as_dates(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["某某县2024年度报告报送名册"],
        [],
        ["序号", "单位名称*", "代码", "截止日期"],
        [1, "某某县审计局", 11330001, date(2025, 1, 20)],
        [None, None, None, None],
        [2, "某某县司法局", None, None],
    ]

    found = read_roster(workbook(tmp_path, rows))

    assert [(each.name, each.code, each.deadline, each.place) for each in found.members] == [
        ("某某县审计局", "11330001", date(2025, 1, 20), "B4"),
        ("某某县司法局", None, None, "B6"),
    ]
    assert found.unused == ("序号",)


def test_english_heads__are_known(tmp_path: Path) -> None:
    found = read(tmp_path, "unit,code,kind,level,contact,parent,vertical\nA局,1,department,county,x,,yes\n")

    assert found.members[0].vertical
    assert found.members[0].kind == "department"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("甲,乙\n某局,1\n", "单位名称"),
        ("单位名称,代码\n", "没有单位"),
        ("单位名称,代码\nA局,1\nB局,1\n", "第3行"),
        ("单位名称,代码\nA局,1\nA局,\n", "第3行"),
        ("单位名称,代码\nA局,1\n,2\n", "第3行"),
        ("单位名称,上级单位\nA局,B局\n", "B局"),
        ("单位名称,上级单位\nA局,B局\nB局,A局\n", "绕了一圈"),
        ("单位名称,上级单位\nA局,A局\n", "绕了一圈"),
        ("单位名称,类型\nA局,机关\n", "机关"),
        ("单位名称,层级\nA局,部级\n", "部级"),
        ("单位名称,垂直管理\nA局,也许\n", "也许"),
        ("单位名称,截止日期\nA局,1月20日\n", "1月20日"),
        ("单位名称,截止日期\nA局,2025-02-30\n", "2025-02-30"),
        ("单位名称,单位\nA局,A局\n", "两列"),
        ("", "没有找到表头"),
    ],
)
def test_slip__is_one_line_that_names_it(tmp_path: Path, text: str, words: str) -> None:
    path = written(tmp_path, text)

    assert words in refusal(path)


def test_slip_in_a_workbook__is_named_by_its_cell(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["单位名称", "垂直管理"], ["A局", "也许"]])

    assert " B2：" in refusal(path)


@pytest.mark.parametrize("name", ["roster.xlsx", "roster.csv", "roster.xls"])
def test_file_that_is_none__is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)))

    assert name in refusal(path)


def test_missing_file__is_refused(tmp_path: Path) -> None:
    assert "没有这个文件" in refusal(tmp_path / "none.csv")


def test_one_name_of_two_units__needs_two_codes(tmp_path: Path) -> None:
    found = read(tmp_path, "单位名称,代码\n城关镇人民政府,1\n城关镇人民政府,2\n")

    assert found.find("城关镇人民政府") is None
    assert found.find("城关镇人民政府", "2") is found.members[1]


def test_find__goes_by_code_then_name_then_short_name(tmp_path: Path) -> None:
    found = read(tmp_path, CSV)
    _, audit, tax = found.members

    assert found.find("改了名的局", "11330001") is audit
    assert found.find("某某县 审计局") is audit
    assert found.find("县审计局") is audit
    assert found.find("没有的局", None, ("县审计局",)) is audit
    assert found.find("国家税务总局某某县税务局", "999") is tax
    assert found.find("没有的局") is None


def test_under__gives_direct_children_by_name_or_code_of_the_parent(tmp_path: Path) -> None:
    found = read(tmp_path, CSV)

    assert found.under("11330000") == found.members[1:] == found.under("某某县人民政府")
    assert found.under("没有的局") == ()


def test_words_of_a_roster__do_not_depend_on_the_language(tmp_path: Path) -> None:
    messages.use_language("en")

    assert len(read(tmp_path, CSV).members) == 3
