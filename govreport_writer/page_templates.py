"""Draw a page of HTML from a template: everything is escaped, nothing is asked for from outside."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from govreport_writer import messages
from govreport_writer.resources import templates_folder
from govreport_writer.text_clean import cleaned

if TYPE_CHECKING:
    from jinja2 import Environment

LANGUAGES = {"zh": "zh-CN", "en": "en"}
"""The languages of the catalogues as a page names them."""
STYLE_SHEET = "check.css"


def page(template: str, **values: object) -> str:
    """Return a page with the style sheet in it; an undefined name in the template is an error."""
    return _environment(templates_folder()).get_template(template).render(**values).lstrip()


def page_language() -> str:
    """Return the language in force as the attribute `lang` has it."""
    return LANGUAGES[messages.language()]


@cache
def _environment(folder: Path) -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_without_control_characters,
    )
    environment.globals["css"] = Markup((folder / STYLE_SHEET).read_text(encoding="utf-8"))
    environment.globals["languages"] = LANGUAGES
    return environment


def _without_control_characters(value: object) -> object:
    """Return a text without the characters that HTML may not have; escaped texts have been through this."""
    return cleaned(value)[0] if type(value) is str else value
