"""Run a command as a user would, and watch the memory of its process and of those that it starts."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from time import perf_counter

from benchmarks.cold import ENVIRONMENT, ROOT

EVERY = 0.25
"""Seconds between two looks."""
BEGINNING, END = (0.2, 0.5), (0.7, 1.0)
"""What of a run is early and late: memory is flat when as much is held in both. All is loaded by then."""
SMALL = 30.0
"""MiB below which a process does no work of ours: it helps Python start and stop the others."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a command took: seconds, seconds of processors, MiB at most.

    `workers` are the peaks of the processes it started (largest), `early` and `late` what the largest held
    early and late in the run; None without such processes.
    """

    exit: int
    seconds: float
    cpu: float
    parent: float
    workers: float | None
    early: float | None
    late: float | None
    said: str


class Watch:
    """Looks at a process and its descendants until it is told to stop."""

    def __init__(self, pid: int) -> None:
        self._pid, self._start = pid, perf_counter()
        self.peaks: dict[int, float] = {}
        self.used: dict[int, float] = {}
        self.looks: list[tuple[float, float]] = []
        self._stop = Event()
        self._thread = Thread(target=self._look_on, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the watch."""
        self._stop.set()
        self._thread.join()

    def _look_on(self) -> None:
        while not self._stop.wait(EVERY):
            held = {pid: _memory(pid) for pid in _family(self._pid)}
            for pid, (_, peak) in held.items():
                self.peaks[pid] = max(peak, self.peaks.get(pid, 0.0))
                self.used[pid] = max(_processor(pid), self.used.get(pid, 0.0))
            others = [now for pid, (now, _) in held.items() if pid != self._pid]
            if others:
                self.looks.append((perf_counter() - self._start, max(others)))

    def workers(self, seconds: float) -> tuple[float | None, float | None, float | None]:
        """Return the largest peak, and what was held early and late."""
        peaks = [peak for pid, peak in self.peaks.items() if pid != self._pid and peak > SMALL]
        early, late = (
            max((held for at, held in self.looks if start < at / seconds <= end), default=None)
            for start, end in (BEGINNING, END)
        )
        return max(peaks, default=None), early, late


def run(command: Sequence[str], log: Path) -> Run:
    """Run a command to its end; what it says goes to files of this name."""
    before, start = _children_cpu(), perf_counter()
    with log.with_suffix(".out").open("wb") as out, log.with_suffix(".err").open("wb") as err:
        process = subprocess.Popen(command, stdout=out, stderr=err, env=ENVIRONMENT, cwd=ROOT)
        watch = Watch(process.pid)
        _, status, usage = os.wait4(process.pid, 0)
    seconds = perf_counter() - start
    watch.stop()
    process.returncode = os.waitstatus_to_exitcode(status)
    workers, early, late = watch.workers(seconds)
    cpu = max(_children_cpu() - before, sum(watch.used.values()))  # processes may outlive who started them
    said = log.with_suffix(".err").read_text(encoding="utf-8", errors="replace")[-500:]
    parent = max(watch.peaks.get(process.pid, 0.0), 0.0) or usage.ru_maxrss / 1024
    return Run(process.returncode, seconds, cpu, parent, workers, early, late, said)


def _children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _family(pid: int) -> Iterator[int]:
    """Yield a process and all that it started, directly or not."""
    yield pid
    try:
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return
    for each in below:
        yield from _family(int(each))


def _processor(pid: int) -> float:
    """Return the seconds of processors that a process used; nothing when it has gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    user, system = fields[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _memory(pid: int) -> tuple[float, float]:
    """Return the MiB that a process holds and the most it held; nothing when it has gone."""
    try:
        text = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0, 0.0
    fields = dict(line.split(":", 1) for line in text.splitlines() if ":" in line)
    now, peak = (float(fields.get(name, "0 kB").split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))
    return now, peak
