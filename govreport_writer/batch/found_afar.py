"""Find the units that a URL names: one file, a folder with all below it, or a glob."""

from __future__ import annotations

from collections.abc import Callable
from glob import has_magic
from pathlib import PurePosixPath

from govreport_writer.batch.found import accompanies, is_submission, some
from govreport_writer.batch.own_results import MARK
from govreport_writer.batch.storage_afar import Place, reached
from govreport_writer.batch.unit import Unit


def found_at(url: str, wanted: Callable[[str], bool] = is_submission) -> list[Unit]:
    """Return the units at a URL in order; SubmissionError when it cannot be reached, or has none.

    A folder is searched for files of `wanted` names. A URL where nothing lies is a unit that cannot be read,
    as a path would be.
    """
    return reached(url, lambda place: _found(place, url, wanted))


def _found(place: Place, url: str, wanted: Callable[[str], bool]) -> list[Unit]:
    place.files.invalidate_cache()
    try:
        kind = place.files.info(place.path)["type"]
    except FileNotFoundError:
        return _globbed(place, url) if has_magic(place.path) else [Unit(url, _last(place.path))]
    if kind == "directory":
        return _in_folder(place, url, wanted)
    return [Unit(url, _last(place.path))]


def _in_folder(place: Place, url: str, wanted: Callable[[str], bool]) -> list[Unit]:
    folder = PurePosixPath(place.path)
    names = (path for path in place.files.find(place.path) if wanted(_last(path)) and not _is_own(path))
    paths = sorted(map(PurePosixPath, names))
    return some([Unit(place.url(str(path)), str(path.relative_to(folder))) for path in paths], url)


def _globbed(place: Place, url: str) -> list[Unit]:
    paths = [path for path in sorted(place.files.glob(place.path)) if not accompanies(_last(path))]
    some(paths, url)
    return [Unit(place.url(path), _last(path)) for path in paths if place.files.isfile(path)]


def _is_own(path: str) -> bool:
    """Whether a file holds results by its name; what stands in it is not fetched for that."""
    return _last(path).startswith(MARK)


def _last(path: str) -> str:
    return path.rsplit("/", 1)[-1]
