"""Definitions of drawn shapes (VML): LibreOffice writes each once, Word looks for it in the same part."""

from __future__ import annotations

import re
from collections.abc import Mapping

_DEFINED = re.compile(rb'<v:shapetype\b[^>]*?\bid="([^"]+)".*?</v:shapetype>', re.DOTALL)
_USED = re.compile(rb'<v:shape\b[^>]*?\btype="#?([^"]+)"[^>]*>')
_PREFIXES = (b"v", b"o", b"w", b"w10")


def with_shape_types(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts of a document, each with the definitions of the shapes it uses: stamps need them."""
    known = {found[1]: found[0] for data in _drawn(parts).values() for found in _DEFINED.finditer(data)}
    mended = {name: _mended(data, known) for name, data in _drawn(parts).items()}
    return {**parts, **mended}


def undefined_shapes(parts: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the parts that use a shape which nothing defines: it would not be seen."""
    return tuple(name for name, data in with_shape_types(parts).items() if _missing(data))


def _drawn(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in parts.items() if name.endswith(".xml") and b"<v:shape" in data}


def _mended(data: bytes, known: Mapping[bytes, bytes]) -> bytes:
    for kind in _missing(data):
        definition = known.get(kind, b"")
        prefixes = [each for each in _PREFIXES if b"<" + each + b":" in definition]
        if definition and all(b"xmlns:" + each + b"=" in data for each in prefixes):
            first = next(found for found in _USED.finditer(data) if found[1] == kind)
            data = data[: first.start()] + definition + data[first.start() :]
    return data


def _missing(data: bytes) -> list[bytes]:
    """Return the kinds of shapes that a part uses and does not define."""
    if b"<v:shape" not in data:
        return []
    defined = {found[1] for found in _DEFINED.finditer(data)}
    return [kind for kind in dict.fromkeys(found[1] for found in _USED.finditer(data)) if kind not in defined]
