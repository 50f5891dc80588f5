"""Run a piece of work in a process of its own, for a limited time and with limited memory."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from time import monotonic
from typing import Any

Work = Callable[..., Iterator[Any]]
"""A function at the top of a module; what it yields can be pickled."""


class NotFinishedError(Exception):
    """Work that raised an error, which is its text, or whose process ended before its work did."""


class TooLongError(NotFinishedError):
    """Work that took too long."""


def run_limited(work: Work, *arguments: object, seconds: float, memory: int | None = None) -> Iterator[Any]:
    """Yield what `work` yields; TooLongError past `seconds`, NotFinishedError when its process breaks off.

    `memory` limits it to so many bytes where the system can (not on Windows and macOS).
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(there, work, arguments, memory), daemon=True)
    process.start()
    there.close()
    try:
        yield from _received(here, monotonic() + seconds)
    except (EOFError, OSError) as error:
        process.join(1)
        raise NotFinishedError(f"exit code {process.exitcode}") from error
    finally:
        process.kill()
        process.join()
        process.close()
        here.close()


def _received(here: Connection, end: float) -> Iterator[Any]:
    while (left := end - monotonic()) > 0 and here.poll(left):
        state, result = here.recv()
        if state == "done":
            return
        if state == "broken":
            raise NotFinishedError(result)
        yield result
    raise TooLongError


def _work(there: Connection, work: Work, arguments: tuple[object, ...], memory: int | None) -> None:
    """Do the work in the other process and send what comes of it, one by one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who waits for it ends it
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)  # what libraries say when they break off is for nobody
    if memory is not None:
        limit_memory(memory)
    try:
        for result in work(*arguments):
            there.send(("result", result))
        there.send(("done", None))
    except Exception as error:  # noqa: BLE001  # it is told on the other side
        there.send(("broken", f"{type(error).__name__}: {error}"))


def limit_memory(memory: int) -> None:
    """Let this process have no more than so many bytes of address space, where the system can see to it."""
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
