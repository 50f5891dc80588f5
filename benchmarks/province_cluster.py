"""A scheduler and workers of Dask on this computer, as processes of their own."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.cold import ENVIRONMENT, ROOT

PATIENCE = 60.0
"""Seconds that the scheduler may take to tell its address."""


@contextmanager
def cluster(workers: int, work: Path) -> Iterator[str]:
    """Give the address of a scheduler with so many workers, one unit at a time each."""
    dask = str(Path(sys.executable).with_name("dask"))
    told = work / "scheduler.address"
    told.unlink(missing_ok=True)
    with ExitStack() as stack:
        stack.enter_context(
            _started([dask, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"], told)
        )
        address = _address(told)
        for number in range(workers):
            command = [dask, "worker", address, "--nworkers", "1", "--nthreads", "1", "--no-dashboard"]
            local = ["--local-directory", str(work / f"dask-{number}")]
            stack.enter_context(_started([*command, *local], work / f"worker-{number}.log"))
        _wait_for(address, workers)
        yield address


@contextmanager
def _started(command: list[str], log: Path) -> Iterator[None]:
    """Let a process run, its words going to a file."""
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=ENVIRONMENT, cwd=ROOT)
        try:
            yield
        finally:
            process.terminate()
            process.wait()


def _address(log: Path) -> str:
    """Return the address that the scheduler tells; TimeoutError when it does not."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        words = log.read_text(encoding="utf-8", errors="replace").split()
        for word in words:
            if word.startswith("tcp://127.0.0.1:"):
                return word
        time.sleep(0.1)
    raise TimeoutError(log.read_text(encoding="utf-8", errors="replace"))


def _wait_for(address: str, workers: int) -> None:
    from distributed import Client

    with Client(address, timeout=PATIENCE) as client:
        client.wait_for_workers(workers, timeout=PATIENCE)
