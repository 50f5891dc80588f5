"""`govreport import` from the outside: what we published is a submission again, and doubts are told."""

from __future__ import annotations

import random
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from cli.conftest import SAMPLES, Govreport
from importers.damage import AUDIT, NAMES, drawn, sample

from govreport_writer.submission_reading import read_submission
from govreport_writer.workbook.round_trip import differences

SUFFIXES = (".xlsx", ".yaml", ".json")
ORGAN = "青溪县审计局"
FORMS = (("docx", "docx"), ("html", "html"), ("html", "htm"), ("pdf", "pdf"))
BROKEN = "broken-2024"


def document(folder: Path, form: str = "docx", name: str = AUDIT, suffix: str = "") -> Path:
    path = folder / f"last-year.{suffix or form}"
    path.write_bytes(drawn(name, form))
    return path


def page(folder: Path, *changes: tuple[str, str], name: str = AUDIT) -> Path:
    """A page whose machine copy is gone and whose text is changed."""
    text = drawn(name, "html").decode()
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    path = folder / "page.html"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_document__becomes_a_submission_with_the_same_figures(
    govreport: Govreport, tmp_path: Path, suffix: str
) -> None:
    target = tmp_path / f"read{suffix}"

    result = govreport("import", document(tmp_path), "-o", target)

    read, filed = read_submission(target), sample(AUDIT)
    assert result.code == 0
    assert dict(read.values) == dict(filed.values)
    assert (read.agency.name, read.year, read.edition.id) == (ORGAN, filed.year, filed.edition.id)
    assert f"已生成 {target}" in result.out


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("form", "suffix"), FORMS)
def test_every_sample__says_the_same_in_every_format_written(
    govreport: Govreport, tmp_path: Path, name: str, form: str, suffix: str
) -> None:
    path = document(tmp_path, form, name, suffix)
    targets = [tmp_path / f"read{end}" for end in SUFFIXES]

    codes = [govreport("import", path, "-o", target).code for target in targets]

    workbook, *texts = map(read_submission, targets)
    assert codes == [0, 0, 0]
    assert [differences(workbook, text) for text in texts] == [[], []]
    assert dict(workbook.values) == dict(sample(name).values)


def test_review__counts_the_cells_of_every_table(govreport: Govreport, tmp_path: Path) -> None:
    result = govreport("import", document(tmp_path), "-o", tmp_path / "read.yaml")

    rows = {line.split()[0]: line.split()[1:] for line in result.out.splitlines() if line.startswith("三、")}
    assert rows == {"三、申请": ["175", "0", "175", "0", "0"]}
    assert f"{ORGAN}（肯定）" in result.out
    assert "请对照原文核对" not in result.out


def test_review__tells_doubtful_cells_with_their_places_and_bounds_them(
    govreport: Govreport, tmp_path: Path
) -> None:
    result = govreport("import", document(tmp_path, name=BROKEN), "-o", tmp_path / "read.yaml")

    told = [line for line in result.out.splitlines() if "（0.60）" in line]
    assert result.code == 0
    assert "“一、本年新收政府信息公开申请数量”行“自然人”列：37　第 2 个表第 4 行第 4 格" in told[0]
    assert len(told) == 12
    assert "请对照原文核对（61格）" in result.out
    assert "还有49格" in result.out


def test_review__speaks_english(govreport: Govreport, tmp_path: Path) -> None:
    path, report = document(tmp_path, name=BROKEN), tmp_path / "report.html"

    result = govreport("import", path, "-o", tmp_path / "read.yaml", "--report", report, "--lang", "en")

    assert "Compare with the document (61 cells)" in result.out
    assert "a sum does not hold (0.60)" in result.out
    assert 'lang="en"' in report.read_text(encoding="utf-8")


def test_what_the_user_says__counts_and_contradictions_are_told(govreport: Govreport, tmp_path: Path) -> None:
    target = tmp_path / "read.yaml"

    result = govreport(
        *("import", document(tmp_path), "-o", target, "--year", 2023, "--agency", "某某市财政局"),
        *("--kind", "authorised", "--level", "city"),
    )

    agency = read_submission(target).agency
    assert (agency.name, agency.kind, agency.level) == ("某某市财政局", "authorised", "city")
    assert read_submission(target).year == 2023
    assert "您给的年度是2023，标题写的是2024" in result.out
    assert f"您给的单位是某某市财政局，标题写的是{ORGAN}" in result.out


def test_yaml__notes_doubtful_cells_above_the_figures(govreport: Govreport, tmp_path: Path) -> None:
    target = tmp_path / "read.yaml"

    govreport("import", document(tmp_path, name=BROKEN), "-o", target)

    notes = [line for line in target.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    assert notes[0] == "# 由已发布的报告 last-year.docx 读入。"
    assert any(line.startswith("#   requests.received.natural_person ") for line in notes)


def test_workbook__marks_doubtful_cells_and_is_read_the_same(govreport: Govreport, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    target = tmp_path / "read.xlsx"

    govreport("import", document(tmp_path, name=BROKEN), "-o", target)
    checked = govreport("check", target)

    sheet = load_workbook(target)["三、申请"]
    marked = [
        cell.coordinate
        for row in sheet
        for cell in row
        if cell.comment and "已发布的报告" in cell.comment.text
    ]
    assert len(marked) == 56
    assert "“37”（第 2 个表第 4 行第 4 格）。合计关系不成立" in sheet["D6"].comment.text
    assert sheet["D6"].fill.fgColor.rgb == "FFE4DFEC"
    assert dict(read_submission(target).values) == dict(sample(BROKEN).values)
    assert "E6" not in marked
    assert checked.code == 1


def test_equal_documents__give_equal_bytes(govreport: Govreport, tmp_path: Path) -> None:
    path, written = document(tmp_path, name=BROKEN), []
    for number in range(2):
        targets = [tmp_path / f"{number}{suffix}" for suffix in (*SUFFIXES, ".html")]
        for target in targets[:3]:
            govreport("import", path, "-o", target, "--report", targets[3], "--force")
        written.append([target.read_bytes() for target in targets])

    assert written[0] == written[1]


def test_text_of_a_document__is_only_ever_text(govreport: Govreport, tmp_path: Path) -> None:
    hostile = (
        "{{ requests.received.total }} &lt;script&gt;alert(1)&lt;/script&gt; =1+1 ![x](y.png) `{{` # x: |"
    )
    path = page(tmp_path, ("没有其他需要报告的事项", f"没有{hostile}"))
    report = tmp_path / "report.html"

    for suffix in SUFFIXES:
        target = tmp_path / f"read{suffix}"
        result = govreport("import", path, "-o", target, "--report", report)
        rendered = govreport("render", target, "--to", "html", "--draft", "-o", tmp_path / suffix)

        assert (result.code, rendered.code) == (0, 0)
        (shown,) = (tmp_path / suffix).glob("*.html")
        text = shown.read_text(encoding="utf-8").replace("<wbr>", "")
        assert "<script>alert" not in text + report.read_text(encoding="utf-8")
        assert "{{ requests.received.total }} &lt;script&gt;" in text


def test_hostile_cell__stays_text_and_is_told(govreport: Govreport, tmp_path: Path) -> None:
    cell = "=cmd|'/c calc'!A0 &lt;img src=x&gt; # \u2028 a: [b"
    text = drawn(AUDIT, "html").decode()
    start = text.index('id="y2024-t3-r01-c1"') if 'id="y2024-t3-r01-c1"' in text else -1
    assert start > 0
    begin, end = text.index(">", start) + 1, text.index("</td>", start)
    path = tmp_path / "page.html"
    path.write_text(text[:begin] + cell + text[end:], encoding="utf-8")

    for suffix in SUFFIXES:
        target, report = tmp_path / f"read{suffix}", tmp_path / "report.html"
        result = govreport("import", path, "-o", target, "--report", report)

        assert result.code == 0
        assert "=cmd|'/c calc'!A0 <img src=x>" in result.out
        assert "<img" not in report.read_text(encoding="utf-8")
        read = read_submission(target)
        assert [origin.raw for origin in read.origins.values() if origin.state == "unreadable"] != []


def test_existing_file__is_kept_without_force(govreport: Govreport, tmp_path: Path) -> None:
    path, target = document(tmp_path), tmp_path / "mine.yaml"
    target.write_text("mine", encoding="utf-8")

    refused = govreport("import", path, "-o", target)
    kept = target.read_text(encoding="utf-8")
    forced = govreport("import", path, "-o", target, "--force")

    assert (refused.code, kept) == (2, "mine")
    assert "--force" in refused.err
    assert forced.code == 0


def test_document_without_a_table__is_refused(govreport: Govreport, tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    path.write_text(f"{ORGAN}\n2024年政府信息公开工作年度报告\n\n一、总体情况\n没有表。\n", encoding="utf-8")

    result = govreport("import", path, "-o", tmp_path / "read.xlsx")

    assert result.code == 2
    assert "没有认出统计表" in result.err
    assert not (tmp_path / "read.xlsx").exists()


def archive(name: str) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr(name, "<a/>")
    return made.getvalue()


UNREADABLE = {
    "empty.docx": (b"", "没有文字"),
    "noise.pdf": (random.Random(1).randbytes(9_000), "认不出"),
    "cut.docx": (archive("word/other.xml"), "压缩包"),
    "old.doc": (bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), "旧格式"),
    "old.wps": (bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), "旧格式"),
    "new.ofd": (archive("OFD.xml"), "OFD"),
    "scan.jpg": (b"\xff\xd8\xff" + bytes(600), "图片"),
    "deep.html": (b"<div>" * 5_000 + b"x", "嵌套太深"),
    "year.txt": ("某县审计局\n年度报告\n".encode(), "--year"),
}


NO_LAST_YEAR = "scan.jpg"
"""A name that `new` does not take for a published report's."""


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (command, name)
        for command in ("import", "new")
        for name in UNREADABLE
        if (command, name) != ("new", NO_LAST_YEAR)
    ],
)
def test_unreadable_document__is_one_line_and_2(
    govreport: Govreport, tmp_path: Path, command: str, name: str
) -> None:
    path, target = tmp_path / name, tmp_path / "read.yaml"
    path.write_bytes(UNREADABLE[name][0])

    result = govreport(command, *(["--from"] if command == "new" else []), path, "-o", target)

    assert result.code == 2
    assert len(result.err.splitlines()) == 1
    assert str(path) in result.err
    assert UNREADABLE[name][1] in result.err
    assert not target.exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["none.docx", "-o", "x.xlsx"], "没有这个文件"),
        ([".", "-o", "x.xlsx"], "是文件夹"),
        (["a.docx", "-o", "x.docx"], "不认识这种文件"),
        (["a.docx", "-o", "."], "不认识这种文件"),
        (["a.docx", "-o", "x.xlsx", "--report", "a.docx"], "输入的文件"),
        (["a.docx", "-o", "x.xlsx", "--report", "x.xlsx"], "输入的文件"),
        (["a.docx", "-o", "x.xlsx", "--report", "."], "是文件夹"),
        (["a.docx", "-o", "x.xlsx", "--year", "99999"], "四位数字"),
        (["a.docx", "-o", "x.xlsx", "--agency", " "], "机关名称是空的"),
        (["a.docx", "-o", "x.xlsx", "--edition", "ogi-2020"], "没有名为 ogi-2020 的报告格式"),
        (["a.docx", "-o", "x.xlsx", "--kind", "bureau"], "只能是 government"),
        (["b.yaml", "-o", "x.xlsx"], "这是填报文件"),
        (["a.docx"], "缺少 -o/--output"),
    ],
)
def test_wrong_usage__is_one_line_and_2(
    govreport: Govreport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], says: str
) -> None:
    (tmp_path / "a.docx").write_bytes(drawn(AUDIT, "docx"))
    (tmp_path / "b.yaml").write_text("format: 1\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    result = govreport("import", *arguments)

    assert result.code == 2
    assert says in result.err
    assert len(result.err.splitlines()) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.docx", "b.yaml"]


@pytest.mark.parametrize("name", ["report.docx", "report.pdf", "report.html", "report.txt", "report.doc"])
@pytest.mark.parametrize("command", ["check", "render", "preview", "prior", "against"])
def test_published_document_for_a_submission__says_to_import_it(
    govreport: Govreport, tmp_path: Path, command: str, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(b"%PDF-1.7")
    filed = SAMPLES / f"{AUDIT}/report.yaml"
    arguments = {
        "check": ["check", path],
        "render": ["render", filed, "--prior", path, "-o", tmp_path / "out"],
        "preview": ["preview", filed, "--prior", path, "--no-open"],
        "prior": ["check", filed, "--prior", path],
        "against": ["verify", path, "--against", path],
    }

    result = govreport(*arguments[command])

    errors = [line for line in (result.out + result.err).splitlines() if "govreport import" in line]
    assert result.code == 2
    assert len(errors) == 1
    assert f"govreport import {name} -o report.xlsx" in errors[0]


@pytest.mark.slow
@pytest.mark.parametrize("form", ["docx", "html", "pdf"])
@pytest.mark.parametrize("seed", range(12))
def test_damaged_document__is_read_or_refused_in_one_line(
    govreport: Govreport, tmp_path: Path, form: str, seed: int
) -> None:
    chance = random.Random(seed)
    data = bytearray(drawn(AUDIT, form))
    for _ in range(chance.choice((1, 5, 40))):
        start = chance.randrange(len(data))
        data[start : start + chance.choice((1, 16, 400))] = chance.randbytes(chance.choice((0, 5, 99)))
    path = tmp_path / f"damaged.{form}"
    path.write_bytes(data)

    for suffix in SUFFIXES:
        result = govreport("import", path, "-o", tmp_path / f"read{suffix}", "--report", tmp_path / "r.html")

        assert result.code in (0, 2)
        assert result.code == 0 or len(result.err.splitlines()) == 1
        assert (tmp_path / f"read{suffix}").exists() == (result.code == 0)
