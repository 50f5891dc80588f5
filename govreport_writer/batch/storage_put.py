"""Put documents where a URL says, so that each is whole or absent."""

from __future__ import annotations

import contextlib
import posixpath
from collections.abc import Mapping
from uuid import uuid4

from govreport_writer.batch.storage_afar import Place, reached
from govreport_writer.errors import RenderError

OBJECT_STORES = {"s3", "s3a", "gs", "gcs", "abfs", "az", "oci", "oss", "memory"}
"""Storage that shows an object only when all of it has come; elsewhere a file is moved into its place."""


def put_all(folder: str, contents: Mapping[str, bytes]) -> tuple[str, ...]:
    """Put every file below a URL, and return their URLs; RenderError when one cannot be put."""

    def put(place: Place) -> tuple[str, ...]:
        paths = {posixpath.join(place.path, name): data for name, data in contents.items()}
        if OBJECT_STORES.isdisjoint(_schemes(place)):
            _put_and_move(place, paths)
        else:
            for path, data in paths.items():
                place.files.pipe_file(path, data)
        return tuple(map(place.url, paths))

    return reached(folder, put, RenderError)


def _schemes(place: Place) -> set[str]:
    named = place.files.protocol
    return {named} if isinstance(named, str) else set(named)


def _put_and_move(place: Place, paths: Mapping[str, bytes]) -> None:
    """Write every file beside its place, then move all there; what is left over after an error is removed."""
    written: dict[str, str] = {}
    try:
        for path, data in paths.items():
            folder, name = posixpath.split(path)
            _make_folder(place, folder)
            temporary = f".govreport-{uuid4().hex}{posixpath.splitext(name)[1]}"
            written[path] = beside = posixpath.join(folder, temporary)
            place.files.pipe_file(beside, data)
        for path, beside in list(written.items()):
            place.files.mv(beside, path)
            del written[path]
    finally:
        for beside in written.values():
            with contextlib.suppress(Exception):
                place.files.rm_file(beside)


def _make_folder(place: Place, folder: str) -> None:
    """Make a folder, which another worker may be about to make too."""
    try:
        place.files.makedirs(folder, exist_ok=True)
    except OSError:
        if not place.files.isdir(folder):
            place.files.makedirs(folder, exist_ok=True)
