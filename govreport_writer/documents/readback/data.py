"""Read the files of figures back: CSV, JSON and JSON-LD as one kind of plain data."""

from __future__ import annotations

import codecs
import csv
import json
from collections.abc import Iterator
from io import StringIO

from govreport_writer.documents.open_data import COLUMNS
from govreport_writer.documents.readback.cells import Data, ReadBack
from govreport_writer.errors import RenderError

_MARKED = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_data(document: bytes, format: str) -> ReadBack:
    """Return what a file of figures says as `data`; RenderError for another kind of file.

    CSV and JSON-LD give `cells` with what they belong to, JSON the whole machine copy.
    """
    text = decoded(document)
    if text is None:
        raise RenderError("verify.damaged")
    return ReadBack(data=_of_csv(text) if format == "csv" else _of_json(text, format))


def decoded(document: bytes) -> str | None:
    """Return a text file's text, also in the encodings that spreadsheets save; None for no text."""
    marked = next((name for mark, name in _MARKED if document.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            return document.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def delimiter(line: str) -> str | None:
    """Return what parts the columns in the first line of our CSV; None for another file's."""
    heads = {sign: next(csv.reader([line], delimiter=sign), []) for sign in ",;\t"}
    return next((sign for sign, found in heads.items() if set(COLUMNS) <= set(found)), None)


def _of_csv(text: str) -> Data:
    first = text.partition("\n")[0].rstrip("\r")
    sign = delimiter(first)
    if sign is None:
        raise RenderError("verify.data", why=", ".join(COLUMNS))
    try:
        rows = list(csv.DictReader(StringIO(text), delimiter=sign))
    except csv.Error:
        raise RenderError("verify.damaged") from None
    named = ({name: row.get(name) or "" for name in COLUMNS} for row in rows if any(row.values()))
    return {"form": "csv", "cells": list(named)}


def _of_json(text: str, format: str) -> Data:
    try:
        data = json.loads(text, parse_float=str)
    except (ValueError, RecursionError):
        raise RenderError("verify.damaged") from None
    key = "tables" if format == "json" else "cells"
    if not isinstance(data, dict) or not isinstance(data.get(key), list):
        raise RenderError("verify.data", why=key)
    return data


def cells_of(data: Data) -> Iterator[Data]:
    """Yield the cells of a file of figures, each with the id of its table; what is no cell is passed over."""
    for table in objects(data.get("tables")):
        for cell in objects(table.get("cells")):
            yield {"table": table.get("table"), **cell}
    yield from objects(data.get("cells"))


def objects(value: object) -> Iterator[Data]:
    """Yield the objects of a list; anything else is passed over."""
    return (each for each in value if isinstance(each, dict)) if isinstance(value, list) else iter(())
