"""The faces of the PDF: those shipped, before them those a profile names where this computer has them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from govreport_writer.profile import Profile
from govreport_writer.resources import fonts_folder

if TYPE_CHECKING:
    from typst import FontInfo, Fonts

LATIN = "[ -~À-ÖØ-öø-ÿ]"
"""What is set in the face for digits and Latin letters; · and quotation marks are Chinese ones here."""
NOT_KAI = "·—‘’“”"
"""What Kai faces draw narrow or in two parts: taken from the face of the text."""
_SHIPPED: Mapping[str, str] = {
    "body": "Gongwen Song",
    "kai": "Gongwen Kai",
    "hei": "Gongwen Hei",
    "title": "Gongwen Title",
    "song": "Gongwen Song",
}
_SHIPPED_LATIN = "Gongwen Latin"


@dataclass(frozen=True, slots=True)
class Family:
    """A family of fonts by the name an engine knows it by; `covers` is a pattern, None for all it has.

    `file` is set for an installed one.
    """

    name: str
    covers: str | None = None
    file: str | None = None


def families(profile: Profile) -> dict[str, tuple[Family, ...]]:
    """Return the families to try in order by use (body, kai, hei, title, song, and number for page numbers).

    Each list ends in Gongwen Song, so each prints all that the shipped fonts print.
    """
    latin = latin_families(profile)
    lists = {use: (*latin, *_chinese(use, profile)) for use in _SHIPPED}
    return {**lists, "number": _chinese("song", profile)}


def latin_families(profile: Profile) -> tuple[Family, ...]:
    """Return the families for digits and Latin letters; none when the face of the text has them."""
    if profile.digits == "body":
        return ()
    installed = _installed(profile, "latin", LATIN)
    return (*installed, Family(_SHIPPED_LATIN))


def _chinese(use: str, profile: Profile) -> tuple[Family, ...]:
    """Return the families for all other characters of one use."""
    covers = f"[^{NOT_KAI}]" if use == "kai" else None
    own = (*_installed(profile, use, covers), Family(_SHIPPED[use], covers))
    last = () if _SHIPPED[use] == _SHIPPED["body"] else _chinese("body", profile)
    return (*own, *last)


def _installed(profile: Profile, use: str, covers: str | None) -> tuple[Family, ...]:
    """Return the family that the profile names for a use, if it may be used and this computer has it."""
    name = getattr(profile.faces, use)
    font = _faces().get(name.casefold()) if profile.pdf_fonts == "system" and name else None
    return (Family(font.family, covers, font.path),) if font else ()


def font_file(name: str) -> Path | None:
    """Return the file of a shipped font by its name, or of an installed one that a profile may use."""
    shipped = {path.name: path for path in fonts_folder().iterdir()}
    return shipped.get(name) or _installed_files().get(name)


@cache
def _installed_files() -> dict[str, Path]:
    return {font.path: Path(font.path) for font in _faces().values() if font.path}


@cache
def _faces() -> dict[str, FontInfo]:
    """Return the installed upright fonts by each name of their family in any language, regular ones first."""
    upright = [font for font in kept_fonts(system=True).fonts() if font.style == "normal" and font.path]
    faces: dict[str, FontInfo] = {}
    for font in sorted(upright, key=lambda font: (abs(font.weight - 400), font.path, font.index)):
        for name in {font.family, *_names(font)}:
            faces.setdefault(name.casefold(), font)
    return faces


def _names(font: FontInfo) -> set[str]:
    """Return what a font calls its family, in every language."""
    import uharfbuzz as hb

    try:
        face = hb.Face(hb.Blob.from_file_path(font.path), font.index)
        named = [each for each in face.list_names() if each.name_id in (1, 16)]
        return {name for each in named if (name := face.get_name(each.name_id, each.language))}
    except (OSError, RuntimeError, ValueError, hb.HarfBuzzError):
        return set()


@cache
def kept_fonts(*, system: bool) -> Fonts:
    """Return the shipped fonts, with the computer's own when asked for, loaded once a process."""
    return loaded_fonts(system=system)


def loaded_fonts(*folders: os.PathLike[str], system: bool = False) -> Fonts:
    """Return the shipped fonts and those of some folders for Typst; the computer's own when asked for."""
    import typst

    paths = dict.fromkeys(map(str, (fonts_folder(), *folders)))
    return typst.Fonts(include_system_fonts=system, include_embedded_fonts=False, font_paths=list(paths))
