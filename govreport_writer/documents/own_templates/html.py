"""Check an agency's own HTML templates and style sheets: tags, what they print, nothing from outside."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from govreport_writer.documents.appearance import Appearance
from govreport_writer.documents.html.filters import FILTERS
from govreport_writer.documents.html.page import FRAGMENT, PAGE, render_fragment, render_html
from govreport_writer.documents.own_templates.names import name_slips, usual_filters
from govreport_writer.documents.own_templates.printed import left_out
from govreport_writer.documents.own_templates.problem import Problem, problem
from govreport_writer.documents.own_templates.slips import Slip
from govreport_writer.documents.own_templates.structure import nesting_slips, statement_slips
from govreport_writer.documents.own_templates.tags import find_tags
from govreport_writer.documents.view import DocumentView
from govreport_writer.errors import RenderError

RENDERERS: Mapping[str, Callable[[DocumentView, Appearance], str]] = {
    PAGE: render_html,
    FRAGMENT: render_fragment,
}
FORMATS = {PAGE: "html", FRAGMENT: "fragment"}
_LOADED = ("src", "srcset", "poster", "data", "background", "action", "formaction")
"""Attributes whose address a browser opens by itself, or sends something to."""


def check_html(name: str, folder: Path, view: DocumentView) -> Iterator[Problem]:
    """Yield all problems of a template; RenderError when it cannot be read or drawn."""
    found = [_of_slip(name, slip) for slip in _slips(folder / name, view)]
    yield from found
    if not found:
        page = RENDERERS[name](view, Appearance(templates=folder))
        yield from left_out(name, view, page.encode(), FORMATS[name])
        yield from _outside(name, page)
        if view.draft and view.draft not in page:
            yield problem(name, "draft", word=view.draft)
        if "data:image/png" not in page:
            yield problem(name, "picture")


def _of_slip(name: str, slip: Slip) -> Problem:
    return Problem(name, "error", slip.key, slip.message, line=slip.line, tag=slip.tag)


def _slips(path: Path, view: DocumentView) -> list[Slip]:
    try:
        source = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RenderError("render.html_template", file=path, why=error) from error
    slips: list[Slip] = []
    tags = list(find_tags(source, slips.append, docx=False))
    slips += nesting_slips(tags)
    slips += statement_slips(tags)
    slips += name_slips(tags, _seen(view), {*usual_filters(), *FILTERS})
    return sorted(slips, key=lambda slip: slip.line)


def _seen(view: DocumentView) -> dict[str, Any]:
    look = Appearance()
    return {"view": view, "profile": look.profile, "tags": [("", "")], "css": "", "words": {"unfilled": ""}}


def _outside(name: str, page: str) -> Iterator[Problem]:
    """Yield scripts, and what a browser would fetch from elsewhere."""
    from lxml import html

    for element in html.fromstring(page).iter():
        if not isinstance(element.tag, str):
            continue
        events = [key for key in element.attrib if key.lower().startswith("on")]
        for script in [element.tag] if element.tag == "script" else events:
            yield problem(name, "script", name=script)
        addresses = [element.get(key, "") for key in _LOADED]
        if element.tag == "link":
            addresses.append(element.get("href", ""))
        for address in addresses:
            if address and not address.lower().lstrip().startswith("data:"):
                yield problem(name, "outside", address=address[:80])
