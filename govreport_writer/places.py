"""Name cells in the words of the official table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from govreport_writer.cells import CellRef
from govreport_writer.findings import Finding, Place
from govreport_writer.form.edition import FormEdition
from govreport_writer.form.tree import Node
from govreport_writer.submission import Submission


def place(submission: Submission, ref: CellRef) -> Place:
    """Return the place of a cell: path, labels, and where it was typed."""
    row, column = _labels(submission.edition)[ref]
    location = submission.location(ref)
    return Place(str(ref), location.sheet, location.cell, location.line, row, column)


def located(finding: Finding, submission: Submission) -> Finding:
    """Return a finding whose lines are cells, where they are the lines of a transcribed workbook."""
    if not submission.raw.lines:
        return finding
    instances = tuple(
        replace(instance, cells=tuple(_cell_of(place, submission) for place in instance.cells))
        for instance in finding.instances
    )
    return replace(finding, instances=instances, in_workbook=True)


def _cell_of(place: Place, submission: Submission) -> Place:
    found = submission.raw.lines.get(place.line or 0)
    if found is None and place.cell is None:
        found = submission.raw.places.get(place.path or "")
    return place if found is None else replace(place, line=None, sheet=found.sheet, cell=found.cell)


def labels_of(edition: FormEdition, ref: CellRef) -> tuple[str | None, str | None]:
    """Return the row's and the column's name of a cell."""
    return _labels(edition)[ref]


def label_of(edition: FormEdition, ref: CellRef) -> str:
    """Return the labels of a cell in one line, row before column."""
    return " ".join(filter(None, _labels(edition)[ref]))


NESTED = "›"
"""Stands between a label and the one above it."""


@lru_cache(maxsize=32)
def _labels(edition: FormEdition) -> dict[CellRef, tuple[str | None, str | None]]:
    """Return the row's and the column's name of every cell; None for a row without a label."""
    labels: dict[CellRef, tuple[str | None, str | None]] = {}
    for table in edition.tables:
        for block in table.blocks:
            rows, columns = _names(block.rows, _words), _names(block.columns, str)
            for row, row_name in rows:
                for column, column_name in columns:
                    labels[CellRef(table.id, row.path, column.path)] = (row_name, column_name)
    return labels


def _names(nodes: tuple[Node, ...], words: Callable[[str], str]) -> list[tuple[Node, str | None]]:
    """Name the nodes that carry values, led by the labels above where others print the same words."""
    paths = _paths(nodes, ())
    often = Counter(words(node.label or "") for node, _ in paths)
    return [
        (node, _name(node, above, often[words(node.label or "")] > 1))
        for node, above in paths
        if node.carries_value
    ]


def _name(node: Node, above: tuple[str, ...], shared: bool) -> str | None:
    if node.label is None:
        return None
    return NESTED.join((*above, node.label)) if shared else node.label


def _words(label: str) -> str:
    """Return a row's label without its number."""
    return label.lstrip("0123456789.")


def _paths(nodes: tuple[Node, ...], above: tuple[str, ...]) -> list[tuple[Node, tuple[str, ...]]]:
    found = []
    for node in nodes:
        found.append((node, above))
        found += _paths(node.children, (*above, node.label or ""))
    return found
