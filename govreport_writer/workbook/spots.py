"""Places on a sheet: (row, column) from 1, their A1 names, and ranges of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

Spot = tuple[int, int]
"""A cell of a sheet: row and column, both from 1."""
_A1 = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")


@lru_cache(maxsize=4096)
def column_name(column: int) -> str:
    """Return the letters of a column."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_number(letters: str) -> int:
    """Return the number of a column by its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def a1(spot: Spot) -> str:
    """Return the name of a cell, such as D7."""
    return f"{column_name(spot[1])}{spot[0]}"


def fixed(spot: Spot) -> str:
    """Return a cell as a reference that does not move when copied, such as $D$7."""
    return f"${column_name(spot[1])}${spot[0]}"


def spot_of(name: str) -> Spot | None:
    """Return the cell of an A1 name, or None for anything else."""
    match = _A1.fullmatch(name)
    if match is None:
        return None
    return int(match[2]), column_number(match[1])


def ranges(spots: Iterable[Spot]) -> list[str]:
    """Return the cells as A1 ranges, runs along a row or down a column joined."""
    found: list[tuple[Spot, Spot]] = []
    for spot in spots:
        if found and _continues(found[-1], spot):
            found[-1] = (found[-1][0], spot)
        else:
            found.append((spot, spot))
    return [a1(first) if first == last else f"{a1(first)}:{a1(last)}" for first, last in found]


def compact(cells: Iterable[str]) -> str:
    """Return cells by name with runs of three or more as a range: D6 D7 D9:D28."""
    spots = [spot for cell in cells if (spot := spot_of(cell))]
    return " ".join(name if _is_long(name) else name.replace(":", " ") for name in ranges(spots))


def by_sheet(cells: Iterable[tuple[str, str]]) -> list[str]:
    """Return cells, given with their sheets, sheet by sheet: 三、申请!D6 D7."""
    names: dict[str, list[str]] = {}
    for sheet, cell in cells:
        names.setdefault(sheet, []).append(cell)
    return [f"{sheet}!{compact(own)}" for sheet, own in names.items()]


def _is_long(name: str) -> bool:
    first, _, last = name.partition(":")
    (top, left), (bottom, right) = spot_of(first) or (0, 0), spot_of(last) or (0, 0)
    return bottom - top + right - left > 1


def _continues(run: tuple[Spot, Spot], spot: Spot) -> bool:
    (top, left), (bottom, right) = run
    below = spot == (bottom + 1, left) and left == right
    beside = spot == (top, right + 1) and top == bottom
    return below or beside


def quoted(sheet: str) -> str:
    """Return a sheet's name as formulas write it."""
    return "'{}'".format(sheet.replace("'", "''"))
