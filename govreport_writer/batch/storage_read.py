"""Read what lies below a URL."""

from __future__ import annotations

from govreport_writer.batch.storage_afar import Place, reached
from govreport_writer.errors import RenderError


def read_below(folder: str, name: str) -> bytes | None:
    """Return the bytes of a file below a URL; None when there is none."""

    def read(place: Place) -> bytes | None:
        try:
            return bytes(place.files.cat_file(place.path))
        except (FileNotFoundError, IsADirectoryError):
            return None

    return reached(f"{folder.rstrip('/')}/{name}", read, RenderError)


def names_below(folder: str) -> tuple[str, ...]:
    """Return the names of what stands in the folder of a URL, in order; none when there is no such folder."""

    def names(place: Place) -> tuple[str, ...]:
        place.files.invalidate_cache()
        try:
            found = place.files.ls(place.path, detail=False)
        except FileNotFoundError:
            return ()
        return tuple(sorted(str(path).rstrip("/").rpartition("/")[2] for path in found))

    return reached(folder, names, RenderError)
