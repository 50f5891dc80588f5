"""Hold a receipt against files on disk and against what this program would render with."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from govreport_writer.explanations_file import path_beside
from govreport_writer.receipts.difference import Difference, DifferenceKind, Note, NoteKind
from govreport_writer.receipts.digests import fresh_digest
from govreport_writer.receipts.installation import Installation
from govreport_writer.receipts.lent import unlike_fonts
from govreport_writer.receipts.shape import Receipt
from govreport_writer.receipts.source import picture_digest, source_at


def unlike_outputs(receipt: Receipt, folder: Path) -> Iterator[Difference]:
    """Yield the documents that are not in a folder as they were written."""
    for output in receipt.outputs:
        path = folder / output.name
        found = fresh_digest(path)
        if found is None:
            yield Difference("output_missing", str(path), output.sha256)
        elif found != output.sha256:
            yield Difference("output_changed", str(path), output.sha256, found)


def unlike_inputs(receipt: Receipt, folder: Path) -> Iterator[Difference]:
    """Yield the submission, its explanations and its pictures where they are not as they were read."""
    path = folder / receipt.input.name
    source = source_at(path, receipt.input.name)
    if source is None:
        yield Difference("input_missing", str(path), receipt.input.sha256)
        return
    if source.sha256 != receipt.input.sha256:
        yield Difference("input_changed", str(path), receipt.input.sha256, source.sha256)
    yield from _unlike_explanations(receipt, path, source.explanations)
    for picture in receipt.beside.pictures:
        found = picture_digest(picture.name, path.parent)
        if picture.sha256 is not None and found != picture.sha256:
            kind: DifferenceKind = "picture_missing" if found is None else "picture_changed"
            yield Difference(kind, str(path.parent / picture.name), picture.sha256, found)


def _unlike_explanations(receipt: Receipt, path: Path, found: str | None) -> Iterator[Difference]:
    recorded = receipt.beside.explanations
    beside = str(path_beside(path))
    if recorded is None and found is not None:
        yield Difference("explanations_new", beside, None, found)
    elif recorded is not None and found is None:
        yield Difference("explanations_missing", beside, recorded)
    elif recorded != found:
        yield Difference("explanations_changed", beside, recorded, found)


def unlike_earlier(receipt: Receipt, known: Collection[str]) -> Iterator[Difference]:
    """Yield the submissions of earlier years that are not among those known by their hashes."""
    for each in receipt.beside.earlier:
        if each.sha256 not in known:
            yield Difference("earlier_missing", str(each.year), each.sha256)


def notes_on(receipt: Receipt, here: Installation) -> Iterator[Note]:
    """Yield what this program would render the unit with otherwise than it was rendered."""
    one = receipt.edition
    if one != here.edition:
        yield Note("edition", one.id, one.sha256, here.edition.sha256)
    if receipt.rules.sha256 != here.rules.sha256:
        yield Note("rules", "", receipt.rules.sha256, here.rules.sha256)
    yield from _unlike("rules_added", receipt.rules.added, here.rules.added)
    yield from _unlike("template", receipt.templates, here.templates)
    if receipt.profile != here.profile:
        yield Note("profile", receipt.profile.id, receipt.profile.sha256, here.profile.sha256)
    for name in unlike_fonts(here.fonts, receipt.fonts):
        yield Note("font", name, receipt.fonts.get(name), here.fonts.get(name))
    if receipt.program != here.program:
        yield Note("program", receipt.program.name, receipt.program.version, here.program.version)
    yield from _unlike("engine", receipt.engines, here.engines)


def _unlike(kind: NoteKind, recorded: Mapping[str, str], here: Mapping[str, str]) -> Iterator[Note]:
    for name in sorted(recorded.keys() | here.keys()):
        if recorded.get(name) != here.get(name):
            yield Note(kind, name, recorded.get(name), here.get(name))
