"""Recognise a published report: its form, who reports, its figures with their confidence, its text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govreport_writer.errors import SubmissionError
from govreport_writer.form.edition import FormEdition
from govreport_writer.importers.assemble import Assembly, assemble
from govreport_writer.importers.dates import iso_date_of
from govreport_writer.importers.edition_of import edition_doubts, edition_of, said_in, variant_of
from govreport_writer.importers.find_tables import FoundForm, find_tables, unknown_rows
from govreport_writer.importers.flow import flow_of
from govreport_writer.importers.imported import Asked, Doubt, Imported
from govreport_writer.importers.labels import folded
from govreport_writer.importers.machine_copy_check import copied_lines, copied_text, copied_values
from govreport_writer.importers.parts import Parts, parts_of
from govreport_writer.importers.published import FoundPicture, Line, Piece, Published, Spot
from govreport_writer.importers.readings import CellsRead
from govreport_writer.importers.strips import strips_of
from govreport_writer.importers.text_levels import levelled
from govreport_writer.importers.unwrap import unwrapped
from govreport_writer.importers.who import DATE_FACTS, who_reports, year_in

NOTHING_ASKED = Asked()
LATEST = 3
"""Years after the report year within which a page's date can be that of the publication."""
MOST_TEXTS = 5
"""Differing texts of the machine copy that are told."""


def recognise(published: Published, asked: Asked = NOTHING_ASKED) -> Imported:
    """Return a published report as a submission with readings and doubts.

    SubmissionError in one line where the document says no year or no organ and the user neither.
    """
    pieces = levelled(published.pieces)
    strips = unwrapped(strips_of(pieces))
    said = said_in(strips)
    early = [piece.text for piece in pieces[:4] if isinstance(piece, Line)]
    year, _ = year_in(published, early, asked)
    if year is None:
        raise SubmissionError("import.no_year", file=published.file)
    edition, sure = edition_of(said, year, asked, copied_text(published.copy or {}, "edition"))
    edition = variant_of(edition, strips)
    form = find_tables(edition, strips)
    parts = parts_of(flow_of(pieces, strips, form), edition)
    who = who_reports(published, parts.title, parts.signature, asked)
    _date(parts, published, who.year)
    read = CellsRead(edition, form)
    if published.copy is not None:
        read.compare(copied_values(published.copy))
    labels = {address: text for hit in form.read for address, text in hit.labels.items()}
    assembly = Assembly(published.file, edition, who, parts, dict(read.cells()), labels)
    raw = assemble(assembly)
    doubts = (
        *who.doubts,
        *edition_doubts(edition, said, who.year),
        *_missing(edition, form, pieces),
        *form.doubts(),
        *unknown_rows(strips, form),
        *read.doubts,
        *assembly.doubts,
        *_copied_texts(published),
    )
    certain = {**who.certain, "edition": sure}
    return Imported(raw, read.readings(), doubts, edition.id, certain, edition.variant)


def _date(parts: Parts, published: Published, year: int) -> None:
    """Take the date of publication from the facts where the text does not give it and it can be right."""
    if parts.date is None:
        dates = (iso_date_of(published.facts.get(name, "")) for name in DATE_FACTS)
        parts.date = next(
            (date for date in dates if date is not None and year <= date.year <= year + LATEST), None
        )


def _missing(edition: FormEdition, form: FoundForm, pieces: Sequence[Piece]) -> Iterator[Doubt]:
    """Say which tables of the form were not found, and that pictures may hold them."""
    refused = {hit.table.id for hit in form.refused}
    pictures = [piece for piece in pieces if isinstance(piece, FoundPicture)]
    for table in edition.tables:
        if not table.optional and table.id not in form.tables and table.id not in refused:
            code = "table_picture" if pictures else "table_missing"
            spot = pictures[0].spot if pictures else Spot()
            yield Doubt(code, spot, {"table": table.title or table.sheet})


def _copied_texts(published: Published) -> Iterator[Doubt]:
    """Say which texts of the machine copy are not visible as they stand there."""
    if published.copy is None:
        return
    seen = {folded(piece.text) for piece in published.pieces if isinstance(piece, Line)}
    unseen = [text for text in copied_lines(published.copy) if folded(text) not in seen]
    for text in unseen[:MOST_TEXTS]:
        yield Doubt("copy_text", Spot(), {"text": text[:120]})
