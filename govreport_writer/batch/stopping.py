"""Stop a run over many units: units in work may end, no other begins."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from types import FrameType

GRACE = 10.0
"""Seconds that units in work have once a stop was asked for."""
GLANCE = 0.5
"""Seconds after which whoever waits looks whether a stop was asked for."""
_since: list[float] = []


class Stopped(Exception):  # noqa: N818  # nothing went wrong
    """The run was stopped after so many of its units."""

    def __init__(self, done: int, total: int) -> None:
        super().__init__(done, total)
        self.done, self.total = done, total


def asked() -> bool:
    """Whether no further unit shall begin."""
    return bool(_since)


def overdue() -> bool:
    """Whether units in work have had their time."""
    return bool(_since) and monotonic() - _since[0] > GRACE


@contextmanager
def stoppable() -> Iterator[None]:
    """Take the first Ctrl-C as the wish to stop; the second breaks off at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    _since.clear()
    before = signal.signal(signal.SIGINT, _ask)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        _since.clear()


def _ask(_signal: int, _frame: FrameType | None) -> None:
    if _since:
        raise KeyboardInterrupt
    _since.append(monotonic())
