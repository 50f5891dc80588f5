"""The labels that statutory tables of any edition print, to find them in text without lines around cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from govreport_writer import editions
from govreport_writer.form.edition import FormEdition
from govreport_writer.importers.expected import WantedTable, wanted_tables
from govreport_writer.importers.labels import folded, label_of, other_wordings


@dataclass(frozen=True, eq=False)
class Known:
    """Labels as compared: of rows and columns, what stands left of rows or above columns, and units."""

    tables: tuple[tuple[FormEdition, WantedTable], ...]
    rows: frozenset[str]
    columns: frozenset[str]
    outer: frozenset[str]
    heads: frozenset[str]
    units: frozenset[str]
    begins: tuple[str, ...]
    everything: str

    def is_row(self, text: str) -> bool:
        """Whether a text is the whole label of a row; a note behind it may be missing."""
        return label_of(text).stem in self.rows and not self.is_column(text)

    def begins_row(self, text: str) -> bool:
        """Whether the label of a row may go on behind a text."""
        body = _body(text)
        return any(label.startswith(body) for label in self.begins)

    def is_column(self, text: str) -> bool:
        """Whether a text is the whole label of a column, which has no number."""
        label = label_of(text)
        return not label.style and label.stem in self.columns

    def is_part_of_column(self, text: str) -> bool:
        """Whether a text is a part of the label of a column, or all of it."""
        part = folded(text)
        return any(part in column for column in self.columns) or self.is_column(text)

    def begins_outer(self, text: str) -> bool:
        """Whether a label that stands left of others begins with a text."""
        part = folded(text)
        return any(label.startswith(part) for label in self.outer)

    def is_head(self, text: str) -> bool:
        """Whether a text is a whole label that stands over columns or over the labels of rows."""
        return folded(text) in self.heads or self.is_column(text)

    def is_part(self, text: str) -> bool:
        """Whether a text is a part of any label, or all of it."""
        part = folded(text)
        return part in self.everything or label_of(text).stem in self.rows


def known() -> Known:
    """Return the labels of all editions there are."""
    return _known(editions.available())


@lru_cache(maxsize=4)
def _known(names: tuple[str, ...]) -> Known:
    tables = tuple(
        (edition, table) for edition in map(editions.load, names) for table in wanted_tables(edition)
    )
    every = [table for _, table in tables]
    rows = {row.own.label.stem for table in every for row in table.rows if row.own}
    rows |= {other for own in rows for other in other_wordings().get(own, ())}
    columns = {labels[-1].label.stem for table in every for block in table.blocks for labels in block.columns}
    outer = {folded(label.text) for table in every for row in table.rows for label in row.labels[:-1]}
    texts = sorted({folded(label.text) for table in every for label in table.labels} | rows)
    own = sorted({_body(row.own.text) for table in every for row in table.rows if row.own} | rows)
    units = {row.unit for table in every if table.has_units for row in table.rows if row.unit}
    heads = frozenset(text for table in every for text in _over(table))
    return Known(
        tables, frozenset(rows), frozenset(columns), frozenset(outer), heads,
        frozenset(units), tuple(own), "\n".join(texts),
    )  # fmt: skip


def _over(table: WantedTable) -> Iterator[str]:
    """Yield what stands over columns, or over the labels of rows."""
    yield from (folded(label.text) for label in table.heads)
    for block in table.blocks:
        if block.caption:
            yield folded(block.caption.text)
        yield from (folded(label.text) for labels in block.columns for label in labels[:-1])


def _body(text: str) -> str:
    """Return a label without the number before it."""
    whole = label_of(text)
    return whole.folded[max(0, whole.folded.find(whole.stem)) :]
