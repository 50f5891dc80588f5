"""What in a folder is a submission, a document, or this program's own."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from govreport_writer.batch.found import found
from govreport_writer.batch.unit import Unit
from govreport_writer.collecting.example import example_roster
from govreport_writer.collecting.scan import scan


def put(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def names(folder: Path, *leave_out: Path) -> tuple[list[str], list[str]]:
    found = scan(folder, leave_out)
    return [each.name for each in found.units], [each.name for each in found.documents]


def test_scan__takes_submissions_and_documents_by_their_names(tmp_path: Path) -> None:
    put(
        tmp_path,
        "b/report.yaml",
        "a/报告.XLSX",
        "c.yml",
        "b/prior.yaml",
        "~$a.xlsx",
        "b/report.explanations.yaml",
    )
    put(tmp_path, "out/2024_x.docx", "out/2024_x.data.json", "notes.txt", "receipts/x.receipt.json")

    assert names(tmp_path) == (
        ["a/报告.XLSX", "b/report.yaml", "c.yml"],
        ["out/2024_x.data.json", "out/2024_x.docx"],
    )


def test_scan__leaves_out_what_it_is_told_by_any_path(tmp_path: Path) -> None:
    put(tmp_path, "a.yaml", "collect/b.yaml", "earlier/2023/c.yaml", "roster.xlsx")

    given = tmp_path / "x" / ".." / "collect"
    assert names(tmp_path, given, tmp_path / "earlier", tmp_path / "roster.xlsx")[0] == ["a.yaml"]


def test_example_roster__is_not_taken_for_a_submission(tmp_path: Path) -> None:
    (tmp_path / "名册.xlsx").write_bytes(example_roster(".xlsx", 2024))

    found = scan(tmp_path)

    assert (found.units, found.own) == ((), 1)


@pytest.mark.parametrize("search", [lambda folder: scan(folder).units, lambda folder: found([str(folder)])])
def test_workbook_of_results__that_is_damaged_is_a_unit_and_ends_no_search(
    tmp_path: Path, search: Callable[[Path], Sequence[Unit]]
) -> None:
    path = tmp_path / "damaged.xlsx"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("docProps/custom.xml", "govreport-collect" * 99)
    data = bytearray(path.read_bytes())
    start = data.index(b"custom.xml") + len("custom.xml")
    data[start : start + 8] = b"\xff" * 8
    path.write_bytes(data)

    assert [unit.name for unit in search(tmp_path)] == ["damaged.xlsx"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes among files here")
def test_scan__passes_over_what_is_no_regular_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "broken.yaml").symlink_to("none")
    (tmp_path / "loop").symlink_to(tmp_path)

    assert names(tmp_path) == ([], [])
