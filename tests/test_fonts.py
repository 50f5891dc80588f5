"""The fonts that are shipped for the PDF: names, coverage, dashes, digits and licences."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
import typst
import uharfbuzz as hb
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).resolve().parent.parent / "templates" / "fonts"
FILES = {
    "Gongwen Song": "gongwen-song.otf",
    "Gongwen Title": "gongwen-title.otf",
    "Gongwen Hei": "gongwen-hei.otf",
    "Gongwen Kai": "gongwen-kai.ttf",
    "Gongwen Latin": "gongwen-latin.ttf",
}
LICENCES = {"Gongwen Kai": "OFL-LXGW.txt", "Gongwen Latin": "OFL-Liberation.txt"}
CHINESE = [family for family in FILES if family != "Gongwen Latin"]
RESERVED = ("noto", "source", "lxgw", "霞鹜", "liberation", "tinos", "arimo", "cousine")
LIMIT = 13_000_000  # bytes

every_family = pytest.mark.parametrize("family", FILES)
every_chinese_family = pytest.mark.parametrize("family", CHINESE)


def load(family: str) -> hb.Face:
    """Return the face from its file."""
    return hb.Face(hb.Blob.from_file_path(str(FOLDER / FILES[family])))


def advances(family: str, text: str) -> list[float]:
    """Return the widths, in em, of the glyphs that the text is set with."""
    face, buffer = load(family), hb.Buffer()
    buffer.add_str(text)
    buffer.direction, buffer.script, buffer.language = "ltr", "Hani", "zh-Hans"
    hb.shape(hb.Font(face), buffer)
    return [position.x_advance / face.upem for position in buffer.glyph_positions]


def covered() -> list[tuple[int, int]]:
    """Return the ranges of coverage.txt."""
    lines = (FOLDER / "coverage.txt").read_text(encoding="ascii").split()
    return [(int(first, 16), int(last, 16)) for first, last in (line.split("-") for line in lines)]


def covered_points() -> set[int]:
    """Return the code points of coverage.txt."""
    return {point for first, last in covered() for point in range(first, last + 1)}


def gb2312_han() -> set[int]:
    """Return the 6,763 Han characters of GB 2312, rows 16 to 87."""
    codes = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return {ord(text) for text in (code.decode("gb2312", "ignore") for code in codes) if text}


def all_names(family: str) -> list[str]:
    """Return every name a program may show: name ids 1 to 6 in all languages, and those of the outlines."""
    font = TTFont(BytesIO((FOLDER / FILES[family]).read_bytes()))
    names = [str(record) for record in font["name"].names if 1 <= record.nameID <= 6]
    if "CFF " in font:
        cff = font["CFF "].cff
        top = cff.topDictIndex[0]
        names += [*cff.fontNames, top.FullName, top.FamilyName, *(part.FontName for part in top.FDArray)]
    return names


def test_families__all_and_only_these_are_found() -> None:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])

    assert sorted(fonts.families()) == sorted(FILES)
    assert {font.weight for font in fonts.fonts()} == {400}


@every_family
def test_names__as_the_templates_use_them(family: str) -> None:
    face = load(family)

    assert face.get_name(1) == family
    assert face.get_name(2) == "Regular"
    assert face.get_name(6) == family.replace(" ", "") + "-Regular"


@every_family
def test_names__no_reserved_name(family: str) -> None:
    found = [name for name in all_names(family) if any(word in name.lower() for word in RESERVED)]

    assert found == []


@every_family
def test_names__copyright_and_licence_are_kept(family: str) -> None:
    face = load(family)

    assert "Copyright" in face.get_name(0) or "©" in face.get_name(0)
    assert "SIL Open Font License, Version 1.1" in face.get_name(13)
    assert "OFL" in face.get_name(14)


@every_family
def test_licence__complete_text_with_the_copyright_of_the_face(family: str) -> None:
    licence = LICENCES.get(family, "OFL-Noto.txt")
    text = (FOLDER / licence).read_bytes().decode("utf-8")

    assert set(load(family).get_name(0).splitlines()) <= set(text.splitlines())
    assert "\r" not in text
    for part in ("PREAMBLE", "DEFINITIONS", "PERMISSION & CONDITIONS", "\n5) ", "TERMINATION", "DISCLAIMER"):
        assert part in text
    assert " ".join(text.split()).endswith("OTHER DEALINGS IN THE FONT SOFTWARE.")


@every_chinese_family
def test_coverage__gb2312_and_names_of_places(family: str) -> None:
    points = set(load(family).unicodes)

    assert len(gb2312_han()) == 6763
    assert (gb2312_han() | set(map(ord, "垟塱甪"))) - points == set()


def test_coverage__file_is_what_song_has() -> None:
    """Every family list of the templates ends in Gongwen Song."""
    assert covered_points() == set(load("Gongwen Song").unicodes)


def test_coverage__ranges_are_sorted_and_apart() -> None:
    ends = covered()

    assert all(first <= last for first, last in ends)
    assert all(before[1] + 1 < after[0] for before, after in pairwise(ends))


def test_latin__has_letters_digits_and_their_signs_and_nothing_chinese_text_uses_otherwise() -> None:
    points = set(load("Gongwen Latin").unicodes)

    assert set(range(0x20, 0x7F)) <= points <= covered_points()
    assert points.isdisjoint(map(ord, "·“”‘’—…°±×÷　年"))


def test_latin__is_as_wide_as_times() -> None:
    assert advances("Gongwen Latin", "aM.%") == pytest.approx([0.444, 0.889, 0.25, 0.833], abs=0.001)


@every_chinese_family
def test_dash__two_em_long(family: str) -> None:
    assert advances(family, "国—") == [1, 1]
    assert sum(advances(family, "——")) == 2


@pytest.mark.parametrize("family", ["Gongwen Song", "Gongwen Title", "Gongwen Hei"])
def test_dash__two_are_joined_in_one_glyph(family: str) -> None:
    assert advances(family, "——") == [2]


@every_family
def test_digits__all_of_one_width(family: str) -> None:
    width = 0.6 if family == "Gongwen Kai" else 0.5

    assert advances(family, "0123456789") == [width] * 10


@pytest.mark.parametrize("family", ["Gongwen Kai", "Gongwen Latin"])
def test_heights__are_those_of_song_so_that_mixed_lines_are_no_higher(family: str) -> None:
    own, song = heights(family), heights("Gongwen Song")

    assert own == pytest.approx(song, abs=0.001)


def heights(family: str) -> list[float]:
    """Return heights above and below the line and the baselines of Chinese, in em."""
    font = TTFont(FOLDER / FILES[family])
    metrics, table = font["hhea"], font["BASE"].table.HorizAxis
    places = table.BaseScriptList.BaseScriptRecord[0].BaseScript.BaseValues.BaseCoord
    values = [metrics.ascent, metrics.descent, metrics.lineGap, *(place.Coordinate for place in places)]
    return [value / font["head"].unitsPerEm for value in values]


def test_size__fit_for_a_package() -> None:
    assert sum((FOLDER / name).stat().st_size for name in FILES.values()) <= LIMIT
