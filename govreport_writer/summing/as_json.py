"""The sum of units as JSON, for programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from govreport_writer.cells import CellRef, Value
from govreport_writer.places import labels_of
from govreport_writer.report_json import finding_as_json
from govreport_writer.rollup.differences import Gap
from govreport_writer.rollup.sums import CellSum
from govreport_writer.summing.filing import Filing
from govreport_writer.summing.remarks import Remarks
from govreport_writer.summing.result import Rollup

FORMAT = 1
"""The version of this JSON."""
Json = dict[str, Any]


def as_json(rollup: Rollup, output: str | None, details: str | None) -> Json:
    """Return everything that is known of a sum; `output` and `details` are where it was written."""
    submission = rollup.submission
    agency = submission.agency
    return {
        "format": FORMAT,
        "agency": agency.name,
        "code": agency.code,
        "kind": agency.kind,
        "level": agency.level,
        "year": submission.year,
        "edition": rollup.edition.id,
        "variant": rollup.edition.variant,
        "output": output,
        "details": details,
        "complete": rollup.complete,
        "agrees": rollup.agrees,
        "roster": rollup.by_roster,
        "counted": len(rollup.counted),
        "units": [_unit(rollup, index) for index in range(len(rollup.standings))],
        "missing": [{"agency": each.name, "code": each.code, "place": each.place} for each in rollup.missing],
        "cells": [_cell(rollup, found) for ref, found in rollup.sums.items() if ref in submission.values],
        "totals_apart": [
            {
                "path": str(each.ref),
                "computed": number(each.computed),
                "of_totals": number(each.of_totals),
                "units": _files(rollup, rollup.own_totals.get(each.ref, ())),
            }
            for each in rollup.apart
        ],
        **_compared(rollup),
    }


def _unit(rollup: Rollup, index: int) -> Json:
    standing = rollup.standings[index]
    filing = standing.filing
    said: Json = {"file": filing.place, "state": standing.state}
    if isinstance(filing, Filing):
        said |= {
            "agency": filing.name,
            "code": filing.code,
            "kind": filing.kind,
            "edition": filing.edition_id,
            "sha256": filing.digest,
            "verdict": filing.verdict,
        }
    else:
        said["error"] = filing.why
    if standing.because:
        said["because"] = standing.because
    return said | _remarks(rollup.remarks.get(index))


def _remarks(remarks: Remarks | None) -> Json:
    if remarks is None:
        return {}
    kinds = {name: getattr(remarks, name) for name in ("blank", "unreadable", "no_unit", "no_place")}
    return {name: _paths(refs) for name, refs in kinds.items() if refs}


def _paths(refs: Iterable[CellRef]) -> list[str]:
    return [str(ref) for ref in refs]


def _cell(rollup: Rollup, found: CellSum) -> Json:
    row, column = labels_of(rollup.edition, found.ref)
    why = rollup.not_added.get(found.ref)
    said: Json = {
        "path": str(found.ref),
        "row": row,
        "column": column,
        "value": number(rollup.submission.values[found.ref]),
        "unit": found.unit,
        "of_units": number(found.value),
        "numbers": found.numbers,
        "blanks": found.blanks,
        "unreadable": found.unreadable + found.no_unit,
        "absent": found.absent,
    }
    return said if why is None else said | {"not_additive": why.text}


def _compared(rollup: Rollup) -> Json:
    """Return the comparison with the government's own report; nothing when none was given."""
    if rollup.compared is None or rollup.given is None:
        return {}
    return {
        "against": rollup.given.file,
        "differences": [_gap(rollup, gap) for gap in rollup.compared.gaps],
        "only_given": _paths(rollup.compared.only_given),
        "only_units": _paths(rollup.compared.only_units),
        "findings": [finding_as_json(finding) for finding in rollup.findings],
    }


def _gap(rollup: Rollup, gap: Gap) -> Json:
    likely = [
        {"agency": rollup.standings[each.unit].name, "file": file, "why": each.why, "cells": each.cells}
        for each in gap.likely
        for file in _files(rollup, (each.unit,))
    ]
    return {
        "path": str(gap.ref),
        "given": number(gap.given),
        "total": number(gap.total),
        "difference": number(gap.difference),
        "likely": likely,
    }


def _files(rollup: Rollup, indices: Sequence[int]) -> list[str]:
    return [rollup.standings[index].filing.place for index in indices]


def number(value: Value) -> int | float | None:
    """Return a figure as JSON has it."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
