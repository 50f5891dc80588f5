"""A submission as the tree of keys that YAML and JSON spell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from govreport_writer.cells import CellRef
from govreport_writer.submission import NarrativeSection, RawCell, RawSubmission, Submission
from govreport_writer.submission_file import SubmissionFile
from govreport_writer.yaml_strict import Plain

PARTS = ("agency", "contact", "published", "title", "signature", "annex", "labels", "filing", "explanations")
"""The keys of a submission between its year and its text, in the order written."""
COLUMN = "value"
"""The column of a table that has only one."""
Branch = dict[str, Plain]


def tree_of(submission: Submission) -> Branch:
    """Return everything that a submission files; what it does not say is left out."""
    raw, edition = submission.raw, submission.edition
    tree: Branch = {"format": 1, "edition": edition.id}
    if edition.variant:
        tree["variant"] = edition.variant
    tree["year"] = raw.year
    tree |= _parts(raw)
    sections = [_section(each, listed=raw.narrative_is_list) for each in raw.narrative]
    if raw.narrative_is_list:
        tree["narrative"] = list(sections)
    elif sections:
        tree["narrative"] = {
            str(each.id): part["text"] for each, part in zip(raw.narrative, sections, strict=True)
        }
    if raw.cells:
        tree["tables"] = _tables((ref, raw.cells[ref]) for ref in edition.cells if ref in raw.cells)
    return tree


def _parts(raw: RawSubmission) -> Branch:
    file = SubmissionFile(format=1, year=raw.year, **{name: getattr(raw, name) for name in PARTS})
    said = file.model_dump(mode="json", exclude_defaults=True, exclude_none=True)
    return {name: said[name] for name in PARTS if said.get(name)}


def _section(section: NarrativeSection, *, listed: bool) -> Branch:
    """Return one part of the text; in a list with its title and its tables."""
    text: Plain = {"before": section.before, "after": section.after} if section.after else section.before
    if not listed:
        return {"text": text}
    said = {"id": section.id, "title": section.title, "text": text}
    part: Branch = {name: value for name, value in said.items() if value is not None}
    if section.tables is not None:
        part["tables"] = list(section.tables)
    return part


def _tables(cells: Iterable[tuple[CellRef, RawCell]]) -> Branch:
    """Return figures nested at every dot of row and column."""
    tables: Branch = {}
    for ref, cell in cells:
        branch = tables
        *steps, last = (ref.table, *ref.row.split("."), *ref.column.split("."))
        for step in steps:
            below = branch.setdefault(step, {})
            assert isinstance(below, dict)
            branch = below
        branch[last] = cell.value if cell.unit is None else {"value": cell.value, "unit": cell.unit}
    return {name: _shortened(table) for name, table in tables.items()}


def _shortened(value: Plain) -> Plain:
    """Return a branch with the figures of only one column directly under their rows."""
    if not isinstance(value, Mapping) or "unit" in value:
        return value
    if list(value) == [COLUMN]:
        return value[COLUMN]
    return {name: _shortened(below) for name, below in value.items()}
