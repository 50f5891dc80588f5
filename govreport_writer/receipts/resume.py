"""Which units of an earlier run are done and unchanged, as their receipts tell.

A receipt that cannot be read, was edited, or is of another format tells nothing: its unit is not done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from govreport_writer import editions
from govreport_writer.documents.files import Order, document_name
from govreport_writer.errors import EditionError
from govreport_writer.findings import Verdict
from govreport_writer.pipeline import Filed
from govreport_writer.receipts.digests import digest
from govreport_writer.receipts.installation import PARTS, edition_part, installation
from govreport_writer.receipts.lent import same_fonts
from govreport_writer.receipts.moment import still_the_time
from govreport_writer.receipts.names import name_below
from govreport_writer.receipts.parts import UnitPart
from govreport_writer.receipts.shape import Receipt, receipt_in
from govreport_writer.receipts.source import picture_digest, source_at
from govreport_writer.receipts.writing import FOLDER, SUFFIX, Earlier
from govreport_writer.rules_off import Off

Read = Callable[[str], bytes | None]
"""Gives the bytes of a file by its name below the folder of the documents; None when it is not there."""
EarlierOf = Callable[[UnitPart], Earlier | None]
"""Gives the submissions of earlier years that a unit is held against now; None when one cannot be read."""
Receipts = Mapping[str, tuple[str, ...]]
"""The names of receipts below the folder of the documents, by the name of the input they are of."""


@dataclass(frozen=True, slots=True)
class Done:
    """A unit that need not be rendered again: what was filed, its verdict, open findings, documents."""

    filed: Filed
    verdict: Verdict
    counts: Mapping[str, int]
    files: tuple[str, ...]
    receipt: str


def receipts_in(folder: Path) -> Receipts:
    """Return the receipts of a folder of documents on this computer."""
    read = reader_of(folder)
    names = sorted(f"{FOLDER}/{path.name}" for path in (folder / FOLDER).glob(f"*{SUFFIX}"))
    return by_input((name, read(name)) for name in names)


def by_input(receipts: Iterable[tuple[str, bytes | None]]) -> Receipts:
    """Return the names of receipts by that of their input, without those that cannot be read."""
    found: dict[str, tuple[str, ...]] = {}
    for name, data in receipts:
        receipt = receipt_in(data) if data is not None else None
        if receipt is not None:
            found[receipt.input.name] = (*found.get(receipt.input.name, ()), name)
    return found


def reader_of(folder: Path) -> Read:
    """Return what reads files of a folder on this computer."""

    def read(name: str) -> bytes | None:
        path = folder / name
        try:
            return path.read_bytes() if path.is_file() else None
        except (OSError, ValueError):
            return None

    return read


def done_before(
    path: Path, name: str, receipts: Receipts, read: Read, order: Order, off: Off, earlier_of: EarlierOf
) -> Done | None:
    """Return what an earlier run made of a unit, if nothing has changed since; None when something has.

    `path` is the unit's input at hand, `name` its name in the run. Everything the receipt names is held
    against what is there now: the input and what lies beside it, the submissions of earlier years, what it
    would be rendered with, and the documents on disk. RenderError when SOURCE_DATE_EPOCH is no number.
    """
    for place in receipts.get(name_below(name), ()):
        data = read(place)
        receipt = receipt_in(data) if data is not None else None
        if receipt is not None and _unchanged(receipt, path, name, read, order, off, earlier_of):
            return _done(receipt, place)
    return None


def _unchanged(
    receipt: Receipt, path: Path, name: str, read: Read, order: Order, off: Off, earlier_of: EarlierOf
) -> bool:
    return (
        still_the_time(receipt.time)
        and _complete(receipt, order)
        and _same_input(receipt, path, name)
        and _same_installation(receipt, order, off)
        and earlier_of(receipt.unit) == receipt.beside.earlier
        and all(_is_there(output.sha256, read(output.name)) for output in receipt.outputs)
    )


def _complete(receipt: Receipt, order: Order) -> bool:
    """Whether the documents are those that the order asks for; a draft may do without the PDF."""
    unit, draft = receipt.unit, order.draft
    if receipt.edition.id not in editions.ids() or not (draft or receipt.verdict == "clean"):
        return False
    title = editions.load(receipt.edition.id).title
    wanted = {each: document_name(unit.year, unit.agency, title, each, draft=draft) for each in order.formats}
    made = {output.format: output.name for output in receipt.outputs}
    return made == wanted or (draft and made == {each: wanted[each] for each in wanted if each != "pdf"})


def _same_input(receipt: Receipt, path: Path, name: str) -> bool:
    """Whether input, explanations and pictures are those recorded; a picture that was unusable is not."""
    source = source_at(path, name)
    if source is None or (source.name, source.sha256, source.size, source.explanations) != (
        receipt.input.name,
        receipt.input.sha256,
        receipt.input.bytes,
        receipt.beside.explanations,
    ):
        return False
    pictures = receipt.beside.pictures
    return all(each.sha256 and picture_digest(each.name, path.parent) == each.sha256 for each in pictures)


def _same_installation(receipt: Receipt, order: Order, off: Off) -> bool:
    try:
        here = installation(edition_part(receipt.edition.id, receipt.edition.variant), order, off)
    except EditionError:
        return False
    same = all(getattr(here, part) == getattr(receipt, part) for part in PARTS if part != "fonts")
    return same and same_fonts(here.fonts, receipt.fonts)


def _is_there(sha256: str, data: bytes | None) -> bool:
    return data is not None and digest(data) == sha256


def _filed(receipt: Receipt) -> Filed:
    unit = receipt.unit
    return Filed(unit.agency, unit.code, unit.year, receipt.edition.id)


def _done(receipt: Receipt, place: str) -> Done:
    files = tuple(output.name for output in receipt.outputs)
    return Done(_filed(receipt), receipt.verdict, receipt.counts.model_dump(), files, place)
