"""Where output goes, and what an earlier run has left there, wherever that lies."""

from __future__ import annotations

from pathlib import Path

from govreport_writer.batch.storage import is_url, local, write
from govreport_writer.receipts.resume import Read, Receipts, by_input, reader_of, receipts_in
from govreport_writer.receipts.writing import FOLDER, SUFFIX


def place_named(named: str) -> Path | str:
    """Return where output goes: a path, or a URL as it stands."""
    return named if is_url(named) else local(named)


def write_url(url: str, data: bytes) -> None:
    """Write one file whole to where a URL says; RenderError when it cannot be written."""
    folder, _, name = url.rpartition("/")
    write(folder, {name: data})


def reads(folder: Path | str) -> Read:
    """Return what reads files of a folder by their names in it; None when there is no such file.

    RenderError when a URL cannot be reached.
    """
    if not is_url(str(folder)):
        return reader_of(local(str(folder)))
    from govreport_writer.batch.storage_read import read_below

    return lambda name: read_below(str(folder), name)


def receipts_at(folder: Path | str) -> Receipts:
    """Return the receipts of a folder; RenderError when a URL cannot be reached."""
    if not is_url(str(folder)):
        return receipts_in(local(str(folder)))
    from govreport_writer.batch.storage_read import names_below

    read = reads(folder)
    names = (f"{FOLDER}/{name}" for name in names_below(f"{folder}/{FOLDER}") if name.endswith(SUFFIX))
    return by_input((name, read(name)) for name in names)
