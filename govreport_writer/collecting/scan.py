"""What lies in the folder of an office: submissions, finished documents, and files of this program itself."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from govreport_writer.batch.found import is_submission
from govreport_writer.batch.own_results import MARK, is_own
from govreport_writer.batch.unit import Unit
from govreport_writer.errors import SubmissionError

FINISHED = (".docx", ".pdf", ".html", ".csv", ".data.json", ".jsonld")
"""The endings of finished documents."""


@dataclass(frozen=True, slots=True)
class Scan:
    """The files found, by their paths below the folder; `own` counts results of this program left out."""

    units: tuple[Unit, ...]
    documents: tuple[Unit, ...]
    own: int = 0


def scan(folder: Path, leave_out: Collection[Path] = ()) -> Scan:
    """Return the submissions and documents in a folder and below; SubmissionError when it is none."""
    if not folder.is_dir():
        raise SubmissionError("collect.no_folder", file=folder)
    out = {os.path.realpath(path) for path in leave_out}
    found = [Unit(str(path), path.relative_to(folder).as_posix()) for path in _files(folder, out)]
    found.sort(key=lambda unit: unit.name)
    submissions = [unit for unit in found if is_submission(Path(unit.place).name)]
    units = [unit for unit in submissions if not is_own(Path(unit.place))]
    documents = [unit for unit in found if unit.name.lower().endswith(FINISHED) and not _is_named_own(unit)]
    return Scan(tuple(units), tuple(documents), len(submissions) - len(units))


def _files(folder: Path, out: Collection[str]) -> Iterator[Path]:
    """Yield the regular files that are not left out; folders that are links are not entered."""
    for place, folders, files in os.walk(folder):
        here = os.path.realpath(place)
        folders[:] = [name for name in folders if os.path.join(here, name) not in out]
        for name in files:
            path = Path(place, name)
            if os.path.join(here, name) not in out and path.is_file():
                yield path


def _is_named_own(unit: Unit) -> bool:
    return Path(unit.place).name.startswith((MARK, ".govreport-"))
