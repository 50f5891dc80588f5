"""The header cells of tables in a tagged PDF, after the grids that the tables were drawn from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from govreport_writer.documents.charts.chart import Chart
from govreport_writer.documents.pdf.elements import below, elements, kids, take_out
from govreport_writer.documents.pdf.flow import blocks
from govreport_writer.documents.pdf.typst_tables import text_grid
from govreport_writer.documents.view import DocumentView, StatutoryTable
from govreport_writer.grid import Grid, GridCell
from govreport_writer.narrative import TextTable

if TYPE_CHECKING:
    from pikepdf import Pdf

Named = dict[str, Any]
"""Header cells by their ids."""


def set_headers(pdf: Pdf, view: DocumentView) -> None:
    """Let every cell of every table name its headers, rows as well as columns, and list their ids.

    A table is left as the engine tagged it when its rows are not those of the grid: a template of an
    agency's own may draw it otherwise.
    """
    pieces = list(below(pdf.Root.StructTreeRoot, "/Table"))
    named: Named = {}
    for number, (grid, summary) in enumerate(_drawn(view)):
        taken, rows = _pieces(pieces, grid)
        if taken and list(map(len, rows)) == list(map(len, grid.rows())):
            _join(taken)
            _set_cells(rows, grid, f"x{number}-", named)
            _sum_up(taken[0], summary)
        pieces = pieces[len(taken) :]
    _list_ids(pdf, named)


def _drawn(view: DocumentView) -> Iterator[tuple[Grid, str]]:
    """Yield the grid of every table in the order drawn, with a summary where it has no caption."""
    for block in blocks(view):
        if isinstance(block, StatutoryTable):
            yield block.grid, "" if block.caption else view.name
        elif isinstance(block, TextTable) and block.rows:
            yield text_grid(block), ""
        elif isinstance(block, Chart) and block.table.rows:
            yield text_grid(block.table), block.title
    if view.annex:
        for table in view.annex.tables:
            yield table.grid, "" if table.caption else view.annex.title


def _pieces(tables: Sequence[Any], grid: Grid) -> tuple[list[Any], list[list[Any]]]:
    """Return the table elements that make up a grid, and all rows of cells: an engine may cut it by pages.

    A later piece repeats the heads, which are not rows of the grid.
    """
    taken: list[Any] = []
    rows: list[list[Any]] = []
    for table in tables:
        if len(rows) >= grid.n_rows:
            break
        rows += [elements(row) for group in _groups(table, head=not taken) for row in _rows(group)]
        taken.append(table)
    return taken, rows


def _groups(table: Any, *, head: bool) -> list[Any]:
    """Return the groups of rows of a table, with its head or without."""
    kinds = ("/THead", "/TBody") if head else ("/TBody",)
    return [group for group in elements(table) if str(group.S) in kinds]


def _rows(group: Any) -> list[Any]:
    return [row for row in elements(group) if str(row.S) == "/TR"]


def _join(pieces: Sequence[Any]) -> None:
    """Make one table of the pieces: rows go to the first, the others and the heads they repeat leave."""
    first, *others = pieces
    for piece in others:
        for group in _groups(piece, head=False):
            group.P = first
            first.K = _array(*kids(first), group)
        take_out(piece)
    _take_caption(first)


def _take_caption(table: Any) -> None:
    """Put a caption that stands beside a table into it."""
    around = table.P.get("/P")
    if around is None or str(around.get("/S")) != "/Div" or len(elements(table.P)) > 1:
        return
    found = [each for each in elements(around) if str(each.S) == "/Caption"]
    if len(found) == 1:
        take_out(found[0])
        found[0].P = table
        table.K = _array(found[0], *kids(table))


def _array(*things: Any) -> Any:
    from pikepdf import Array

    return Array(things)


def _set_cells(rows: Sequence[Sequence[Any]], grid: Grid, prefix: str, named: Named) -> None:
    """Set the tags of all cells; ids of statutory tables are those of the HTML page."""
    own = "" if grid.table else prefix
    for row, cells in zip(rows, grid.rows(), strict=True):
        for element, cell in zip(row, cells, strict=True):
            _set_cell(element, cell, own)
            if cell.is_header:
                named[own + cell.id] = element


def _set_cell(element: Any, cell: GridCell, prefix: str) -> None:
    from pikepdf import Name, String

    element.S = Name.TH if cell.is_header else Name.TD
    element.A = _attributes(element, cell, prefix)
    if cell.is_header:
        element.ID = String((prefix + cell.id).encode())
    elif "/ID" in element:
        del element.ID


def _attributes(element: Any, cell: GridCell, prefix: str) -> Any:
    """Return a cell's attributes: its own as a cell of a table, and what else the engine wrote."""
    from pikepdf import Array, Object

    own = Object.parse(_written(cell, prefix))
    found = element.get("/A")
    if not isinstance(found, Array):
        return own
    return Array([own, *(each for each in found if str(each.O) != "/Table")])


def _written(cell: GridCell, prefix: str) -> bytes:
    """Return the attributes of a cell of a table as they stand in a PDF."""
    parts = ["/O/Table"]
    if cell.is_header:
        parts.append("/Scope/Row" if cell.role == "stub" else "/Scope/Column")
    if cell.headers:
        headers = "".join(_string(prefix + header) for header in cell.headers)
        parts.append(f"/Headers[{headers}]")
    if cell.colspan > 1:
        parts.append(f"/ColSpan {cell.colspan}")
    if cell.rowspan > 1:
        parts.append(f"/RowSpan {cell.rowspan}")
    return f"<<{''.join(parts)}>>".encode()


def _string(text: str) -> str:
    """Return a string as PDF writes it in hexadecimal: no character of it is syntax."""
    return f"<{text.encode().hex()}>"


def _sum_up(table: Any, summary: str) -> None:
    """Say what a table without a caption holds (ISO 32000-1, 14.8.5.7)."""
    from pikepdf import Array, Dictionary, Name, String

    if summary:
        found = table.get("/A")
        others = list(found) if isinstance(found, Array) else [] if found is None else [found]
        table.A = Array([*others, Dictionary(O=Name.Table, Summary=String(summary))])


def _list_ids(pdf: Pdf, named: Named) -> None:
    """Write the tree of ids anew, sorted as a reader looks them up."""
    from pikepdf import Array, Dictionary, String

    if named:
        pairs = Array([part for name in sorted(named) for part in (String(name.encode()), named[name])])
        pdf.Root.StructTreeRoot.IDTree = pdf.make_indirect(Dictionary(Names=pairs))
