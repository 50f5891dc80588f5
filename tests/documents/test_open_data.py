"""The open data: every cell with stable codes, valid against the schema, safe in a spreadsheet."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from io import StringIO
from pathlib import Path

import jsonschema
import pytest
from documents.edited import AUDIT, SAMPLES, audit, changed, drawn

from govreport_writer.documents.files import file_name
from govreport_writer.documents.machine_copy import machine_copy
from govreport_writer.documents.open_data import COLUMNS, SCHEMA, csv_bytes, json_bytes, jsonld_bytes
from govreport_writer.documents.view import build_view
from govreport_writer.figures import printed
from govreport_writer.submission_reading import read_submission

REPORTS = sorted(SAMPLES.glob("*/*.yaml"))


def name(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}"


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("path", REPORTS, ids=name)
def test_csv__has_every_cell_once_as_filed(path: Path) -> None:
    submission = read_submission(path)
    view = build_view(submission)

    found = rows(csv_bytes(view))

    filed = {str(ref): printed(value) for ref, value in submission.values.items()}
    assert {f"{row['table']}/{row['row_code']}/{row['column_code']}": row["value"] for row in found} == filed
    assert len(found) == len(filed)
    assert {(row["year"], row["organ"]) for row in found} == {(str(view.year), view.agency)}


def test_csv__has_mark_line_ends_and_columns() -> None:
    data = csv_bytes(audit())

    assert data.startswith(b"\xef\xbb\xbfyear,organ,table,row_code,row_name,")
    assert data.decode("utf-8-sig").split("\r\n")[0] == ",".join(COLUMNS)
    assert data.count(b"\r\n") == data.count(b"\n") == len(rows(data)) + 1


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "\t"])
def test_csv__keeps_formulas_text(sign: str) -> None:
    view = replace(audit(), organ=audit().organ.model_copy(update={"name": f"{sign}1+1局"}))

    assert {row["organ"] for row in rows(csv_bytes(view))} == {f"'{sign}1+1局"}


def test_csv__keeps_negative_figures_numbers() -> None:
    view = audit()
    ref = next(ref for ref, value in view.values.items() if value == 21)

    found = rows(csv_bytes(replace(view, values={**view.values, ref: -21})))

    assert [
        row["value"] for row in found if row["column_code"] == ref.column and row["row_code"] == ref.row
    ] == ["-21"]


def test_blank__is_empty_in_csv_and_null_in_json(tmp_path: Path) -> None:
    view = build_view(changed(tmp_path, ("natural_person: 21", "natural_person: null")))

    row = next(row for row in rows(csv_bytes(view)) if row["row_code"] == "received")
    tables = {table["table"]: table for table in json.loads(json_bytes(view))["tables"]}

    assert row["value"] == ""
    assert tables["requests"]["cells"][0]["value"] is None


@pytest.mark.parametrize("path", REPORTS, ids=name)
def test_json__is_the_machine_copy_and_fits_the_schema(path: Path) -> None:
    view = build_view(read_submission(path))
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))

    data = json.loads(json_bytes(view))

    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(data)
    assert data.pop("$schema") == schema["$id"]
    assert data == machine_copy(view)


def test_schema__refuses_what_the_report_does_not_say() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    data = json.loads(json_bytes(audit()))
    cell = data["tables"][0]["cells"][0]

    for wrong in ({"value": 1.5}, {"value": True}, {"value": "x"}, {"other": 1}):
        data["tables"][0]["cells"][0] = cell | wrong
        assert not jsonschema.Draft202012Validator(schema).is_valid(data)


def test_jsonld__describes_report_and_files() -> None:
    submission = read_submission(AUDIT)

    data = json.loads(jsonld_bytes(audit()))

    files = [*data["encoding"], *data["hasPart"]["distribution"]]
    wanted = [file_name(submission, form) for form in ("docx", "pdf", "html", "csv", "json")]
    assert [each["contentUrl"] for each in files] == wanted
    assert data["@type"] == "Report"
    assert data["publisher"] == {"@type": "GovernmentOrganization", "name": submission.agency.name}
    assert data["temporalCoverage"] == "2024-01-01/2024-12-31"
    assert data["hasPart"]["@type"] == "Dataset"
    assert len(data["cells"]) == len(submission.values)


def test_jsonld_of_a_draft__names_the_files_of_the_draft() -> None:
    submission = read_submission(AUDIT)

    data = json.loads(jsonld_bytes(build_view(submission, draft=True)))

    assert data["encoding"][0]["contentUrl"] == file_name(submission, "docx", draft=True)


def test_codes__are_the_same_in_every_year_of_a_form() -> None:
    codes = {
        year: {(row["table"], row["row_code"], row["column_code"]) for row in rows(csv_bytes(view))}
        for year, view in (
            (2024, audit()),
            (2023, build_view(read_submission(AUDIT.parent / "prior.yaml"))),
        )
    }

    assert codes[2024] == codes[2023]


def test_equal_views__give_equal_bytes() -> None:
    again = build_view(read_submission(AUDIT), draft=True)

    assert (csv_bytes(again), json_bytes(again), jsonld_bytes(again)) == (
        drawn("csv"),
        drawn("json"),
        drawn("jsonld"),
    )


def test_data__holds_no_name_of_those_who_filled_it_in(tmp_path: Path) -> None:
    explained = (
        'explanations:\n  - {finding: "GR101@requests", values: "v", text: 内部说明, by: 张三}\n\ntables:'
    )
    view = build_view(changed(tmp_path, ("tables:", explained)))

    for data in (csv_bytes(view), json_bytes(view), jsonld_bytes(view)):
        assert "张三" not in data.decode()
        assert "内部说明" not in data.decode()
