"""`govreport new --from` takes last year's report as it was published."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cli.conftest import Govreport
from importers.damage import AUDIT, drawn, sample

from govreport_writer.submission_reading import read_submission

ORGAN = "青溪县审计局"


def published(folder: Path, form: str = "docx") -> Path:
    path = folder / f"2024.{form}"
    path.write_bytes(drawn(AUDIT, form))
    return path


@pytest.mark.parametrize("form", ["docx", "html", "pdf"])
def test_published_report__gives_the_organ_the_contact_and_what_is_carried_over(
    govreport: Govreport, tmp_path: Path, form: str
) -> None:
    target = tmp_path / "2025.yaml"

    result = govreport("new", "--from", published(tmp_path, form), "-o", target)

    made, last = read_submission(target), sample(AUDIT)
    carried = {ref.column: value for ref, value in last.values.items() if ref.row == "carried_out"}
    brought = {ref.column: cell.value for ref, cell in made.raw.cells.items() if cell.value is not None}
    assert result.code == 0
    assert (made.year, made.agency.name, made.agency.kind) == (2025, ORGAN, last.agency.kind)
    assert made.raw.contact == last.raw.contact
    assert brought == {name: value for name, value in carried.items() if name != "total"}
    assert "三、申请" in result.out


def test_workbook__is_the_same_as_from_the_submission(govreport: Govreport, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    targets = [tmp_path / name for name in ("a.xlsx", "b.xlsx")]
    filed = Path(sample(AUDIT).file)

    for last, target in zip((published(tmp_path), filed), targets, strict=True):
        assert govreport("new", "--from", last, "-o", target).code == 0

    cells = [
        [[cell.value for row in sheet for cell in row] for sheet in load_workbook(target).worksheets[2:6]]
        for target in targets
    ]
    assert cells[0] == cells[1]


def test_review__asks_for_nothing_that_new_understands_otherwise(
    govreport: Govreport, tmp_path: Path
) -> None:
    result = govreport("new", "--from", published(tmp_path), "-o", tmp_path / "2025.yaml")

    assert "--year" not in result.out
    assert "--report" not in result.out


def unnamed(folder: Path, name: str) -> Path:
    path = folder / "2024.html"
    path.write_text(drawn(AUDIT, "html").decode().replace(ORGAN, name), encoding="utf-8")
    return path


def test_kind_that_the_name_does_not_tell__is_asked_for(govreport: Govreport, tmp_path: Path) -> None:
    path, target = unnamed(tmp_path, "青溪服务中心"), tmp_path / "2025.yaml"

    refused = govreport("new", "--from", path, "-o", target)
    given = govreport("new", "--from", path, "-o", target, "--kind", "authorised")

    assert refused.code == 2
    assert "--kind" in refused.err
    assert len(refused.err.splitlines()) == 1
    assert given.code == 0
    assert read_submission(target).agency.kind == "authorised"


def test_name_that_is_not_certain__is_asked_for(govreport: Govreport, tmp_path: Path) -> None:
    path, target = unnamed(tmp_path, "我们"), tmp_path / "2025.yaml"

    refused = govreport("new", "--from", path, "-o", target)
    given = govreport("new", "--from", path, "-o", target, "--agency", "青溪县财政局")

    assert refused.code == 2
    assert "--agency" in refused.err
    assert given.code == 0
    assert read_submission(target).agency.name == "青溪县财政局"


def test_year_that_the_document_does_not_say__is_the_one_before(govreport: Govreport, tmp_path: Path) -> None:
    path, target = tmp_path / "page.html", tmp_path / "2025.yaml"
    text = re.sub("20[0-9]{2}", "某", drawn(AUDIT, "html").decode())
    path.write_text(text, encoding="utf-8")

    refused = govreport("new", "--from", path, "-o", target)
    given = govreport("new", "--from", path, "-o", target, "--year", 2025)

    assert (refused.code, given.code) == (2, 0)
    assert "--year" in refused.err
    assert "上一年度" not in given.err
    assert read_submission(target).year == 2025
