"""What an edition file may say, key by key (EditionFile), before anything is derived from it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from govreport_writer.vocabulary import Basis, Kind, Level, RelationKind, Severity, ValueType
from govreport_writer.yaml_model import StrictModel

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
DottedIdentifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$")]
EditionIdentifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]

Total = Literal["siblings", "children"] | tuple[str, ...]


class NoteFile(StrictModel):
    """What counts in a row, and how far that is more than our own reading."""

    text: str
    basis: Basis
    cite: str | None = None


class ColumnFile(StrictModel):
    """A column, or a spanner over columns. The id is the whole path of a column.

    `not_additive` says why figures of several agencies cannot be added up; it holds for all below.
    """

    id: DottedIdentifier
    label: str
    type: ValueType | None = None
    unit: str | None = None
    total_of: Total | None = None
    columns: tuple[ColumnFile, ...] = ()
    span: int | None = Field(default=None, ge=1)
    was: tuple[str, ...] = ()
    not_additive: NoteFile | None = None


class RowFile(StrictModel):
    """A row, or a heading over rows. A path joins the ids down to the row with dots.

    `not_additive` says why figures of several agencies cannot be added up; on a heading for all rows below.
    """

    id: Identifier
    label: str | None = None
    type: ValueType | None = None
    unit: str | None = None
    heading: bool | None = None
    total_of: Total | None = None
    rows: tuple[RowFile, ...] = ()
    span: int | None = Field(default=None, ge=1)
    note: NoteFile | None = None
    was: tuple[str, ...] = ()
    not_additive: NoteFile | None = None


class BlockFile(StrictModel):
    """One of the stacked parts of a table, with columns of its own."""

    caption: str | None = None
    stub_head: str | None = None
    columns: tuple[ColumnFile, ...]
    rows: tuple[RowFile, ...]


class TableFile(StrictModel):
    """A statutory table: one grid of columns and rows, or stacked blocks. Widths are in millimetres."""

    id: Identifier
    number: int
    title: str | None = None
    sheet: str
    unit: str | None = None
    stub: Literal["columns", "indented"] = "columns"
    stub_head: str | None = None
    unit_head: str | None = None
    columns: tuple[ColumnFile, ...] = ()
    rows: tuple[RowFile, ...] = ()
    blocks: tuple[BlockFile, ...] = ()
    widths: tuple[float, ...] = ()
    whole: bool = False
    optional: bool = False
    not_additive: NoteFile | None = None


class SectionFile(StrictModel):
    """A part of the report: a heading, text, tables. `suggested` are the usual sub-headings.

    `longest` is how many characters a part should keep to.
    """

    id: Identifier
    title: str
    tables: tuple[str, ...] = ()
    narrative: Literal["required", "optional"] = "optional"
    suggested: tuple[str, ...] = ()
    longest: int | None = Field(default=None, ge=1)


class AnnexFile(StrictModel):
    """Tables that stand after the text under a title of their own."""

    title: str
    tables: tuple[str, ...]


class ConditionFile(StrictModel):
    """True for an agency when every given key holds."""

    kind: tuple[Kind, ...] | Kind = ()
    level: tuple[Level, ...] | Level = ()
    name_ends: tuple[str, ...] = ()

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds it names; empty for any."""
        return (self.kind,) if isinstance(self.kind, str) else self.kind

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels it names; empty for any."""
        return (self.level,) if isinstance(self.level, str) else self.level


class YearsFile(StrictModel):
    """A span of report years; without `last` it is open."""

    first: int
    last: int | None = None


class RelationFile(StrictModel):
    """A linear relation with plus signs only. `over` repeats it with each row in place of `$`.

    `years` limits it to some of the report years that the edition serves.
    """

    id: DottedIdentifier
    title: str | None = None
    kind: RelationKind
    table: str | None = None
    each: Literal["column", "row"] | None = None
    rows: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    left: tuple[str, ...]
    right: tuple[str, ...]
    severity: Severity
    basis: Basis
    cite: str | None = None
    when: tuple[ConditionFile, ...] = ()
    unless: tuple[ConditionFile, ...] = ()
    years: YearsFile | None = None


class ExpectationFile(StrictModel):
    """A figure (dotted path) of which a section has to speak in one of some words."""

    figure: str
    section: str
    words: tuple[str, ...]
    basis: Basis = "inferred"
    cite: str | None = None


def _month_and_day(written: object) -> object:
    """Refuse anything but a day of the year; 02-29 is none of every year."""
    try:
        date.fromisoformat(f"2001-{written}")
    except ValueError:
        raise PydanticCustomError("month_and_day", "a day like 01-31") from None
    return written


class DeadlineFile(StrictModel):
    """The last day (`01-31`) of the year after the report year on which agencies may publish."""

    by: Annotated[str, BeforeValidator(_month_and_day)]
    when: tuple[ConditionFile, ...] = ()
    basis: Basis = "regulation"
    cite: str | None = None


class ForeignFile(StrictModel):
    """By what a report on the form of another edition is known: its notice, words of its labels.

    `labels` are looked for in labels, headings and tables of the text, `text` in the whole text too.
    """

    edition: EditionIdentifier
    notice: str
    severity: Severity
    labels: tuple[str, ...] = ()
    text: tuple[str, ...] = ()


def _as_sums(written: object) -> object:
    """Let a path stand for the sum of itself alone."""
    return (written,) if isinstance(written, str) else written


def _as_mention(written: object) -> object:
    """Let one sum stand for the only alternative."""
    return {"any": (written,)} if isinstance(written, (str, list, tuple)) else written


Sum = Annotated[tuple[str, ...], BeforeValidator(_as_sums)]
"""Dotted paths of cells or groups to add up; one path may stand without a list."""


class MentionFile(StrictModel):
    """The cells that a figure in the text means: one of the sums in `any`, or at most the sum `within`."""

    any: tuple[Sum, ...] = ()
    within: Sum = ()


Mention = Annotated[MentionFile, BeforeValidator(_as_mention)]


ChartKind = Literal["years", "stacked", "bars"]
"""years: columns side by side for each year; stacked: a bar for each year, in parts; bars: this year's."""
MOST_IN_A_YEAR = 6
"""A year's columns or parts are told apart by colour and pattern, of which there are so many."""


def _as_series(written: object) -> object:
    """Let a path or a sum stand for a series under the form's own label."""
    return {"cells": written} if isinstance(written, (str, list, tuple)) else written


class SeriesFile(StrictModel):
    """One bar of a chart, or one part of a bar: cells to add up; `label` where the form's is too long."""

    cells: Annotated[Sum, Field(min_length=1)]
    label: str | None = None


Series = Annotated[SeriesFile, BeforeValidator(_as_series)]


class ChartFile(StrictModel):
    """A drawing of counts that also stand in a table; `total` is printed at the end of a stacked bar.

    The title is read after a year or a span of years.
    """

    id: Identifier
    section: str
    title: str
    kind: ChartKind
    series: tuple[Series, ...] = Field(min_length=1, max_length=12)
    total: Series | None = None


class VariantFile(StrictModel):
    """Rows to leave out (`table/row`) and labels that change with them."""

    drop: tuple[str, ...] = ()
    labels: dict[str, str] = Field(default_factory=dict)


class EditionFile(StrictModel):
    """One edition of the form as its file says it.

    `was` says for single cells where an earlier edition had the same concept: `edition/table/row/column`.
    """

    edition: EditionIdentifier
    extends: EditionIdentifier | None = None
    title: str
    notice: str
    issued: date | None = None
    reporting_years: YearsFile
    supersedes: str | None = None
    headings: Literal["fixed", "free"] = "fixed"
    sources: tuple[str, ...] = ()
    sections: tuple[SectionFile, ...]
    annex: AnnexFile | None = None
    tables: tuple[TableFile, ...]
    variants: dict[EditionIdentifier, VariantFile] = Field(default_factory=dict)
    relations: tuple[RelationFile, ...] = ()
    mentions: dict[Identifier, Mention] = Field(default_factory=dict)
    expects: tuple[ExpectationFile, ...] = ()
    deadlines: tuple[DeadlineFile, ...] = ()
    foreign: tuple[ForeignFile, ...] = ()
    charts: tuple[ChartFile, ...] = ()
    was: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class ExtensionFile(StrictModel):
    """A regional edition: what it adds to the one it extends, which it never alters."""

    edition: EditionIdentifier
    extends: EditionIdentifier
    title: str | None = None
    notice: str | None = None
    issued: date | None = None
    sources: tuple[str, ...] = ()
    sections: tuple[SectionFile, ...] = ()
    tables: tuple[TableFile, ...] = ()
    relations: tuple[RelationFile, ...] = ()
    mentions: dict[Identifier, Mention] = Field(default_factory=dict)
    expects: tuple[ExpectationFile, ...] = ()
    deadlines: tuple[DeadlineFile, ...] = ()
    charts: tuple[ChartFile, ...] = ()
    was: dict[str, tuple[str, ...]] = Field(default_factory=dict)

    def on(self, base: EditionFile) -> EditionFile:
        """Return the extended edition: the base with the additions after its own parts."""
        own = {name: value for name in ("title", "notice", "issued") if (value := getattr(self, name))}
        added = {name: getattr(base, name) + getattr(self, name) for name in ADDED}
        merged = own | added | {"mentions": base.mentions | self.mentions, "was": base.was | self.was}
        return base.model_copy(update={"edition": self.edition, "extends": self.extends, **merged})


ADDED = ("sources", "sections", "tables", "relations", "expects", "deadlines", "charts")
"""The parts of an edition that an extension adds to."""
