"""The JSON Schema of submissions: valid itself, and of one mind with the reader."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from skeletons import blank_yaml

from govreport_writer import editions
from govreport_writer.submission_reading import read_submission
from govreport_writer.submission_schema import as_text, submission_schema
from govreport_writer.yaml_strict import parse_yaml, read_yaml

SAMPLES = sorted((Path(__file__).parent.parent / "sample_inputs").glob("*/*.yaml"))
BASES = sorted((Path(__file__).parent / "checks" / "bases").glob("*.yaml"))

every_edition = pytest.mark.parametrize("edition_id", editions.available())


def validator(edition_id: str) -> Draft202012Validator:
    return Draft202012Validator(submission_schema(editions.load(edition_id)))


def problems(edition_id: str, tree: object) -> list[str]:
    return [f"{error.json_path}: {error.message[:100]}" for error in validator(edition_id).iter_errors(tree)]


def zeros(edition_id: str) -> Any:
    """Return the tree of a submission with zeros everywhere."""
    form = editions.load(edition_id)
    text = blank_yaml(form, form.reporting_years.first, "青溪县审计局", "department", "county")
    tree: Any = parse_yaml(text, "report.yaml").plain()
    sections = tree["narrative"]
    listed = [section | {"text": "无"} for section in sections if isinstance(section, dict)]
    tree["narrative"] = listed or dict.fromkeys(sections, "无")
    tree["tables"] = _zeros(tree["tables"])
    return tree


def _zeros(branch: Any) -> Any:
    return {key: _zeros(value) for key, value in branch.items()} if isinstance(branch, dict) else 0


def leaves(branch: Any, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    if not isinstance(branch, dict):
        return [path]
    return [leaf for key, value in branch.items() for leaf in leaves(value, (*path, key))]


def put(tree: Any, path: tuple[str, ...], value: object) -> Any:
    *above, last = path
    for step in above:
        tree = tree[step]
    tree[last] = value
    return tree


@every_edition
def test_schema__is_a_schema(edition_id: str) -> None:
    schema = submission_schema(editions.load(edition_id))

    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert json.loads(as_text(schema)) == schema


@pytest.mark.parametrize("path", [*SAMPLES, *BASES], ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_schema__accepts_what_the_reader_reads(path: Path) -> None:
    edition = read_submission(path).edition.id

    assert problems(edition, read_yaml(path).plain()) == []


@every_edition
def test_schema__accepts_the_skeleton(edition_id: str) -> None:
    form = editions.load(edition_id)
    text = blank_yaml(form, form.reporting_years.first, "青溪县审计局", "department", "county")

    assert problems(edition_id, parse_yaml(text, "report.yaml").plain()) == []


@every_edition
def test_schema__accepts_zeros_everywhere(edition_id: str) -> None:
    assert problems(edition_id, zeros(edition_id)) == []


@every_edition
def test_schema__refuses_a_misspelt_key_at_every_level(edition_id: str) -> None:
    def misspelt(*path: str) -> list[str]:
        tree = zeros(edition_id)
        branch = put(tree, path, None)
        del branch[path[-1]]
        branch[path[-1] + "x"] = None
        return problems(edition_id, tree)

    first = leaves(zeros(edition_id)["tables"])[0]
    paths: list[tuple[str, ...]] = [("contact",), ("agency", "name"), ("contact", "phone")]
    if isinstance(zeros(edition_id)["narrative"], dict):
        paths.append(("narrative", "overview"))
    paths += [("tables", *first[:length]) for length in range(1, len(first) + 1)]

    assert [path for path in paths if not misspelt(*path)] == []


@pytest.mark.slow
@every_edition
def test_schema__refuses_a_negative_figure_unless_it_is_a_change(edition_id: str) -> None:
    form = editions.load(edition_id)
    accepted = set()
    for path in leaves(zeros(edition_id)["tables"]):
        tree = zeros(edition_id)
        put(tree, ("tables", *path), -1)
        if not problems(edition_id, tree):
            accepted.add(".".join(path))

    changes = {ref.dotted for ref, cell in form.cells.items() if cell.type == "change"}

    assert accepted == changes


@pytest.mark.parametrize("figure", [2.5, "3", "十二", True, [1], {"value": "3"}])
def test_schema__refuses_a_count_that_is_none(figure: object) -> None:
    tree = zeros("ogi-2021")
    put(tree, ("tables", "requests", "received", "natural_person"), figure)

    assert problems("ogi-2021", tree) != []


@pytest.mark.parametrize("figure", [None, 3, 3.25, {"value": 3.25, "unit": "万元"}, {"value": None}])
def test_schema__accepts_amounts(figure: object) -> None:
    tree = zeros("ogi-2021")
    put(tree, ("tables", "disclosure", "fee", "amount"), figure)

    assert problems("ogi-2021", tree) == []


def test_schema__knows_the_units_of_amounts() -> None:
    fee, procurement = (
        ("tables", "disclosure", "fee", "amount"),
        ("tables", "disclosure", "procurement", "amount"),
    )
    yuan = {"value": 3, "unit": "元"}
    ours, theirs = zeros("ogi-2021"), zeros("ogi-2019")
    put(ours, fee, yuan)
    put(theirs, procurement, yuan)

    assert problems("ogi-2021", ours) != []
    assert problems("ogi-2019", theirs) == []


@pytest.mark.parametrize(
    "narrative",
    [
        None,
        {"overview": "甲", "requests": {"before": "乙", "after": None}},
        [{"id": "preface", "text": "甲"}, {"title": "乙", "tables": ["requests"], "text": {"after": "丙"}}],
    ],
)
def test_schema__accepts_every_form_of_narrative(narrative: object) -> None:
    assert problems("ogi-2021", zeros("ogi-2021") | {"narrative": narrative}) == []


@pytest.mark.parametrize(
    "narrative",
    [
        "甲",
        {"overveiw": "甲"},
        {"overview": ["甲"]},
        {"overview": {"middle": "甲"}},
        [{"id": "overveiw"}],
        [{"id": "overview", "tables": ["x"]}],
    ],
)
def test_schema__refuses_other_narrative(narrative: object) -> None:
    assert problems("ogi-2021", zeros("ogi-2021") | {"narrative": narrative}) != []


@pytest.mark.parametrize("key", ["format", "year", "agency"])
def test_schema__requires_what_the_reader_requires(key: str) -> None:
    tree = zeros("ogi-2021")
    del tree[key]

    assert problems("ogi-2021", tree) != []


@pytest.mark.parametrize(
    "tables",
    [
        None,
        {"requests": None},
        {"requests": {"received": None}},
        {"disclosure": {"licence": 3}},
        {"disclosure": {"fee": {"value": 3.5, "unit": "万元"}}},
        {"disclosure": {"licence": {"decisions": {"value": 3}}}},
    ],
    ids=["no tables", "blank table", "blank row", "bare figure", "bare amount", "count as value"],
)
def test_schema__accepts_the_short_forms_that_the_reader_reads(tables: object, tmp_path: Path) -> None:
    tree = zeros("ogi-2021") | {"tables": tables}
    path = tmp_path / "report.json"
    path.write_text(json.dumps(tree), encoding="utf-8")

    read_submission(path)

    assert problems("ogi-2021", tree) == []
