"""Which characters the PDF can print: shipped faces first, then fonts installed on this computer."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from govreport_writer.resources import fonts_folder

_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")


@cache
def coverage() -> frozenset[int]:
    """Return the code points that the shipped faces print (every family list ends in Gongwen Song)."""
    lines = (fonts_folder() / "coverage.txt").read_text(encoding="ascii").split()
    ends = [line.split("-") for line in lines]
    return frozenset(point for first, last in ends for point in range(int(first, 16), int(last, 16) + 1))


def uncovered(text: str) -> tuple[str, ...]:
    """Return the characters of a text that no shipped face prints, in order of appearance."""
    points = coverage()
    return tuple(
        dict.fromkeys(
            character for character in text if ord(character) not in points and character not in "\n\t"
        )
    )


def installed_fonts(characters: Iterable[str]) -> dict[str, tuple[Path, int]]:
    """Return for each character an installed font (file and face number) that has it.

    Characters that no installed font has are left out. Reads font files only when asked.
    """
    wanted = set(characters)
    found: dict[str, tuple[Path, int]] = {}
    for path in installed_files() if wanted else ():
        for index, points in enumerate(_faces(path)):
            for character in [each for each in wanted if ord(each) in points]:
                found[character] = (path, index)
                wanted.discard(character)
        if not wanted:
            break
    return found


def cut_out(fonts: dict[str, tuple[Path, int]], folder: Path) -> tuple[str, ...]:
    """Write subsets with just these characters into a folder and return their family names."""
    import uharfbuzz as hb

    by_face: dict[tuple[Path, int], list[str]] = {}
    for character, face in fonts.items():
        by_face.setdefault(face, []).append(character)
    families: dict[str, None] = {}
    for number, ((path, index), characters) in enumerate(sorted(by_face.items())):
        source = hb.Face(hb.Blob.from_file_path(str(path)), index)
        keep = hb.SubsetInput()
        keep.unicode_set.update(map(ord, characters))
        (folder / f"fallback-{number}.otf").write_bytes(hb.subset(source, keep).blob.data)
        families[source.get_name(16) or source.get_name(1)] = None
    return tuple(families)


def _faces(path: Path) -> Iterator[frozenset[int]]:
    import uharfbuzz as hb

    try:
        blob = hb.Blob.from_file_path(str(path))
        for index in range(hb.Face(blob, 0).count):
            yield frozenset(hb.Face(blob, index).unicodes)
    except (OSError, RuntimeError, ValueError, hb.HarfBuzzError):
        return


@cache
def installed_files() -> tuple[Path, ...]:
    """Return the files of the fonts installed on this computer, Chinese serif faces first."""
    files = [
        Path(folder) / name
        for root in _font_folders()
        for folder, _, names in os.walk(root)
        for name in names
        if name.lower().endswith(_SUFFIXES)
    ]
    return tuple(sorted(files, key=_preference))


def _preference(path: Path) -> tuple[int, str]:
    """Put Chinese serif faces first: the page is set in one."""
    name = path.name.lower()
    order = ("notoserifcjk", "simsun", "simfang", "sourcehanserif", "notosanscjk", "cjk")
    return next((rank for rank, word in enumerate(order) if word in name), len(order)), str(path)


def _font_folders() -> list[Path]:
    home = Path.home()
    if sys.platform == "win32":
        return [
            Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts",
            home / "AppData/Local/Microsoft/Windows/Fonts",
        ]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    return [
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local/share/fonts",
        home / ".fonts",
    ]
