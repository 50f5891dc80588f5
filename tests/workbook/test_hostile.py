"""Files that are no workbook, or mean harm: one clear line, or a normal read; never a hang."""

from __future__ import annotations

import gc
import re
import struct
import subprocess
import sys
import time
import warnings
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
import sheet_edits as edits
from filled_workbook import Filled

from govreport_writer import messages
from govreport_writer.errors import GovReportError
from govreport_writer.pipeline import check_file
from govreport_writer.submission_reading import read_submission, read_tree
from govreport_writer.workbook.round_trip import differences

pytestmark = pytest.mark.slow
OLE = bytes.fromhex("D0CF11E0A1B11AE1")
SHEET = "xl/worksheets/sheet5.xml"
STRINGS = "xl/sharedStrings.xml"
QUICK = 15.0
"""Seconds that nothing here may take; most take well under one."""


def replaced(data: bytes, part: str, old: str | bytes, new: str | bytes) -> bytes:
    parts = edits.parts_of(data)
    old, new = (each.encode() if isinstance(each, str) else each for each in (old, new))
    assert old in parts[part]
    return edits.zipped(parts | {part: parts[part].replace(old, new, 1)})


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    return edits.zipped(edits.parts_of(data) | {name: content})


def without_part(data: bytes, name: str) -> bytes:
    return edits.zipped({part: content for part, content in edits.parts_of(data).items() if part != name})


def renamed_part(data: bytes, name: str, new: str) -> bytes:
    return edits.zipped({new if part == name else part: each for part, each in edits.parts_of(data).items()})


def bomb(data: bytes) -> bytes:
    return with_part(data, SHEET, b"<worksheet>" + b" " * (60 * 2**20) + b"</worksheet>")


def lying_bomb(data: bytes) -> bytes:
    """Declare a small size for a part that unpacks to a large one."""
    packed = bytearray(with_part(data, "xl/extra.xml", b" " * (60 * 2**20)))
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = -1
        while (at := packed.find(signature, at + 1)) >= 0:
            if struct.unpack_from("<I", packed, at + offset)[0] == 60 * 2**20:
                struct.pack_into("<I", packed, at + offset, 1000)
    return bytes(packed)


def encrypted_flag(data: bytes) -> bytes:
    packed = bytearray(data)
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = -1
        while (at := packed.find(signature, at + 1)) >= 0:
            packed[at + offset] |= 1
    return bytes(packed)


def entity(declaration: str) -> Callable[[bytes], bytes]:
    return lambda data: replaced(data, STRINGS, "<sst", f"{declaration}<sst")


LAUGHS = (
    "<!DOCTYPE x ["
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(9))
    + "]>"
)
FILES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "xls": (lambda _: OLE + bytes(4096), "workbook.old_format"),
    "et, with the name of a stream": (
        lambda _: OLE + bytes(512) + "Workbook".encode("utf-16-le"),
        "workbook.old_format",
    ),
    "encrypted": (
        lambda _: OLE + bytes(512) + "EncryptedPackage".encode("utf-16-le") + bytes(99),
        "workbook.password",
    ),
    "encrypted zip": (encrypted_flag, "workbook.password"),
    "macros": (lambda data: with_part(data, "xl/vbaProject.bin", b"x"), "workbook.macros"),
    "macros under another case": (lambda data: with_part(data, "xl/VBAPROJECT.BIN", b"x"), "workbook.macros"),
    "xlsb": (
        lambda _: edits.zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.bin": b"x"}),
        "workbook.binary",
    ),
    "ods": (
        lambda _: edits.zipped(
            {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}
        ),
        "workbook.not_one",
    ),
    "docx": (
        lambda _: edits.zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<x/>"}),
        "workbook.not_one",
    ),
    "zip of something": (lambda _: edits.zipped({"a.txt": b"x"}), "workbook.not_one"),
    "zip of nothing": (lambda _: edits.zipped({}), "workbook.not_one"),
    "text": (lambda _: "报告\n".encode(), "workbook.not_one"),
    "yaml": (lambda _: b"format: 1\n", "workbook.not_one"),
    "html": (lambda _: b"<html><table><tr><td>1</td></tr></table></html>", "workbook.not_one"),
    "xml of 2003": (lambda _: b'<?xml version="1.0"?><Workbook/>', "workbook.not_one"),
    "png": (lambda _: b"\x89PNG\r\n\x1a\n" + bytes(99), "workbook.not_one"),
    "pdf": (lambda _: b"%PDF-1.7\n", "workbook.not_one"),
    "empty": (lambda _: b"", "workbook.empty"),
    "one byte": (lambda _: b"P", "workbook.not_one"),
    "two letters": (lambda _: b"PK", "workbook.damaged"),
    "zeros": (lambda _: bytes(4096), "workbook.not_one"),
    "zip bomb": (bomb, "workbook.too_much"),
    "zip bomb that lies about its size": (lying_bomb, "workbook.damaged"),
    "thousands of parts": (
        lambda data: edits.zipped(edits.parts_of(data) | {f"xl/media/{n}.png": b"" for n in range(3000)}),
        "workbook.too_much",
    ),
    "document type in the strings": (entity("<!DOCTYPE sst>"), "workbook.declarations"),
    "billion laughs": (entity(LAUGHS), "workbook.declarations"),
    "external entity": (
        entity('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
        "workbook.declarations",
    ),
    "entity in a sheet": (
        lambda data: replaced(data, SHEET, "<worksheet", '<!DOCTYPE x [<!ENTITY e "9">]><worksheet'),
        "workbook.declarations",
    ),
    "entity in UTF-16": (
        lambda data: with_part(
            data, STRINGS, f'<?xml version="1.0" encoding="UTF-16"?>{LAUGHS}<sst/>'.encode("utf-16")
        ),
        "workbook.declarations",
    ),
    "entity in a part without xml in its name": (
        lambda data: replaced(
            replaced(
                renamed_part(
                    with_part(data, STRINGS, edits.parts_of(entity(LAUGHS)(data))[STRINGS]),
                    STRINGS,
                    "xl/strings.dat",
                ),
                "xl/_rels/workbook.xml.rels",
                "sharedStrings.xml",
                "strings.dat",
            ),
            "[Content_Types].xml",
            "/xl/sharedStrings.xml",
            "/xl/strings.dat",
        ),
        "workbook.declarations",
    ),
    "zip bomb in a part without xml in its name": (
        lambda data: edits.zipped(
            {
                name.replace("sharedStrings.xml", "strings.dat"): each.replace(
                    b"sharedStrings.xml", b"strings.dat"
                )
                + b" " * (60 * 2**20 if name == STRINGS else 0)
                for name, each in edits.parts_of(data).items()
            }
        ),
        "workbook.too_much",
    ),
    "workbook part missing": (lambda data: without_part(data, "xl/workbook.xml"), "workbook.not_one"),
    "strings missing": (lambda data: without_part(data, STRINGS), "workbook.damaged"),
    "styles broken": (lambda data: with_part(data, "xl/styles.xml", b"<styleSheet"), "workbook.damaged"),
    "sheet broken": (lambda data: with_part(data, SHEET, b"<worksheet><sheetData><row>"), "workbook.damaged"),
    "sheet of nothing": (lambda data: with_part(data, SHEET, b""), "workbook.damaged"),
    "string that is not there": (
        lambda data: edits.with_cell(data, "三、申请", "D8", "s", "<v>99999</v>"),
        "workbook.damaged",
    ),
    "number that is none": (
        lambda data: edits.with_cell(data, "三、申请", "D8", None, "<v>acht</v>"),
        "workbook.damaged",
    ),
    "no cover": (
        lambda data: edits.edited(data, lambda book: book.remove(book["封面"])),
        "workbook.no_cover",
    ),
    "workbook of another kind": (lambda _: edits.saved(edits.Workbook()), "workbook.no_cover"),
    "Strict Open XML": (
        lambda data: edits.zipped(
            {
                name: each.replace(
                    edits.MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main"
                ).replace(
                    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                    b"http://purl.oclc.org/ooxml/officeDocument/relationships",
                )
                for name, each in edits.parts_of(data).items()
            }
        ),
        "workbook.no_sheets",
    ),
}


@pytest.fixture(autouse=True, scope="module")
def collected() -> Iterator[None]:
    """Close what was left open before the tests of another module, where warnings are errors."""
    yield
    gc.collect()


def test_damaged_file__is_closed_again(filled: Filled, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(edits.with_cell(filled.data, "三、申请", "D8", None, "<v>acht</v>"))
    gc.collect()
    with warnings.catch_warnings(record=True) as noted:
        warnings.simplefilter("always")
        assert check_file(path).error is not None
        gc.collect()

    assert [str(each.message) for each in noted if each.category is ResourceWarning] == []


def lines_of(path: Path) -> dict[str, str]:
    """Return the error in both languages."""
    lines = {}
    for language in ("zh", "en"):
        messages.use_language(language)
        with pytest.raises(GovReportError) as caught:
            read_submission(path)
        lines[language] = str(caught.value)
    return lines


def assert_one_clear_line(path: Path, key: str) -> None:
    started = time.perf_counter()
    for read in (read_submission, read_tree):
        with pytest.raises(GovReportError) as caught:
            read(path)
        assert caught.value.key == key
    lines = lines_of(path)
    assert re.search("[\u4e00-\u9fff]", lines["zh"].replace(str(path), ""))
    assert not re.search("[\u4e00-\u9fff]", lines["en"].replace(str(path), "").replace("封面", ""))
    for line in lines.values():
        assert line.startswith(str(path))
        assert "\n" not in line
        assert not re.search(r"Traceback|Error\b|Exception|\{\w*\}", line)
    assert check_file(path).verdict == "unreadable"
    assert time.perf_counter() - started < QUICK


@pytest.mark.parametrize("name", FILES)
def test_file_that_is_no_workbook__is_refused_in_one_line(
    name: str, filled: Filled, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    make, key = FILES[name]
    path = tmp_path / "报告.xlsx"
    path.write_bytes(make(filled.data))

    assert_one_clear_line(path, key)


@pytest.mark.parametrize("share", [0.001, 0.1, 0.5, 0.9, 0.98, 0.9999])
def test_truncated_file__is_damaged(share: float, filled: Filled, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(filled.data[: int(len(filled.data) * share)])

    assert_one_clear_line(path, "workbook.damaged")


def test_missing_sheet__is_a_finding(filled: Filled, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(without_part(filled.data, SHEET))
    outcome = check_file(path)

    assert "GR012" in {finding.code for finding in outcome.findings}
    assert outcome.verdict == "blocked"


def test_flipped_bytes__are_damage_or_change_nothing(filled: Filled, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    for at in range(100, len(filled.data), len(filled.data) // 12):
        data = bytearray(filled.data)
        data[at] ^= 0xFF
        path.write_bytes(bytes(data))
        outcome = check_file(path)
        assert outcome.submission is None or differences(filled.submission, outcome.submission) == []


def test_folder__is_said_to_be_one(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.mkdir()

    assert_one_clear_line(path, "file.is_folder")


def test_missing_file__is_said_to_be_missing(tmp_path: Path) -> None:
    assert_one_clear_line(tmp_path / "x.xlsx", "file.missing")


@pytest.mark.parametrize("suffix", [".xls", ".et", ".xlsb", ".ods", ".xlsm"])
def test_other_spreadsheet__is_refused_whatever_its_name(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"x{suffix}"
    path.write_bytes(OLE + bytes(600))

    assert_one_clear_line(path, "workbook.old_format")


@pytest.mark.slow
def test_merged_area_over_the_whole_sheet__is_read_quickly(filled: Filled, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    area = '<mergeCell ref="A40:XFD1048576"/></mergeCells>'
    path.write_bytes(replaced(filled.data, SHEET, "</mergeCells>", area))
    program = """
import resource, sys
from pathlib import Path
from govreport_writer.pipeline import check_file
resource.setrlimit(resource.RLIMIT_AS, (2**31, 2**31))
print(check_file(Path(sys.argv[1])).verdict)
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, timeout=QUICK, check=False, text=True
    )

    assert done.stdout.strip() in ("clean", "blocked", "unreadable"), done.stderr[-300:]


LARGE: dict[str, Callable[[bytes], bytes]] = {
    "cell in the last place": lambda data: replaced(
        data, SHEET, "</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    ),
    "text in the last place": lambda data: replaced(
        data,
        SHEET,
        "</sheetData>",
        '<row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row></sheetData>',
    ),
    "styled empty rows": lambda data: replaced(
        data,
        SHEET,
        "</sheetData>",
        "".join(f'<row r="{n}" s="1"><c r="A{n}" s="1"/></row>' for n in range(1000, 101_000))
        + "</sheetData>",
    ),
    "styled empty rows of the text": lambda data: replaced(
        data,
        "xl/worksheets/sheet3.xml",
        "</sheetData>",
        "".join(f'<row r="{n}"><c r="B{n}" s="1"/></row>' for n in range(1000, 41_000)) + "</sheetData>",
    ),
    "dimension over the whole sheet": lambda data: replaced(
        data, SHEET, '<dimension ref="A1:L30"/>', '<dimension ref="A1:XFD1048576"/>'
    ),
}


@pytest.mark.parametrize("name", LARGE)
def test_large_sheet__is_read_quickly(
    name: str, filled: Filled, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(LARGE[name](filled.data))
    started = time.perf_counter()

    assert differences(filled.submission, read_submission(path)) == []
    assert time.perf_counter() - started < QUICK


def test_rows_of_text_beyond_all_measure__are_not_searched(filled: Filled, tmp_path: Path) -> None:
    """A table whose place was lost among thousands of other rows is refused, not searched for minutes."""
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="str"><v>x{n}</v></c></row>' for n in range(1000, 6000))
    data = edits.edited(filled.data, lambda book: edits.insert_rows(book["三、申请"], 12))
    path = tmp_path / "x.xlsx"
    path.write_bytes(replaced(data, SHEET, "</sheetData>", rows + "</sheetData>"))
    started = time.perf_counter()

    assert "GR012" in {finding.code for finding in check_file(path).findings}
    assert time.perf_counter() - started < QUICK


def test_name_of_a_part_out_of_the_archive__writes_nothing(filled: Filled, tmp_path: Path) -> None:
    buffer = BytesIO(filled.data)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("../../evil.xml", "<x/>")
    path = tmp_path / "here/x.xlsx"
    path.parent.mkdir()
    path.write_bytes(buffer.getvalue())

    assert differences(filled.submission, read_submission(path)) == []
    assert sorted(tmp_path.rglob("*")) == [path.parent, path]
