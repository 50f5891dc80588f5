"""How the items of a run are shared out: some to a task, for a task costs a cluster several milliseconds."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

TASK = 1.0
"""Seconds that a task should take: long beside its cost, short beside the run and the progress shown."""
MOST = 32
"""Items of one task."""
WEIGHT = 0.3
"""How much the latest task counts in the average."""


class Shares:
    """The items that no task has yet, by index, and how long one takes on the average."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._next = 0
        self._alone: deque[int] = deque()
        self._seconds: float | None = None

    @property
    def left(self) -> int:
        """How many items no task has yet."""
        return self._count - self._next + len(self._alone)

    def next(self, threads: int) -> tuple[int, ...]:
        """Return the items of the next task; none when all are given out.

        Towards the end tasks get smaller, so that all threads end at about the same time.
        """
        if self._alone:
            return (self._alone.popleft(),)
        first = self._next
        self._next = min(self._count, first + self._size(max(1, threads)))
        return tuple(range(first, self._next))

    def took(self, seconds: float, items: int) -> None:
        """Take note of how long the items of a task took together."""
        each = seconds / items
        self._seconds = each if self._seconds is None else WEIGHT * each + (1 - WEIGHT) * self._seconds

    def again(self, items: Sequence[int]) -> None:
        """Give the items of a task that came to nothing to one task each, as one of them may be the cause."""
        self._alone.extend(items)

    def _size(self, threads: int) -> int:
        if self._seconds is None:
            return 1
        fair = -(-(self._count - self._next) // (2 * threads))
        return max(1, min(MOST, fair, int(TASK / max(self._seconds, 1e-6))))
