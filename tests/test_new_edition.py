"""Another edition is one file: it runs through every command with no Python changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli.conftest import Govreport

from govreport_writer.cli import run
from govreport_writer.documents.appearance import Appearance
from govreport_writer.documents.readback.reading import differences, read_back
from govreport_writer.documents.render import render
from govreport_writer.documents.view import build_view
from govreport_writer.editions import use_folders
from govreport_writer.submission_reading import read_submission

EDITIONS = Path(__file__).parent / "data/editions"
SUBMISSION = """\
format: 1
year: 2027
agency: {name: 某县审计局, kind: department, level: county}
narrative: {overview: "全年收到{{ requests.received.total }}件。", problems: 答复说理不够，已经改进。}
tables:
  requests:
    received: {natural_person: 3, natural_person_abroad: 1, organisation: 2}
    brought_forward: {natural_person: 1, natural_person_abroad: 0, organisation: 0}
    outcome:
      granted: {natural_person: 2, natural_person_abroad: 1, organisation: 2}
      refused:
        state_secret: {natural_person: 0, natural_person_abroad: 0, organisation: 0}
        machine_made: {natural_person: 1, natural_person_abroad: 0, organisation: 0}
    taken_forward: {natural_person: 1, natural_person_abroad: 0, organisation: 0}
  services:
    desk: {visits: {value: 30}, by_phone: {value: 10}, in_person: {value: 20}}
    spending: {value: 1.50}
"""


@pytest.fixture
def govreport(capsys: pytest.CaptureFixture[str]) -> Govreport:
    from cli.conftest import Result

    def call(*arguments: object) -> Result:
        capsys.readouterr()
        code = run(["--editions", str(EDITIONS), *map(str, arguments)])
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return call


@pytest.fixture
def filed(tmp_path: Path) -> Path:
    path = tmp_path / "report.yaml"
    path.write_text(SUBMISSION, encoding="utf-8")
    return path


def test_new__shows_the_labels_of_the_form(govreport: Govreport, tmp_path: Path) -> None:
    path = tmp_path / "new.yaml"

    result = govreport("new", "--year", 2027, "--agency", "某局", "--kind", "department", "-o", path)

    assert result.code == 0
    assert "machine_made" in path.read_text(encoding="utf-8")
    assert "2.由自动系统生成、没有保存" in path.read_text(encoding="utf-8")


def test_check__knows_its_sums(govreport: Govreport, filed: Path) -> None:
    clean = govreport("check", filed)
    filed.write_text(
        SUBMISSION.replace("value: 30", "value: 31").replace("organisation: 2", "organisation: 3", 1),
        encoding="utf-8",
    )
    broken = govreport("check", filed, "--format", "json")

    findings = json.loads(broken.out)["units"][0]["findings"]
    assert clean.code == 0, clean.out
    assert [(finding["relation"], finding["left"], finding["right"]) for finding in findings] == [
        ("services.desk.visits", 31, 30),
        ("requests.balance", 3, 2),
    ]


def test_prior__of_the_former_edition_is_found_through_was(
    govreport: Govreport, filed: Path, tmp_path: Path
) -> None:
    prior = tmp_path / "prior.yaml"
    prior.write_text(
        "format: 1\nyear: 2026\nagency: {name: 某县审计局, kind: department, level: county}\n"
        "tables: {requests: {carried_out: {natural_person: 5, business: 0}}}\n",
        encoding="utf-8",
    )

    result = govreport("check", filed, "--prior", prior, "--format", "json")

    (finding,) = json.loads(result.out)["units"][0]["findings"]
    assert (finding["code"], finding["left"], finding["right"]) == ("GR502", 1, 5)


def test_render__draws_it_in_every_format(filed: Path) -> None:
    use_folders((EDITIONS,))
    submission = read_submission(filed)
    view = build_view(submission)

    for name, document in render(submission, ("html", "docx", "pdf")).items():
        assert differences(view, read_back(document, name)) == [], name
    weasyprint = render(submission, ("pdf",), appearance=Appearance(pdf_engine="weasyprint"))["pdf"]
    assert differences(view, read_back(weasyprint, "pdf")) == []


def test_convert__loses_nothing(govreport: Govreport, filed: Path, tmp_path: Path) -> None:
    govreport("convert", filed, "-o", tmp_path / "x.json")
    govreport("convert", tmp_path / "x.json", "-o", tmp_path / "y.yaml")
    use_folders((EDITIONS,))

    assert read_submission(tmp_path / "y.yaml").values == read_submission(filed).values
    assert "1.50" in (tmp_path / "x.json").read_text(encoding="utf-8")
