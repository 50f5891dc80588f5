"""The hidden sheet that tells programs what the workbook is: format, edition, where each cell stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from govreport_writer.cells import CellRef
from govreport_writer.form.edition import FormEdition
from govreport_writer.submission import RawSubmission
from govreport_writer.workbook.layout import VERSION, layouts
from govreport_writer.workbook.spots import Spot, a1, spot_of

FORMAT = 1
"""The format of workbooks that this program writes; one with a higher number needs a newer program."""
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Codes:
    """What the code sheet says. `cells` maps the cells of the form to sheet and place."""

    format: int
    edition: str | None = None
    variant: str | None = None
    template: int = 0
    is_list: bool = False
    filed: frozenset[str] = frozenset()
    labels: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[CellRef, tuple[str, Spot]] = field(default_factory=dict)


def rows_of(edition: FormEdition, raw: RawSubmission) -> Iterator[Row]:
    """Yield the rows of the code sheet: a key, then its values."""
    yield "format", str(FORMAT)
    yield "edition", edition.id
    yield "variant", edition.variant or ""
    yield "template", str(VERSION)
    yield "narrative", "list" if raw.narrative_is_list else "mapping"
    for table in dict.fromkeys(ref.table for ref in raw.cells):
        yield "filed", table
    for path, label in raw.labels.items():
        yield "label", path, label
    for layout in layouts(edition):
        by_row: dict[str, list[str]] = {}
        for ref, spot in layout.cells.items():
            by_row.setdefault(ref.row, []).append(f"{ref.column}={a1(spot)}")
        for row, cells in by_row.items():
            yield "cells", f"{layout.table.id}/{row}", layout.table.sheet, " ".join(cells)


def read_rows(rows: Iterable[Row]) -> Codes | None:
    """Return what the rows say; None when they are not those of a code sheet."""
    single: dict[str, str] = {}
    labels: dict[str, str] = {}
    filed: set[str] = set()
    cells: dict[CellRef, tuple[str, Spot]] = {}
    for key, *values in rows:
        if key == "cells" and len(values) == 3:
            cells |= dict(_mapped(*values))
        elif key == "label" and len(values) == 2:
            labels[values[0]] = values[1]
        elif key == "filed" and values:
            filed.add(values[0])
        elif values:
            single.setdefault(key, values[0])
    if not single.get("format", "").isdecimal() or not single.get("edition"):
        return None
    return Codes(
        format=int(single["format"]),
        edition=single["edition"],
        variant=single.get("variant") or None,
        template=_whole(single.get("template", "")),
        is_list=single.get("narrative") == "list",
        filed=frozenset(filed),
        labels=labels,
        cells=cells,
    )


def _mapped(row: str, sheet: str, cells: str) -> Iterator[tuple[CellRef, tuple[str, Spot]]]:
    """Yield the places of a row's cells; what is no place is left out."""
    table, _, path = row.partition("/")
    for each in cells.split():
        column, _, name = each.partition("=")
        spot = spot_of(name)
        if spot:
            yield CellRef(table, path, column), (sheet, spot)


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() else 0
