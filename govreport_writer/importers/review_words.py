"""What a review says: places, reasons, doubts, values and cells in words."""

from __future__ import annotations

from collections.abc import Iterable

from govreport_writer.figures import printed
from govreport_writer.importers.confidence import BAD_HOW, WEAK_HOW
from govreport_writer.importers.imported import Doubt, Imported, Reading
from govreport_writer.importers.published import Spot
from govreport_writer.messages import text
from govreport_writer.places import labels_of

SURE, LIKELY = 0.9, 0.6
"""From where on a fact is called certain, and likely."""
BROKEN = "broken"
"""The way of reading of a cell whose sum does not hold."""
AGAINST = BAD_HOW | WEAK_HOW | {BROKEN}
"""Ways of reading that speak against a value."""
FOR = ("label", "confirmed", "twice", "bookmark", "copy", "note")
"""The others, in the order told."""


def is_blank(reading: Reading) -> bool:
    """Whether a cell is left open, which is not 0."""
    return reading.value is None and "unreadable" not in reading.how


def spot_words(spot: Spot) -> str:
    """Return a place in words, by the line where there is one; nothing where a document has no such place."""
    names = ("page", "line") if spot.line else ("page", "table", "cell", "paragraph")
    places: dict[str, dict[str, int | None]] = {
        "page": {"page": spot.page},
        "table": {"table": spot.table},
        "cell": {"row": spot.row, "column": spot.column},
        "line": {"line": spot.line},
        "paragraph": {"paragraph": spot.paragraph},
    }
    parts = [text(f"import.spot.{name}", **places[name]) for name in names if all(places[name].values())]
    return text("import.spot.between").join(parts)


def how_words(reading: Reading) -> str:
    """Return how a cell was read: what speaks against the reading, then what speaks for it."""
    speaks_for = [
        name for name in FOR if name in reading.how and (name != "confirmed" or BROKEN not in reading.how)
    ]
    return _ways([*_against(reading), *speaks_for])


def against_words(reading: Reading) -> str:
    """Return what speaks against a reading."""
    return _ways(_against(reading))


def _against(reading: Reading) -> list[str]:
    return [name for name in reading.how if name in AGAINST]


def _ways(names: Iterable[str]) -> str:
    return text("words.comma").join(text(f"import.how.{name}") for name in names)


def doubt_words(doubt: Doubt) -> str:
    """Return a doubt in words, without its place."""
    return in_one_line(text(f"import.doubt.{doubt.code}", **doubt.fields))


def cell_words(imported: Imported, reading: Reading) -> str:
    """Return the labels of a cell behind the name of its table."""
    row, column = labels_of(imported.form, reading.ref)
    sheet = next(table.sheet for table in imported.form.tables if table.id == reading.ref.table)
    return f"{sheet} {_labels(row, column)}".strip()


def _labels(row: str | None, column: str | None) -> str:
    if row and column:
        return text("report.row_column", row=row, column=column)
    if row:
        return text("report.row_only", row=row)
    return text("report.column_only", column=column) if column else ""


def value_words(reading: Reading) -> str:
    """Return what was read: the number with its unit, the words for a blank cell, or a text that is none."""
    if reading.value is None:
        return text("import.review.blank") if is_blank(reading) else in_one_line(reading.text)
    return f"{printed(reading.value)}{reading.unit or ''}"


def sure_words(certain: float) -> str:
    """Return how certain a fact is, in words."""
    name = "sure" if certain >= SURE else "likely" if certain >= LIKELY else "unsure"
    return text(f"import.sure.{name}")


def in_one_line(words: str) -> str:
    """Return a text of a document without line breaks."""
    return " ".join(words.split())
