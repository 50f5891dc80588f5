"""Where templates and fonts lie: inside the package from a wheel, beside it in a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent


@cache
def templates_folder() -> Path:
    """Return the folder of templates."""
    installed = PACKAGE / "templates"
    return installed if installed.is_dir() else PACKAGE.parent / "templates"


def fonts_folder() -> Path:
    """Return the folder of the shipped fonts."""
    return templates_folder() / "fonts"
