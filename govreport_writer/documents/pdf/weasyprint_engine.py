"""Print the HTML page as PDF with WeasyPrint, the second engine."""

from __future__ import annotations

import atexit
from datetime import UTC, datetime, time
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING, Any

from govreport_writer.documents.appearance import Appearance
from govreport_writer.documents.html.page import render_html
from govreport_writer.documents.html.templates import style_sheet
from govreport_writer.documents.pdf.css import FONT_SCHEME, profile_css, report_css
from govreport_writer.documents.pdf.date import file_date
from govreport_writer.documents.pdf.fonts import font_file
from govreport_writer.documents.view import DocumentView
from govreport_writer.errors import RenderError
from govreport_writer.profile import Profile

if TYPE_CHECKING:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

_COLOURS = "sRGB2014.icc"
STYLES = ("report.css", "print.css")


def render_pdf(view: DocumentView, appearance: Appearance | None = None) -> bytes:
    """Return the tagged PDF; RenderError with what to install when a native library is missing.

    With a standard (PDF/UA-1, PDF/A-2a, PDF/A-3a) the cells of all tables name their headers.
    """
    look = appearance or Appearance()
    weasyprint = _weasyprint()
    styles, fonts = _styles(look)
    own = weasyprint.CSS(string=report_css(view, look.profile), font_config=fonts, url_fetcher=fetch)
    page = weasyprint.HTML(string=render_html(view, look, styled=False), url_fetcher=fetch)
    document = page.render(stylesheets=[*styles, own], font_config=fonts, **_options(look))
    _date(document.metadata, view, look)
    if look.pdf_standard in ("a-2a", "a-3a"):
        document.color_profiles[_COLOURS] = _colours()
    return _finished(document.write_pdf(**_options(look)), view, look)


def _options(look: Appearance) -> dict[str, Any]:
    standard = f"pdf/{look.pdf_standard}" if look.pdf_standard else None
    return {
        "pdf_tags": True,
        "pdf_identifier": b"govreport",
        "pdf_variant": standard,
        "output_intent": _COLOURS if standard and standard != "pdf/ua-1" else None,
    }


def _colours() -> Any:
    """Return the colour profile that PDF/A asks for; of its own accord WeasyPrint leaves the file open."""
    from weasyprint.css import ColorProfile

    profile = files("weasyprint.pdf") / _COLOURS
    return ColorProfile(BytesIO(profile.read_bytes()), _COLOURS, "relative-colorimetric", ["r", "g", "b"])


def _finished(document: bytes, view: DocumentView, look: Appearance) -> bytes:
    if look.pdf_standard is None:
        return document
    from govreport_writer.documents.pdf.structure import finished

    return finished(document, view, look.pdf_standard, cut=True)


def _date(metadata: Any, view: DocumentView, look: Appearance) -> None:
    """Name the organ and date the file by the submission, not by the clock."""
    metadata.authors = [view.agency]
    day = file_date(view, look.pdf_standard)
    if day is not None:
        moment = datetime.combine(day, time(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        metadata.created = metadata.modified = moment


def fetch(url: str) -> Any:
    """Hand over a font of the page or an inline picture; refuse every other address.

    Agency text fetches no file and no network.
    """
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    if url.startswith("data:"):
        return URLFetcher(allowed_protocols={"data"}).fetch(url)
    file = font_file(url.removeprefix(FONT_SCHEME)) if url.startswith(FONT_SCHEME) else None
    if file is None:
        raise ValueError(url)
    return URLFetcherResponse(url, file.read_bytes())


def _styles(look: Appearance) -> tuple[list[CSS], FontConfiguration]:
    """Return the style sheets of page, profile and print with their fonts loaded."""
    page, printed = (str(style_sheet(look.template(name))) for name in STYLES)
    return _loaded(look.profile.model_dump_json(), page, printed)


@lru_cache(maxsize=4)
def _loaded(profile: str, page: str, printed: str) -> tuple[list[CSS], FontConfiguration]:
    """Load style sheets and fonts once a process; the profile is given as JSON."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    atexit.register(_loaded.cache_clear)  # fonts must go before the library they belong to
    texts = (page, profile_css(Profile.model_validate_json(profile)), printed)
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
