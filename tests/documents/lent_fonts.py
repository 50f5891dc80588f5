"""Small fonts made for tests, whose every glyph is a box."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

CHINESE = "zh-cn"


def lent_font(
    path: Path, characters: Iterable[str], family: str = "Lent", names: Mapping[str, str] | None = None
) -> None:
    """Write a font that has some characters; `names` are names of the family in other languages."""
    pen = TTGlyphPen(None)
    for index, point in enumerate(((100, 0), (100, 800), (900, 800), (900, 0))):
        (pen.lineTo if index else pen.moveTo)(point)
    pen.closePath()
    box = pen.glyph()
    glyphs = {f"u{ord(character):x}": character for character in characters}
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", *glyphs])
    builder.setupCharacterMap({ord(character): name for name, character in glyphs.items()})
    builder.setupGlyf(dict.fromkeys((".notdef", *glyphs), box))
    builder.setupHorizontalMetrics(dict.fromkeys((".notdef", *glyphs), (1000, 100)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    all_names = {"en": family, **(names or {})}
    builder.setupNameTable(
        {"familyName": all_names, "styleName": "Regular", "psName": f"{family.replace(' ', '')}-Regular"},
        mac=False,
    )
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=880, usWinDescent=120)
    builder.setupPost()
    builder.save(path)
