"""Which receipts a command line names, and the submissions of earlier years to look for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from govreport_writer.errors import SubmissionError
from govreport_writer.receipts.digests import fresh_digest
from govreport_writer.receipts.writing import FOLDER, SUFFIX
from govreport_writer.vocabulary import SUBMISSIONS


def receipts_named(paths: Iterable[Path]) -> list[Path]:
    """Return the receipts of files and folders, without repeats; SubmissionError for a path with none."""
    found: dict[Path, None] = {}
    for path in paths:
        below = sorted(each for each in path.rglob(f"*{SUFFIX}") if each.is_file()) if path.is_dir() else ()
        if not below and not path.is_file():
            raise SubmissionError("receipt.none_found", path=path)
        found |= dict.fromkeys(below or (path,))
    return list(found)


def outputs_folder(receipt: Path) -> Path:
    """Return the folder in which the documents of a receipt lie unless another is named."""
    return receipt.parent.parent if receipt.parent.name == FOLDER else receipt.parent


def submissions_by_digest(paths: Iterable[Path]) -> dict[str, Path]:
    """Return the submissions in files and folders by their hashes; of equal ones the first."""
    found: dict[str, Path] = {}
    for path in paths:
        for each in _submissions(path):
            sha256 = fresh_digest(each)
            if sha256 is not None:
                found.setdefault(sha256, each)
    return found


def _submissions(path: Path) -> Iterator[Path]:
    if not path.exists():
        raise SubmissionError("file.missing", file=path)
    if path.is_dir():
        yield from sorted(each for each in path.rglob("*") if each.suffix.lower() in SUBMISSIONS)
    else:
        yield path
