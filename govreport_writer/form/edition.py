"""FormEdition: an edition with every cell, total and identity derived from its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from govreport_writer.cells import CellRef
from govreport_writer.form.file import (
    AnnexFile,
    ChartKind,
    ConditionFile,
    EditionFile,
    NoteFile,
    SectionFile,
    YearsFile,
)
from govreport_writer.form.tree import Node, Table
from govreport_writer.vocabulary import Severity, ValueType

LAST_YEAR = 9999
"""An edition without an end serves years of four digits; a longer one is a slip."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value cell: its type, its unit (None where the form names none), and what it adds up.

    `row_parts` and `column_parts` are the cells of the two sums a total may be; both for a corner.
    """

    ref: CellRef
    type: ValueType
    unit: str | None
    row: Node
    column: Node
    row_parts: tuple[CellRef, ...] = ()
    column_parts: tuple[CellRef, ...] = ()

    @property
    def is_total(self) -> bool:
        """Whether the form itself makes this cell a sum."""
        return bool(self.row_parts or self.column_parts)

    @property
    def not_additive(self) -> NoteFile | None:
        """Why figures of several agencies cannot be added up in this cell; None when they can."""
        return self.row.not_additive or self.column.not_additive


@dataclass(frozen=True, slots=True)
class Term:
    """One cell in a sum; `prior` when it is read from last year's submission."""

    ref: CellRef
    prior: bool = False


@dataclass(frozen=True, slots=True)
class Identity:
    """One instance of a relation: what must hold between two sums of cells.

    `kind` is a relation kind or `footing`. An empty side is the number 0.
    """

    relation: str
    kind: str
    severity: Severity
    basis: str
    cite: str | None
    title: str | None
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    when: tuple[ConditionFile, ...] = ()
    unless: tuple[ConditionFile, ...] = ()
    years: YearsFile | None = None

    def serves(self, year: int) -> bool:
        """Whether the relation is meant for a report year."""
        years = self.years
        return years is None or years.first <= year <= (years.last or LAST_YEAR)

    @property
    def needs_prior(self) -> bool:
        """Whether last year's submission takes part."""
        return any(term.prior for term in (*self.left, *self.right))

    @property
    def tables(self) -> frozenset[str]:
        """The tables of this year that take part."""
        return frozenset(term.ref.table for term in (*self.left, *self.right) if not term.prior)


@dataclass(frozen=True, slots=True)
class Mentioned:
    """The cells that a figure in the text means: one of several sums, or at most the sum `within`."""

    either: tuple[tuple[CellRef, ...], ...]
    within: tuple[CellRef, ...] = ()


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """One bar, or one part of a bar: the cells it adds up, path by path, and under which label.

    `address` names the printed label, which a submission may override; `own` is the chart's, else the form's.
    """

    paths: tuple[str, ...]
    cells: tuple[CellRef, ...]
    address: str
    own: str | None
    printed: str


@dataclass(frozen=True, slots=True)
class FormChart:
    """A chart that the edition offers: counts in one unit, drawn in a section of the report."""

    id: str
    section: str
    title: str
    kind: ChartKind
    unit: str | None
    series: tuple[ChartSeries, ...]
    total: ChartSeries | None


@dataclass(frozen=True, eq=False)
class FormEdition:
    """One edition of the form, one variant of it. Equal only to itself."""

    id: str
    title: str
    notice: str
    issued: date | None
    reporting_years: YearsFile
    supersedes: str | None
    free_headings: bool
    sources: tuple[str, ...]
    sections: tuple[SectionFile, ...]
    annex: AnnexFile | None
    tables: tuple[Table, ...]
    extends: str | None
    variant: str | None
    variants: tuple[str, ...]
    cells: Mapping[CellRef, Cell]
    identities: tuple[Identity, ...]
    mentions: Mapping[str, Mentioned]
    charts: tuple[FormChart, ...]
    was: Mapping[CellRef, tuple[tuple[str, CellRef], ...]]
    """Where earlier editions had a cell: their id and the cell there."""
    file: EditionFile

    def table(self, table_id: str) -> Table:
        """Return a table by id; KeyError when the edition has none such."""
        return self._tables[table_id]

    def section(self, section_id: str | None) -> SectionFile | None:
        """Return a section by id, None for one that is not the form's."""
        return self._sections.get(section_id or "")

    def serves(self, year: int) -> bool:
        """Whether the edition is in force for a report year."""
        years = self.reporting_years
        return years.first <= year <= (years.last or LAST_YEAR)

    def cells_of(self, table_id: str) -> tuple[Cell, ...]:
        """Return the value cells of a table in printing order."""
        return self._cells_by_table.get(table_id, ())

    @cached_property
    def unplaced_tables(self) -> tuple[Table, ...]:
        """The tables for which the form names no section: a submission's own list of sections places them."""
        named = {table for section in self.sections for table in section.tables}
        named |= set(self.annex.tables if self.annex else ())
        return tuple(table for table in self.tables if table.id not in named)

    @cached_property
    def _sections(self) -> dict[str, SectionFile]:
        return {section.id: section for section in self.sections}

    @cached_property
    def _tables(self) -> dict[str, Table]:
        return {table.id: table for table in self.tables}

    @cached_property
    def _cells_by_table(self) -> dict[str, tuple[Cell, ...]]:
        by_table: dict[str, list[Cell]] = {}
        for cell in self.cells.values():
            by_table.setdefault(cell.ref.table, []).append(cell)
        return {table: tuple(cells) for table, cells in by_table.items()}
