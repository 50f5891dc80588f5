"""The straight lines that a page draws: those of its tables among them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from govreport_writer.importers.read_pdf_turn import SAME, Matrix, Point, mapped, times

THIN = 3.0
"""Points up to which a filled area is a line."""
SHORT = 2.0
"""Points below which a line draws nothing of a table."""
MOST_OBJECTS = 60_000
MOST_SEGMENTS = 400
"""Segments of a path of a table; drawings and maps have more."""
DEEPEST = 8


class Rule(NamedTuple):
    """A line along one axis: `at` is its place on the other, `start` < `end` its ends, in points."""

    at: float
    start: float
    end: float


class Rules(NamedTuple):
    """The level and the upright lines of a page."""

    level: list[Rule]
    upright: list[Rule]


def rules_of(page: Any, turn: Matrix = SAME) -> Rules:
    """Return the lines of a page; `turn` maps one that lies on its side."""
    import pypdfium2.raw as raw

    rules = Rules([], [])
    for path, matrix in _paths(raw, page.raw, turn, 0, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject):
        _add(raw, path, matrix, rules)
    return rules


def _paths(
    raw: Any, parent: Any, matrix: Matrix, depth: int, count: Any, get: Any
) -> Iterator[tuple[Any, Matrix]]:
    """Yield the paths of a page, and of forms on it, each with what maps it onto the page."""
    for index in range(min(count(parent), MOST_OBJECTS)):
        thing = get(parent, index)
        kind = raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield thing, times(_matrix(raw, thing), matrix)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
            inner = times(_matrix(raw, thing), matrix)
            yield from _paths(
                raw, thing, inner, depth + 1, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject
            )


def _matrix(raw: Any, thing: Any) -> Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(thing, ctypes.byref(found)):
        return SAME
    return found.a, found.b, found.c, found.d, found.e, found.f


def _add(raw: Any, path: Any, matrix: Matrix, rules: Rules) -> None:
    count = raw.FPDFPath_CountSegments(path)
    if not 2 <= count <= MOST_SEGMENTS:
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    for points in _strokes(raw, path, count, matrix):
        _add_stroke(points, bool(stroke.value), bool(fill.value), rules)


def _strokes(raw: Any, path: Any, count: int, matrix: Matrix) -> Iterator[list[Point]]:
    """Yield the points of each part of a path that is drawn in one go."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        if kind == raw.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append(mapped(matrix, x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points


def _add_stroke(points: list[Point], stroked: bool, filled: bool, rules: Rules) -> None:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, right, bottom, top = min(xs), max(xs), min(ys), max(ys)
    if top - bottom <= THIN and right - left >= SHORT and (stroked or filled):
        rules.level.append(Rule((top + bottom) / 2, left, right))
    elif right - left <= THIN and top - bottom >= SHORT and (stroked or filled):
        rules.upright.append(Rule((left + right) / 2, bottom, top))
    elif stroked:
        for (x, y), (other_x, other_y) in pairwise(points):
            _add_segment(x, y, other_x, other_y, rules)


def _add_segment(x: float, y: float, other_x: float, other_y: float, rules: Rules) -> None:
    if abs(y - other_y) <= 0.5 and abs(x - other_x) >= SHORT:
        rules.level.append(Rule((y + other_y) / 2, min(x, other_x), max(x, other_x)))
    elif abs(x - other_x) <= 0.5 and abs(y - other_y) >= SHORT:
        rules.upright.append(Rule((x + other_x) / 2, min(y, other_y), max(y, other_y)))
