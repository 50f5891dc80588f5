"""Columns side by side, group by group from left to right: the years."""

from __future__ import annotations

from govreport_writer.documents.charts.plot import Mark, Plot
from govreport_writer.documents.charts.svg import LEAST, LINE, TEXT, WIDEST, Canvas, length

_PLOT = 42.0
_NARROWEST = 66.0
_COLUMN = 8.0
_WIDEST_COLUMN = 14.0
_GAP = 6.0
_SMALLEST_COLUMN = 3.2
_SMALLEST_GAP = 1.5


def most_groups(series: int) -> int:
    """Return how many groups of so many columns fit beside one another with a legible figure on each."""
    return int(WIDEST // (series * _SMALLEST_COLUMN + _SMALLEST_GAP))


def draw_columns(plot: Plot) -> tuple[str, float, float]:
    """Return a drawing and its width and height; figures stand upright where there is no room across."""
    drawing = _Columns(plot)
    return drawing.svg(), drawing.width, drawing.height


class _Columns:
    def __init__(self, plot: Plot) -> None:
        self.plot = plot
        self.canvas = Canvas(plot)
        longest = max(map(length, plot.texts))
        each = WIDEST / len(plot.groups)
        column = max(_COLUMN, longest + 1)
        self.turned = column > _WIDEST_COLUMN or len(plot.names) * column + _GAP > each
        gap = min(_GAP, max(_SMALLEST_GAP, each / 5), each - _SMALLEST_COLUMN * len(plot.names))
        self.column = min(_COLUMN, (each - gap) / len(plot.names)) if self.turned else column
        self.group = self.column * len(plot.names) + gap
        self.width = max(_NARROWEST, self.group * len(plot.groups))
        top = self.canvas.legend(plot.names, self.width) + 1.5 + (longest + 1 if self.turned else LINE)
        self.base = top + _PLOT
        self.height = self.base + LINE + 1 + (LINE if plot.note else 0)
        self.label_width = max(map(length, plot.groups))

    def svg(self) -> str:
        left = (self.width - self.group * len(self.plot.groups)) / 2
        for index, marks in enumerate(self.plot.marks):
            self._group(left + self.group * index, self.plot.groups[index], marks)
        self.canvas.line((0, self.base), (self.width, self.base), width=0.3)
        if self.plot.note:
            self.canvas.text(0, self.height - 1, self.plot.note)
        return self.canvas.svg(self.width, self.height)

    def _group(self, left: float, name: str, marks: tuple[Mark, ...]) -> None:
        first = left + (self.group - self.column * len(marks)) / 2
        for ink, mark in enumerate(marks):
            self._column(first + self.column * ink, mark, ink)
        shown = name if self.label_width <= self.group else name[:4]
        self.canvas.text(left + self.group / 2, self.base + LINE, shown, "middle")

    def _column(self, x: float, mark: Mark, ink: int) -> None:
        size = max(mark.size or 0, 0)
        tall = max(_PLOT * size / self.plot.largest, LEAST) if size else 0
        if tall:
            self.canvas.bar(x, self.base - tall, self.column, tall, ink)
        middle, foot = x + self.column / 2, self.base - tall - 1
        if self.turned:
            self.canvas.text(middle + 0.36 * TEXT, foot, mark.text, turned=True)
        else:
            self.canvas.text(middle, foot, mark.text, "middle")
