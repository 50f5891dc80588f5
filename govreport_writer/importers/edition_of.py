"""Tell by its labels which edition of the form a document uses, which variant, and whether it mixes two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from govreport_writer import editions
from govreport_writer.errors import SubmissionError
from govreport_writer.form.edition import FormEdition
from govreport_writer.importers.expected import wanted_tables
from govreport_writer.importers.imported import Asked, Doubt
from govreport_writer.importers.labels import other_wordings
from govreport_writer.importers.published import Spot
from govreport_writer.importers.strips import Strip

SURE = 12
"""Labels from which on there is no doubt which edition it is."""
FEWEST_OWN = 3
"""Labels of its own by which an edition that extends another is known."""
MIXED = 2
"""Labels of another edition alone by which a mixed form is known."""


def said_in(strips: Iterable[Strip]) -> frozenset[str]:
    """Return the words of all labels in the tables of a document."""
    return frozenset(label.stem for strip in strips for _, label in strip.labels)


def edition_of(
    said: frozenset[str], year: int | None, asked: Asked, copy: str | None
) -> tuple[FormEdition, float]:
    """Return the edition whose labels a document has, and how sure that is; SubmissionError where none fits.

    Without tables it is the edition that is asked for, the machine copy's, or the one of the year.
    """
    if asked.edition is not None:
        return editions.load(asked.edition), 1.0
    best, covered = _best(said, year)
    if best is not None and covered:
        return best, 0.95 if covered >= SURE else 0.7
    serving = editions.for_year(year) if year is not None else None
    if copy in editions.ids():
        return editions.load(str(copy)), 0.6
    if serving is not None:
        return serving, 0.5
    raise SubmissionError("import.no_edition", years=editions.years_known())


def _best(said: frozenset[str], year: int | None) -> tuple[FormEdition | None, int]:
    """Return the edition with most of the labels said, and how many; of equal ones the year's."""
    covered = {name: _covered(editions.load(name), said) for name in editions.available()}
    most = max(covered.values(), default=0)
    equal = [editions.load(name) for name, count in covered.items() if count == most]
    equal.sort(
        key=lambda edition: (year is None or not edition.serves(year), len(_stems(edition)), edition.id)
    )
    return (equal[0] if equal else None), most


def _covered(edition: FormEdition, said: frozenset[str]) -> int:
    """Return how many of the labels said an edition has; those it adds to another count from a few on."""
    stems = _stems(edition)
    if edition.extends is None:
        return len(stems & said)
    base = _stems(editions.load(edition.extends))
    own = len((stems - base) & said)
    return len(base & said) + (own if own >= FEWEST_OWN else 0)


@lru_cache(maxsize=32)
def _stems(edition: FormEdition) -> frozenset[str]:
    return frozenset(stem for table in wanted_tables(edition) for stem in table.stems)


def variant_of(edition: FormEdition, strips: Sequence[Strip]) -> FormEdition:
    """Return the variant of an edition that prints more of a document's labels than the form itself."""
    said = {label.folded for strip in strips for _, label in strip.labels}
    best, most = edition, _fitting(edition, said)
    for name in edition.variants:
        variant = editions.load(edition.id, name)
        fitting = _fitting(variant, said)
        if fitting > most:
            best, most = variant, fitting
    return best


def _fitting(edition: FormEdition, said: set[str]) -> int:
    """Return how many labels stand in a document, less those that do not."""
    wanted = {row.own.label.folded for table in wanted_tables(edition) for row in table.rows if row.own}
    return len(wanted & said) - len(wanted - said)


def edition_doubts(edition: FormEdition, said: frozenset[str], year: int | None) -> list[Doubt]:
    """Say where the form is not the one in force for the year, or has labels of another."""
    found = []
    if year is not None and not edition.serves(year):
        serving = editions.for_year(year)
        found.append(Doubt("other_edition", Spot(), {
            "edition": edition.id, "year": year, "serving": serving.id if serving else ""}))  # fmt: skip
    own = _known(edition)
    for name in editions.available():
        other = editions.load(name)
        if other.id in (edition.id, edition.extends) or other.extends:
            continue
        foreign = sorted((_stems(other) - own) & said)
        if len(foreign) >= MIXED:
            found.append(Doubt("mixed_edition", Spot(), {
                "edition": edition.id, "other": other.id, "labels": ", ".join(foreign[:6])}))  # fmt: skip
    return found


def _known(edition: FormEdition) -> frozenset[str]:
    """Return the words of an edition's labels with their known other wordings."""
    own = _stems(edition)
    return own | {other for stem in own for other in other_wordings().get(stem, ())}
