"""Text as a reader sees it: white space collapsed, characters without any width gone."""

from __future__ import annotations

import re

_WIDTHLESS = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffc]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


def seen(text: str) -> str:
    """Return a text with every run of white space as one space and its ends trimmed."""
    if text.isascii() and text.isalnum():
        return text
    return " ".join(_CONTROLS.sub(" ", _WIDTHLESS.sub("", text)).split())
