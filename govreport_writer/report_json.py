"""Outcomes as the machine-readable contract has them (format 1)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from govreport_writer.findings import Finding, Gap, Instance, Place, Suspect, worst
from govreport_writer.pipeline import Outcome
from govreport_writer.rules_off import Off, as_json

FORMAT = 1
Json = dict[str, object]


def run_as_json(outcomes: Iterable[Outcome], off: Off = ()) -> Json:
    """Return the object that `check --format json` prints; `rules_off` lists the rules that did not count."""
    units = list(outcomes)
    return {
        "format": FORMAT,
        "verdict": worst(unit.verdict for unit in units),
        "rules_off": as_json(off),
        "units": [unit_as_json(unit) for unit in units],
    }


def unit_as_json(outcome: Outcome) -> Json:
    """Return one unit; agency, code, year and edition are null when the file could not be read."""
    filed = outcome.filed
    unit: Json = {
        "file": outcome.file,
        "agency": filed.agency if filed else None,
        "code": filed.code if filed else None,
        "year": filed.year if filed else None,
        "edition": filed.edition if filed else None,
        "verdict": outcome.verdict,
    }
    if outcome.error is not None:
        unit["error"] = outcome.error
    return unit | {
        "counts": open_counts(outcome),
        "skipped": [_gap(gap) for gap in outcome.skipped],
        "not_checked": [_gap(gap) for gap in outcome.not_checked],
        "findings": [finding_as_json(finding) for finding in outcome.findings],
    }


def open_counts(outcome: Outcome) -> dict[str, int]:
    """Return how many findings of each severity are open."""
    still_open = [finding.severity for finding in outcome.findings if finding.state != "explained"]
    return {severity: still_open.count(severity) for severity in ("must", "should", "hint")}


def finding_as_json(finding: Finding) -> Json:
    """Return one finding; `instances` stands only where there are several."""
    first = finding.first
    unit: Json = {
        "id": finding.id,
        "code": finding.code,
        "relation": finding.relation,
        "severity": finding.severity,
        "state": finding.state,
        "message": finding.message,
        "advice": finding.advice,
        "cells": _places(first),
    }
    if len(finding.instances) > 1:
        unit["instances"] = [_places(instance) for instance in finding.instances]
    return unit | {
        "left": _number(first.left),
        "right": _number(first.right),
        "difference": _number(first.difference),
        "suspects": [suspect for each in finding.suspects for suspect in _suspects(each)],
        "basis": finding.basis,
        "cite": finding.cite,
    }


def _places(instance: Instance) -> list[Json]:
    return [_place(place) for place in instance.cells]


def _place(place: Place) -> Json:
    return {
        "path": place.path,
        "sheet": place.sheet,
        "cell": place.cell,
        "line": place.line,
        "row": place.row,
        "column": place.column,
    }


def _suspects(suspect: Suspect) -> list[Json]:
    """Return one object a cell; cells that are to be changed together follow each other."""
    return [
        _place(place) | {"from": _number(before), "to": _number(after), "clears": suspect.clears}
        for place, before, after in suspect.changes
    ]


def _gap(gap: Gap) -> Json:
    return {"code": gap.code, "why": gap.why}


def _number(value: int | Decimal | None) -> int | float | None:
    if value is None or isinstance(value, int):
        return value
    return int(value) if value == value.to_integral_value() else float(value)
