"""Read the cover: fields by the words before them, wherever they stand."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import get_args

from govreport_writer.cells import Location
from govreport_writer.errors import SubmissionError
from govreport_writer.form.edition import FormEdition
from govreport_writer.messages import printed, text
from govreport_writer.vocabulary import Kind, Level
from govreport_writer.workbook.cover import FIELDS, Field, parted, sheets_parted, table_named
from govreport_writer.workbook.names import folded, sheet_name
from govreport_writer.workbook.sheets import Sheet
from govreport_writer.workbook.spots import Spot
from govreport_writer.workbook.transcript import Transcript
from govreport_writer.yaml_strict import Node, Scalar

NEEDED = 4
"""Words of fields in a sheet that make it the cover."""
_DATE = re.compile(r"\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\s*")
_YEAR = re.compile(r"\s*(\d{4})\s*年?(?:度)?\s*")

Fields = Mapping[Field, tuple[Sheet, Spot]]


def find_fields(sheets: Mapping[str, Sheet]) -> Fields | None:
    """Return where the value of each field stands; None when no sheet is a cover."""
    named = sheets.get(sheet_name("cover"))
    for sheet in ([named] if named else []) + [each for each in sheets.values() if each is not named]:
        fields = _fields_in(sheet)
        if len(fields) >= NEEDED:
            return fields
    return None


def _fields_in(sheet: Sheet) -> dict[Field, tuple[Sheet, Spot]]:
    labels = {folded(field.label): field for field in FIELDS}
    mark = folded(printed("workbook.cover.required"))
    found: dict[Field, tuple[Sheet, Spot]] = {}
    for (row, column), words in sorted(sheet.texts().items()):
        field = labels.get(words.removesuffix(mark))
        if field is not None and field not in found:
            found[field] = (sheet, (row, _beside(sheet, row, column)))
    return found


def _beside(sheet: Sheet, row: int, column: int) -> int:
    """Return the column after a label, which may be merged over several."""
    for (top, left), (bottom, right) in sheet.merged():
        if top <= row <= bottom and left <= column <= right:
            return right + 1
    return column + 1


def read_year(fields: Fields, file: Path, transcript: Transcript) -> Node:
    """Return the report year; SubmissionError when there is none."""
    field = FIELDS[0]
    node = _read(field, fields, file, transcript)
    if node is None:
        raise _missing(field, file)
    return node


def read_cover(fields: Fields, edition: FormEdition, file: Path, transcript: Transcript) -> dict[str, Node]:
    """Return the nodes of everything on the cover but the year."""
    tree: dict[str, Node] = {}
    for field in FIELDS[1:]:
        node = _read(field, fields, file, transcript, edition)
        if node is None:
            continue
        *branch, leaf = field.path
        here = tree
        for step in branch:
            inner = here.setdefault(step, Node({}, node.line)).value
            assert isinstance(inner, dict)
            here = inner
        here[leaf] = node
    return tree


def _read(
    field: Field,
    fields: Fields,
    file: Path,
    transcript: Transcript,
    edition: FormEdition | None = None,
) -> Node | None:
    if field not in fields:
        if field.required:
            raise _missing(field, file)
        return None
    sheet, spot = fields[field]
    value = sheet.value(spot)
    location = sheet.located(spot)
    if value is None or (isinstance(value, str) and not value.strip()):
        if field.required:
            raise _missing(field, file, location)
        return None
    if field.form in ("names", "lines", "tables"):
        return _several(field, str(value), location, transcript, edition)
    return transcript.node(_single(field, value, location, file, transcript), location)


def _missing(field: Field, file: Path, location: Location | None = None) -> SubmissionError:
    return SubmissionError("workbook.field_missing", file=file, at=location, field=field.label)


def _several(
    field: Field, value: str, location: Location, transcript: Transcript, edition: FormEdition | None
) -> Node:
    if field.form == "tables" and edition is not None:
        parts = [table_named(part, edition) for part in sheets_parted(value)]
    else:
        parts = value.split("\n") if field.form == "lines" else parted(value)
    nodes = [transcript.node(part, location) for part in parts]
    return Node(list(nodes), nodes[0].line if nodes else transcript.line(location))


def _single(field: Field, value: Scalar, location: Location, file: Path, transcript: Transcript) -> Scalar:
    if field.form == "year":
        return _year(value, location, file, transcript)
    if field.form == "date":
        return as_date(str(value), location, transcript)
    if field.form in ("kind", "level"):
        return _choice(field, str(value), location, file)
    return as_text(value)


def as_text(value: Scalar) -> str:
    """Return a value as the text of a field; nothing as the empty text."""
    if value is None:
        return ""
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _year(value: Scalar, location: Location, file: Path, transcript: Transcript) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    match = _YEAR.fullmatch(str(value))
    if match is None:
        raise SubmissionError("workbook.year", file=file, at=location, given=str(value)[:40])
    transcript.normalised(location, value, match[1])
    return int(match[1])


def as_date(value: str, location: Location, transcript: Transcript) -> str:
    """Return a date as 2025-01-17; what is none is left for the submission to refuse."""
    match = _DATE.fullmatch(value)
    if match is None:
        return value
    try:
        date = datetime.date(*(int(part) for part in match.groups())).isoformat()
    except ValueError:
        return value
    if date != value:
        transcript.normalised(location, value, date)
    return date


def _choice(field: Field, value: str, location: Location, file: Path) -> str:
    names = get_args(Kind if field.form == "kind" else Level)
    words = {folded(printed(f"workbook.{field.form}.{name}")): name for name in names}
    found = words.get(folded(value)) or (value.strip() if value.strip() in names else None)
    if found is None:
        choices = text("words.comma").join(printed(f"workbook.{field.form}.{name}") for name in names)
        raise SubmissionError(
            "workbook.choice", file=file, at=location, field=field.label, given=value[:40], choices=choices
        )
    return str(found)
