"""Name cells in the words of the official table."""

from __future__ import annotations

from functools import lru_cache

from govreport_writer.cells import CellRef
from govreport_writer.findings import Place
from govreport_writer.form.edition import FormEdition
from govreport_writer.form.tree import Node
from govreport_writer.submission import Submission


def place(submission: Submission, ref: CellRef) -> Place:
    """Return the place of a cell: path, labels, and where it was typed."""
    row, column = _labels(submission.edition)[ref]
    location = submission.location(ref)
    return Place(str(ref), location.sheet, location.cell, location.line, row, column)


def label_of(edition: FormEdition, ref: CellRef) -> str:
    """Return the labels of a cell in one line, row before column."""
    return " ".join(filter(None, _labels(edition)[ref]))


NESTED = "›"
"""Stands between a label and the one above it."""


@lru_cache(maxsize=32)
def _labels(edition: FormEdition) -> dict[CellRef, tuple[str | None, str | None]]:
    labels: dict[CellRef, tuple[str | None, str | None]] = {}
    for table in edition.tables:
        for block in table.blocks:
            columns = _paths(block.columns, ())
            rows = _paths(block.rows, ())
            for row, row_above in rows:
                for column, column_above in columns:
                    if row.carries_value and column.carries_value:
                        ref = CellRef(table.id, row.path, column.path)
                        twins = [other for other, _ in columns if other.label == column.label]
                        shown = (*column_above, column.label) if len(twins) > 1 else (column.label,)
                        above = row_above if _ambiguous(row, rows) else ()
                        labels[ref] = (
                            None if row.label is None else NESTED.join((*above, row.label)),
                            NESTED.join(label or "" for label in shown),
                        )
    return labels


def _ambiguous(row: Node, rows: list[tuple[Node, tuple[str, ...]]]) -> bool:
    """Whether a row's label needs the labels above it: others print the same words after the number."""
    return sum(1 for other, _ in rows if _words(other.label) == _words(row.label)) > 1


def _words(label: str | None) -> str:
    return (label or "").lstrip("0123456789.")


def _paths(nodes: tuple[Node, ...], above: tuple[str, ...]) -> list[tuple[Node, tuple[str, ...]]]:
    found = []
    for node in nodes:
        found.append((node, above))
        found += _paths(node.children, (*above, node.label or ""))
    return found
