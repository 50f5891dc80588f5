"""The report as open data: CSV, JSON and JSON-LD with the same cells, codes and names."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from govreport_writer import editions, messages
from govreport_writer.documents.files import document_name
from govreport_writer.documents.machine_copy import machine_copy
from govreport_writer.documents.readback.cells import Data
from govreport_writer.documents.view import DocumentView, StatutoryTable
from govreport_writer.text_clean import guarded

COLUMNS = (
    "year", "organ", "table", "row_code", "row_name", "column_code", "column_name", "unit", "value",
)  # fmt: skip
SCHEMA = Path(__file__).parent / "report_data.schema.json"
"""The JSON Schema of the JSON file."""
SCHEMA_ID = "urn:govreport:report-data:1"
MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html",
    "csv": "text/csv",
    "json": "application/json",
}
_DOCUMENTS, _DATA = ("docx", "pdf", "html"), ("csv", "json")
_CONTEXT = ["https://schema.org", {"cells": {"@id": "urn:govreport:cells", "@type": "@json"}}]
"""The figures are literal data: schema.org has no shape for a cell under two heads."""


def csv_bytes(view: DocumentView) -> bytes:
    """Return a row a cell under a line of heads: UTF-8 with BOM, figures as filed, blanks empty.

    A text that a spreadsheet would take for a formula is led by an apostrophe.
    """
    out = StringIO(newline="")
    table = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    table.writeheader()
    table.writerows(csv_row(cell) for cell in cells(view))
    return out.getvalue().encode("utf-8-sig")


def csv_row(cell: Data) -> dict[str, str]:
    """Return a cell as the CSV has it."""
    texts = {name: _text(cell[name]) for name in COLUMNS}
    return {name: text if name == "value" else guarded(text) for name, text in texts.items()}


def _text(value: object) -> str:
    return "" if value is None else str(value)


def cells(view: DocumentView) -> Iterator[Data]:
    """Yield every cell that is printed, with year, organ and table."""
    copy = machine_copy(view)
    for table in copy["tables"]:  # type: ignore[attr-defined]  # a list, as machine_copy makes it
        for cell in table["cells"]:
            yield {"year": view.year, "organ": view.agency, "table": table["table"], **cell}


def json_bytes(view: DocumentView) -> bytes:
    """Return the machine copy with the name of its schema."""
    return _as_bytes({"$schema": SCHEMA_ID, **machine_copy(view)})


def jsonld_bytes(view: DocumentView) -> bytes:
    """Return the report as schema.org describes one, with its files and the cells of its tables."""
    return _as_bytes(
        {
            "@context": _CONTEXT,
            "@type": "Report",
            **particulars(view),
            "encoding": [_file(view, name, "MediaObject") for name in _DOCUMENTS],
            "hasPart": {
                "@type": "Dataset",
                **particulars(view),
                "description": _described(view),
                "variableMeasured": _measured(view),
                "distribution": [_file(view, name, "DataDownload") for name in _DATA],
            },
            "cells": [_without_context(cell) for cell in cells(view)],
        }
    )


def particulars(view: DocumentView) -> Data:
    """Return what report and data set have in common."""
    published = {"datePublished": view.date.isoformat()} if view.date else {}
    code = {"identifier": view.organ.code} if view.organ.code else {}
    return {
        "name": view.name,
        "inLanguage": "zh-CN",
        "temporalCoverage": f"{view.year}-01-01/{view.year}-12-31",
        **published,
        "publisher": {"@type": "GovernmentOrganization", "name": view.agency, **code},
        "citation": view.notice,
    }


def _described(view: DocumentView) -> str:
    return messages.printed("document.data.description", title=view.name, notice=view.notice)


def _measured(view: DocumentView) -> list[str]:
    """Return what the tables are about: the titles of the sections they stand in."""
    titles = {
        block.grid.table: block.caption or section.title
        for section in view.sections
        for block in section.blocks
        if isinstance(block, StatutoryTable)
    }
    annex = view.annex.title if view.annex else ""
    return list(dict.fromkeys(titles.get(table.grid.table) or annex for table in view.tables))


def _file(view: DocumentView, format: str, kind: str) -> Data:
    title = editions.load(view.edition).title
    name = document_name(view.year, view.agency, title, format, draft=view.draft is not None)
    return {"@type": kind, "contentUrl": name, "encodingFormat": MEDIA_TYPES[format]}


def _without_context(cell: Data) -> Data:
    return {name: value for name, value in cell.items() if name not in ("year", "organ")}


def _as_bytes(data: Data) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
