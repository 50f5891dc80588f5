"""The input of a unit as it lies on disk: what a receipt names, and what is compared with it later."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from govreport_writer.explanations_file import path_beside
from govreport_writer.pictures import bring
from govreport_writer.receipts.digests import fresh_digest
from govreport_writer.receipts.names import name_below


@dataclass(frozen=True, slots=True)
class Source:
    """A submission by its name in the run, with its hash and size in bytes.

    `explanations` is the hash of the file of explanations beside it, None without one.
    """

    name: str
    sha256: str
    size: int
    explanations: str | None


def source_at(path: Path, name: str) -> Source | None:
    """Return the input of a unit; None when there is no such file, or it cannot be read."""
    sha256 = fresh_digest(path)
    if sha256 is None:
        return None
    return Source(name_below(name), sha256, path.stat().st_size, fresh_digest(path_beside(path)))


def picture_digest(name: str, folder: Path) -> str | None:
    """Return the hash of a picture that a text in a folder names; None when it is not in there."""
    try:
        path = folder / name
        inside = path.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError):
        return None
    if not inside:
        return None
    bring(name, path)
    return fresh_digest(path)
