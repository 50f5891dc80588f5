"""Take a document apart: the lines of its title, its body, its signature, its annex."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from govreport_writer.form.edition import FormEdition
from govreport_writer.importers.dates import date_of
from govreport_writer.importers.flow import Item, Statutory
from govreport_writer.importers.labels import folded
from govreport_writer.importers.published import Line
from govreport_writer.importers.words import compiled, words

HEAD = 14
"""Items at the beginning among which the title is looked for."""
LONGEST_TITLE = 60
TITLE_LINES = 3
LONGEST_NAME = 40
AFTER_MARK = 6
"""Items within which a table follows the mark of an annex."""
_SENTENCE = ("\u3002", "\uff1b", "\uff0c", ";", "\uff1a", ":")


@dataclass(slots=True)
class Parts:
    """A document in parts. `before` is what stands above the title, `moved` lines that have no place."""

    title: tuple[Line, ...] = ()
    before: list[Item] = field(default_factory=list)
    body: list[Item] = field(default_factory=list)
    signature: Line | None = None
    date: datetime.date | None = None
    annex_title: Line | None = None
    annex_tables: tuple[str, ...] = ()
    moved: list[Line] = field(default_factory=list)
    has_annex: bool = False


def parts_of(items: Sequence[Item], edition: FormEdition) -> Parts:
    """Return the parts of a document."""
    parts = Parts()
    start, stop = _title(items)
    parts.title = tuple(item for item in items[start:stop] if isinstance(item, Line))
    parts.before = list(items[:start])
    rest = list(items[stop:])
    at = _annex(rest, edition)
    if at is not None:
        _read_annex(rest[at:], parts)
        rest = rest[:at]
    _take_end(rest, parts)
    parts.body = rest
    return parts


def _title(items: Sequence[Item]) -> tuple[int, int]:
    """Return where the title begins and ends: lines marked as one, else those up to the report's name."""
    marked = [index for index, item in enumerate(items[:HEAD]) if isinstance(item, Line) and item.level == 0]
    if marked:
        stop = marked[0]
        while stop < len(items) and stop in marked:
            stop += 1
        return marked[0], stop
    for index, item in enumerate(items[:HEAD]):
        if not isinstance(item, Line) or not _can_be_title(item):
            continue
        if compiled(words().report.title).search(_plain(item)):
            start = index
            while start > 0 and index - start < TITLE_LINES - 1 and _joins_title(items[start - 1]):
                start -= 1
            return start, index + 1
    return 0, 0


def _plain(line: Line) -> str:
    return unicodedata.normalize("NFKC", line.text).strip()


def _can_be_title(item: Item) -> bool:
    return (
        isinstance(item, Line)
        and item.level in (None, 1)
        and len(item.text) <= LONGEST_TITLE
        and not item.text.endswith(_SENTENCE)
    )


def _joins_title(item: Item) -> bool:
    """Whether a line above the name of the report belongs to the title: an organ or a year, and no more."""
    if not isinstance(item, Line) or not _can_be_title(item):
        return False
    report = words().report
    text = _plain(item)
    named = compiled(rf"(?:{report.organ})$").search(text) or compiled(report.year).search(text)
    return bool(named) and len(text) <= LONGEST_NAME


def _annex(items: Sequence[Item], edition: FormEdition) -> int | None:
    """Return where the annex begins: at its mark before a table, else at the table that the form annexes."""
    mark = compiled(words().report.annex)
    for index, item in enumerate(items):
        if isinstance(item, Line) and mark.fullmatch(_plain(item)):
            after = items[index + 1 : index + 1 + AFTER_MARK]
            if any(isinstance(each, Statutory) for each in after):
                return index
    annexed = edition.annex.tables if edition.annex else ()
    for index, item in enumerate(items):
        if isinstance(item, Statutory) and item.table in annexed:
            before = items[index - 1] if index else None
            titled = isinstance(before, Line) and _is_table_title(before)
            return index - 1 if titled else index
    return None


def _is_table_title(line: Line) -> bool:
    """Whether a line names a table: it ends in the word that its captions begin with."""
    return len(line.text) <= LONGEST_TITLE and not line.text.endswith(_SENTENCE) and compiled(
        words().report.table_title).search(_plain(line)) is not None  # fmt: skip


def _read_annex(items: Sequence[Item], parts: Parts) -> None:
    """Read the title and tables of an annex; other lines in it find no place there."""
    parts.has_annex = True
    mark = compiled(words().report.annex)
    tables = []
    for item in items:
        if isinstance(item, Statutory):
            tables.append(item.table)
        elif isinstance(item, Line) and not mark.fullmatch(_plain(item)):
            if parts.annex_title is None and not tables and _is_table_title(item):
                parts.annex_title = item
            else:
                parts.moved.append(item)
    parts.annex_tables = tuple(tables)


def _take_end(body: list[Item], parts: Parts) -> None:
    """Take the line that announces the annex, the date and the name off the end of the text."""
    _take_reference(body, parts)
    last = body[-1] if body else None
    if isinstance(last, Line) and (date := date_of(last.text)) is not None:
        parts.date = date
        body.pop()
    if body and isinstance(body[-1], Line) and _is_signature(body[-1], parts):
        parts.signature = body[-1]
        body.pop()
    _take_reference(body, parts)


def _take_reference(body: list[Item], parts: Parts) -> None:
    last = body[-1] if body else None
    if parts.has_annex and isinstance(last, Line):
        found = compiled(words().report.annex_reference).fullmatch(_plain(last))
        title = parts.annex_title.text if parts.annex_title else ""
        if found and folded(found["title"]) == folded(title):
            body.pop()


def _is_signature(line: Line, parts: Parts) -> bool:
    """Whether a line is the name under the text: an organ alone; without a date, the organ of the title."""
    text = _plain(line)
    if line.level is not None or len(text) > LONGEST_NAME or text.endswith(_SENTENCE):
        return False
    if parts.date is None:
        return any(folded(text) in folded(title.text) for title in parts.title) and len(text) > 3
    return compiled(rf"(?:{words().report.organ})$").search(text) is not None
