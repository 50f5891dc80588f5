"""Put together a number split over two columns (6 | 1 for 61), where a sum of the form confirms it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from govreport_writer.cells import CellRef, Value
from govreport_writer.form.edition import FormEdition, Identity
from govreport_writer.importers.confirm import equations, holds
from govreport_writer.importers.expected import WantedRow
from govreport_writer.importers.figures_in_cells import cell_figure
from govreport_writer.importers.found_tables import CellHit, TableHit
from govreport_writer.importers.imported import Doubt
from govreport_writer.importers.published import FoundCell

Texts = Mapping[CellRef, FoundCell]


def rejoin(edition: FormEdition, hit: TableHit, values: dict[CellRef, Value]) -> None:
    """Read loose rows of one cell too many, and rows whose sum fails, where one joining makes the sums hold.

    What is read is added to `hit` and to `values`, with a doubt that says so.
    """
    for row, run in list(hit.loose):
        refs = [ref for ref in row.refs if ref is not None]
        if len(run) == len(refs) + 1 and _take(edition, hit, values, row, list(_narrower(run, refs))):
            hit.loose.remove((row, run))
    for row in hit.table.rows:
        refs = [ref for ref in row.refs if ref is not None]
        if all(ref in hit.cells and ref in values for ref in refs) and _fails(edition, refs, values):
            _take(edition, hit, values, row, list(_shifted({ref: hit.cells[ref].cell for ref in refs})))


def _take(
    edition: FormEdition,
    hit: TableHit,
    values: dict[CellRef, Value],
    row: WantedRow,
    tries: Sequence[Texts],
) -> bool:
    """Take the only one of several joinings with which all sums of the row and its columns hold."""
    refs = [ref for ref in row.refs if ref is not None]
    sums = [identity for identity in equations(edition) if _touches(identity, refs)]
    own = [identity for identity in sums if _within(identity, refs)]
    fitting = [texts for texts in tries if _fits(texts, sums, own, values)]
    if len(fitting) != 1:
        return False
    for ref, cell in fitting[0].items():
        before = hit.cells.get(ref)
        changed = before is None or before.cell.text != cell.text
        how = {"label" if before is None else next(iter(before.how)), *(("rejoined",) if changed else ())}
        hit.cells[ref] = CellHit(cell, how, before.unit if before else None)
        values[ref] = cell_figure(cell.text, "count").value
    shown = " | ".join(cell.text for cell in fitting[0].values())
    spot = next(iter(fitting[0].values())).spot
    hit.doubts.append(
        Doubt(
            "rejoined", spot, {"row": row.own.text if row.own else "", "table": hit.table.name, "seen": shown}
        )
    )
    return True


def _fits(
    texts: Texts, sums: Sequence[Identity], own: Sequence[Identity], values: Mapping[CellRef, Value]
) -> bool:
    tried = dict(values) | {ref: cell_figure(cell.text, "count").value for ref, cell in texts.items()}
    verdicts = [holds(identity, tried) for identity in sums]
    return False not in verdicts and any(holds(identity, tried) for identity in own)


def _fails(edition: FormEdition, refs: Sequence[CellRef], values: Mapping[CellRef, Value]) -> bool:
    return any(_within(each, refs) and holds(each, values) is False for each in equations(edition))


def _touches(identity: Identity, refs: Sequence[CellRef]) -> bool:
    return any(term.ref in refs for term in (*identity.left, *identity.right))


def _within(identity: Identity, refs: Sequence[CellRef]) -> bool:
    return all(term.ref in refs for term in (*identity.left, *identity.right))


def _narrower(run: Sequence[FoundCell], refs: Sequence[CellRef]) -> Iterator[Texts]:
    """Yield a row of one cell too many with two neighbours made one."""
    for at in range(len(run) - 1):
        if _splits(run[at], run[at + 1]):
            cells = [*run[:at], _one(run[at], run[at + 1]), *run[at + 2 :]]
            yield dict(zip(refs, cells, strict=True))


def _shifted(texts: Texts) -> Iterator[Texts]:
    """Yield a row with two neighbours made one, in the column of the first or of the second."""
    refs = list(texts)
    for first, second in pairwise(refs):
        if _splits(texts[first], texts[second]):
            one = _one(texts[first], texts[second])
            yield {**texts, first: one, second: replace(texts[second], text="")}
            yield {**texts, first: replace(texts[first], text=""), second: one}


def _splits(first: FoundCell, second: FoundCell) -> bool:
    return first.text.strip().isdecimal() and second.text.strip().isdecimal() and first.text.strip() != "0"


def _one(first: FoundCell, second: FoundCell) -> FoundCell:
    return replace(
        first, text=first.text.strip() + second.text.strip(), colspan=first.colspan + second.colspan
    )
