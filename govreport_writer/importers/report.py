"""The review of an import as one page of HTML: every cell with its value, its place and how sure it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import groupby
from pathlib import Path

from govreport_writer.importers.imported import Imported, Reading
from govreport_writer.importers.review import (
    Count,
    counts_of,
    doubtful_cells,
    facts_of,
    readings_of,
    standing,
    unconfirmed,
)
from govreport_writer.importers.review_words import (
    cell_words,
    doubt_words,
    how_words,
    in_one_line,
    spot_words,
    value_words,
)
from govreport_writer.messages import text
from govreport_writer.page_templates import page, page_language
from govreport_writer.places import labels_of


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell as the page shows it; `name` are its labels, in a table only that of its column."""

    name: str
    value: str
    seen: str
    spot: str
    confidence: str
    how: str
    standing: str


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row of a table."""

    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class TableReview:
    """A table with its counts and its rows."""

    count: Count
    rows: tuple[Row, ...]


def html_bytes(imported: Imported) -> bytes:
    """Return the page; no script, nothing from outside, the document's text only as text."""
    return page(
        "import.html.j2",
        file=Path(imported.raw.file).name,
        facts=list(facts_of(imported)),
        tables=[_table(imported, count) for count in counts_of(imported)],
        look=[_entry(each, cell_words(imported, each)) for each in doubtful_cells(imported)],
        unconfirmed=unconfirmed(imported),
        doubts=[(spot_words(each.spot), doubt_words(each)) for each in imported.doubts],
        language=page_language(),
        version=version("govreport-writer"),
        text=lambda key, **fields: text(key, **fields).strip(),
    ).encode(errors="replace")


def _table(imported: Imported, count: Count) -> TableReview:
    found = readings_of(imported, count.table)
    return TableReview(count, tuple(_rows(imported, found)))


def _rows(imported: Imported, found: Sequence[Reading]) -> Iterator[Row]:
    """Yield the rows of a table, each with its label; one without a label has none."""
    for _, group in groupby(found, key=lambda each: each.ref.row):
        own = list(group)
        row, _ = labels_of(imported.form, own[0].ref)
        entries = tuple(_entry(each, labels_of(imported.form, each.ref)[1] or "") for each in own)
        yield Row(row or "", entries)


def _entry(reading: Reading, name: str) -> Entry:
    return Entry(
        name=name,
        value=value_words(reading),
        seen=in_one_line(reading.text),
        spot=spot_words(reading.spot),
        confidence=f"{reading.confidence:.2f}",
        how=how_words(reading),
        standing=standing(reading),
    )
