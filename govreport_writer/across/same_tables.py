"""The figures of a table are the unit's own (GR523).

What it does: looks for tables whose figures are all the same in two units and too many to be so by chance;
the more units there are, the more the figures have to tell. Two tables of a government in a department's
report are more than a hint.
Why: a department that shows the government's totals, or a sister unit's figures, reports for another organ.
Example: the 412 licences and 57 penalties of the county government in the report of its bureau of justice.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import log2

from govreport_writer.across.sketch_tables import LEAST_BITS, TableSketch
from govreport_writer.across.units import Units
from govreport_writer.findings import Finding, Instance
from govreport_writer.vocabulary import Severity

CODES = ("GR523",)
PROOF = 2
"""Tables that are a government's before the figures are taken for its."""


def find(units: Units) -> Iterator[tuple[int, Finding]]:
    """Yield the unit's rank and a finding for each table that another unit has too."""
    same = _same(units)
    for rank, sketch in enumerate(units.sketches):
        found = [
            (table, others)
            for table in sketch.tables
            if (others := [each for each in same.get(table.digest, ()) if each != rank])
        ]
        taken = _taken_from_government(units, rank, [others for _, others in found])
        for table, others in found:
            severity: Severity = "should" if taken.intersection(others) else "hint"
            yield rank, _finding(units, rank, table, others, severity)


def _same(units: Units) -> dict[bytes, list[int]]:
    """Return the units by the figures of a table, where several have figures that tell enough."""
    enough = LEAST_BITS + 2 * log2(max(1, len(units.sketches)))
    by_figures: dict[bytes, list[int]] = {}
    for rank, sketch in enumerate(units.sketches):
        for table in sketch.tables:
            if table.bits >= enough:
                by_figures.setdefault(table.digest, []).append(rank)
    return {digest: ranks for digest, ranks in by_figures.items() if len(ranks) > 1}


def _taken_from_government(units: Units, rank: int, found: list[list[int]]) -> set[int]:
    """Return the governments whose figures another kind of organ has in several tables."""
    if units.sketches[rank].kind == "government":
        return set()
    each = [other for others in found for other in others if units.sketches[other].kind == "government"]
    return {other for other in each if each.count(other) >= PROOF}


def _finding(units: Units, rank: int, table: TableSketch, others: list[int], severity: Severity) -> Finding:
    return Finding(
        code="GR523",
        severity=severity,
        anchor=table.anchor,
        instances=(Instance((table.spot,)),),
        fields={"table": table.title, "others": units.named(others), "figures": table.figures},
        basis="practice" if severity == "should" else "inferred",
        values=table.figures,
        in_workbook=units.sketches[rank].in_workbook,
    )
