"""What templates of HTML need beyond the view: safe links, inline pictures, widths of tables."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from math import ceil
from typing import Any

from markupsafe import Markup, escape

from govreport_writer.documents.charts.chart import Chart
from govreport_writer.documents.table_fit import PAGE_HEIGHT, Fitted, fit, indent
from govreport_writer.grid import Grid
from govreport_writer.profile import FaceName
from govreport_writer.submission import Picture

_DIGIT, _PADDING = 8.6, 14  # pixels of a digit of 15 px, of a cell's two sides
_SAFE_SCHEMES = ("http://", "https://", "mailto:")
_LONG = re.compile(r"[!-~]{16,}")
_JOINTS = re.compile(r"([/.@?&=_:-]+)")
_NOT_IN_A_STRING = re.compile(r"[\x00-\x1f\x7f\"'\\<>&]")


def fitted(grid: Grid) -> Fitted:
    """Return the column widths and type size in which the figures fit a printed page."""
    return fit(grid, PAGE_HEIGHT)


def least_width(grid: Grid, widths: Sequence[float]) -> int:
    """Return the width in pixels below which a figure would run into its neighbour on the screen."""
    total = sum(widths)
    needs = [
        (len(cell.text) * _DIGIT + _PADDING) * total / sum(widths[cell.column : cell.column + cell.colspan])
        for cell in grid.cells
        if cell.role == "value"
    ]
    return ceil(max(needs, default=0))


def data_url(picture: Picture) -> str:
    """Return a picture as an address that holds all of it."""
    return f"data:{picture.media_type};base64,{b64encode(picture.data).decode('ascii')}"


def safe_url(url: str) -> str:
    """Return a link that only leads to the web or to mail."""
    return url if url.lower().startswith(_SAFE_SCHEMES) else f"#{url}"


def breakable(text: str) -> str:
    """Return a text in which a long address may go on in the next line, without a character more."""
    if not _LONG.search(text):
        return text
    pieces = _JOINTS.split(text)
    return Markup("").join(escape(piece) + Markup("<wbr>") * (at % 2) for at, piece in enumerate(pieces))


def face(name: FaceName) -> str:
    """Return the name of a font as a string of CSS."""
    return "'" + _NOT_IN_A_STRING.sub(lambda found: f"\\{ord(found[0]):x} ", name) + "'"


def drawing(chart: Chart) -> Markup:
    """Return a chart's SVG, which is markup of our own."""
    return Markup(chart.svg)


FILTERS: Mapping[str, Callable[..., Any]] = {
    "breakable": breakable,
    "data_url": data_url,
    "drawing": drawing,
    "face": face,
    "fitted": fitted,
    "indent_of": indent,
    "least_width": least_width,
    "safe_url": safe_url,
}
"""By the names that templates use."""
