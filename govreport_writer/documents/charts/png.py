"""A chart as a picture for DOCX: PNG at 300 dpi, set by Typst with the shipped fonts."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from govreport_writer.documents.charts.chart import Chart
from govreport_writer.documents.pdf.fonts import loaded_fonts
from govreport_writer.fonts import cut_out, installed_fonts, uncovered

if TYPE_CHECKING:
    from typst import Fonts

DPI = 300
_PAGE = b"""\
#let millimetres(given) = float(given) * 1mm
#set page(fill: white)
#set page(width: millimetres(sys.inputs.width), height: millimetres(sys.inputs.height), margin: 0mm)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%)
"""


def chart_png(chart: Chart) -> bytes:
    """Return the picture, 300 dots per inch of the chart's width; equal charts give equal bytes.

    Characters that the shipped fonts lack are cut out of installed ones, as for the PDF.
    """
    missing = uncovered(chart.svg)
    if not missing:
        return _png(chart, _shipped_fonts())
    with TemporaryDirectory(prefix="govreport-fonts-") as folder:
        cut_out(installed_fonts(missing), Path(folder))
        return _png(chart, loaded_fonts(Path(folder)))


def _png(chart: Chart, fonts: Fonts) -> bytes:
    import typst

    inputs = {"svg": chart.svg, "width": str(chart.width), "height": str(chart.height)}
    png = typst.compile(_PAGE, font_paths=fonts, format="png", ppi=DPI, sys_inputs=inputs)
    assert isinstance(png, bytes)
    return png


@cache
def _shipped_fonts() -> Fonts:
    return loaded_fonts()
