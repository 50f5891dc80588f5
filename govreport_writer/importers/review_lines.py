"""The review of an import as lines of text: whose report, what was read of each table, what to look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

from govreport_writer.importers.imported import Imported, Reading
from govreport_writer.importers.review import Count, counts_of, doubtful_cells, facts_of, unconfirmed
from govreport_writer.importers.review_words import (
    BROKEN,
    against_words,
    cell_words,
    doubt_words,
    spot_words,
    value_words,
)
from govreport_writer.messages import text

Line = tuple[str, str]
"""A line and its style."""
SHOWN = 12
"""Cells that are shown one by one."""
FEW = 5
"""Cells that are shown where only some figures are taken over."""
SHOWN_DOUBTS = 20
ORGAN = ("agency", "kind")
EVERYTHING = (*ORGAN, "year", "edition")
"""What the user can say where the document is not certain."""
INDENT = "  "
COLUMNS = ("numbers", "blank", "confirmed", "doubtful", "absent")


def review_lines(
    imported: Imported, *, shown: int = SHOWN, asked: Sequence[str] = EVERYTHING
) -> Iterator[Line]:
    """Yield the lines of a review.

    `shown` bounds the cells that are told one by one; `asked` are the facts that the user can give.
    """
    yield from _facts(imported, asked)
    yield "", ""
    yield from _counts(list(counts_of(imported)))
    yield from _cells(imported, shown)
    yield from _doubts(imported)


def _facts(imported: Imported, asked: Sequence[str]) -> Iterator[Line]:
    for fact in facts_of(imported):
        advice = fact.advice if fact.name in asked else ""
        name = text(f"import.review.{fact.name}")
        line = text("import.review.fact", name=name, value=fact.value, sure=fact.sure, advice=advice)
        yield line, "yellow" if fact.advice else ""


def _counts(counts: Sequence[Count]) -> Iterator[Line]:
    """Yield the tables with their counts, in columns."""
    head = [text("import.review.table"), *(text(f"import.review.{name}") for name in COLUMNS)]
    rows = [[count.table.sheet, *(str(getattr(count, name)) for name in COLUMNS)] for count in counts]
    widths = [max(map(_width, column)) for column in zip(head, *rows, strict=True)]
    yield _row(head, widths), "bold"
    for row, count in zip(rows, counts, strict=True):
        yield _row(row, widths), "yellow" if count.doubtful or count.absent else ""


def _row(texts: Sequence[str], widths: Sequence[int]) -> str:
    """Return cells in columns: the first to the left, figures to the right."""
    first = texts[0] + " " * (widths[0] - _width(texts[0]))
    rest = [" " * (width - _width(each)) + each for each, width in zip(texts[1:], widths[1:], strict=True)]
    return INDENT.join([first, *rest])


def _width(words: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in words)


def _cells(imported: Imported, shown: int) -> Iterator[Line]:
    """Yield the doubtful cells, the worst first, and how many have no sum that speaks of them."""
    found = doubtful_cells(imported)
    if found:
        yield "", ""
        yield text("import.review.look_cells", count=len(found)), "bold yellow"
    for reading in found[:shown]:
        yield f"{INDENT}{_cell(imported, reading)}", ""
    if len(found) > shown:
        yield INDENT + text("import.review.more_cells", count=len(found) - shown), ""
    if any(BROKEN in reading.how for reading in found):
        yield INDENT + text("import.review.broken"), ""
    count = unconfirmed(imported)
    if count:
        yield "", ""
        yield text("import.review.unconfirmed", count=count), ""


def _cell(imported: Imported, reading: Reading) -> str:
    return text(
        "import.review.cell",
        cell=cell_words(imported, reading),
        value=value_words(reading),
        spot=spot_words(reading.spot),
        confidence=f"{reading.confidence:.2f}",
        how=against_words(reading),
    )


def _doubts(imported: Imported) -> Iterator[Line]:
    """Yield everything else to look at, with its place."""
    if not imported.doubts:
        return
    yield "", ""
    yield text("import.review.look_doubts", count=len(imported.doubts)), "bold yellow"
    for doubt in imported.doubts[:SHOWN_DOUBTS]:
        spot = spot_words(doubt.spot)
        words = doubt_words(doubt)
        yield INDENT + (text("words.located", place=spot, text=words) if spot else words), ""
    if len(imported.doubts) > SHOWN_DOUBTS:
        yield INDENT + text("import.review.more_doubts", count=len(imported.doubts) - SHOWN_DOUBTS), ""
