"""The run as one JSON object, and as JSON Lines: a finding a line, each with its unit.

A line of JSON Lines is the finding as in the JSON object, led by the unit's file, agency, agency_code, year
and verdict (`code` is the finding's). A unit without findings, with an error or with checks not completed
has a line of its own, without `id`: it may have `error` and has `not_checked`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from govreport_writer.findings import worst
from govreport_writer.pipeline import Outcome
from govreport_writer.report_json import Json, finding_as_json, run_as_json, unit_as_json
from govreport_writer.rules_off import Off

INDENT = 2


def json_pieces(outcomes: Sequence[Outcome], off: Off) -> Iterator[bytes]:
    """Yield the run as one object, a unit at a time."""
    frame = {**run_as_json((), off), "verdict": worst(outcome.verdict for outcome in outcomes)}
    head, _, tail = _indented(frame).rpartition("]")
    yield encoded(head)
    separator, inner = "", "\n" + " " * 2 * INDENT
    for outcome in outcomes:
        yield encoded(separator + inner + _indented(unit_as_json(outcome)).replace("\n", inner))
        separator = ","
    end = f"\n{' ' * INDENT}" if separator else ""
    yield encoded(f"{end}]{tail}\n")


def jsonl_pieces(outcomes: Sequence[Outcome], _off: Off) -> Iterator[bytes]:
    """Yield a line for each finding and for each unit that has none or was not checked."""
    for outcome in outcomes:
        for line in _lines(outcome):
            yield encoded(json.dumps(line, ensure_ascii=False) + "\n")


def _indented(data: Json) -> str:
    return json.dumps(data, ensure_ascii=False, indent=INDENT)


def encoded(text: str) -> bytes:
    """Return JSON in UTF-8; bytes of a file name that are no text become escapes."""
    return text.encode(errors="backslashreplace")


def _lines(outcome: Outcome) -> Iterator[Json]:
    unit = unit_as_json(outcome)
    own = {
        "file": unit["file"],
        "agency": unit["agency"],
        "agency_code": unit["code"],
        "year": unit["year"],
        "verdict": unit["verdict"],
    }
    if outcome.error is not None or outcome.not_checked or not outcome.findings:
        error = {} if outcome.error is None else {"error": outcome.error}
        yield own | error | {"not_checked": unit["not_checked"]}
    yield from (own | finding_as_json(finding) for finding in outcome.findings)
