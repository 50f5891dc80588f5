"""Processes of this computer, each with its own pipe: one that breaks off or hangs costs one item.

The pools of the standard library give up every item when one process dies, and set no limit on time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import wait

from govreport_writer.batch.executor import Job, Limits
from govreport_writer.batch.worker import Worker

RECYCLE = 1000
"""Items after which a process is replaced, so that its memory stays flat."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Works in `jobs` processes of this computer."""

    jobs: int
    limits: Limits = field(default_factory=Limits)
    recycle: int = RECYCLE

    def run(self, job: Job, items: Sequence[object]) -> Iterator[tuple[int, object]]:
        """Yield (index, result or Failed) as they come; the processes end with the last, or on any error."""
        crew: list[Worker] = []
        try:
            crew.extend(Worker(job, self.limits) for _ in range(min(self.jobs, len(items))))
            yield from self._shift(crew, items)
        finally:
            for worker in crew:
                worker.retire()

    def _shift(self, crew: Sequence[Worker], items: Sequence[object]) -> Iterator[tuple[int, object]]:
        left = iter(range(len(items)))
        for worker in crew:
            self._next(worker, left, items)
        while busy := {worker.connection: worker for worker in crew if worker.index is not None}:
            ready = wait(list(busy), min(worker.seconds_left() for worker in busy.values()))
            for connection, worker in busy.items():
                index = worker.index
                if connection in ready:
                    result = worker.result()
                elif worker.seconds_left() == 0:
                    result = worker.give_up()
                else:
                    continue
                self._next(worker, left, items)
                if index is not None:
                    yield index, result

    def _next(self, worker: Worker, left: Iterator[int], items: Sequence[object]) -> None:
        """Give a process its next item, a fresh process when it has done its share."""
        index = next(left, None)
        if index is None:
            return
        if worker.done >= self.recycle:
            worker.replace()
        worker.give(index, items[index])
