"""Bring here for a while what lies elsewhere: a submission, its explanations, the pictures its text names."""

from __future__ import annotations

import contextlib
import posixpath
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from govreport_writer.batch.storage_afar import Place, reached
from govreport_writer.documents.files import safe
from govreport_writer.explanations_file import SUFFIX, path_beside
from govreport_writer.pictures import MAX_BYTES as MAX_PICTURE
from govreport_writer.pictures import bringing
from govreport_writer.workbook.package import MAX_BYTES


@contextmanager
def fetched(url: str) -> Iterator[Path]:
    """Give the path of a copy of a submission, its explanations beside it; pictures come when wanted."""
    folder_url, _, name = url.rpartition("/")
    with TemporaryDirectory(prefix="govreport-", ignore_cleanup_errors=True) as folder:
        path = Path(folder).resolve() / safe(name)
        reached(url, lambda place: _fetch(place, path, MAX_BYTES))
        beside = f"{folder_url}/{Path(name).stem}{SUFFIX}"
        reached(beside, lambda place: _fetch_if_there(place, path_beside(path), MAX_BYTES))

        def bring(picture: str, target: Path) -> None:
            source = f"{folder_url}/{posixpath.normpath(picture)}"
            reached(source, lambda place: _fetch_if_there(place, target, MAX_PICTURE))

        with bringing(bring):
            yield path


def _fetch_if_there(place: Place, target: Path, limit: int) -> None:
    with contextlib.suppress(FileNotFoundError, IsADirectoryError):
        _fetch(place, target, limit)


def _fetch(place: Place, target: Path, limit: int) -> None:
    """Copy a file; one that is too large becomes an empty one of that size, and is refused as that."""
    about = place.files.info(place.path)
    if about["type"] == "directory":
        raise FileNotFoundError(place.path)
    target.parent.mkdir(parents=True, exist_ok=True)
    if (about.get("size") or 0) > limit:
        with target.open("wb") as file:
            file.truncate(limit + 1)
    else:
        target.write_bytes(place.files.cat_file(place.path))
