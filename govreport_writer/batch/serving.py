"""What a process that works for a run does, and how such processes begin."""

from __future__ import annotations

import faulthandler
import gc
import multiprocessing
import os
import pickle
import signal
from collections.abc import Mapping
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from govreport_writer.batch.executor import Failed, Limits, attempted
from govreport_writer.batch.surroundings import Surroundings
from govreport_writer.limited import limit_memory

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

PATIENCE = 5.0
"""Seconds that a process is given to end by itself before it is killed."""
LIVING = 50_000
"""Objects made before the collector looks for dead ones: those of a unit live to its end."""
PRELOADED = ["govreport_writer.cli", "govreport_writer.batch.rendering", "govreport_writer.batch.resume"]
"""What every process has loaded before it begins."""
READY = b"ready"
"""What a process says when it can take its first item."""


def context() -> ForkServerContext | SpawnContext:
    """Return how processes begin: as copies of one that has all at hand, where the system can, else anew."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    copies = multiprocessing.get_context("forkserver")
    copies.set_forkserver_preload(PRELOADED)
    return copies


def prepare() -> None:
    """Let that one process begin to load, while this one still has other things to do."""
    if context().get_start_method() == "forkserver":
        from multiprocessing.forkserver import ensure_running

        ensure_running()


def serve(
    there: Connection,
    packed: bytes,
    limits: Limits,
    settings: Surroundings,
    environment: Mapping[str, str],
) -> None:
    """Work on items until the other side has no more, or is gone."""
    os.environ.clear()
    os.environ.update(environment)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who gives the items decides when to end
    with open(os.devnull, "r+b") as nowhere:
        for stream in (1, 2):  # what libraries say is for nobody
            os.dup2(nowhere.fileno(), stream)
    gc.set_threshold(LIVING)
    settings.take_over()
    job = pickle.loads(packed)
    gc.freeze()
    if limits.memory is not None:
        limit_memory(limits.memory)
    try:
        there.send_bytes(READY)
        while True:
            item = there.recv()
            # nobody may be left who could kill it
            faulthandler.dump_traceback_later(limits.seconds + PATIENCE, exit=True)
            there.send_bytes(_packed(attempted(job, item)))
            faulthandler.cancel_dump_traceback_later()
    except (EOFError, OSError):
        return


def _packed(result: object) -> bytes:
    """Return a result as it travels; one that cannot is a failure of its item."""
    try:
        return pickle.dumps(result, pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # noqa: BLE001  # an object's own way of being taken apart may raise anything
        return pickle.dumps(Failed("error", f"{type(error).__name__}: {error}"))
