"""Work in a process of its own is bounded in time and memory, and its errors come back as text."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator

import pytest

from govreport_writer.limited import NotFinishedError, TooLongError, run_limited

pytestmark = pytest.mark.slow


def counting(number: int) -> Iterator[int]:
    yield from range(number)


def sleeping() -> Iterator[str]:
    yield "first"
    time.sleep(60)


def flooding() -> Iterator[int]:
    while True:
        yield 1


def failing() -> Iterator[int]:
    yield 1
    raise ValueError("why")


def ending() -> Iterator[int]:
    yield 1
    os._exit(3)


def swelling() -> Iterator[int]:
    yield len(bytearray(2**32))


def test_run__yields_what_the_work_yields() -> None:
    assert list(run_limited(counting, 3, seconds=30)) == [0, 1, 2]


@pytest.mark.parametrize("work", [sleeping, flooding])
def test_run__work_that_takes_too_long_is_ended(work: object) -> None:
    start = time.monotonic()

    with pytest.raises(TooLongError):
        list(run_limited(work, seconds=2))  # type: ignore[arg-type]  # one of the works above

    assert time.monotonic() - start < 20


def test_run__error_of_the_work_is_told() -> None:
    found = run_limited(failing, seconds=30)

    assert next(found) == 1
    with pytest.raises(NotFinishedError, match="ValueError: why"):
        next(found)


def test_run__process_that_ends_is_told() -> None:
    with pytest.raises(NotFinishedError):
        list(run_limited(ending, seconds=30))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits it")
def test_run__memory_is_limited() -> None:
    with pytest.raises(NotFinishedError, match="MemoryError"):
        list(run_limited(swelling, seconds=30, memory=2**31))
