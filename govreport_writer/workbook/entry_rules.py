"""What may be typed into the cells of a table: numbers of their kind; what is none is marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xlsxwriter.worksheet import Worksheet

from govreport_writer.cells import CellRef
from govreport_writer.form.edition import Cell
from govreport_writer.messages import printed
from govreport_writer.workbook.layout import TableLayout
from govreport_writer.workbook.spots import Spot, ranges, spot_of
from govreport_writer.workbook.styles import Styles

LARGE = 10**9


def guard_entries(sheet: Worksheet, layout: TableLayout, form: Mapping[CellRef, Cell], style: Styles) -> None:
    """Ask for numbers in entry cells and in those of the ledger's totals, and mark what is none."""
    by_type: dict[str, list[Spot]] = {}
    for ref, spot in layout.cells.items():
        if not form[ref].is_total:
            by_type.setdefault(form[ref].type, []).append(spot)
    for ref, spot in layout.control.items():
        by_type.setdefault(form[ref].type, []).append(spot)
    for kind, spots in by_type.items():
        _offer(sheet, _down_columns(spots), _rule(kind))
    _mark_texts(sheet, _down_columns([spot for spots in by_type.values() for spot in spots]), style)


def _down_columns(spots: list[Spot]) -> list[Spot]:
    return sorted(spots, key=lambda spot: (spot[1], spot[0]))


def _mark_texts(sheet: Worksheet, spots: list[Spot], style: Styles) -> None:
    names = ranges(spots)
    first = names[0].partition(":")[0]
    condition = {
        "type": "formula",
        "criteria": f"=ISTEXT({first})",
        "format": style("odd"),
        "multi_range": " ".join(names),
    }
    sheet.conditional_format(names[0], condition)


def _rule(kind: str) -> dict[str, object]:
    """Return the validation of a kind of figure: only what is no such number is refused."""
    rules: dict[str, dict[str, object]] = {
        "count": {"validate": "integer", "criteria": ">=", "value": 0},
        "change": {"validate": "integer", "criteria": ">=", "value": -LARGE},
        "amount": {"validate": "decimal", "criteria": ">=", "value": 0},
    }
    return rules[kind] | {
        "ignore_blank": True,
        "error_title": printed("workbook.validation.title"),
        "error_message": printed(f"workbook.validation.{kind}"),
    }


def _offer(sheet: Worksheet, spots: list[Spot], rule: dict[str, object]) -> None:
    """Attach one validation to many cells."""
    boxes = list(_boxes(spots))
    first, *others = boxes
    sheet.data_validation(*first, rule | ({"other_cells": [list(box) for box in others]} if others else {}))


def _boxes(spots: list[Spot]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the runs of cells as (row, column, row, column) from 0."""
    for name in ranges(spots):
        first, _, last = name.partition(":")
        (top, left), (bottom, right) = _corner(first), _corner(last or first)
        yield top - 1, left - 1, bottom - 1, right - 1


def _corner(name: str) -> Spot:
    spot = spot_of(name)
    assert spot is not None
    return spot
