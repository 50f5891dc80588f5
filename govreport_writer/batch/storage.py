"""Where units lie and where their documents go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from govreport_writer.batch.unit import Unit
from govreport_writer.documents.files import write_all


@contextmanager
def at_hand(unit: Unit) -> Iterator[Path]:
    """Give the path of a unit's file on this computer, with all that belongs to it beside it."""
    yield Path(unit.place)


def write(folder: str, contents: Mapping[str, bytes]) -> tuple[str, ...]:
    """Write files into a folder so that each is whole or absent, and return where they are."""
    paths = write_all({Path(folder) / name: data for name, data in contents.items()})
    return tuple(map(str, paths))
