"""Pages that lie on their side: what maps their content so that its lines are level."""

from __future__ import annotations

import ctypes
from collections import Counter
from typing import Any

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
SAME: Matrix = (1, 0, 0, 1, 0, 0)


def turned(page: Any) -> tuple[Matrix, float]:
    """Return what turns a page so that most of its text is level, and the height it then has."""
    left, bottom, right, top = page.get_mediabox()
    width, height = right - left, top - bottom
    match _direction(page):
        case (0, 1):
            return (0, -1, 1, 0, 0, width), width
        case (-1, 0):
            return (-1, 0, 0, -1, width, height), height
        case (0, -1):
            return (0, 1, -1, 0, height, 0), width
        case _:
            return SAME, height


def _direction(page: Any) -> tuple[int, int]:
    """Return the direction in which most pieces of text run: (1, 0) to the right, (0, 1) up."""
    import pypdfium2.raw as raw

    found: Counter[tuple[int, int]] = Counter({(1, 0): 1})
    matrix = raw.FS_MATRIX()
    for index in range(raw.FPDFPage_CountObjects(page.raw)):
        thing = raw.FPDFPage_GetObject(page.raw, index)
        if raw.FPDFPageObj_GetType(thing) == raw.FPDF_PAGEOBJ_TEXT:
            raw.FPDFPageObj_GetMatrix(thing, ctypes.byref(matrix))
            found[_sign(matrix.a, matrix.b), _sign(matrix.b, matrix.a)] += 1
    return found.most_common(1)[0][0]


def _sign(one: float, other: float) -> int:
    """Return 1, -1, or 0 where the other share of a direction is much the larger."""
    return 0 if abs(one) < 0.02 * abs(other) else (1 if one > 0 else -1)


def mapped(matrix: Matrix, x: float, y: float) -> Point:
    """Return where a point comes to lie."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def times(one: Matrix, other: Matrix) -> Matrix:
    """Return what maps as one matrix and then the other do."""
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u
