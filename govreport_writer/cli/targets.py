"""Where a result may be written: anywhere but over what was read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from govreport_writer.errors import SubmissionError


def refuse_input(target: Path, inputs: Iterable[Path]) -> None:
    """Refuse a folder, an input file, and the explanations beside one; before anything is checked."""
    from govreport_writer.explanations_file import path_beside

    if target.is_dir():
        raise SubmissionError("file.is_folder", file=target)
    for path in inputs:
        for each in (path, path_beside(path)):
            if _same(each, target):
                raise SubmissionError("check.output_is_input", file=target)


def _same(path: Path, target: Path) -> bool:
    if path.resolve() == target.resolve():
        return True
    return path.exists() and target.exists() and path.samefile(target)
