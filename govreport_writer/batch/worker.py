"""One process that carries out a job on items it is given, and can be given up and replaced."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
from multiprocessing.connection import Connection
from time import monotonic

from govreport_writer.batch.executor import Failed, Job, Limits, attempted
from govreport_writer.batch.surroundings import Surroundings

PATIENCE = 5.0
"""Seconds that a process is given to end by itself before it is killed."""


class Worker:
    """A process that works on one item at a time. `index` is the item's, None while there is none."""

    def __init__(self, job: Job, limits: Limits) -> None:
        self._job, self._limits = job, limits
        self.index: int | None = None
        self.done = 0
        self._until = 0.0
        self._start()

    @property
    def connection(self) -> Connection:
        """What has something to read when the item is done or the process has gone."""
        return self._connection

    def give(self, index: int, item: object) -> None:
        """Let the process begin with an item; one that died while it waited is replaced."""
        try:
            self._connection.send(item)
        except OSError:
            self.replace()
            self._connection.send(item)
        self.index = index
        self._until = monotonic() + self._limits.seconds

    def seconds_left(self) -> float:
        """Return how long the item may still take."""
        return max(0.0, self._until - monotonic())

    def result(self) -> object:
        """Return what came of the item, Failed when the process broke off; it is then replaced."""
        self.index = None
        try:
            result: object = self._connection.recv()
        except (EOFError, OSError, pickle.UnpicklingError):
            self._process.join(PATIENCE)
            why = f"exit code {self._process.exitcode}"
            self.replace()
            return Failed("crash", why)
        self.done += 1
        return result

    def give_up(self) -> Failed:
        """Kill the process in the middle of an item that took too long, and begin another."""
        self.index = None
        self.replace()
        return Failed("time", f"{self._limits.seconds:g} s")

    def replace(self) -> None:
        """End the process and start a new one in its place."""
        self.kill()
        self._start()

    def retire(self) -> None:
        """Let the process finish its item and end; kill it when it does not."""
        self._connection.close()
        self._process.join(PATIENCE)
        self.kill()

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.join()
        self._process.close()
        self._connection.close()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, there = context.Pipe()
        settings = Surroundings.of_this_process()
        arguments = (there, self._job, self._limits.memory, settings)
        self._process = context.Process(target=_serve, args=arguments, daemon=True)
        self._process.start()
        there.close()
        self.done = 0


def _serve(there: Connection, job: Job, memory: int | None, settings: Surroundings) -> None:
    """Work on items until the other side has no more, or is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who gives the items decides when to end
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)  # what libraries say when they break off is for nobody
    settings.take_over()
    if memory is not None:
        limit_memory(memory)
    while True:
        try:
            item = there.recv()
        except (EOFError, OSError):
            return
        there.send(attempted(job, item))


def limit_memory(memory: int) -> None:
    """Let this process have no more than so many bytes of address space, where the system can see to it."""
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
