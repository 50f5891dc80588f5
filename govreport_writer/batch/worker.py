"""One process that carries out a job on items it is given, and can be given up and replaced."""

from __future__ import annotations

import os
import pickle
from multiprocessing.connection import Connection
from time import monotonic
from typing import Literal

from govreport_writer.batch.executor import Failed, Limits
from govreport_writer.batch.serving import PATIENCE, context, serve
from govreport_writer.batch.surroundings import Surroundings

START = 60.0
"""Seconds that a process may take to begin."""
State = Literal["starting", "idle", "busy"]


class Worker:
    """A process that works on one item at a time. `index` is the item's, None while there is none."""

    def __init__(self, job: bytes, limits: Limits) -> None:
        self._job, self._limits = job, limits
        self.index: int | None = None
        self.state: State = "starting"
        self.done = 0
        self._start()

    @property
    def connection(self) -> Connection:
        """What has something to read when the item is done or the process has gone."""
        return self._connection

    def give(self, index: int, item: object) -> bool:
        """Let the process begin with an item; False when it died while it waited, and another is started."""
        try:
            self._connection.send(item)
        except OSError:
            self.replace()
            return False
        self.index, self.state = index, "busy"
        self._until = monotonic() + self._limits.seconds
        return True

    def seconds_left(self) -> float:
        """Return how long the item, or the start, may still take."""
        return max(0.0, self._until - monotonic())

    def begin(self) -> str | None:
        """Take note that the process is ready; why it is not, when it broke off, and another is started."""
        try:
            self._connection.recv_bytes()
        except (EOFError, OSError):
            return self._ended()
        self.state = "idle"
        return None

    def result(self) -> object:
        """Return what came of the item, Failed when the process broke off; it is then replaced."""
        self.index, self.state = None, "idle"
        self.done += 1
        try:
            answer = self._connection.recv_bytes()
        except (EOFError, OSError):
            return Failed("crash", self._ended())
        try:
            result: object = pickle.loads(answer)
        except Exception as error:  # noqa: BLE001  # an object's own way of being rebuilt may raise anything
            return Failed("error", f"{type(error).__name__}: {error}")
        if isinstance(result, Failed) and result.cause == "memory":
            self.replace()
        return result

    def give_up(self) -> Failed:
        """Kill the process in the middle of an item that took too long, and begin another."""
        self.index = None
        self.replace()
        return Failed("time", f"{self._limits.seconds:g} s")

    def replace(self) -> None:
        """End the process and start a new one in its place; nobody waits until it is ready."""
        self.kill()
        self._start()

    def dismiss(self) -> None:
        """Tell the process that nothing more will come."""
        self._connection.close()

    def retire(self, patience: float = PATIENCE) -> None:
        """Let the process finish its item and end; kill it when it does not."""
        self._process.join(patience)
        self.kill()

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.join()
        self._process.close()
        self._connection.close()

    def _ended(self) -> str:
        """Return how the process ended, and start another."""
        self._process.join(PATIENCE)
        why = f"exit code {self._process.exitcode}"
        self.replace()
        return why

    def _start(self) -> None:
        processes = context()
        self._connection, there = processes.Pipe()
        settings = Surroundings.of_this_process()
        arguments = (there, self._job, self._limits, settings, dict(os.environ))
        self._process = processes.Process(target=serve, args=arguments, daemon=True)
        self._process.start()
        there.close()
        self.done = 0
        self.state = "starting"
        self._until = monotonic() + START
