"""Compare units with each other: what was copied from one to the other, of text and of figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from govreport_writer.across import same_part, same_passage, same_tables
from govreport_writer.across.sketch import Sketch
from govreport_writer.across.units import Units
from govreport_writer.explanations import explained
from govreport_writer.findings import Finding


def copied(
    sketches: Sequence[tuple[str, Sketch]], groups: Mapping[str, str] | None = None
) -> dict[str, tuple[Finding, ...]]:
    """Return what units have in common that should be their own, by the key of each unit concerned.

    `groups` names the parent of a unit by its key; units of one parent may share a template. Without it the
    place in a unit's name counts. Units of different years are not compared. The order does not matter.
    """
    found: dict[str, list[Finding]] = {}
    for year in sorted({sketch.year for _, sketch in sketches}):
        of_year = {key: sketch for key, sketch in sketches if sketch.year == year}
        units = Units.of(of_year, groups or {})
        alike = dict(same_part.find(units))
        for rank, finding in (
            *alike.items(),
            *same_passage.find(units, alike.keys()),
            *same_tables.find(units),
        ):
            found.setdefault(units.keys[rank], []).append(_answered(units.sketches[rank], finding))
    return {key: tuple(found[key]) for key in sorted(found)}


def _answered(sketch: Sketch, finding: Finding) -> Finding:
    """Return a finding as the unit's explanations leave it; what else these say is for the check to tell."""
    return explained([finding], sketch.explanations)[-1]
