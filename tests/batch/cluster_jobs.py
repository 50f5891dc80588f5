"""Jobs that go wrong, for workers to import."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from time import sleep


@dataclass(frozen=True)
class Poison:
    """Does as its item says, else returns it with the number of the process."""

    def __call__(self, item: str) -> object:
        if item == "exit":
            os._exit(7)
        if item == "hang":
            sleep(600)
        if item == "raise":
            raise ValueError("spoilt")
        if item == "memory":
            return len(bytearray(8 * 2**30))
        if item == "unpicklable":
            return lambda: None
        return item


@dataclass(frozen=True)
class Slow:
    """Takes its time, and notes in a folder who did what."""

    folder: str

    def __call__(self, item: int) -> int:
        sleep(0.15)
        with (Path(self.folder) / f"{os.getpid()}").open("a", encoding="ascii") as notes:
            notes.write(f"{item}\n")
        return item * item


@dataclass(frozen=True)
class Told:
    """Tells the settings that a worker has taken over."""

    def __call__(self, item: str) -> tuple[str, str, str | None, bool, bool]:
        from govreport_writer import messages

        slowed = "MALLOC_TRIM_THRESHOLD_" in os.environ  # Dask sets it; a render then takes thrice as long
        epoch = os.environ.get("SOURCE_DATE_EPOCH")
        return messages.language(), os.getcwd(), epoch, Path(item).exists(), slowed
