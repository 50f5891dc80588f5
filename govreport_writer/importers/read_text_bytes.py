"""Bytes as text: what they declare, else UTF-8 where they are valid, else GB 18030."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_CHINESE = frozenset({"gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "chinese", "hz", "csgb2312"})
_DECLARED_WITHIN = 4_096
_SAMPLE = 65_536
FEW, MANY = 200, 10
"""One character of so many is lost in a text that is damaged, or in what is no text."""
_ODD = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def text_of(data: bytes, *, markup: bool = False) -> str:
    """Return the text of a file, with line feeds only; characters that no encoding gives become U+FFFD."""
    text = _decoded(data, _declared(data) if markup else None)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes, declared: str | None) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if (wide := _wide(data)) is not None:
        return data.decode(wide, "replace")
    text = data.decode("utf-8", "replace")
    if text.count("\ufffd") * FEW <= len(text):
        return text
    for encoding in (*([declared] if declared else ()), "gb18030"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return _best(data)


def _best(data: bytes) -> str:
    """Return damaged text in the encoding that loses the fewest characters."""
    tries = [data.decode(encoding, "replace") for encoding in ("utf-8", "gb18030")]
    return min(tries, key=lambda text: text.count("\ufffd"))


def _declared(data: bytes) -> str | None:
    """Return the encoding that a page names; of the names of simplified Chinese the widest."""
    found = _CHARSET.search(data[:_DECLARED_WITHIN])
    name = found[1].decode("ascii", "replace").lower() if found else None
    return "gb18030" if name in _CHINESE else name


def _wide(data: bytes) -> str | None:
    """Return UTF-16 of the order in which every second byte of the text's ASCII is nothing."""
    sample = data[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 20 < len(sample) or min(even, odd) * 4 > max(even, odd):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def looks_binary(data: bytes) -> bool:
    """Whether bytes are no text in any encoding that is read."""
    if any(data.startswith(mark) for mark, _ in _MARKS) or _wide(data) is not None:
        return False
    return len(_ODD.findall(data)) * 100 > len(data) or _lost(data) * MANY > min(len(data), _SAMPLE)


def _lost(data: bytes) -> int:
    """Return how many characters no encoding gives, among those at the begin."""
    return _best(data[:_SAMPLE]).count("\ufffd")
