"""A run writes a receipt with the documents of each unit, and none without them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cli.conftest import Govreport, govreport
from receipts.rendered import SAMPLES, receipt_at

from govreport_writer.batch import rendering
from govreport_writer.batch.checking import CheckUnit
from govreport_writer.batch.rendering import RenderUnit
from govreport_writer.batch.unit import Unit
from govreport_writer.documents.files import Order
from govreport_writer.receipts.source import Source

__all__ = ["govreport"]

CLEAN, BROKEN = (SAMPLES / name / "report.yaml" for name in ("county-audit-2024", "broken-2024"))


def job(folder: Path, *, receipts: bool = True) -> RenderUnit:
    order = Order(folder, ("html", "json"))
    return RenderUnit(CheckUnit(formats=order.formats), order, receipts)


def written(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_run__writes_a_receipt_of_the_documents_it_wrote(tmp_path: Path) -> None:
    outcome = job(tmp_path)(Unit(str(CLEAN), "bureau/report.yaml"))

    receipt = receipt_at(next((tmp_path / "receipts").iterdir()))
    assert receipt.input.name == "bureau/report.yaml"
    assert [Path(str(each)).name for each in outcome.files] == [each.name for each in receipt.outputs]
    assert len(written(tmp_path)) == 3


def test_run__that_keeps_no_receipts_writes_none(tmp_path: Path) -> None:
    job(tmp_path, receipts=False)(Unit(str(CLEAN), "report.yaml"))

    assert [name for name in written(tmp_path) if "receipt" in name] == []


def test_blocked_unit__gets_no_receipt(tmp_path: Path) -> None:
    outcome = job(tmp_path)(Unit(str(BROKEN), "report.yaml"))

    assert outcome.verdict == "blocked"
    assert written(tmp_path) == []


def test_input__that_changes_while_it_is_read_gets_neither_documents_nor_receipt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: Iterator[Source] = iter(
        [Source("report.yaml", "1" * 64, 9, None), Source("report.yaml", "2" * 64, 9, None)]
    )
    monkeypatch.setattr(rendering, "source_at", lambda _path, _name: next(seen))

    outcome = job(tmp_path)(Unit(str(CLEAN), "report.yaml"))

    assert outcome.error is not None
    assert "被改动" in outcome.error
    assert written(tmp_path) == []


def test_receipt__that_cannot_be_written_leaves_no_documents(tmp_path: Path) -> None:
    (tmp_path / "receipts").write_text("a file stands where the folder should", encoding="utf-8")

    outcome = job(tmp_path)(Unit(str(CLEAN), "report.yaml"))

    assert outcome.error is not None
    assert "\n" not in outcome.error
    assert written(tmp_path) == ["receipts"]


def test_unreadable_unit__gets_no_receipt(tmp_path: Path) -> None:
    outcome = job(tmp_path)(Unit(str(tmp_path / "none.yaml"), "none.yaml"))

    assert outcome.verdict == "unreadable"
    assert written(tmp_path) == []


def test_second_run__replaces_documents_and_receipt_with_the_same_bytes(tmp_path: Path) -> None:
    shutil.copy(CLEAN, tmp_path / "report.yaml")
    render, unit = job(tmp_path / "out"), Unit(str(tmp_path / "report.yaml"), "report.yaml")

    render(unit)
    first = {name: (tmp_path / "out" / name).read_bytes() for name in written(tmp_path / "out")}
    replace(render)(unit)

    assert {name: (tmp_path / "out" / name).read_bytes() for name in written(tmp_path / "out")} == first


def test_render__of_one_unit_writes_a_receipt_when_asked(tmp_path: Path, govreport: Govreport) -> None:
    plain = govreport("render", CLEAN, "--to", "json", "-o", tmp_path / "plain")
    asked = govreport("render", CLEAN, "--to", "json", "-o", tmp_path / "asked", "--receipts")

    assert (plain.code, asked.code) == (0, 0)
    assert (len(written(tmp_path / "plain")), len(written(tmp_path / "asked"))) == (1, 2)


def test_moment__that_is_no_number_stops_the_run_in_one_line(
    tmp_path: Path, govreport: Govreport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")

    result = govreport("render", CLEAN, "--to", "json", "-o", tmp_path / "out", "--receipts")

    assert result.code == 2
    assert len(result.err.splitlines()) == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("language", "example"), [("zh", "例："), ("en", "Example")])
@pytest.mark.parametrize("command", [["receipt"], ["receipt", "verify"]])
def test_help__has_an_example(command: list[str], language: str, example: str, govreport: Govreport) -> None:
    result = govreport(*command, "--help", "--lang", language)

    assert result.code == 0
    assert example in result.out
