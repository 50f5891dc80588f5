"""Take invisible and control characters out of typed text, and say which.

Such characters come along when text is pasted from Word; DOCX loses them silently and PDF/UA refuses them.
"""

from __future__ import annotations

import re

_UNWANTED = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff\ud800-\udfff]"
)
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula; some read full-width signs as the others."""


def cleaned(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the text without unwanted characters, and those taken out as U+xxxx in order of appearance."""
    text = text.replace("\r\n", "\n")
    found = dict.fromkeys(_UNWANTED.findall(text))
    if not found:
        return text, ()
    return _UNWANTED.sub("", text), tuple(f"U+{ord(character):04X}" for character in found)


def guarded(text: str) -> str:
    """Return a text as a cell of a CSV: one that looks like a formula is led by an apostrophe."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text
