"""The run as CSV for spreadsheets: UTF-8 with BOM, a row an instance, words in the reader's language.

A unit without findings, and one that could not be read or checked, has a row too, with its error as the
message. A text that a spreadsheet would take for a formula is led by an apostrophe; figures stay figures.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from io import StringIO

from govreport_writer import messages
from govreport_writer.findings import Finding, Instance
from govreport_writer.pipeline import Outcome
from govreport_writer.rules_off import Off
from govreport_writer.text_clean import cleaned, guarded
from govreport_writer.workbook.spots import compact

COLUMNS = (
    "file", "agency", "year", "verdict", "id", "code", "relation", "severity", "state", "sheet", "cell",
    "line", "path", "row", "column", "message", "advice", "left", "right", "difference", "basis", "cite",
)  # fmt: skip
Row = dict[str, object]


def csv_pieces(outcomes: Sequence[Outcome], _off: Off) -> Iterator[bytes]:
    """Yield a line of heads, then the rows of each unit."""
    yield codecs.BOM_UTF8 + _lines([{name: messages.text(f"csv.{name}") for name in COLUMNS}])
    for outcome in outcomes:
        yield _lines({name: _cell(value) for name, value in row.items()} for row in _rows(outcome))


def _lines(rows: Iterable[Row]) -> bytes:
    out = StringIO(newline="")
    csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode(errors="replace")


def _cell(value: object) -> object:
    if not isinstance(value, str):
        return "" if value is None else format(value, "f") if isinstance(value, Decimal) else value
    return guarded(cleaned(value)[0])


def _rows(outcome: Outcome) -> Iterator[Row]:
    filed = outcome.filed
    unit: Row = {
        "file": outcome.file,
        "agency": filed.agency if filed else None,
        "year": filed.year if filed else None,
        "verdict": messages.text(f"verdict.{outcome.verdict}"),
    }
    whys = [f"{gap.code}{messages.text('words.colon')}{gap.why}" for gap in outcome.not_checked]
    errors = [outcome.error, *whys] if outcome.error is not None else whys
    yield from (unit | {"message": error} for error in errors)
    if not errors and not outcome.findings:
        yield unit
    for finding in outcome.findings:
        yield from (unit | _instance(finding, instance) for instance in finding.instances)


def _instance(finding: Finding, instance: Instance) -> Row:
    own = replace(finding, instances=(instance,)) if finding.relation else finding
    return {
        "id": finding.id,
        "code": finding.code,
        "relation": finding.relation,
        "severity": messages.text(f"severity.{finding.severity}"),
        "state": messages.text(f"state.{finding.state}"),
        **_places(instance),
        "message": own.message,
        "advice": finding.advice,
        "left": instance.left,
        "right": instance.right,
        "difference": instance.difference,
        "basis": messages.text(f"basis.{finding.basis}"),
        "cite": finding.cite,
    }


def _places(instance: Instance) -> Row:
    sheets = _distinct(place.sheet for place in instance.cells)
    if len(sheets) > 1:
        cells = " ".join(f"{place.sheet}!{place.cell}" for place in instance.cells if place.cell)
    else:
        cells = compact(place.cell for place in instance.cells if place.cell)
    semicolon = messages.text("words.semicolon")
    return {
        "sheet": semicolon.join(sheets),
        "cell": cells,
        "line": " ".join(_distinct(str(place.line) for place in instance.cells if place.line)),
        "path": " ".join(_distinct(place.path for place in instance.cells)),
        "row": semicolon.join(_distinct(place.row for place in instance.cells)),
        "column": semicolon.join(_distinct(place.column for place in instance.cells)),
    }


def _distinct(values: Iterator[str | None] | Iterator[str]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))
