"""Find the submissions that the command line names: files, folders and globs."""

from __future__ import annotations

from glob import glob, has_magic
from pathlib import Path

from govreport_writer.errors import SubmissionError
from govreport_writer.vocabulary import WORKBOOK

SCANNED = (WORKBOOK, ".yaml", ".yml")
"""What a folder is searched for; a JSON submission is named or globbed."""


def submissions(arguments: tuple[str, ...]) -> list[Path]:
    """Return the files in the order named, without repeats; SubmissionError when one names nothing."""
    found: dict[Path, None] = {}
    for argument in arguments:
        for path in _named(argument):
            found[path] = None
    return list(found)


def _named(argument: str) -> list[Path]:
    path = Path(argument)
    if not argument:
        raise SubmissionError("file.unnamed")
    if path.is_dir():
        return _in_folder(path)
    if not path.exists() and has_magic(argument):
        paths = [Path(name) for name in sorted(glob(argument, recursive=True)) if not _is_beside(Path(name))]
        if not paths:
            raise SubmissionError("file.none_found", path=argument)
        return [path for path in paths if path.is_file()]
    return [path]


def _in_folder(folder: Path) -> list[Path]:
    paths = [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in SCANNED and path.is_file() and not _is_beside(path)
    ]
    if not paths:
        raise SubmissionError("file.none_found", path=folder)
    return paths


def _is_beside(path: Path) -> bool:
    """Whether a file only accompanies a submission: last year's, a lock, explanations."""
    name = path.name.lower()
    return name.startswith(("prior.", "~$")) or name.endswith(".explanations.yaml")
