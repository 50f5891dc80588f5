"""Red marks: one rule where many rows, or many columns, are wrong under the same condition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from govreport_writer.workbook.spots import Spot, a1, column_number, fixed, ranges, spot_of

_FIXED = re.compile(r"\$([A-Z]+)\$([0-9]+)")


@dataclass(frozen=True, slots=True)
class Mark:
    """A condition over fixed cells of one sheet, and the cells that turn red under it."""

    condition: str
    cells: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition as it stands for the first cell of an area, and the area."""

    condition: str
    area: str


def rules(marks: Iterable[Mark]) -> Iterator[Rule]:
    """Yield the rules of a sheet: marks that repeat down rows or across columns are folded into one."""
    waiting: list[Mark] = []
    for mark in marks:
        if waiting and not _repeats(waiting, mark):
            yield from _folded(waiting)
            waiting = []
        waiting.append(mark)
    if waiting:
        yield from _folded(waiting)


def _repeats(run: list[Mark], mark: Mark) -> bool:
    """Whether a mark is the last of a run again, one row below or one column to the right."""
    steps = {(1, 0), (0, 1)} if len(run) == 1 else {_step(run[0], run[1])}
    step = _step(run[-1], mark)
    return step in steps and step is not None and _moved(run[-1].condition, step) == mark.condition


def _step(one: Mark, other: Mark) -> Spot | None:
    """Return by how much all cells of a mark lie off those of another, along one row or column only."""
    if len(one.cells) != len(other.cells):
        return None
    steps = {(b[0] - a[0], b[1] - a[1]) for a, b in zip(one.cells, other.cells, strict=True)}
    step = steps.pop() if len(steps) == 1 else None
    if step == (1, 0) and len({row for row, _ in one.cells}) == 1:
        return step
    if step == (0, 1) and len({column for _, column in one.cells}) == 1:
        return step
    return None


def _moved(condition: str, step: Spot) -> str:
    def moved(match: re.Match[str]) -> str:
        column = column_number(match[1]) + step[1]
        return fixed((int(match[2]) + step[0], column))

    return _FIXED.sub(moved, condition)


def _folded(run: list[Mark]) -> Iterator[Rule]:
    """Yield a rule for every area of a run; the condition moves along with its cells."""
    first, last = run[0], run[-1]
    down = len(run) > 1 and first.cells[0][1] == last.cells[0][1]
    pattern = {(False, True): r"\1$\2", (True, True): r"$\1\2"}.get((down, len(run) > 1), r"$\1$\2")
    condition = _FIXED.sub(pattern, first.condition)
    for area in ranges(sorted(set(first.cells), key=lambda spot: (spot[1], spot[0]) if not down else spot)):
        yield Rule(condition, _stretched(area, len(run) - 1, down))


def _stretched(area: str, by: int, down: bool) -> str:
    """Return an area of the first mark, reaching to the same cells of the last."""
    start, _, end = area.partition(":")
    row, column = spot_of(end or start) or (1, 1)
    corner = a1((row + by, column) if down else (row, column + by))
    return start if corner == start else f"{start}:{corner}"
