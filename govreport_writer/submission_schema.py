"""The JSON Schema of submissions on an edition, derived from the edition."""

from __future__ import annotations

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
    schema["properties"] |= {
        "narrative": _narrative(edition),
        "tables": _object({table.id: _table(edition, table) for table in edition.tables}),
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
    """Return the nesting of a table: an object at every dot of row and column."""
    root: Schema = _object({})
    for cell in edition.cells_of(table.id):
        branch = root
        steps = [*cell.ref.row.split("."), *cell.ref.column.split(".")]
        for step in steps[:-1]:
            branch = branch["properties"].setdefault(step, _object({}))
        branch["properties"][steps[-1]] = _figure(cell)
        if cell.row.label:
            _titled(root, cell.ref.row.split("."), cell.row.label)
    return root | {"title": table.sheet}


def _titled(root: Schema, steps: list[str], title: str) -> None:
    branch = root
    for step in steps:
        branch = branch["properties"][step]
    branch["title"] = title


def _figure(cell: Cell) -> Schema:
    kind: Schema = {"type": ["integer", "null"], "title": cell.column.label}
    if cell.type == "count":
        return kind | {"minimum": 0}
    if cell.type == "change":
        return kind
    number = {"type": ["number", "null"], "minimum": 0}
    amount = _object({"value": number, "unit": {"enum": [cell.unit] if cell.unit else list(UNITS_OF_MONEY)}})
    return {"anyOf": [number, amount], "title": cell.column.label}


def _object(properties: Schema) -> Schema:
    return {"type": "object", "additionalProperties": False, "properties": properties}
