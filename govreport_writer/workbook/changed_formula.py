"""Whether the formula of a total is still the one that was written: the same sum over the same cells."""

from __future__ import annotations

import re

from govreport_writer.workbook.sheets import Sheet
from govreport_writer.workbook.spots import Spot, spot_of

_REFERENCE = "[A-Z]{1,3}[0-9]+(?::[A-Z]{1,3}[0-9]+)?"
_REFERENCES = re.compile(f"{_REFERENCE}(?:,{_REFERENCE})*")
_MANY = 100_000
"""Cells of a formula's ranges beyond which it is another formula."""


def adds_up(formula: str, written: str, sheet: Sheet) -> bool:
    """Whether a formula adds up the cells that the written one does; blank ones between change nothing."""
    found, wanted = _plain(formula), _plain(written)
    if _REFERENCES.sub("#", found) != _REFERENCES.sub("#", wanted):
        return False
    lists = zip(_REFERENCES.findall(found), _REFERENCES.findall(wanted), strict=True)
    return all(_same(one, other, sheet) for one, other in lists)


def _plain(formula: str) -> str:
    return formula.replace(" ", "").replace("$", "").upper().lstrip("=").replace(";", ",")


def _same(one: str, other: str, sheet: Sheet) -> bool:
    found, wanted = _cells(one), _cells(other)
    return wanted <= found and all(sheet.value(spot) is None for spot in found - wanted)


def _cells(references: str) -> set[Spot]:
    """Return the cells of a list of references; none of a list that is beyond all measure."""
    cells: set[Spot] = set()
    for each in references.split(","):
        first, _, last = each.partition(":")
        start, end = spot_of(first), spot_of(last or first)
        if start is None or end is None or (end[0] - start[0] + 1) * (end[1] - start[1] + 1) > _MANY:
            return set()
        cells |= {
            (row, column) for row in range(start[0], end[0] + 1) for column in range(start[1], end[1] + 1)
        }
    return cells
