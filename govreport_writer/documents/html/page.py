"""Draw a view as one self-contained HTML page, or as a fragment for the editor of a website."""

from __future__ import annotations

from functools import cache

from markupsafe import Markup

from govreport_writer import messages
from govreport_writer.documents.appearance import Appearance
from govreport_writer.documents.html.head import page_tags, profile_css
from govreport_writer.documents.html.templates import draw, style_sheet
from govreport_writer.documents.view import DocumentView

PAGE, FRAGMENT, STYLES = "report.html.j2", "fragment.html.j2", "report.css"


def render_html(view: DocumentView, appearance: Appearance | None = None, *, styled: bool = True) -> str:
    """Return the page; no script, no external resource, agency text only as text.

    An engine that brings the style sheets itself takes the page without them. RenderError for a fault in
    an agency's own template.
    """
    look = appearance or Appearance()
    tags = page_tags(view, look.profile.site)
    css = profile_css(look.profile) + Markup("\n") + style_sheet(look.template(STYLES)) if styled else ""
    return draw(look.template(PAGE), view=view, profile=look.profile, tags=tags, css=css, words=_words())


def render_fragment(view: DocumentView, appearance: Appearance | None = None) -> str:
    """Return the report to paste into an editor: inline styles only, nothing above the headings of sections.

    RenderError for a fault in an agency's own template.
    """
    look = appearance or Appearance()
    return draw(look.template(FRAGMENT), view=view, profile=look.profile, words=_words())


@cache
def _words() -> dict[str, str]:
    """Return the words that a page adds to the report's own."""
    return {"unfilled": messages.printed("document.html.unfilled")}
