"""The tables of many units: all runs, their growth, the targets."""

from __future__ import annotations

from collections.abc import Iterator

from rich.table import Table

from benchmarks.province_figures import Runs, growth, targets
from benchmarks.province_parts import FEW

TIMES = ("part", "units", "processes", "seconds", "units/s", "processor")
MEMORY = ("parent", "worker", "early", "late")
HEADS = (*TIMES, *MEMORY)


def tables(runs: Runs) -> Iterator[Table]:
    """Yield all runs, the growth, and the targets."""
    shown = Table(*HEADS)
    for case, each in runs.items():
        memory = (each.parent, each.workers, each.early, each.late)
        mib = ["" if held is None else f"{held:.0f}" for held in memory]
        units = FEW if case.part == "libreoffice-singly" else case.units
        speed = f"{units / each.seconds:.1f}"
        shown.add_row(
            case.part, str(units), str(case.jobs), f"{each.seconds:.1f}", speed, f"{each.cpu:.1f}", *mib
        )
    yield shown
    grown = Table("part", "units", "slope", "time per unit")
    for part, slope, fewest, most, per_unit in growth(runs):
        grown.add_row(part, f"{fewest}-{most}", f"{slope:.3f}", f"{per_unit:.2f}×")
    yield grown
    told = Table("target", "found", "wanted", "met")
    for each in targets(runs):
        met = {None: "", True: "yes", False: "[red]no[/red]"}[each.met]
        told.add_row(each.what, each.figure, each.wanted, met)
    yield told
