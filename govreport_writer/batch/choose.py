"""What carries out a run, after the options of the command line."""

from __future__ import annotations

import os

from govreport_writer.batch.executor import Executor, Here, Limits


def executor(
    jobs: int | None, scheduler: str | None, count: int, limits: Limits | None, *, debug: bool
) -> Executor:
    """Return what works on `count` items: a cluster, processes of this computer, or this process.

    One item without limits of its own, and every run that is debugged, needs no other process.
    """
    if scheduler is not None:
        from govreport_writer.batch.cluster import Cluster

        return Cluster(scheduler, limits or Limits())
    if debug or (count < 2 and limits is None):
        return Here(debug)
    from govreport_writer.batch.pool import Pool

    return Pool(max(1, min(jobs or cores(), count)), limits or Limits())


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
