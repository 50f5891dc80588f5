"""Measure everything and print it against the targets (`python -m benchmarks.bench`)."""

from __future__ import annotations

import argparse
import json
import platform
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from benchmarks import cold, memory
from benchmarks.comparisons import Measures, measured, ratio, table

RESULTS = Path(__file__).parent / "results"
LIBRARIES = ("typst", "weasyprint", "docxtpl", "jinja2", "pyyaml", "xlsxwriter", "openpyxl")
PARTS = ("cold", "memory", "warm")
WIDTH = 118
"""Columns of the table."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the parts asked for, print the table and write the results."""
    asked = _parser().parse_args(arguments)
    started = time.perf_counter()
    measures: dict[str, Sequence[float]] = {}
    for part in asked.parts:
        print(f"{part} …", flush=True)
        measures |= {"cold": _cold, "memory": _memory, "warm": _warm}[part](asked.rounds)
    Console(width=WIDTH).print(table(measures))
    target = asked.json or RESULTS / time.strftime("%Y%m%d-%H%M%S.json")
    write(measures, target)
    print(f"{target}  ({time.perf_counter() - started:.0f} s)")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=11, help="how often each job is timed (default: 11)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write the results")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS, help="what to measure")
    return parser


def _warm(rounds: int) -> Measures:
    from benchmarks import warm

    return warm.run(rounds)


def _cold(rounds: int) -> Measures:
    from benchmarks.peer_templates import write_templates
    from benchmarks.variants import write_variant, write_workbook

    with TemporaryDirectory(prefix="govreport-bench-") as name:
        folder = Path(name)
        submission = write_variant(1, folder)
        started = cold.commands(submission, write_workbook(submission), write_templates(folder), folder)
        samples = cold.run(rounds, started)
    times = {f"cold/{name}": [seconds for seconds, _ in each] for name, each in samples.items()}
    return times | {f"cold/{name} MiB": [peak for _, peak in each] for name, each in samples.items()}


def _memory(_rounds: int) -> Measures:
    return {f"memory/{name} MiB": [held] for name, held in memory.run().items()}


def write(measures: Measures, target: Path) -> None:
    """Write samples, ratios and the versions of what was measured."""
    results = {
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in LIBRARIES},
        "samples": measures,
        "ratios": [
            {"job": each.what, "ours": each.ours, "against": each.against, "target": each.target}
            | {"ratio": round(ratio(each, measures), 3)}
            for each in measured(measures)
        ],
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
