"""The folders that are measured: made once for each number of units, and kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from benchmarks.cold import ROOT
from tools.units.folder import ROSTER, TRUTH, Settings, Units

PARTLY = 250
"""Units that one process makes at a time."""


@dataclass(frozen=True, slots=True)
class Folders:
    """Where everything lies; `work` is outside the clone."""

    work: Path
    processes: int

    def units(self, count: int, *, workbooks: bool = False, broken: float = 0.05) -> Path:
        """Return a folder of so many units; it is made when it is not there or not whole."""
        kind = "workbooks" if workbooks else "yaml"
        folder = self.work / f"{kind}-{count}{'' if broken else '-whole'}"
        if not (folder / TRUTH).exists():
            _make(folder, Settings(count, workbooks=workbooks, broken=broken), self.processes)
        return folder

    def roster(self, count: int) -> Path:
        """Return the roster of so many units."""
        return self.units(count) / ROSTER


def _make(folder: Path, settings: Settings, processes: int) -> None:
    """Write the units, the roster, and last what is wrong with which: then the folder is whole."""
    folder.mkdir(parents=True, exist_ok=True)
    shares = list(_shares(folder, settings))
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        for done, _ in enumerate(pool.map(_write, shares), start=1):
            print(
                f"  {folder.name}: {min(done * PARTLY, settings.count)}/{settings.count}",
                end="\r",
                flush=True,
            )
    print()
    made = Units(settings)
    made.write_roster(folder / ROSTER)
    made.write_truth(folder / TRUTH)


def _shares(folder: Path, settings: Settings) -> Iterator[tuple[Path, Settings, int]]:
    for first in range(0, settings.count, PARTLY):
        yield folder, settings, first


def _write(share: tuple[Path, Settings, int]) -> None:
    folder, settings, first = share
    made = Units(settings)
    for organ in made.organs[first : first + PARTLY]:
        made.write(organ, folder)


def truth(folder: Path) -> dict[str, dict[str, object]]:
    """Return what is wrong with which unit of a folder."""
    units: dict[str, dict[str, object]] = json.loads((folder / TRUTH).read_text(encoding="utf-8"))["units"]
    return units


def outside_the_clone(work: Path) -> Path:
    """Return a folder for work; ValueError for one in the clone."""
    if work.resolve().is_relative_to(ROOT):
        raise ValueError(f"{work} lies in the clone")
    work.mkdir(parents=True, exist_ok=True)
    return work
