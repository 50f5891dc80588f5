"""Targets, growth with the number of units, and the table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import log
from statistics import fmean
from typing import NamedTuple

from benchmarks.province_parts import COMPARED, FEW, Case
from benchmarks.province_watch import Run

FULL = 10_000
"""Units that the targets speak of."""
MANY = 1_000
"""Units from which starting up counts for little."""
MOST_SECONDS = {"check": 180, "check-workbooks": 540, "render": 900, "rollup": 60}
MOST_WORKER, MOST_PARENT = 300.0, 200.0
"""MiB."""
FLAT = 1.15
"""How much more the largest process may hold late in a run than early."""
MOST_GROWTH = 1.1
"""Time per unit with all units over that with few."""
LEAST_GAIN = 1.7
"""One process over two."""
MOST_DASK = 1.15
COMPARISONS: tuple[tuple[str, str, str, float, float | None], ...] = (
    ("straightforward over ours, YAML", "straightforward-yaml", "ours-yaml", 1, 6.0),
    ("straightforward over ours, workbooks", "straightforward-workbooks", "ours-workbooks", 1, 6.0),
    ("LibreOffice (PDF only, in one call) over ours", "libreoffice", "ours-yaml", 1, None),
    ("LibreOffice (PDF only, singly) over ours", "libreoffice-singly", "ours-yaml", COMPARED / FEW, None),
)
"""What is compared, their part, ours, a multiplier of theirs, how many times longer theirs should take."""

Runs = Mapping[Case, Run]


@dataclass(frozen=True, slots=True)
class Target:
    """A figure and what it should be; `met` is None where too few units were run to tell."""

    what: str
    figure: str
    wanted: str
    met: bool | None


class Growth(NamedTuple):
    """How the time of a part grows: the slope between logarithms, 1 being in proportion."""

    part: str
    slope: float
    fewest: int
    most: int
    per_unit: float


def growth(runs: Runs) -> Iterator[Growth]:
    """Yield the growth of each part that was run with several numbers of units, in most processes."""
    for part in dict.fromkeys(case.part for case in runs):
        points = {case.units: each.seconds for case, each in _with_most_jobs(runs, part).items()}
        if len(points) > 1:
            fewest, most = min(points), max(points)
            per_unit = points[most] / most / (points[fewest] / fewest)
            yield Growth(part, _slope(points), fewest, most, per_unit)


def _with_most_jobs(runs: Runs, part: str) -> dict[Case, Run]:
    own = {case: each for case, each in runs.items() if case.part == part}
    jobs = max((case.jobs for case in own), default=0)
    return {case: each for case, each in own.items() if case.jobs == jobs}


def _slope(points: Mapping[int, float]) -> float:
    """Return the slope of the line through the logarithms that is nearest to all points."""
    logs = [(log(units), log(seconds)) for units, seconds in points.items()]
    mean_x, mean_y = (fmean(each) for each in zip(*logs, strict=True))
    above = sum((x - mean_x) * (y - mean_y) for x, y in logs)
    return above / sum((x - mean_x) ** 2 for x, _ in logs)


def targets(runs: Runs) -> Iterator[Target]:
    """Yield what was asked for and what was found."""
    yield from _times(runs)
    yield from _gains(runs)
    yield from _memories(runs)
    for each in growth(runs):
        if each.part in MOST_SECONDS:
            what = f"{each.part}: time per unit, {each.most} over {each.fewest}"
            told = each.per_unit <= MOST_GROWTH if each.most >= FULL else None
            yield Target(what, f"{each.per_unit:.2f}×", f"≤ {MOST_GROWTH}×", told)
    yield from _comparisons(runs)


def _times(runs: Runs) -> Iterator[Target]:
    for part, limit in MOST_SECONDS.items():
        for case, each in _with_most_jobs(runs, part).items():
            own = limit * case.units / FULL
            met = each.seconds <= own if case.units >= FULL else None
            what = f"{part}, {case.units} units, {case.jobs} processes"
            yield Target(what, f"{each.seconds:.1f} s", f"≤ {own:g} s", met)


def _gains(runs: Runs) -> Iterator[Target]:
    for case, two in runs.items():
        one = runs.get(Case(case.part, case.units, 1))
        if case.jobs == 2 and one and case.part in MOST_SECONDS and case.units >= MANY:
            gain = one.seconds / two.seconds
            what = f"{case.part}, {case.units} units: one process over two"
            yield Target(what, f"{gain:.2f}×", f"≥ {LEAST_GAIN}×", gain >= LEAST_GAIN)


def _memories(runs: Runs) -> Iterator[Target]:
    for case, each in runs.items():
        if case.part not in MOST_SECONDS and case.part != "collect":
            continue
        what = f"{case.part}, {case.units} units, {case.jobs} processes: "
        yield Target(
            what + "parent", f"{each.parent:.0f} MiB", f"≤ {MOST_PARENT:g}", each.parent <= MOST_PARENT
        )
        if each.workers:
            met = each.workers <= MOST_WORKER
            yield Target(what + "largest worker", f"{each.workers:.0f} MiB", f"≤ {MOST_WORKER:g}", met)
        if each.early and each.late and case.units >= MANY:
            grown = each.late / each.early
            yield Target(what + "late over early", f"{grown:.2f}×", f"≤ {FLAT}×", grown <= FLAT)


def _comparisons(runs: Runs) -> Iterator[Target]:
    for what, theirs, ours, share, least in COMPARISONS:
        for case, own in runs.items():
            other = runs.get(Case(theirs, case.units, case.jobs))
            if case.part == ours and other:
                found = other.seconds * share / own.seconds
                wanted, met = (f"≥ {least:g}×", found >= least) if least else ("", None)
                yield Target(f"{what}, {case.units} units", f"{found:.2f}×", wanted, met)
    for case, each in runs.items():
        pool = runs.get(Case("render", case.units, case.jobs))
        if case.part == "render-dask" and pool:
            found, what = each.seconds / pool.seconds, f"Dask over processes, {case.units} renders"
            met = found <= MOST_DASK if case.units >= MANY else None
            yield Target(what, f"{found:.2f}×", f"≤ {MOST_DASK}×", met)
