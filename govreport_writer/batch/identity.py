"""Whose submission a file is: what finding last year's, and files of one name, need of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from govreport_writer.batch.storage import at_hand
from govreport_writer.batch.unit import Unit
from govreport_writer.documents.files import stem
from govreport_writer.errors import GovReportError, SubmissionError
from govreport_writer.receipts.digests import fresh_digest
from govreport_writer.submission import Submission
from govreport_writer.submission_reading import read_submission


@dataclass(frozen=True, slots=True)
class Identity:
    """Organ and year of a submission; `stem` begins the names of its documents, `sha256` is of its file."""

    name: str
    short_names: tuple[str, ...]
    code: str | None
    year: int
    stem: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that is no submission, and the line that says so."""

    why: str


@dataclass(frozen=True, slots=True)
class Identify:
    """Reads whose submission a unit is."""

    def __call__(self, unit: Unit) -> Identity | Unreadable:
        """Return the identity, or why there is none."""
        try:
            with at_hand(unit) as path:
                return identity_at(path)
        except GovReportError as error:
            return Unreadable(str(error))


def identity_at(path: Path) -> Identity:
    """Return whose submission a file of this computer is; SubmissionError when it cannot be read."""
    submission = read_once(path)
    agency = submission.agency
    sha256 = fresh_digest(path) or ""
    return Identity(agency.name, agency.short_names, agency.code, submission.year, stem(submission), sha256)


def read_once(path: Path) -> Submission:
    """Return a submission that this process may want again; SubmissionError when it cannot be read."""
    refuse_special(path)
    try:
        status = path.stat()
    except (OSError, ValueError):
        return read_submission(path)
    return _read(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int, _size: int) -> Submission:
    """Return a submission that one process may need twice, for its identity and for its figures."""
    return read_submission(path)


def refuse_special(path: Path) -> None:
    """Refuse what has the name of a submission and is no file: a pipe or a device would never end."""
    if path.suffix and path.exists() and not path.is_file() and not path.is_dir():
        raise SubmissionError("file.special", file=path)
