"""The JSON Schema of a receipt, derived from its shape; `receipt.schema.json` holds it for integrators."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from govreport_writer.receipts.shape import SCHEMA_ID, Receipt

FILE = Path(__file__).parent / "receipt.schema.json"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_text() -> str:
    """Return the schema as it stands in the file."""
    tree: dict[str, Any] = _untitled(Receipt.model_json_schema(by_alias=True, mode="serialization"))
    return json.dumps({"$schema": _DIALECT, "$id": SCHEMA_ID, **tree}, ensure_ascii=False, indent=1) + "\n"


def _untitled(tree: Any) -> Any:
    """Return a schema without titles, which only say the names of keys again."""
    if isinstance(tree, dict):
        return {name: _untitled(below) for name, below in tree.items() if name != "title"}
    return [_untitled(each) for each in tree] if isinstance(tree, list) else tree
