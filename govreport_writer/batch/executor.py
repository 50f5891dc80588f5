"""What carries out a job on many items: this process, processes of this computer, a cluster."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from govreport_writer.batch import stopping

Job = Callable[..., object]
"""A picklable callable of one item whose result can be pickled too: a frozen dataclass with `__call__`."""
Cause = Literal["error", "crash", "time", "memory"]
"""Why an item came to nothing: the job raised, its process broke off, it took too long or too much memory."""


@dataclass(frozen=True, slots=True)
class Failed:
    """What stands in place of the result of an item whose job did not come to its end."""

    cause: Cause
    why: str


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one item may take: seconds, and bytes of its process (Linux only; None: no limit)."""

    seconds: float = 300.0
    memory: int | None = 4 * 2**30


MANY = 64
"""Results that wait for an earlier one as they are."""


class Executor(Protocol):
    """Carries out a job on each item; an item that fails stops no other."""

    def run(self, job: Job, items: Sequence[object]) -> Iterator[tuple[int, object]]:
        """Yield (index of the item, result or Failed) as they come, every index once.

        Once `stopping.asked()`, no further item begins, and the results end with those of items in work.
        """


def in_order(results: Iterator[tuple[int, object]]) -> Iterator[object]:
    """Yield results in the order of their items, each as soon as all before it are there.

    Where one item keeps many others waiting, their results wait in little memory.
    """
    waiting: dict[int, object] = {}
    wanted = 0
    for index, result in results:
        waiting[index] = _Packed(pickle.dumps(result)) if len(waiting) >= MANY else result
        while wanted in waiting:
            first = waiting.pop(wanted)
            yield pickle.loads(first) if isinstance(first, _Packed) else first
            wanted += 1


class _Packed(bytes):
    """A result that waits."""


Arrived = Callable[[int, object], None]
"""Is told each index and result as they come."""


def carried_out(
    job: Job, items: Sequence[object], executor: Executor, arrived: Arrived | None = None
) -> Iterator[object]:
    """Yield the result of each item, in their order; Stopped when a stop left some without."""
    came = 0

    def told() -> Iterator[tuple[int, object]]:
        nonlocal came
        for index, result in executor.run(job, items):
            came += 1
            if arrived is not None:
                arrived(index, result)
            yield index, result

    yield from in_order(told())
    if came < len(items):
        raise stopping.Stopped(came, len(items))


@dataclass(frozen=True, slots=True)
class Here:
    """Works in this process, one item after the other. With `debug` an error of a job ends it all."""

    debug: bool = False

    def run(self, job: Job, items: Sequence[object]) -> Iterator[tuple[int, object]]:
        """Yield each item's result in turn."""
        for index, item in enumerate(items):
            if stopping.asked():
                return
            yield index, job(item) if self.debug else attempted(job, item)


def attempted(job: Job, item: object) -> object:
    """Return what a job makes of an item, or Failed with what it raised."""
    try:
        return job(item)
    except MemoryError as error:
        return Failed("memory", f"{type(error).__name__}: {error}")
    except Exception as error:  # noqa: BLE001  # one item's bug must not take the others with it
        return Failed("error", f"{type(error).__name__}: {error}")
