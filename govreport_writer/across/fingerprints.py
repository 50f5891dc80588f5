"""Numbers that stand for runs of characters, so chosen that equal texts give equal ones.

Winnowing (Schleimer, Wilkerson, Aiken 2003): of every window of neighbouring runs the least is taken. Texts
that have `run + window - 1` characters in common share one number at least, wherever these stand.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from zlib import crc32

_WIDTH = 2
"""Bytes of a character as it is hashed."""


def winnowed(text: str, run: int, window: int) -> list[tuple[int, int]]:
    """Return (where it begins, number) of the runs chosen, in the order of the text."""
    hashes = hashes_of(text, run)
    return [(at, hashes[at]) for at in least(hashes, window)]


def hashes_of(text: str, run: int) -> list[int]:
    """Return the number of each run of characters."""
    data = text.encode("utf-16-le", "surrogatepass")
    length = _WIDTH * run
    return [crc32(data[at : at + length]) for at in range(0, len(data) - length + 1, _WIDTH)]


def least(values: list[int], window: int) -> list[int]:
    """Return where the least value of each window stands, the last of equal ones; a short list is one."""
    if not values:
        return []
    end = min(window, len(values))
    at = _last_least(values, 0, end)
    chosen = [at]
    while end < len(values):
        reach = min(at + window, len(values))
        lower = next((each for each in range(end, reach) if values[each] <= values[at]), None)
        if lower is not None:
            at, end = lower, lower + 1
        elif reach == len(values):
            break
        else:
            end = reach + 1
            at = _last_least(values, at + 1, end)
        chosen.append(at)
    return chosen


def _last_least(values: list[int], start: int, end: int) -> int:
    low = min(values[start:end])
    return next(at for at in range(end - 1, start - 1, -1) if values[at] == low)


def packed(numbers: Iterable[int]) -> bytes:
    """Return numbers as bytes."""
    return array("I", numbers).tobytes()


def unpacked(data: bytes) -> array[int]:
    """Return the numbers in bytes."""
    numbers = array("I")
    numbers.frombytes(data)
    return numbers
