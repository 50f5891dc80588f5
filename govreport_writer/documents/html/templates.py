"""Templates of HTML: the shipped ones as they are, an agency's own in a sandbox.

A template is one file: it includes no other. Files are read anew when they change.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from traceback import walk_tb

from jinja2 import Environment, StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup
from pydantic import BaseModel

from govreport_writer.documents.html.filters import FILTERS
from govreport_writer.errors import RenderError
from govreport_writer.resources import templates_folder

_NOT_THE_SAME_TWICE = ("lipsum", "random")
_UNESCAPED = "safe"


class Sandbox(ImmutableSandboxedEnvironment):
    """Where an agency's own templates run: they read the view, and text in it stays text."""

    def is_safe_callable(self, obj: object) -> bool:
        """Refuse what classes and submissions can do, such as reading a file."""
        owner = getattr(obj, "__self__", None)
        return super().is_safe_callable(obj) and not isinstance(owner, (BaseModel, type))


def draw(path: Path, **values: object) -> str:
    """Return a template's page; RenderError with the line of a fault in an agency's own template."""
    try:
        return _template(path, _changed(path)).render(**values).lstrip()
    except Exception as error:  # an own template can fail in any way
        if _is_shipped(path):
            raise
        why = f"{type(error).__name__}: {error}"
        raise RenderError("render.html_template", file=path, line=_line(error, path), why=why) from error


def style_sheet(path: Path) -> Markup:
    """Return a style sheet to stand in a page, where it cannot end the element it stands in."""
    try:
        return _style_sheet(path, _changed(path))
    except (OSError, UnicodeDecodeError) as error:
        raise RenderError("render.html_template", file=path, why=error) from error


@lru_cache(maxsize=16)
def _template(path: Path, _mtime: int) -> Template:
    environment = _environment(own=not _is_shipped(path))
    tree = environment.parse(_text(path), path.name, str(path))
    unescaped = tree.find(nodes.ScopedEvalContextModifier)
    if unescaped is not None:
        raise TemplateSyntaxError("autoescape", unescaped.lineno, path.name, str(path))
    code = environment.compile(tree, path.name, str(path))
    return Template.from_code(environment, code, environment.make_globals(None))


@cache
def _environment(*, own: bool) -> Environment:
    kind = Sandbox if own else Environment
    environment = kind(autoescape=True, undefined=StrictUndefined)
    environment.filters |= FILTERS
    if own:
        for name in (*_NOT_THE_SAME_TWICE, _UNESCAPED):
            environment.filters.pop(name, None)
            environment.globals.pop(name, None)
    return environment


@lru_cache(maxsize=16)
def _style_sheet(path: Path, _mtime: int) -> Markup:
    return Markup(_text(path).replace("</", r"<\/"))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig")


def _changed(path: Path) -> int:
    return path.stat().st_mtime_ns


def _is_shipped(path: Path) -> bool:
    return path.parent == templates_folder()


def _line(error: Exception, path: Path) -> int | None:
    """Return the template's line at which an error arose, None when it arose before any."""
    if isinstance(error, TemplateSyntaxError):
        return error.lineno
    frames = walk_tb(error.__traceback__)
    return next((line for frame, line in frames if frame.f_code.co_filename == str(path)), None)
