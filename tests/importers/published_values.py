"""Published documents as values, made of samples and damaged in the ways of published reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

from govreport_writer.cells import CellRef, Value
from govreport_writer.documents.charts.chart import Chart
from govreport_writer.documents.view import DocumentView, StatutoryTable, ViewBlock, build_view
from govreport_writer.grid import Grid
from govreport_writer.importers.imported import Imported
from govreport_writer.importers.published import FoundCell, FoundTable, Line, Piece, Published, Spot
from govreport_writer.narrative import Heading, Listing, Paragraph, TextTable, plain
from govreport_writer.submission import Submission
from govreport_writer.submission_reading import read_submission

Rows = Sequence[Sequence[str]]


SAMPLES = Path(__file__).resolve().parents[2] / "sample_inputs"


def sample_names() -> list[str]:
    return sorted(folder.name for folder in SAMPLES.iterdir() if folder.is_dir())


@cache
def sample(name: str) -> Submission:
    return read_submission(SAMPLES / name / "report.yaml")


def found(rows: Rows, *, certain: bool = True) -> FoundTable:
    """A table without any merged cell."""
    cells = tuple(
        FoundCell(row, column, 1, 1, text, Spot(table=1, row=row + 1, column=column + 1))
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    )
    return FoundTable(cells, Spot(table=1), certain)


def of_grid(grid: Grid) -> FoundTable:
    """A table just as it is printed."""
    cells = tuple(
        FoundCell(cell.row, cell.column, cell.rowspan, cell.colspan, cell.text, Spot(row=cell.row + 1))
        for cell in grid.cells
    )
    return FoundTable(cells, Spot(table=1))


def unmerged(table: FoundTable) -> list[list[str]]:
    """The cells that begin in each row, one behind the other: all merging is lost."""
    rows: list[list[str]] = [[] for _ in range(max(cell.row for cell in table.cells) + 1)]
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        rows[cell.row].append(cell.text)
    return rows


def with_texts(table: FoundTable, change: Callable[[FoundCell], str]) -> FoundTable:
    return replace(table, cells=tuple(replace(cell, text=change(cell)) for cell in table.cells))


def cut(table: FoundTable, at: Iterable[int], head: int = 0) -> list[FoundTable]:
    """A table in pieces, each of the later ones under the first rows again."""
    last = max(cell.row for cell in table.cells) + 1
    bounds = [0, *at, last]
    pieces = []
    for start, stop in pairwise(bounds):
        shift = start - (head if start else 0)
        cells = [
            replace(cell, row=max(cell.row, start) - shift,
                    rowspan=min(cell.row + cell.rowspan, stop) - max(cell.row, start))
            for cell in table.cells
            if cell.row < stop and cell.row + cell.rowspan > start
        ]  # fmt: skip
        if start:
            cells = [cell for cell in table.cells if cell.row < head] + cells
        pieces.append(replace(table, cells=tuple(cells)))
    return pieces


def tables(view: DocumentView) -> list[FoundTable]:
    return [of_grid(table.grid) for table in view.tables]


def published(pieces: Iterable[Piece], facts: Mapping[str, str] | None = None) -> Published:
    return Published("report.html", "html", tuple(pieces), None, facts or {})


def titled(pieces: Iterable[Piece], *lines: str) -> Published:
    """Tables under a title and no other text."""
    return published([*(Line(line, Spot(line=1), 0) for line in lines), *pieces])


def printed(view: DocumentView, *, levels: bool = True) -> list[Piece]:
    """A report as lines and tables in the order of printing, with or without the levels of its headings."""

    def line(text: str, level: int | None = None) -> Line:
        return Line(text, Spot(), level if levels else None)

    pieces: list[Piece] = [line(text, 0) for text in view.title]
    pieces += _blocks(view.preface, line)
    for section in view.sections:
        pieces.append(line(section.title, 1))
        pieces += _blocks(section.blocks, line)
    if view.annex:
        pieces.append(line(view.annex.reference))
    if view.signature:
        pieces += [line(text) for text in (view.signature.name, view.signature.date) if text]
    if view.annex:
        pieces += [line(view.annex.heading), line(view.annex.title, 1)]
        pieces += _blocks(view.annex.tables, line)
    return pieces


def _blocks(blocks: Iterable[ViewBlock], line: Callable[..., Line]) -> list[Piece]:
    pieces: list[Piece] = []
    for block in blocks:
        match block:
            case Heading():
                pieces.append(line(plain(block.runs), block.level))
            case Paragraph():
                pieces.append(line(plain(block.runs)))
            case Listing():
                pairs = zip(block.markers, block.items, strict=True)
                pieces += [line(f"{marker} {plain(item)}") for marker, item in pairs]
            case TextTable():
                pieces.append(found([[plain(cell) for cell in row] for row in block.rows]))
            case StatutoryTable():
                pieces += [line(block.caption)] if block.caption else []
                pieces.append(of_grid(block.grid))
            case Chart():
                pieces.append(line(block.title))
    return pieces


def said(view: DocumentView) -> list[object]:
    """Everything that a report prints, without white space, with the kind of each block."""
    report: list[object] = ["".join(view.title).replace(" ", "")]
    for title, blocks in [("", view.preface), *((each.title, each.blocks) for each in view.sections)]:
        report += ["".join(title.split()), *map(_said, blocks)]
    report.append((view.signature.name, view.signature.date) if view.signature else None)
    return [*report, *((view.annex.title, *map(_said, view.annex.tables)) if view.annex else ())]


def _said(block: ViewBlock) -> object:
    match block:
        case Heading() | Paragraph():
            return block.kind, "".join(plain(block.runs).split())
        case Listing():
            return block.kind, [
                marker + plain(item) for marker, item in zip(block.markers, block.items, strict=True)
            ]
        case TextTable():
            return block.kind, [[plain(cell) for cell in row] for row in block.rows]
        case StatutoryTable():
            return (
                block.kind,
                block.caption,
                [(cell.row, cell.column, cell.text) for cell in block.grid.cells],
            )
        case _:
            return block.kind


def view_of(imported: Imported) -> DocumentView:
    return build_view(imported.submission())


def wrong(imported: Imported, values: Mapping[CellRef, Value]) -> dict[CellRef, tuple[Value, Value]]:
    """The cells that were read as something else than they are."""
    return {
        ref: (reading.value, values[ref])
        for ref, reading in imported.readings.items()
        if ref in values and reading.value != values[ref]
    }


def printed_values(view: DocumentView) -> dict[CellRef, Value]:
    """The values of the cells that a report prints."""
    return {cell.ref: view.values[cell.ref] for table in view.tables for cell in table.grid.cells if cell.ref}


def codes(imported: Imported) -> list[str]:
    return [doubt.code for doubt in imported.doubts]
