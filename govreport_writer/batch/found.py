"""Find the units that the command line names: files, folders and globs, of this computer and of URLs."""

from __future__ import annotations

import os
from collections.abc import Sequence
from glob import glob, has_magic
from pathlib import Path, PurePosixPath
from typing import TypeVar

from govreport_writer.batch.own_results import is_own
from govreport_writer.batch.storage import is_url, local
from govreport_writer.batch.unit import Unit
from govreport_writer.errors import SubmissionError
from govreport_writer.vocabulary import WORKBOOK

SCANNED = (WORKBOOK, ".yaml", ".yml")
"""What a folder is searched for; a JSON submission is named or globbed."""
Each = TypeVar("Each")


def found(arguments: Sequence[str]) -> list[Unit]:
    """Return the units in the order named, each once; SubmissionError when an argument names nothing."""
    units: dict[str, Unit] = {}
    for argument in arguments:
        for unit in _named(argument):
            units.setdefault(unit.place, unit)
    return list(units.values())


def _named(argument: str) -> list[Unit]:
    if not argument:
        raise SubmissionError("file.unnamed")
    if is_url(argument):
        from govreport_writer.batch.found_afar import found_at

        return found_at(argument)
    path = local(argument)
    if path.is_dir():
        return _in_folder(path)
    if not path.exists() and has_magic(argument):
        return _globbed(str(path))
    return [Unit(str(path), path.name)]


def _in_folder(folder: Path) -> list[Unit]:
    paths = [path for path in files_below(folder) if is_submission(path.name) and not is_own(path)]
    return some([Unit(str(path), path.relative_to(folder).as_posix()) for path in paths], folder)


def files_below(folder: Path) -> list[Path]:
    """Return all in a folder and in those below that is no folder, links that lead nowhere among it.

    SubmissionError for a folder that cannot be searched: nobody would miss what lies in it.
    """

    def refuse(error: OSError) -> None:
        raise SubmissionError("file.unreadable", file=error.filename) from error

    return sorted(Path(above, name) for above, _, names in os.walk(folder, onerror=refuse) for name in names)


def _globbed(pattern: str) -> list[Unit]:
    paths = [Path(name) for name in sorted(glob(pattern, recursive=True)) if not accompanies(Path(name).name)]
    some(paths, pattern)
    return [Unit(str(path), path.name) for path in paths if path.is_file()]


def some(found: list[Each], place: object) -> list[Each]:
    """Return what was found; SubmissionError when it is nothing."""
    if not found:
        raise SubmissionError("file.none_found", path=place)
    return found


def is_submission(name: str) -> bool:
    """Whether a search of a folder takes a file of this name."""
    return PurePosixPath(name).suffix.lower() in SCANNED and not accompanies(name)


def accompanies(name: str) -> bool:
    """Whether a file only goes with a submission: last year's, a lock, explanations, a file half written."""
    name = name.lower()
    return name.startswith(("prior.", "~$", ".govreport-")) or name.endswith(".explanations.yaml")
