"""Draw a view as one self-contained HTML page."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from govreport_writer import messages
from govreport_writer.documents.table_fit import PAGE_HEIGHT, Fitted, fit
from govreport_writer.documents.view import DocumentView
from govreport_writer.grid import Grid
from govreport_writer.resources import templates_folder
from govreport_writer.submission import Picture

if TYPE_CHECKING:
    from jinja2 import Environment

_DIGIT, _PADDING = 8.6, 14  # pixels of a digit of 15 px, of a cell's two sides
_SAFE_SCHEMES = ("http://", "https://", "mailto:")


def render_html(view: DocumentView, *, styled: bool = True) -> str:
    """Return the page; no script, no external resource, agency text only as text.

    An engine that brings the style sheets itself takes the page without them.
    """
    folder = templates_folder()
    page = (
        _environment(folder)
        .get_template("report.html.j2")
        .render(
            view=view,
            css=_style_sheet(folder) if styled else "",
            words={"unfilled": messages.printed("document.html.unfilled")},
        )
    )
    return page.lstrip()


@cache
def _environment(folder: Path) -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, auto_reload=False
    )
    environment.filters |= {
        "data_url": _data_url,
        "safe_url": _safe_url,
        "fitted": _fitted,
        "least_width": _least_width,
    }
    return environment


@cache
def _style_sheet(folder: Path) -> str:
    from markupsafe import Markup

    return Markup((folder / "report.css").read_text(encoding="utf-8"))


def _fitted(grid: Grid) -> Fitted:
    """Return the column widths and type size in which the figures fit a printed page."""
    return fit(grid, PAGE_HEIGHT)


def _least_width(grid: Grid, widths: Sequence[float]) -> int:
    """Return the width in pixels below which a figure would run into its neighbour on the screen."""
    needs = [
        (len(cell.text) * _DIGIT + _PADDING)
        * sum(widths)
        / sum(widths[cell.column : cell.column + cell.colspan])
        for cell in grid.cells
        if cell.role == "value"
    ]
    return ceil(max(needs, default=0))


def _data_url(picture: Picture) -> str:
    return f"data:{picture.media_type};base64,{b64encode(picture.data).decode('ascii')}"


def _safe_url(url: str) -> str:
    """Return a link that only leads to the web or to mail."""
    return url if url.lower().startswith(_SAFE_SCHEMES) else f"#{url}"
