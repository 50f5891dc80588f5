"""Hostile and wrong files end in one clear line, soon and without filling the memory."""

from __future__ import annotations

import random
import subprocess
import sys
import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from importers.damage import AUDIT, drawn, read, small_docx

from govreport_writer import messages
from govreport_writer.errors import GovReportError, SubmissionError
from govreport_writer.importers.reading import read_published

SECONDS, MEBIBYTES = 10, 500
ENTITY = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY y "&x;&x;">]>'
TEXT = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"


def archive(*names: str) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name in names:
            file.writestr(name, "<a/>")
    return made.getvalue()


def blank_pages(count: int) -> bytes:
    import pikepdf

    made = BytesIO()
    with pikepdf.new() as document:
        for _ in range(count):
            document.add_blank_page()
        document.save(made)
    return made.getvalue()


def nested(before: str, after: str, count: int, inside: str = "x") -> str:
    return before * count + inside + after * count


WIDE = "<tr>" + "<td colspan=1000 rowspan=1000>1</td>" * 5_000 + "</tr>"
HOSTILE = {
    "import.declarations": [small_docx(TEXT.format("&y;"), ENTITY)],
    "import.too_much": [
        small_docx(TEXT.format(" " * 100_000_000)),
        archive(*(f"a/{index}.xml" for index in range(3_000)), "word/document.xml"),
        b"<p>" + b"a" * 30_000_000,
    ],
    "import.too_deep": [
        small_docx(nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 1_000, TEXT)),
        small_docx(nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 1_000, TEXT)),
        nested("<div>", "</div>", 1_000).encode(),
        nested("<table><tr><td>", "", 1_000).encode(),
        nested("<p><span>", "", 50_000).encode(),
    ],
    "import.too_many_cells": [
        small_docx(
            "<w:tbl>" + ("<w:tr>" + f"<w:tc>{TEXT.format(1)}</w:tc>" * 100 + "</w:tr>") * 1_000 + "</w:tbl>"
        ),
        ("<table>" + ("<tr>" + "<td>1</td>" * 100 + "</tr>") * 1_000 + "</table>").encode(),
        f"<table>{WIDE * 2}{'<tr><td>1</td></tr>' * 1_000}</table>".encode(),
        ("\t1\n" * 100 + "\n").encode() * 1_000,
        b"|1|2|3\n" * 50_000,
    ],
    "import.too_many_pages": [blank_pages(400)],
    "import.damaged": [
        drawn(AUDIT, "docx")[:20_000],
        drawn(AUDIT, "pdf")[:50_000],
        b"%PDF-1.7\n" + random.Random(1).randbytes(50_000),
        small_docx("<w:p><w:r>"),
    ],
    "import.empty": [b"", b"\n  \n", small_docx("<w:p/>"), b"<html><body></body></html>"],
    "import.old_format": [bytes.fromhex("D0CF11E0A1B11AE1") + bytes(2_000)],
    "import.is_ofd": [archive("OFD.xml")],
    "import.is_workbook": [archive("xl/workbook.xml")],
    "import.is_opendocument": [archive("content.xml")],
    "import.is_archive": [archive("a.txt"), b"Rar!" + bytes(99)],
    "import.is_picture": [b"\x89PNG\r\n\x1a\n" + bytes(99), b"\xff\xd8\xff" + bytes(99)],
    "import.is_rtf": [b"{\\rtf1 a}"],
    "import.is_postscript": [b"%!PS-Adobe-3.0"],
    "import.unknown": [random.Random(2).randbytes(50_000)],
}
CASES = [(key, document) for key, documents in HOSTILE.items() for document in documents]
HELPER = """
import sys, time
from pathlib import Path
from govreport_writer.errors import SubmissionError
from govreport_writer.importers.reading import read_published

start = time.monotonic()
try:
    read_published(Path(sys.argv[1]))
    key = "read"
except SubmissionError as error:
    key = error.key
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(key, time.monotonic() - start, int(peak.split()[1]) // 1024)
"""


@pytest.mark.parametrize(
    ("key", "document"), CASES, ids=[f"{key[7:]}-{index}" for index, (key, _) in enumerate(CASES)]
)
def test_file__is_refused_in_one_line_that_names_it(key: str, document: bytes, tmp_path: Path) -> None:
    with pytest.raises(SubmissionError) as raised:
        read(document, tmp_path, "last-year.docx")

    assert raised.value.key == key
    assert str(tmp_path / "last-year.docx") in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is asked of Linux")
@pytest.mark.parametrize("key", ["import.too_much", "import.too_deep", "import.too_many_cells"])
def test_hostile_file__costs_little_time_and_memory(key: str, tmp_path: Path) -> None:
    for document in HOSTILE[key]:
        path = tmp_path / "report"
        path.write_bytes(document)
        command = [sys.executable, "-c", HELPER, str(path)]
        result = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)

        said, seconds, peak = result.stdout.split()
        assert said == key
        assert float(seconds) < SECONDS
        assert int(peak) < MEBIBYTES


def test_missing_file_and_folder__are_told(tmp_path: Path) -> None:
    for path, key in ((tmp_path / "none.docx", "file.missing"), (tmp_path, "file.is_folder")):
        with pytest.raises(SubmissionError) as raised:
            read_published(path)
        assert raised.value.key == key


@pytest.mark.parametrize(("form", "name"), [("docx", "a.pdf"), ("pdf", "a.docx"), ("html", "a.doc")])
def test_format__is_told_by_content_not_by_name(form: str, name: str, tmp_path: Path) -> None:
    assert read(drawn(AUDIT, form), tmp_path, name).format == form


def test_every_refusal__has_words_in_both_languages() -> None:
    for key in HOSTILE:
        for language in messages.LANGUAGES:
            assert f"errors.{key}" in messages.catalogue(language, "texts")


@pytest.mark.slow
@pytest.mark.parametrize("form", ["docx", "html", "pdf"])
@pytest.mark.parametrize("seed", range(25))
def test_damaged_bytes__are_read_or_refused_but_never_crash(form: str, seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    document = bytearray(drawn(AUDIT, form))
    for _ in range(chance.choice((1, 5, 40))):
        start = chance.randrange(len(document))
        end = start + chance.choice((1, 16, 400))
        document[start:end] = chance.choice((b"", chance.randbytes(end - start), document[:50]))

    with suppress(GovReportError):
        assert read(bytes(document), tmp_path).pieces
