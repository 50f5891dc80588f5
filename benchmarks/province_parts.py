"""What is run for each part, with so many units and so many processes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.province_folders import Folders
from benchmarks.province_watch import Run, run

GOVREPORT = str(Path(sys.executable).with_name("govreport"))
FINE = (0, 1, 2)
"""Exit codes of runs in which some units have faults; 3 would mean that some were not finished."""
TODAY = "2025-01-15"
COMPARED = 100
"""Units of comparisons with other ways."""
FEW = 3
"""Documents that LibreOffice converts one at a time."""


@dataclass(frozen=True, slots=True)
class Case:
    """A part, with so many units and processes."""

    part: str
    units: int
    jobs: int

    @property
    def key(self) -> str:
        """The name of the case in the results."""
        return f"{self.part}/{self.units}/{self.jobs}"


Command = Callable[[Folders, int, Path], Sequence[str]]
"""Gives the arguments of govreport for a number of units and a folder for what comes out."""


def _check(folders: Folders, units: int, _out: Path) -> list[str]:
    return ["check", str(folders.units(units))]


def _check_json(folders: Folders, units: int, out: Path) -> list[str]:
    return ["check", str(folders.units(units)), "--format", "json", "-o", str(out / "findings.json")]


def _check_workbooks(folders: Folders, units: int, _out: Path) -> list[str]:
    return ["check", str(folders.units(units, workbooks=True))]


def _render(formats: str) -> Command:
    return lambda folders, units, out: ["render", str(folders.units(units)), "--to", formats, "-o", str(out)]


def _collect(folders: Folders, units: int, out: Path) -> list[str]:
    folder, roster = folders.units(units), folders.roster(units)
    for left in folder.glob("govreport-collect.*"):
        left.unlink()
    days = ["--today", TODAY, "--due", TODAY]
    return ["collect", str(folder), "--roster", str(roster), "-o", str(out), *days]


def _rollup(folders: Folders, units: int, out: Path) -> list[str]:
    folder, agency = str(folders.units(units, broken=0)), "Province"  # a wrong year ends a sum
    return ["rollup", folder, "--agency", agency, "--level", "province", "-o", str(out / "sum.yaml")]


def _rollup_details(folders: Folders, units: int, out: Path) -> list[str]:
    return [*_rollup(folders, units, out), "--details", str(out / "details.xlsx")]


COMMANDS: dict[str, Command] = {
    "check": _check,
    "check-json": _check_json,
    "check-workbooks": _check_workbooks,
    "render-html": _render("html"),
    "render-docx": _render("docx"),
    "render-pdf": _render("pdf"),
    "render": _render("docx,pdf,html"),
    "collect": _collect,
    "rollup": _rollup,
    "rollup-details": _rollup_details,
}
"""Parts that are one command on one folder; `render` makes all three formats and reads them back."""


def finished(done: Run, case: Case) -> Run:
    """Return a run; RuntimeError when it did not come to its end."""
    if done.exit not in FINE:
        raise RuntimeError(f"{case.key}: exit code {done.exit}\n{done.said}")
    return done


def plain(case: Case, folders: Folders, out: Path, log: Path) -> Run:
    """Run a part that is one command."""
    command = COMMANDS[case.part](folders, case.units, out)
    return run([GOVREPORT, *command, "--jobs", str(case.jobs)], log)
