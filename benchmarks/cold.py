"""Whole processes: time and peak memory of each command, rounds interleaved.

This module runs as a small process of its own (`python -m benchmarks.cold`), which imports little: Linux
counts the memory of the parent at the moment of starting as the child's.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""As installed programs run: our modules are compiled once, as pip has compiled those of the others."""

Commands = dict[str, list[str]]
Samples = dict[str, list[tuple[float, float]]]
"""Seconds and peak MiB of every round, by command."""


def commands(submission: Path, workbook: Path, templates: Path, folder: Path) -> Commands:
    """Return what is started; `workbook` is filled in, `templates` are those of the straightforward way."""
    python, govreport = sys.executable, str(Path(sys.executable).with_name("govreport"))
    files = [str(templates), str(submission), str(folder)]
    return {
        "interpreter": [python, "-c", ""],
        "--help": [govreport, "--help"],
        "check": [govreport, "check", str(submission)],
        "check workbook": [govreport, "check", str(workbook)],
        "import openpyxl": [python, "-c", "import openpyxl"],
        "render": [govreport, "render", str(submission), "-o", str(folder)],
        "straightforward": [python, "-m", "benchmarks.straightforward", *files],
    }


def run(rounds: int, started: Commands) -> Samples:
    """Return the samples of all commands, taken in a process of its own."""
    launcher = [sys.executable, "-m", "benchmarks.cold", str(rounds)]
    done = subprocess.run(launcher, input=json.dumps(started), capture_output=True, text=True, cwd=ROOT)
    if done.returncode:
        raise RuntimeError(done.stderr)
    samples: Samples = json.loads(done.stdout)
    return samples


def _measured(command: list[str]) -> tuple[float, float]:
    """Return the seconds and the peak MiB of one command."""
    start = perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=ENVIRONMENT)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return seconds, usage.ru_maxrss / 1024


def main() -> None:
    """Print the samples of the commands on standard input; a first round, which warms up, is dropped."""
    started: Commands = json.load(sys.stdin)
    samples: Samples = {name: [] for name in started}
    for _ in range(int(sys.argv[1]) + 1):
        for name, command in started.items():
            samples[name].append(_measured(command))
    json.dump({name: each[1:] for name, each in samples.items()}, sys.stdout)


if __name__ == "__main__":
    main()
