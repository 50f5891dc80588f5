"""Servers that tests start on this computer: a process each, up when what they print or open says so."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

HERE = Path(__file__).parent
PATIENCE = 60.0


@contextmanager
def running(
    arguments: Sequence[str], log: Path, environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a Python program for a while, in a group of processes of its own, and end all of that."""
    env = os.environ | {"PYTHONPATH": str(HERE)} | dict(environment or {})
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, *arguments], stdout=output, stderr=output, env=env, start_new_session=True
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for(condition: Callable[[], object], log: Path) -> None:
    """Wait until a condition holds."""
    until = monotonic() + PATIENCE
    while not condition():
        assert monotonic() < until, log.read_text(encoding="utf-8", errors="replace")
        sleep(0.05)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def listens(port: int) -> bool:
    with socket.socket() as there:
        return there.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def scheduler(folder: Path) -> Iterator[str]:
    """A Dask scheduler; gives its address."""
    known, log = folder / "scheduler.json", folder / "scheduler.log"
    arguments = ["-m", "dask", "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    with running([*arguments, "--scheduler-file", str(known)], log):
        wait_for(known.exists, log)
        yield json.loads(known.read_text(encoding="utf-8"))["address"]


@contextmanager
def worker(folder: Path, address: str, name: str, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    """A Dask worker with one thread, known to its scheduler; gives its process."""
    log = folder / f"{name}.log"
    arguments = ["-m", "dask", "worker", address, "--name", name, "--nthreads", "1", "--no-dashboard"]
    with running([*arguments, "--local-directory", str(folder), *options], log) as process:
        wait_for(lambda: "Registered to" in log.read_text(encoding="utf-8", errors="replace"), log)
        yield process
