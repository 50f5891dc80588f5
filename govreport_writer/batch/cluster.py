"""A cluster: the workers of a Dask scheduler carry out the items, each in a process of its own.

Work that is lost with a worker is given to another one by Dask.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from time import monotonic
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from govreport_writer.batch import stopping
from govreport_writer.batch.cluster_client import connected, ended
from govreport_writer.batch.cluster_shares import Shares
from govreport_writer.batch.cluster_work import Abroad, Package, carry_out, dismiss, receive
from govreport_writer.batch.executor import Failed, Job, Limits
from govreport_writer.errors import ClusterError

if TYPE_CHECKING:
    from distributed import Client, Future, as_completed

AHEAD = 2
"""Tasks for each thread of the workers that are under way at a time: one at work, one waiting."""
MOST_UNDONE = 100
"""Tasks, one after the other, that workers may send back because they do not know the run yet."""
PATIENCE = 60.0
"""Seconds that the cluster may be without any worker before the run is given up."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Works on the cluster of the scheduler at an address such as `tcp://host:8786`."""

    address: str
    limits: Limits = field(default_factory=Limits)

    def run(self, job: Job, items: Sequence[object]) -> Iterator[tuple[int, object]]:
        """Yield (index, result or Failed) as they come; ClusterError when the cluster cannot be used."""
        if not items:
            return
        package = Package(uuid4().hex, pickle.dumps(Abroad.of_this_process(job)), self.limits)
        with connected(self.address) as client:
            shift = _Shift(client, self.address, package, items)
            try:
                yield from shift.work()
            finally:
                shift.end()


class _Shift:
    """One run on a cluster: a few tasks for each worker are under way at a time."""

    def __init__(self, client: Client, address: str, package: Package, items: Sequence[object]) -> None:
        self._client, self._address, self._package, self._items = client, address, package, items
        self._run = package.run
        self._shares = Shares(len(items))
        self._under_way: dict[Future[bytes | None], tuple[int, ...]] = {}
        self._without_workers: float | None = None
        self._tasks = count()
        self._undone = 0

    def work(self) -> Iterator[tuple[int, object]]:
        """Yield (index, result or Failed) as they come."""
        from distributed import as_completed

        with self._connection():
            self._make_known()
        done = as_completed(loop=self._client.loop, with_results=True, raise_errors=False)
        while self._work_left() and not stopping.overdue():
            with self._connection():
                self._give(done)
                batch = done.next_batch() if self._ready(done) else self._look()
            for future, result in batch:
                yield from self._results(future, result)

    def end(self) -> None:
        """Take back what is under way, and let the workers end the processes of this run."""
        with ended():
            self._client.cancel(list(self._under_way), force=True)
            self._under_way.clear()
            self._client.run(dismiss, self._run, on_error="ignore")

    def _work_left(self) -> bool:
        return bool(self._under_way) or (self._shares.left > 0 and not stopping.asked())

    @contextmanager
    def _connection(self) -> Iterator[None]:
        """Have a connection that breaks off said in one line; ClusterError then."""
        from distributed.client import ClosedClientError

        try:
            yield
        except (OSError, ClosedClientError) as error:
            raise ClusterError("cluster.lost", address=self._address) from error

    def _make_known(self) -> None:
        """Tell every worker what the items have in common: once, not with each task."""
        self._client.run(receive, self._package, on_error="ignore")

    def _come_again(self, share: Sequence[int]) -> None:
        """Give out items once more that a worker could do nothing with: it has only just come."""
        self._undone += 1
        if self._undone > MOST_UNDONE:
            raise ClusterError("cluster.lost", address=self._address)
        with self._connection():
            self._make_known()
        self._shares.again(share)

    def _give(self, done: as_completed) -> None:
        """Keep a few tasks for each thread of the workers under way, unless a stop was asked for."""
        threads = self._threads()
        while len(self._under_way) < AHEAD * threads and not stopping.asked():
            share = self._shares.next(threads)
            if not share:
                return
            packed = pickle.dumps([self._items[index] for index in share])
            key = f"govreport-{self._run}-{next(self._tasks)}"
            future = self._client.submit(carry_out, self._run, packed, key=key, pure=False)
            self._under_way[future] = share
            done.add(future)

    def _threads(self) -> int:
        """Return how many tasks the workers can do at a time."""
        workers = self._client.scheduler_info(n_workers=-1)["workers"].values()
        return sum(int(worker["nthreads"]) for worker in workers)

    def _ready(self, done: as_completed) -> bool:
        """Wait a moment for a task to be done."""
        with done.thread_condition:
            return done.has_ready() or (done.thread_condition.wait(stopping.GLANCE) and done.has_ready())

    def _look(self) -> tuple[()]:
        """Refuse to wait for ever where the scheduler, or every worker, is gone; nothing is done else."""
        if self._client.status not in ("running", "connecting"):
            raise ClusterError("cluster.lost", address=self._address)
        if self._threads():
            self._without_workers = None
            return ()
        self._without_workers = self._without_workers or monotonic()
        if monotonic() - self._without_workers > PATIENCE:
            raise ClusterError("cluster.no_workers", address=self._address)
        return ()

    def _results(self, future: Future[bytes | None], result: Any) -> Iterator[tuple[int, object]]:
        """Yield what came of the items of a task."""
        from distributed import CancelledError, KilledWorker

        share = self._under_way.pop(future)
        if future.status == "finished" and result is None:
            self._come_again(share)
        elif future.status == "finished":
            self._undone = 0
            results, seconds = pickle.loads(result)
            self._shares.took(seconds, len(share))
            yield from zip(share, results, strict=True)
        elif isinstance(result, CancelledError) or future.status in ("cancelled", "lost"):
            raise ClusterError("cluster.lost", address=self._address)
        elif isinstance(result, KilledWorker) and len(share) > 1:
            self._shares.again(share)
        else:
            failed = _failure(result)
            yield from ((index, failed) for index in share)


def _failure(error: BaseException) -> Failed:
    """Return what is said of the items of a task that failed; of workers that died, not how often."""
    from distributed import KilledWorker

    if isinstance(error, KilledWorker):
        return Failed("crash", type(error).__name__)
    return Failed("error", f"{type(error).__name__}: {error}")
