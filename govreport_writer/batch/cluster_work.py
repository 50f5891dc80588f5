"""What the workers of a cluster do: let a process of their own carry out each item, as a run at home does.

So a unit that crashes, hangs or takes too much memory costs that process, never the worker.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from multiprocessing.connection import wait
from threading import Lock
from time import monotonic

from govreport_writer.batch.executor import Failed, Job, Limits
from govreport_writer.batch.pool import RECYCLE, STARTS
from govreport_writer.batch.surroundings import Surroundings
from govreport_writer.batch.worker import Worker

PROGRAM = "govreport-writer"
KEPT = 600.0
"""Seconds without an item after which the next run lets the processes of another one go."""
TAKEN_ALONG = ("SOURCE_DATE_EPOCH",)
"""Variables of the environment that say what stands in the documents."""

NOT_TAKEN_OVER = ("MALLOC_TRIM_THRESHOLD_",)
"""Variables that Dask sets for its workers and that make ours slow: memory given back at every turn."""


@dataclass(frozen=True, slots=True)
class Abroad:
    """A job with the settings of the run that gave it: language, editions, the folder where paths start."""

    job: Job
    surroundings: Surroundings
    folder: str
    environment: tuple[tuple[str, str | None], ...]

    @classmethod
    def of_this_process(cls, job: Job) -> Abroad:
        """Return a job that will find the settings of this process wherever it is carried out."""
        taken = tuple((name, os.environ.get(name)) for name in TAKEN_ALONG)
        return cls(job, Surroundings.of_this_process(), os.getcwd(), taken)

    def __call__(self, item: object) -> object:
        """Return what the job makes of an item."""
        if os.path.isdir(self.folder):  # storage reached by URLs needs no folder in common
            os.chdir(self.folder)
        for name, value in self.environment:
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        self.surroundings.take_over()
        return self.job(item)


@dataclass(frozen=True, slots=True)
class Package:
    """What all items of a run have in common; `run` tells it from other runs on the same cluster."""

    run: str
    job: bytes
    limits: Limits


class Crew:
    """What one worker has for the runs that it works for: their packages, and processes that wait."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: dict[str, Package] = {}
        self._used: dict[str, float] = {}
        self._waiting: dict[str, list[Worker]] = {}

    def receive(self, package: Package) -> None:
        """Take what the items of a run have in common; runs whose client went without a word are let go."""
        now = monotonic()
        for run in [run for run, used in self._used.items() if now - used > KEPT]:
            self.dismiss(run)
        with self._lock:
            self._known.setdefault(package.run, package)
            self._used[package.run] = now

    def take(self, run: str) -> Worker | None:
        """Return a process for a run, a new one when none waits; None when the run is not known."""
        with self._lock:
            package = self._known.get(run)
            if package is None:
                return None
            self._used[run] = monotonic()
            if self._waiting.get(run):
                return self._waiting[run].pop()
        multiprocessing.current_process().daemon = False  # a worker of Dask may else have no processes
        for name in NOT_TAKEN_OVER:
            os.environ.pop(name, None)
        return Worker(package.job, package.limits)

    def give_back(self, run: str, worker: Worker) -> None:
        """Let a process wait for the next items of its run, unless that has ended."""
        with self._lock:
            if run in self._known:
                self._waiting.setdefault(run, []).append(worker)
                return
        _let_go([worker])

    def dismiss(self, run: str) -> None:
        """Forget a run and end its processes; one that is at work ends when it is done."""
        with self._lock:
            self._known.pop(run, None)
            self._used.pop(run, None)
            waiting = self._waiting.pop(run, [])
        _let_go(waiting)


def _let_go(workers: Sequence[Worker]) -> None:
    for worker in workers:
        worker.dismiss()
    for worker in workers:
        worker.retire()


_crew = Crew()


def carry_out(run: str, items: bytes) -> bytes | None:
    """Return the results of some items and the seconds they took, pickled: what is between need not know.

    None when this worker has come since the run was made known.
    """
    worker = _crew.take(run)
    if worker is None:
        return None
    began = monotonic()
    try:
        results = [_result(worker, item) for item in pickle.loads(items)]
        return pickle.dumps((results, monotonic() - began))
    finally:
        _crew.give_back(run, worker)


def _result(worker: Worker, item: object) -> object:
    """Return what comes of an item, Failed when its process broke off or took too long."""
    if worker.done >= RECYCLE:
        worker.replace()
    why = _begun(worker, item)
    if why is not None:
        return Failed("crash", why)
    return worker.result() if _answers(worker) else worker.give_up()


def _begun(worker: Worker, item: object) -> str | None:
    """Let a process begin with an item, once it is ready; why not, when one after the other broke off."""
    why: str | None = None
    for _ in range(STARTS):
        if worker.state == "starting":
            if not _answers(worker):
                why = "timeout"
                worker.replace()
                continue
            why = worker.begin()
        if why is None and worker.give(0, item):
            return None
    return why or "broken pipe"


def _answers(worker: Worker) -> bool:
    """Wait as long as the process may still take; whether it had something to say."""
    return bool(wait([worker.connection], worker.seconds_left()))


def receive(package: Package) -> None:
    """Take what the items of a run have in common."""
    _crew.receive(package)


def dismiss(run: str) -> None:
    """End the processes that this worker has for a run."""
    _crew.dismiss(run)


def versions() -> dict[str, str]:
    """Return what has to be the same at home and on every worker."""
    python = ".".join(platform.python_version_tuple()[:2])
    return {PROGRAM: version(PROGRAM), "Python": python}
