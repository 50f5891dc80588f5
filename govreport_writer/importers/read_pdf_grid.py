"""The tables that lines draw: lines that meet part cells, and a cell is as large as its walls let it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from govreport_writer.importers.limits import MAX_CELLS
from govreport_writer.importers.read_pdf_rules import Rule, Rules

NEAR = 2.5
"""Points within which lines are one line, or meet."""
COVERED = 0.6
"""Share of a side from which on it is walled."""
MOST_LINES = 600


@dataclass(slots=True)
class Area:
    """A cell: rows and columns that it covers, ends excluded."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Ruled:
    """A table on a page: the lines' heights from the top down, their places from the left, and its cells."""

    ys: list[float]
    xs: list[float]
    areas: list[Area] = field(default_factory=list)
    _at: dict[tuple[int, int], int] = field(default_factory=dict)

    def cell(self, x: float, y: float) -> int | None:
        """Return the number of the cell at a point, None outside the table."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[-1] <= y <= self.ys[0]):
            return None
        column = min(bisect_right(self.xs, x), len(self.xs) - 1) - 1
        row = min(bisect_right(self.ys, -y, key=lambda height: -height), len(self.ys) - 1) - 1
        return self._at.get((row, column))

    def settle(self) -> None:
        """Note which cell covers each place of the grid."""
        for number, area in enumerate(self.areas):
            for row in range(area.top, area.bottom):
                for column in range(area.left, area.right):
                    self._at[row, column] = number


def tables_of(rules: Rules) -> list[Ruled]:
    """Return the ruled tables of a page from the top down; a frame around a text is none."""
    level, upright = _merged(rules.level), _merged(rules.upright)
    if len(level) > MOST_LINES or len(upright) > MOST_LINES:
        return []
    tables = [_table(*group) for group in _groups(level, upright)]
    found = [table for table in tables if table is not None and len(table.areas) > 1]
    return sorted(found, key=lambda table: -table.ys[0])


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Return lines with those joined that lie on one another or go on where another ends."""
    places: dict[float, list[tuple[float, float]]] = defaultdict(list)
    last = None
    for rule in sorted(rules):
        last = rule.at if last is None or rule.at - last > NEAR else last
        places[last].append((rule.start, rule.end))
    return [Rule(at, start, end) for at, spans in places.items() for start, end in _union(spans)]


def _union(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1] + NEAR:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _groups(level: list[Rule], upright: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Return the level and upright lines that meet, directly or through others."""
    parents = list(range(len(level) + len(upright)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    for number, one in enumerate(level):
        for offset, other in enumerate(upright):
            if _meet(one, other):
                parents[root(len(level) + offset)] = root(number)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for number, one in enumerate(level):
        groups[root(number)][0].append(one)
    for offset, other in enumerate(upright):
        groups[root(len(level) + offset)][1].append(other)
    return [group for group in groups.values() if len(group[0]) > 1 and len(group[1]) > 1]


def _meet(level: Rule, upright: Rule) -> bool:
    return (
        level.start - NEAR <= upright.at <= level.end + NEAR
        and upright.start - NEAR <= level.at <= upright.end + NEAR
    )


def _table(level: list[Rule], upright: list[Rule]) -> Ruled | None:
    xs, ys = _places(upright), _places(level)[::-1]
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > MAX_CELLS:
        return None
    walls_right = _walls(upright, xs, [-y for y in ys], flip=True)
    walls_below = _walls(level, [-y for y in ys], xs, flip=False)
    table = Ruled(ys, xs, _areas(len(ys) - 1, len(xs) - 1, walls_right, walls_below))
    table.settle()
    return table


def _places(rules: Sequence[Rule]) -> list[float]:
    found: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not found or at - found[-1] > NEAR:
            found.append(at)
    return found


def _walls(
    rules: Sequence[Rule], places: list[float], edges: list[float], *, flip: bool
) -> set[tuple[int, int]]:
    """Return which sides are walled: the line's number, then the number of the stretch along it."""
    spans: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for rule in rules:
        at = rule.at if flip else -rule.at
        spans[_nearest(places, at)].append((-rule.end, -rule.start) if flip else (rule.start, rule.end))
    found = set()
    for number, along in spans.items():
        joined = _union(along)
        for stretch, (start, end) in enumerate(pairwise(edges)):
            covered = sum(max(0.0, min(end, stop) - max(start, begin)) for begin, stop in joined)
            if covered >= COVERED * (end - start):
                found.add((number, stretch))
    return found


def _nearest(places: Sequence[float], at: float) -> int:
    """Return the number of the place that is nearest; places ascend."""
    after = bisect_left(places, at)
    near = range(max(0, after - 1), min(len(places), after + 1))
    return min(near, key=lambda index: abs(places[index] - at))


def _areas(rows: int, columns: int, right: set[tuple[int, int]], below: set[tuple[int, int]]) -> list[Area]:
    """Return the cells: each takes the free places that no wall keeps it from, as a rectangle."""
    taken: set[tuple[int, int]] = set()
    areas: list[Area] = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            end = column + 1
            while end < columns and (end, row) not in right and (row, end) not in taken:
                end += 1
            bottom = row + 1
            while bottom < rows and not any((bottom, each) in below for each in range(column, end)):
                bottom += 1
            taken.update((down, across) for down in range(row, bottom) for across in range(column, end))
            areas.append(Area(row, column, bottom, end))
    return areas
