"""Many units, as a user runs them (`python -m benchmarks.province`): time, memory, growth, comparisons.

Linux only. Each part is written down when it is done; with `--json` of an earlier run, what stands there is
not run again.
"""

from __future__ import annotations

import argparse
import json
import platform
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import gettempdir

from rich.console import Console

from benchmarks.bench import RESULTS, WIDTH
from benchmarks.province_figures import FULL, growth, targets
from benchmarks.province_folders import Folders, outside_the_clone
from benchmarks.province_others import OTHERS, measure
from benchmarks.province_parts import COMMANDS, COMPARED, Case
from benchmarks.province_tables import tables
from benchmarks.province_watch import Run

ON_A_CLUSTER = 1_000
"""Units that are rendered on a cluster, for comparison with processes of this computer."""
MAIN = ("check", "check-workbooks", "render", "collect", "rollup")
"""Parts that are run with all numbers of units; others only up to ON_A_CLUSTER unless `--all`."""

Runs = dict[Case, Run]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run what was asked for, print the tables and say where the results are."""
    asked = _parser().parse_args(arguments)
    target: Path = asked.json or RESULTS / time.strftime("province-%Y%m%d-%H%M%S.json")
    runs = earlier(target)
    folders = Folders(outside_the_clone(asked.work), max(asked.jobs))
    for case in cases(asked):
        if case not in runs:
            runs[case] = measure(case, folders)
            print(
                f"{case.key:32} {runs[case].seconds:8.1f} s {case.units / runs[case].seconds:8.1f}/s",
                flush=True,
            )
            write(runs, target)
    console = Console(width=asked.width)
    for each in tables({case: runs[case] for case in cases(asked)}):
        console.print(each)
    print(target)


def cases(asked: argparse.Namespace) -> Iterator[Case]:
    """Yield what was asked for: few units first, so that mistakes show early."""
    for units in sorted(asked.units):
        for part in COMMANDS:
            if part in asked.only and (part in MAIN or units <= ON_A_CLUSTER or asked.all):
                yield from (Case(part, units, jobs) for jobs in _jobs(units, asked))
        if asked.dask and units == min(ON_A_CLUSTER, max(asked.units)):
            yield Case("render", units, max(asked.jobs))
            yield Case("render-dask", units, max(asked.jobs))
    if asked.peers:
        compared = min(COMPARED, max(asked.units))
        for part in OTHERS:
            if part != "render-dask":
                yield Case(part, compared, max(asked.jobs))


def _jobs(units: int, asked: argparse.Namespace) -> Sequence[int]:
    """Return the numbers of processes: one alone is slow with all units, and tells nothing more."""
    return sorted(asked.jobs) if units <= ON_A_CLUSTER or asked.all else [max(asked.jobs)]


def earlier(target: Path) -> Runs:
    """Return what a file of results holds; nothing where there is none."""
    if not target.exists():
        return {}
    held = json.loads(target.read_text(encoding="utf-8"))["runs"]
    return {Case(**each["case"]): Run(**each["run"]) for each in held}


def write(runs: Runs, target: Path) -> None:
    """Write everything that was run so far."""
    results = {
        "python": platform.python_version(),
        "runs": [{"case": asdict(case), "run": asdict(each)} for case, each in runs.items()],
        "growth": [each._asdict() for each in growth(runs)],
        "targets": [asdict(each) for each in targets(runs)],
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.province", description=__doc__)
    parser.add_argument("--units", type=_numbers, default=(100, 1000, FULL), help="default: 100,1000,10000")
    parser.add_argument("--jobs", type=_numbers, default=(1, 2), help="numbers of processes (default: 1,2)")
    parser.add_argument("--only", type=_parts, default=tuple(COMMANDS), help=f"some of {','.join(COMMANDS)}")
    parser.add_argument("--dask", action="store_true", help=f"render {ON_A_CLUSTER} units on a cluster, too")
    parser.add_argument(
        "--peers", action="store_true", help=f"the straightforward way, LibreOffice: {COMPARED} units"
    )
    parser.add_argument("--quick", action="store_const", dest="units", const=(100,), help="100 units only")
    parser.add_argument(
        "--all", action="store_true", help="all parts and one process alone with all units, too"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="where results are, and go on")
    parser.add_argument(
        "--work", type=Path, default=Path(gettempdir()) / "govreport-province", help="for the units"
    )
    parser.add_argument("--width", type=int, default=WIDTH, help="columns of the tables")
    return parser


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(",")))


def _parts(text: str) -> tuple[str, ...]:
    """Return parts by name; ValueError for one that there is not. None asks for no part."""
    chosen = tuple(part for part in text.split(",") if part)
    if unknown := set(chosen) - set(COMMANDS):
        raise ValueError(f"no such part: {', '.join(unknown)}")
    return chosen


if __name__ == "__main__":
    main()
