"""The finished documents in a folder: whose they are, by their names or by the machine copy they carry."""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath

from govreport_writer import messages
from govreport_writer.batch.executor import Executor, carried_out
from govreport_writer.batch.storage import at_hand
from govreport_writer.batch.unit import Unit
from govreport_writer.collecting.seen import Seen
from govreport_writer.documents.comparison.verify import MAX_BYTES
from govreport_writer.documents.files import document_name
from govreport_writer.vocabulary import FORMATS

CARRIER, HEADERS = ".docx", "word/header"
"""A document that carries the machine copy, by which it is known under another name; its headers."""


@dataclass(frozen=True, slots=True)
class Copied:
    """Whose report a document is, by the machine copy it carries."""

    organ: str
    code: str | None
    year: int


@dataclass(frozen=True, slots=True)
class ReadCopy:
    """Reads the machine copy of a document."""

    def __call__(self, document: Unit) -> Copied | None:
        """Return whose report it is; None for a document without a copy, a draft, and any that is none."""
        with at_hand(document) as path:
            data = _copy(path)
        if not isinstance(data, dict) or not isinstance(data.get("year"), int):
            return None
        code = data.get("organ_code")
        return Copied(str(data.get("organ")), code and str(code), data["year"])


def _copy(path: Path) -> object:
    """Return the machine copy of a final document; None for a draft, and for whatever cannot be read."""
    from govreport_writer.documents.docx.machine_copy import read_machine_copy

    try:
        if path.stat().st_size > MAX_BYTES:
            return None
        data = path.read_bytes()
        return None if _is_stamped(data) else read_machine_copy(data)
    except Exception:  # noqa: BLE001  # whatever it is, it is nobody's report
        return None


def _is_stamped(document: bytes) -> bool:
    """Whether a header says that the document is a draft."""
    stamp = messages.printed("document.draft").encode()
    with zipfile.ZipFile(BytesIO(document)) as archive:
        headers = [part for part in archive.infolist() if part.filename.startswith(HEADERS)]
        return any(stamp in archive.read(part) for part in headers if part.file_size < MAX_BYTES)


class Documents:
    """The finished documents in a folder, found by their names, else by the machine copies they carry."""

    def __init__(self, documents: Sequence[Unit]) -> None:
        self._by_name: dict[str, list[Unit]] = {}
        for document in documents:
            self._by_name.setdefault(_key(PurePosixPath(document.name).name), []).append(document)
        self._by_copy: dict[tuple[str, int], list[Unit]] = {}

    def of(self, seen: Seen) -> tuple[Unit, ...]:
        """Return the final documents of a submission."""
        by_name = (self._by_name.get(name, []) for name in _names(seen))
        found = [document for documents in by_name for document in documents]
        keys = ((key, seen.year or 0) for key in (seen.code, seen.agency) if key)
        copies = [document for key in keys for document in self._by_copy.get(key, [])]
        return tuple(dict.fromkeys((*found, *copies)))

    def read_others(self, files: Sequence[Seen], executors: Callable[[int], Executor]) -> None:
        """Look into the documents whose names are those of no submission."""
        named = {name for seen in files for name in _names(seen)}
        others = [
            document
            for name, documents in self._by_name.items()
            for document in documents
            if name not in named and name.endswith(CARRIER) and not _is_draft(name)
        ]
        results = carried_out(ReadCopy(), others, executors(len(others)))
        for document, copied in zip(others, results, strict=True):
            if isinstance(copied, Copied):
                for key in filter(None, (copied.code, copied.organ)):
                    self._by_copy.setdefault((key, copied.year), []).append(document)


def _names(seen: Seen) -> Iterator[str]:
    if seen.agency is not None and seen.year is not None:
        for each in FORMATS:
            yield _key(document_name(seen.year, seen.agency, seen.title, each))


def _is_draft(name: str) -> bool:
    return _key(messages.printed("document.file_draft")) in name


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
