"""The JSON Schema of submissions on an edition, derived from the edition."""

from __future__ import annotations

import json
from typing import Any

from govreport_writer.figures import UNITS_OF_MONEY
from govreport_writer.form.edition import Cell, FormEdition
from govreport_writer.form.tree import Table
from govreport_writer.submission_file import SubmissionFile

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def submission_schema(edition: FormEdition) -> Schema:
    """Return the schema of the tree that YAML and JSON submissions share."""
    schema = SubmissionFile.model_json_schema()
    schema["$schema"] = DIALECT
    schema["title"] = f"{edition.id} {edition.title}"
    schema["$defs"] |= _figures(edition)
    schema["properties"] |= {
        "narrative": _narrative(edition),
        "tables": _object({table.id: _table(edition, table) for table in edition.tables})
        | {"type": ["object", "null"]},
    }
    return schema


def _narrative(edition: FormEdition) -> Schema:
    text = {
        "anyOf": [
            {"type": ["string", "null"]},
            _object({"before": {"type": ["string", "null"]}, "after": {"type": ["string", "null"]}}),
        ]
    }
    by_id = {section.id: text | {"title": section.title} for section in edition.sections}
    tables = {"type": "array", "items": {"enum": [table.id for table in edition.tables]}}
    ids = {"enum": ["preface", *by_id]}
    item = _object({"id": ids, "title": {"type": "string"}, "text": text, "tables": tables})
    mapping = _object({"preface": text, **by_id})
    return {"anyOf": [mapping, {"type": "array", "items": item}, {"type": "null"}]}


def _table(edition: FormEdition, table: Table) -> Schema:
    """Return the nesting of a table: an object at every dot of row and column, or null for all blank."""
    root = _branch()
    for cell in edition.cells_of(table.id):
        branch = root
        row = cell.ref.row.split(".")
        for step in row:
            branch = branch["properties"].setdefault(step, _branch())
        branch |= {"title": cell.row.label} if cell.row.label else {}
        *above, last = cell.ref.column.split(".")
        for step in above:
            branch = branch["properties"].setdefault(step, _branch())
        branch["properties"][last] = _figure(cell)
    _shorten(root)
    return root | {"title": table.sheet}


def _branch() -> Schema:
    return _object({}) | {"type": ["object", "null"]}


def _shorten(branch: Schema) -> None:
    """Let a row of one column be written as a bare figure."""
    for name, below in branch["properties"].items():
        figures = [each for each in below.get("properties", {}).values() if "$ref" in each]
        if "properties" in below:
            _shorten(below)
        if len(figures) == 1 and len(below["properties"]) == 1:
            branch["properties"][name] = {"anyOf": [below, figures[0]], "title": below.get("title", "")}


def _figure(cell: Cell) -> Schema:
    """Return what a cell may hold; amounts carry a unit where the form names none."""
    kind = cell.type if cell.type != "amount" else f"amount_{cell.unit}" if cell.unit else "amount_any"
    return {"$ref": f"#/$defs/{kind}", "title": cell.column.label}


def _figures(edition: FormEdition) -> Schema:
    """Return the kinds of figures that an edition has, each bare or as `{value, unit}`."""
    units = {cell.unit for cell in edition.cells.values() if cell.type == "amount"}
    kinds: Schema = {
        "count": _either({"type": ["integer", "null"], "minimum": 0}, {}),
        "change": _either({"type": ["integer", "null"]}, {}),
    }
    for unit in sorted(units, key=str):
        allowed = {"unit": {"enum": [unit] if unit else list(UNITS_OF_MONEY)}}
        kinds[f"amount_{unit or 'any'}"] = _either({"type": ["number", "null"], "minimum": 0}, allowed)
    return kinds


def _either(figure: Schema, unit: Schema) -> Schema:
    return {"anyOf": [figure, _object({"value": figure, **unit})]}


def _object(properties: Schema) -> Schema:
    return {"type": "object", "additionalProperties": False, "properties": properties}


def as_text(schema: Schema) -> str:
    """Return a schema as JSON text."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
