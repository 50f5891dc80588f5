"""Expand an edition's totals and relations into identities between cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from govreport_writer.cells import CellRef
from govreport_writer.form.edition import Cell, Identity, Term
from govreport_writer.form.file import RelationFile, YearsFile
from govreport_writer.form.growth import Misfit, Steps
from govreport_writer.form.tree import Block, Table, find, stands_for, value_nodes

PRIOR = "prior"
EACH = "$"
_ZERO_TESTS = ("together", "implies")


def footings(cells: Mapping[CellRef, Cell]) -> Iterator[Identity]:
    """Yield an identity for each sum that a total is, rows first, then columns.

    The relation id is the table with the path of the total: `requests.outcome.total`, `requests.total`.
    """
    by_row = [
        (f"{ref.table}.{ref.row}", ref, cell.row_parts) for ref, cell in cells.items() if cell.row_parts
    ]
    by_column = [
        (f"{ref.table}.{ref.column}", ref, cell.column_parts)
        for ref, cell in cells.items()
        if cell.column_parts
    ]
    for relation, ref, parts in by_row + by_column:
        yield Identity(
            relation=relation,
            kind="footing",
            severity="must",
            basis="inferred",
            cite=None,
            title=None,
            left=(Term(ref),),
            right=tuple(Term(part) for part in parts),
        )


def expand(
    relation: RelationFile, tables: Mapping[str, Table], cells: Mapping[CellRef, Cell], steps: Steps
) -> list[Identity]:
    """Return the instances of one relation; Misfit for a dangling or ill-matched term, or years reversed."""
    refuse_reversed(relation.years, (*steps, "years", "last"))
    expansion = _Expansion(relation, tables, cells, steps)
    identities = [
        Identity(
            relation=relation.id,
            kind=relation.kind,
            severity=relation.severity,
            basis=relation.basis,
            cite=relation.cite,
            title=relation.title,
            left=left,
            right=right,
            when=relation.when,
            unless=relation.unless,
            years=relation.years,
        )
        for left, right in expansion.sides()
    ]
    for identity in identities:
        refuse_mixed_dimensions(identity, cells, steps)
    return identities


def refuse_reversed(years: YearsFile | None, steps: Steps) -> None:
    """Raise Misfit where the last year comes before the first."""
    if years is not None and years.last is not None and years.last < years.first:
        raise Misfit("edition.years", steps, first=years.first, last=years.last)


def refuse_mixed_dimensions(identity: Identity, cells: Mapping[CellRef, Cell], steps: Steps) -> None:
    """Raise Misfit where counts and amounts would be added up or compared by size."""
    money = {cells[term.ref].type == "amount" for term in (*identity.left, *identity.right)}
    if len(money) > 1 and identity.kind not in _ZERO_TESTS:
        raise Misfit("edition.mixed_dimensions", steps, id=identity.relation)


@dataclass(frozen=True, slots=True)
class _Address:
    """A term as written, split into its parts; `across` is None where the relation is `each`."""

    table: Table
    along: str
    across: str | None
    prior: bool
    where: Steps


class _Expansion:
    def __init__(
        self,
        relation: RelationFile,
        tables: Mapping[str, Table],
        cells: Mapping[CellRef, Cell],
        steps: Steps,
    ) -> None:
        self.relation = relation
        self.tables = tables
        self.cells = cells
        self.steps = steps

    def sides(self) -> Iterator[tuple[tuple[Term, ...], tuple[Term, ...]]]:
        for item in self._items():
            left = self._addresses("left", item)
            right = self._addresses("right", item)
            if not (left or right):
                raise Misfit("edition.no_terms", self.steps, id=self.relation.id)
            for across in self._across(left + right):
                yield self._terms(left, across), self._terms(right, across)

    def _items(self) -> tuple[str, ...]:
        if not self.relation.over:
            return ("",)
        table = self._table(self.relation.table, "over")
        return tuple(path for name in self.relation.over for path in self._rows_named(table, name, "over"))

    def _addresses(self, side: str, item: str) -> list[_Address]:
        return [
            self._address(term.replace(EACH, item), (side, index))
            for index, term in enumerate(getattr(self.relation, side))
        ]

    def _address(self, term: str, where: Steps) -> _Address:
        parts = term.split("/")
        prior = parts[0] == PRIOR
        parts = parts[1:] if prior else parts
        wanted = 1 if self.relation.each else 2
        elsewhere = len(parts) > wanted
        table = self._table(parts[0], *where) if elsewhere else self._table(self.relation.table, "table")
        axes = parts[-wanted:]
        if len(parts) not in (wanted, wanted + 1):
            raise Misfit("edition.dangling", (*self.steps, *where), name=term)
        return _Address(table, axes[0], axes[1] if wanted == 2 else None, prior, where)

    def _across(self, addresses: list[_Address]) -> tuple[str | None, ...]:
        """Return the columns (or rows) over which the relation repeats."""
        if self.relation.each is None:
            return (None,)
        block = self._block(addresses[0])
        if self.relation.each == "column":
            return tuple(node.path for node in value_nodes(block.columns))
        if self.relation.rows:
            table = addresses[0].table
            return tuple(
                path for name in self.relation.rows for path in self._rows_named(table, name, "rows")
            )
        return tuple(node.path for node in value_nodes(block.rows))

    def _block(self, address: _Address) -> Block:
        axis = "rows" if self.relation.each == "column" else "columns"
        for block in address.table.blocks:
            if find(getattr(block, axis), address.along):
                return block
        raise Misfit("edition.dangling", (*self.steps, *address.where), name=address.along)

    def _terms(self, addresses: list[_Address], across: str | None) -> tuple[Term, ...]:
        return tuple(term for address in addresses for term in self._cells_at(address, across))

    def _cells_at(self, address: _Address, across: str | None) -> Iterator[Term]:
        if self.relation.each == "row":
            assert across is not None
            refs = [CellRef(address.table.id, across, address.along)]
        else:
            column = across or address.across or ""
            rows = self._rows_named(address.table, address.along, *address.where)
            refs = [CellRef(address.table.id, row, column) for row in rows]
        for ref in refs:
            if ref not in self.cells:
                raise Misfit("edition.dangling", (*self.steps, *address.where), name=str(ref))
            yield Term(ref, address.prior)

    def _rows_named(self, table: Table, name: str, *where: str | int) -> tuple[str, ...]:
        for block in table.blocks:
            node = find(block.rows, name)
            if node is not None:
                return stands_for(node)
        raise Misfit("edition.dangling", (*self.steps, *where), name=name)

    def _table(self, table_id: str | None, *where: str | int) -> Table:
        if table_id is None or table_id not in self.tables:
            raise Misfit("edition.dangling", (*self.steps, *where), name=table_id or self.relation.id)
        return self.tables[table_id]
