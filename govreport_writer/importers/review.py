"""What a person has to look at after an import: facts, counts by table, doubtful cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from govreport_writer.form.tree import Table
from govreport_writer.importers.confidence import CONFIRMED, LABELLED
from govreport_writer.importers.imported import Imported, Reading
from govreport_writer.importers.review_words import SURE, in_one_line, is_blank, sure_words
from govreport_writer.messages import text


@dataclass(frozen=True, slots=True)
class Count:
    """The cells of one table: those with a number, blank, confirmed by a sum, doubtful, not found.

    A blank cell can be confirmed too.
    """

    table: Table
    numbers: int
    blank: int
    confirmed: int
    doubtful: int
    absent: int


@dataclass(frozen=True, slots=True)
class Fact:
    """What the document is taken for: `advice` says how to give it where it is not certain."""

    name: str
    value: str
    sure: str
    advice: str


def facts_of(imported: Imported) -> Iterator[Fact]:
    """Yield who reports, of which kind, on which year and by which form."""
    agency, form = imported.raw.agency, imported.form
    kind = text(f"import.kind.{agency.kind}")
    level = text(f"import.level.{agency.level}")
    said = {
        "agency": agency.name,
        "kind": text("import.review.kind_level", kind=kind, level=level),
        "year": str(imported.raw.year),
        "edition": f"{form.id} {form.variant or ''}",
    }
    for name, value in said.items():
        certain = imported.certain.get(name, 0.0)
        advice = text(f"import.review.give_{name}") if certain < SURE else ""
        yield Fact(name, in_one_line(value), sure_words(certain), advice)


def counts_of(imported: Imported) -> Iterator[Count]:
    """Yield the counts of every table; an optional one counts when it was found."""
    for table in imported.form.tables:
        cells = imported.form.cells_of(table.id)
        found = readings_of(imported, table)
        if found or not table.optional:
            yield Count(
                table,
                numbers=sum(each.value is not None for each in found),
                blank=sum(is_blank(each) for each in found),
                confirmed=sum(each.confidence >= SURE for each in found),
                doubtful=sum(map(is_doubtful, found)),
                absent=len(cells) - len(found),
            )


def readings_of(imported: Imported, table: Table) -> list[Reading]:
    """Return the readings of one table in the order of the form."""
    return [each for ref, each in imported.readings.items() if ref.table == table.id]


def is_doubtful(reading: Reading) -> bool:
    """Whether there is a reason against a reading; that no sum speaks of a cell is none."""
    return reading.confidence < LABELLED


def doubtful_cells(imported: Imported) -> list[Reading]:
    """Return the doubtful readings, the worst first."""
    return sorted(filter(is_doubtful, imported.readings.values()), key=lambda each: each.confidence)


def unconfirmed(imported: Imported) -> int:
    """Return how many numbers are known by their labels alone: no sum of the form speaks of them."""
    found = imported.readings.values()
    return sum(each.value is not None and LABELLED <= each.confidence < CONFIRMED for each in found)


def standing(reading: Reading) -> str:
    """Return how a reading stands, as the end of a key of import.standing."""
    if is_doubtful(reading):
        return "doubtful"
    return "confirmed" if reading.confidence >= SURE else "labelled"
