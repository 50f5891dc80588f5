"""Print the HTML page as PDF with WeasyPrint, the second engine."""

from __future__ import annotations

import atexit
from datetime import UTC, datetime, time
from functools import cache
from typing import TYPE_CHECKING, Any

from govreport_writer.documents.html import render_html
from govreport_writer.documents.view import DocumentView
from govreport_writer.errors import RenderError
from govreport_writer.resources import fonts_folder, templates_folder

if TYPE_CHECKING:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

FONT_SCHEME = "govreport-font:"


def render_pdf(view: DocumentView) -> bytes:
    """Return the tagged PDF; RenderError with what to install when a native library is missing."""
    weasyprint = _weasyprint()
    styles, fonts = _style_sheets()
    page = weasyprint.HTML(string=render_html(view, styled=False), url_fetcher=fetch)
    document: bytes = page.write_pdf(
        stylesheets=styles,
        font_config=fonts,
        pdf_tags=True,
        pdf_identifier=b"govreport",
        finisher=lambda _document, pdf: _dated(pdf, view),
    )
    return document


def fetch(url: str) -> Any:
    """Hand over a shipped font or an inline picture; refuse every other address.

    Agency text fetches no file and no network.
    """
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    if url.startswith("data:"):
        return URLFetcher(allowed_protocols={"data"}).fetch(url)
    name = url.removeprefix(FONT_SCHEME)
    if name == url or name not in {path.name for path in fonts_folder().iterdir()}:
        raise ValueError(url)
    return URLFetcherResponse(url, (fonts_folder() / name).read_bytes())


@cache
def _style_sheets() -> tuple[list[CSS], FontConfiguration]:
    """Return the style sheets of page and print with the fonts loaded, once a process."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    atexit.register(_style_sheets.cache_clear)  # fonts must go before the library they belong to
    texts = [(templates_folder() / name).read_text(encoding="utf-8") for name in ("report.css", "print.css")]
    return [CSS(string=text, font_config=fonts, url_fetcher=fetch) for text in texts], fonts


def _weasyprint() -> Any:
    try:
        import weasyprint
        from weasyprint.text.ffi import harfbuzz_subset
    except OSError as error:
        raise RenderError("render.weasyprint_libraries", why=str(error).splitlines()[0]) from error
    if harfbuzz_subset is None:  # it would subset the fonts with fontTools, for many seconds
        raise RenderError("render.weasyprint_libraries", why="libharfbuzz-subset")
    return weasyprint


def _dated(pdf: Any, view: DocumentView) -> None:
    """Name the organ and date the file by the submission, not by the clock."""
    from pydyf import String

    pdf.info["Author"] = String(view.agency)
    for key in ("CreationDate", "ModDate"):
        pdf.info.pop(key, None)
        if view.date is not None:
            moment = datetime.combine(view.date, time(), UTC)
            pdf.info[key] = String(moment.strftime("D:%Y%m%d%H%M%SZ"))
