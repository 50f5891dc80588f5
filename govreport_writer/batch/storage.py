"""Where units lie and where their documents go: folders of this computer, and URLs of other storage."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from govreport_writer.batch.unit import Unit
from govreport_writer.documents.files import write_all

_URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_LOCAL = "file://"


def is_url(place: str) -> bool:
    """Tell whether a place lies outside the file system; a `file://` URL does not."""
    return _URL.match(place) is not None and not place.lower().startswith(_LOCAL)


def local(place: str) -> Path:
    """Return the path of a place in the file system, named as a path or as a `file://` URL."""
    if place.lower().startswith(_LOCAL):
        from urllib.request import url2pathname

        return Path(url2pathname(urlsplit(place).path))
    return Path(place)


@contextmanager
def at_hand(unit: Unit) -> Iterator[Path]:
    """Give the path of a unit's file on this computer, with all that belongs to it beside it.

    What lies elsewhere is there for as long as the context lasts. SubmissionError when it cannot be had.
    """
    if not is_url(unit.place):
        yield local(unit.place)
        return
    from govreport_writer.batch.storage_fetch import fetched

    with fetched(unit.place) as path:
        yield path


def write(folder: str, contents: Mapping[str, bytes]) -> tuple[str, ...]:
    """Write files into a folder or below a URL so that each is whole or absent, and return where they are.

    Names may have folders in them, with slashes. RenderError when one cannot be written.
    """
    if is_url(folder):
        from govreport_writer.batch.storage_put import put_all

        return put_all(folder, contents)
    paths = write_all({local(folder) / name: data for name, data in contents.items()})
    return tuple(map(str, paths))
