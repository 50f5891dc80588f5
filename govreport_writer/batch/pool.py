"""Processes of this computer, each with its own pipe: one that breaks off or hangs costs one item.

The pools of the standard library give up every item when one process dies, and set no limit on time.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import wait

from govreport_writer.batch import stopping
from govreport_writer.batch.executor import Job, Limits
from govreport_writer.batch.serving import PATIENCE
from govreport_writer.batch.worker import Worker
from govreport_writer.errors import SubmissionError

RECYCLE = 1000
"""Items after which a process is replaced, so that its memory stays flat."""
STARTS = 3
"""Processes that may break off one after the other before any of them was ready."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Works in `jobs` processes of this computer."""

    jobs: int
    limits: Limits = field(default_factory=Limits)
    recycle: int = RECYCLE

    def run(self, job: Job, items: Sequence[object]) -> Iterator[tuple[int, object]]:
        """Yield (index, result or Failed) as they come; the processes end with the last, or on any error.

        When a stop was asked for, items in work still come, and no other. SubmissionError when no process
        can be started.
        """
        shift = Shift(pickle.dumps(job), self, items)
        try:
            yield from shift.results()
        finally:
            shift.end()


class Shift:
    """One run of a pool: its processes, and the items that are left."""

    def __init__(self, job: bytes, pool: Pool, items: Sequence[object]) -> None:
        self._pool, self._items = pool, items
        self._next, self._failed_starts = 0, 0
        self._crew: list[Worker] = []
        for _ in range(min(pool.jobs, len(items))):
            self._crew.append(Worker(job, pool.limits))

    def results(self) -> Iterator[tuple[int, object]]:
        """Yield results until every item has one."""
        while self._work_left() or any(worker.state == "busy" for worker in self._crew):
            if stopping.overdue():
                return
            waiting = {worker.connection: worker for worker in self._crew if worker.state != "idle"}
            soonest = min(worker.seconds_left() for worker in waiting.values())
            ready = wait(list(waiting), min(soonest, stopping.GLANCE))
            for connection, worker in waiting.items():
                yield from self._looked_at(worker, answers=connection in ready)

    def end(self) -> None:
        """Let all processes end, in no time when the run was broken off."""
        for worker in self._crew:
            worker.dismiss()
        for worker in self._crew:
            worker.retire(0.0 if stopping.asked() else PATIENCE)

    def _work_left(self) -> bool:
        return self._next < len(self._items) and not stopping.asked()

    def _looked_at(self, worker: Worker, *, answers: bool) -> Iterator[tuple[int, object]]:
        """Take what a process has to say, or give it up when its time is over, and go on with it."""
        index, late = worker.index, worker.seconds_left() == 0
        if index is None:
            if answers or late:
                self._begun(worker, late=late and not answers)
        elif answers:
            result = worker.result()
            self._go_on(worker)
            yield index, result
        elif late:
            failed = worker.give_up()
            yield index, failed

    def _begun(self, worker: Worker, *, late: bool) -> None:
        why = "timeout" if late else worker.begin()
        if why is None:
            self._failed_starts = 0
            self._go_on(worker)
            return
        self._failed_starts += 1
        if self._failed_starts >= STARTS:
            raise SubmissionError("batch.no_worker", why=why)
        if late:
            worker.replace()

    def _go_on(self, worker: Worker) -> None:
        """Give a process its next item, or replace it when it has done its share."""
        if worker.state != "idle" or not self._work_left():
            return
        if worker.done >= self._pool.recycle:
            worker.replace()
        elif worker.give(self._next, self._items[self._next]):
            self._next += 1
