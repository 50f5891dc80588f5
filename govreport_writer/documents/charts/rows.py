"""Horizontal bars: one for each name, or one for each year in parts."""

from __future__ import annotations

from dataclasses import dataclass

from govreport_writer import messages
from govreport_writer.documents.charts.plot import Mark, Plot
from govreport_writer.documents.charts.svg import LEAST, LINE, TEXT, WIDEST, Canvas, length, wrapped

_BAR = 4.6
_STACK = 6.0
_GAP = 2.4
_LABELS = 54.0
_LEAST_PLOT = 20.0
MOST_STACKS = 12
"""So many years with labels above their bars and blanks below fit on a page."""


def draw_bars(plot: Plot) -> tuple[str, float, float]:
    """Return a drawing and its width and height; a long label breaks into lines at the left."""
    canvas = Canvas(plot)
    left = min(_LABELS, max(map(length, plot.groups))) + 2
    room = max(_LEAST_PLOT, WIDEST - left - max(map(length, plot.texts)) - 1.5)
    y = 0.5
    for name, (mark,) in zip(plot.groups, plot.marks, strict=True):
        lines = wrapped(name, _LABELS)
        row = max(_BAR, LINE * len(lines))
        _name(canvas, lines, left, y + row / 2)
        _bar(canvas, mark, left, y + row / 2, room / plot.largest)
        y += row + _GAP
    canvas.line((left, 0), (left, y - _GAP / 2), width=0.3)
    return _finished(canvas, plot, y)


def _name(canvas: Canvas, lines: list[str], right: float, middle: float) -> None:
    first = middle + 0.36 * TEXT - LINE * (len(lines) - 1) / 2
    for number, line in enumerate(lines):
        canvas.text(right - 1.5, first + LINE * number, line, "end")


def _bar(canvas: Canvas, mark: Mark, left: float, middle: float, scale: float) -> None:
    size = max(mark.size or 0, 0)
    wide = max(size * scale, LEAST) if size else 0
    if wide:
        canvas.bar(left, middle - _BAR / 2, wide, _BAR)
    canvas.text(left + wide + 1.2, middle + 0.36 * TEXT, mark.text)


def _finished(canvas: Canvas, plot: Plot, y: float) -> tuple[str, float, float]:
    if plot.note:
        y += LINE
        canvas.text(0, y - 1, plot.note)
    return canvas.svg(WIDEST, y), WIDEST, y


@dataclass(slots=True)
class _Part:
    """A part of a stacked bar: where it lies, and where the middle of its figure comes to stand."""

    mark: Mark
    ink: int
    left: float
    width: float
    middle: float

    @property
    def narrow(self) -> bool:
        """Whether the figure does not fit into the part."""
        return length(self.mark.text) + 0.6 > self.width


def draw_stacks(plot: Plot) -> tuple[str, float, float]:
    """Return a drawing and its width and height; figures of narrow parts stand above them, with a line."""
    canvas = Canvas(plot)
    y = canvas.legend(plot.names, WIDEST) + 1.5
    left = max(map(length, plot.groups)) + 2
    room = max(_LEAST_PLOT, WIDEST - left - max(map(length, plot.totals), default=0) - 1.5)
    longest = max(sum(max(mark.size or 0, 0) for mark in marks) for marks in plot.marks) or 1
    for index, marks in enumerate(plot.marks):
        parts = _parts(marks, left, room / longest)
        y += _stack(canvas, parts, left, y)
        _around(canvas, plot, index, parts[-1].left + parts[-1].width if parts else left, left, y)
        gaps = _gaps(plot, marks)
        for number, line in enumerate(gaps, 1):
            canvas.text(left, y + LINE * number - 0.6, line)
        y += LINE * len(gaps) + _GAP
    return _finished(canvas, plot, y)


def _parts(marks: tuple[Mark, ...], left: float, scale: float) -> list[_Part]:
    parts = []
    for ink, mark in enumerate(marks):
        width = max(mark.size or 0, 0) * scale
        if width:
            parts.append(_Part(mark, ink, left, width, left + width / 2))
            left += width
    return parts


def _stack(canvas: Canvas, parts: list[_Part], left: float, y: float) -> float:
    """Draw a bar with its figures and return the height it takes, that of the figures above it included."""
    above = [part for part in parts if part.narrow]
    _spread(above, left)
    top = y + (LINE + 1.4 if above else 0)
    for part in parts:
        canvas.bar(part.left, top, part.width, _STACK, part.ink)
    for part in parts:
        if part.narrow:
            canvas.text(part.middle, top - 2.4, part.mark.text, "middle")
            canvas.line((part.middle, top - 1.9), (part.left + part.width / 2, top), width=0.15)
        else:
            canvas.label(part.middle, top + _STACK / 2 + 0.36 * TEXT, part.mark.text)
    return top + _STACK - y


def _spread(parts: list[_Part], left: float) -> None:
    """Move figures apart that would run into one another, to the right and back from the edge."""
    end = left
    for part in parts:
        half = length(part.mark.text) / 2 + 0.5
        part.middle = max(part.middle, end + half)
        end = part.middle + half
    end = WIDEST
    for part in reversed(parts):
        half = length(part.mark.text) / 2 + 0.5
        part.middle = min(part.middle, end - half)
        end = part.middle - half


def _around(canvas: Canvas, plot: Plot, index: int, right: float, left: float, bottom: float) -> None:
    """Write the year before a bar and the total behind it."""
    line = bottom - _STACK / 2 + 0.36 * TEXT
    canvas.text(left - 1.5, line, plot.groups[index], "end")
    if plot.totals:
        canvas.text(right + 1.2, line, plot.totals[index])


def _gaps(plot: Plot, marks: tuple[Mark, ...]) -> list[str]:
    """Return the lines that name the parts of which there is nothing to draw."""
    named = [
        messages.printed("document.chart.gap", name=name, mark=mark.text)
        for name, mark in zip(plot.names, marks, strict=True)
        if mark.size is None
    ]
    together = messages.printed("document.chart.separator").join(named)
    return wrapped(together, WIDEST - 20) if named else []
