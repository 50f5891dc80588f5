"""A canvas in millimetres that becomes SVG: bars in colours and patterns, lines, text; no script, no font."""

from __future__ import annotations

import unicodedata
from html import escape

from govreport_writer.documents.charts.plot import Plot

WIDEST = 150.0
"""Millimetres; the text area of a page is 156 mm wide."""
TEXT = 3.0
"""The height of type: 3 mm are 8.5 pt."""
LINE = 4.2
LEAST = 0.3
"""The length of the smallest bar that is no zero."""
FONTS = "'Gongwen Hei','Gongwen Song',sans-serif"
INK = "#1a1a1a"
HALF_WIDTH = 0.6
"""Of an em: the widest that a digit or a small letter is in the faces met."""
_LEGEND_GAP = 4.0
_SWATCH = 3.4

# The colours of Okabe and Ito, which the colour-blind can tell apart; the patterns do it in black and white.
# A pattern has no ground: tiles with one show their seams.
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00")
_PATTERNS = (
    "",
    '<path d="M-.5 .5 .5-.5M0 2 2 0M1.5 2.5 2.5 1.5" stroke="#1a1a1a" stroke-width=".25"/>',
    '<circle cx=".5" cy=".5" r=".3" fill="#fff"/><circle cx="1.5" cy="1.5" r=".3" fill="#fff"/>',
    '<path d="M0 1H2" stroke="#1a1a1a" stroke-width=".3"/>',
    '<path d="M1 0V2" stroke="#1a1a1a" stroke-width=".3"/>',
    '<path d="M0 .5H2M.5 0V2" stroke="#fff" stroke-width=".3"/>',
)


def length(text: str) -> float:
    """Return how wide a text is set at most, in millimetres."""
    wide = sum(unicodedata.east_asian_width(each) in "WFA" for each in text)
    return TEXT * (wide + (len(text) - wide) * HALF_WIDTH)


def wrapped(text: str, width: float, most: int = 3) -> list[str]:
    """Return a text in lines of a width; what is more than `most` lines long ends in an ellipsis."""
    lines = [""]
    for character in text:
        if lines[-1] and length(lines[-1] + character) > width:
            lines.append("")
        lines[-1] += character
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1][:-1]}…"]


def number(value: float) -> str:
    """Return a length as it stands in SVG: two decimals, none that say nothing."""
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


class Canvas:
    """Collects shapes. Places are millimetres from the upper left corner; text stands on its base line."""

    def __init__(self, plot: Plot) -> None:
        self._plot = plot
        self._shapes: list[str] = []
        self._patterns: dict[int, str] = {}

    def bar(self, x: float, y: float, width: float, height: float, ink: int = 0) -> None:
        """Draw a bar with an outline, in the colour and pattern of a series."""
        place = _attributes(x=x, y=y, width=width, height=height)
        self._shapes.append(f'<rect {place} fill="{COLOURS[ink]}"/>')
        if _PATTERNS[ink]:
            self._shapes.append(f'<rect {place} fill="{self._pattern(ink)}"/>')
        self._shapes.append(f'<rect {place} fill="none" stroke="{INK}" stroke-width=".2"/>')

    def line(self, *points: tuple[float, float], width: float = 0.2) -> None:
        """Draw a line through points."""
        path = " ".join(f"{number(x)},{number(y)}" for x, y in points)
        self._shapes.append(
            f'<polyline points="{path}" fill="none" stroke="{INK}" stroke-width="{number(width)}"/>'
        )

    def text(self, x: float, y: float, text: str, anchor: str = "start", *, turned: bool = False) -> None:
        """Write a text that begins at, ends at or is centred on a place; `turned` reads upwards."""
        turn = f' transform="rotate(-90 {number(x)} {number(y)})"' if turned else ""
        self._shapes.append(
            f'<text {_attributes(x=x, y=y)} text-anchor="{anchor}"{turn}>{escape(text)}</text>'
        )

    def label(self, x: float, y: float, text: str) -> None:
        """Write a text centred on a place on a bar, on a ground of its own."""
        width = length(text)
        place = _attributes(x=x - width / 2, y=y - 0.82 * TEXT, width=width, height=TEXT)
        self._shapes.append(f'<rect {place} rx=".5" fill="#fff"/>')
        self.text(x, y, text, "middle")

    def legend(self, names: tuple[str, ...], width: float) -> float:
        """Name the colours in lines at the top and return the height they take."""
        x, y = 0.0, 0.0
        for ink, name in enumerate(names):
            name = wrapped(name, width - _SWATCH - 1, most=1)[0]
            needed = _SWATCH + 1 + length(name)
            if x and x + needed > width:
                x, y = 0.0, y + LINE
            self.bar(x + 0.1, y + 0.3, _SWATCH, _SWATCH - 0.4, ink)
            self.text(x + _SWATCH + 1, y + TEXT, name)
            x += needed + _LEGEND_GAP
        return y + LINE

    def svg(self, width: float, height: float) -> str:
        """Return the drawing; its name and description are read out in its place."""
        plot = self._plot
        wide, high = number(width), number(height)
        size = f'width="{wide}mm" height="{high}mm" viewBox="0 0 {wide} {high}"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" lang="zh-CN"'
            f' aria-labelledby="{plot.id}-title {plot.id}-desc">'
            f'<title id="{plot.id}-title">{escape(plot.title)}</title>'
            f'<desc id="{plot.id}-desc">{escape(plot.description)}</desc>'
            f"<defs>{''.join(self._patterns[ink] for ink in sorted(self._patterns))}</defs>"
            f'<g font-family="{FONTS}" font-size="{number(TEXT)}" fill="{INK}">'
            f"{''.join(self._shapes)}</g></svg>"
        )

    def _pattern(self, ink: int) -> str:
        name = f"{self._plot.id}-ink{ink}"
        self._patterns[ink] = (
            f'<pattern id="{name}" width="2" height="2" patternUnits="userSpaceOnUse">'
            f"{_PATTERNS[ink]}</pattern>"
        )
        return f"url(#{name})"


def _attributes(**lengths: float) -> str:
    return " ".join(f'{name}="{number(value)}"' for name, value in lengths.items())
