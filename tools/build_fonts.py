"""Build the font subsets that are embedded in the PDF, from fonts packaged in Debian."""

from __future__ import annotations

import argparse
import bz2
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import uharfbuzz as hb
from fontTools.ttLib import TTFont

NOTO = Path("usr/share/fonts/opentype/noto")
WENKAI = Path("usr/share/fonts/truetype/lxgw-wenkai")
LIBERATION = Path("usr/share/fonts/truetype/liberation2")
DOC = Path("usr/share/doc")
UNIHAN = Path("usr/share/unicode/Unihan_OtherMappings.txt.bz2")
OUTPUT = Path(__file__).resolve().parent.parent / "templates" / "fonts"

SC = 2  # place of the Simplified Chinese face in the Noto CJK collections
HEIGHTS = {
    "hhea": ("ascent", "descent", "lineGap"),
    "OS/2": ("sTypoAscender", "sTypoDescender", "sTypoLineGap", "usWinAscent", "usWinDescent"),
}
STATEMENT = """\
This Font Software is licensed under the SIL Open Font License, Version 1.1.
This license is copied below."""
TITLE = "SIL OPEN FONT LICENSE"
RENAMED = range(1, 7)  # name ids: family, style, unique id, full name, version, PostScript name
SYMBOLS = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x00FF),  # Latin-1
    (0x2010, 0x203B),  # dashes, quotation marks, ellipsis
    (0x2103, 0x2103),  # ℃
    (0x2116, 0x2116),  # №
    (0x2150, 0x218B),  # fractions, Roman numerals
    (0x2190, 0x2199),  # arrows
    (0x2200, 0x22FF),  # mathematical operators
    (0x2460, 0x24FF),  # enclosed numbers
    (0x2500, 0x257F),  # box drawing
    (0x25A0, 0x25FF),  # geometric shapes
    (0x2605, 0x2612),  # stars, ballot boxes
    (0x3000, 0x303F),  # CJK punctuation
    (0x3200, 0x33FF),  # enclosed CJK, units
    (0xFF01, 0xFFEE),  # full-width and half-width forms
)
LATIN = (
    (0x0020, 0x007E),  # ASCII
    (0x00C0, 0x00D6),  # letters of Latin-1; its signs, such as · and °, are Chinese in Chinese text
    (0x00D8, 0x00F6),
    (0x00F8, 0x00FF),
)


@dataclass(frozen=True)
class Licence:
    """A licence text to ship: its file name, the package that holds it, and the reserved names, if any."""

    file: str
    package: str
    reserved: str = ""

    @property
    def source(self) -> Path:
        """Return the copyright file of the package."""
        return DOC / self.package / "copyright"


@dataclass(frozen=True)
class Face:
    """A subset to build: its new name, the font it is cut from, and the licence of that font.

    A `latin` face has Latin letters, digits and their punctuation only, so that a list may begin with it.
    """

    style: str
    source: Path
    index: int
    licence: Licence
    latin: bool = False

    @property
    def family(self) -> str:
        """Return the family name that templates use."""
        return f"Gongwen {self.style}"

    @property
    def postscript(self) -> str:
        """Return the PostScript name, which becomes the font name inside a PDF."""
        return f"Gongwen{self.style}-Regular"

    @property
    def file(self) -> str:
        """Return the file name; the source's outlines decide the extension."""
        extension = "ttf" if self.source.suffix == ".ttf" else "otf"
        return f"gongwen-{self.style.lower()}.{extension}"


OFL_NOTO = Licence("OFL-Noto.txt", "fonts-noto-cjk")
OFL_LXGW = Licence(
    "OFL-LXGW.txt", "fonts-lxgw-wenkai", 'LXGW declares the Reserved Font Names "霞鹜" and "LXGW".'
)
OFL_LIBERATION = Licence(
    "OFL-Liberation.txt",
    "fonts-liberation2",
    "Reserved Font Names: Liberation (Red Hat); Arimo, Tinos and Cousine (Google).",
)
FACES = (
    Face("Song", NOTO / "NotoSerifCJK-Regular.ttc", SC, OFL_NOTO),
    Face("Title", NOTO / "NotoSerifCJK-Bold.ttc", SC, OFL_NOTO),
    Face("Hei", NOTO / "NotoSansCJK-Regular.ttc", SC, OFL_NOTO),
    Face("Kai", WENKAI / "LXGWWenKai-Regular.ttf", 0, OFL_LXGW),
    Face("Latin", LIBERATION / "LiberationSerif-Regular.ttf", 0, OFL_LIBERATION, latin=True),
)


def require(path: Path, package: str) -> None:
    """Stop with one line that names the Debian package when a source file is missing."""
    if not path.is_file():
        sys.exit(f"{path} is missing: install the Debian package {package}")


def require_sources(root: Path) -> None:
    """Stop when any file read by this script is missing."""
    require(root / UNIHAN, "unicode-data")
    for face in FACES:
        require(root / face.source, face.licence.package)
        require(root / face.licence.source, face.licence.package)


def general_standard(root: Path) -> set[int]:
    """Return the 8,105 characters of 通用规范汉字表 (kTGH in Unihan)."""
    with bz2.open(root / UNIHAN, "rt", encoding="utf-8") as lines:
        return {int(line.split("\t")[0].removeprefix("U+"), 16) for line in lines if "\tkTGH\t" in line}


def gb2312() -> set[int]:
    """Return the characters of all two-byte codes of GB 2312."""
    codes = (bytes((row, cell)) for row in range(0xA1, 0xFF) for cell in range(0xA1, 0xFF))
    return set(map(ord, "".join(code.decode("gb2312", "ignore") for code in codes)))


def points_in(ends: Iterable[tuple[int, int]]) -> set[int]:
    """Return the code points of ranges, both ends included."""
    return {point for first, last in ends for point in range(first, last + 1)}


def wanted(root: Path) -> set[int]:
    """Return the code points asked of every Chinese face; a source font need not have them all."""
    return points_in(SYMBOLS) | gb2312() | general_standard(root)


def shaped(source: hb.Face, text: str, **features: bool) -> list[int]:
    """Return the glyph ids that shaping the text as Simplified Chinese yields."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.direction, buffer.script, buffer.language = "ltr", "Hani", "zh-Hans"
    hb.shape(hb.Font(source), buffer, features)
    return [glyph.codepoint for glyph in buffer.glyph_infos]


def preferred_glyphs(source: hb.Face) -> dict[int, int]:
    """Return the glyphs to use instead: the full-width dash and, if the font has any, half-width digits."""
    digits = "0123456789"
    glyphs = dict(zip(map(ord, digits), shaped(source, digits, hwid=True), strict=True))
    return glyphs | {ord("—"): shaped(source, "国—")[-1]}


def subset_input(points: Iterable[int], glyphs: Iterable[int]) -> hb.SubsetInput:
    """Return what to keep: the characters, the extra glyphs, and of the layout only what joins the dash."""
    keep = hb.SubsetInput()
    keep.unicode_set.update(points)
    keep.glyph_set.update(glyphs)
    keep.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    keep.layout_feature_tag_set.clear()
    keep.layout_feature_tag_set.update(int.from_bytes(tag, "big") for tag in (b"locl", b"ccmp"))
    keep.name_id_set.update(range(26))
    return keep


def cut(face: Face, points: set[int], root: Path) -> tuple[bytes, dict[int, int]]:
    """Return the subset and, for each code point to be remapped, its glyph there."""
    source = hb.Face(hb.Blob.from_file_path(str(root / face.source)), face.index)
    if face.latin:
        return hb.subset(source, subset_input(points_in(LATIN), ())).blob.data, {}
    preferred = preferred_glyphs(source)
    extra = {*preferred.values(), *shaped(source, "国——"), *shaped(source, "……")}
    plan = hb.SubsetPlan(source, subset_input(points, extra))
    moved = plan.old_to_new_glyph_mapping
    return plan.execute().blob.data, {point: moved[glyph] for point, glyph in preferred.items()}


def remap(font: TTFont, glyphs: dict[int, int]) -> None:
    """Point the code points at the given glyphs in every character map that has them."""
    for table in font["cmap"].tables:
        for point in table.cmap.keys() & glyphs.keys():
            table.cmap[point] = font.getGlyphName(glyphs[point])


def rename(font: TTFont, face: Face) -> None:
    """Replace the names in all languages; the copyright and licence (ids 0, 13 and 14) stay."""
    table = font["name"]
    version, full = table.getDebugName(5).split(";")[0], f"{face.family} Regular"
    unique = f"{version};{face.postscript}"
    names = [face.family, "Regular", unique, full, f"{version};subset", face.postscript]
    table.names = [record for record in table.names if record.nameID not in RENAMED]
    for name_id, text in zip(RENAMED, names, strict=True):
        table.setName(text, name_id, 3, 1, 0x409)


def rename_cff(font: TTFont, face: Face) -> None:
    """Replace the names inside the outlines, which PDF writers take over."""
    cff = font["CFF "].cff
    top = cff.topDictIndex[0]
    cff.fontNames[0] = face.postscript
    top.FullName, top.FamilyName = f"{face.family} Regular", face.family
    for part in top.FDArray:
        part.FontName = f"{face.postscript}-{part.FontName.rpartition('-')[2]}"


def mark_regular(font: TTFont) -> None:
    """Declare normal weight, so that a bold source is found without asking for bold."""
    font["OS/2"].usWeightClass = 400
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~(1 << 5) | 1 << 6  # BOLD off, REGULAR on
    font["head"].macStyle &= ~1  # bold off


def align(font: TTFont, pattern: TTFont) -> None:
    """Take over the heights and baselines of another font, so that a line of both is as high as of one."""
    scale = font["head"].unitsPerEm / pattern["head"].unitsPerEm
    for table, names in HEIGHTS.items():
        for name in names:
            setattr(font[table], name, round(getattr(pattern[table], name) * scale))
    font["BASE"] = pattern["BASE"]
    for script in font["BASE"].table.HorizAxis.BaseScriptList.BaseScriptRecord:
        for place in script.BaseScript.BaseValues.BaseCoord:
            place.Coordinate = round(place.Coordinate * scale)


def build(face: Face, points: set[int], root: Path, folder: Path) -> TTFont:
    """Write one face into the folder and return it."""
    data, glyphs = cut(face, points, root)
    font = TTFont(BytesIO(data), recalcBBoxes=False, recalcTimestamp=False)
    remap(font, glyphs)
    rename(font, face)
    if "CFF " in font:
        rename_cff(font, face)
    if face.licence != OFL_NOTO:
        align(font, TTFont(folder / FACES[0].file))
    mark_regular(font)
    font.save(folder / face.file)
    return font


def printed_points(fonts: dict[Face, TTFont]) -> set[int]:
    """Return the code points that every style prints: each family list of the templates ends in Song."""
    return set(fonts[FACES[0]].getBestCmap())


def ranges(points: Iterable[int]) -> list[tuple[int, int]]:
    """Return the code points as sorted ranges, both ends included."""
    found: list[tuple[int, int]] = []
    for point in sorted(points):
        first = found.pop()[0] if found and found[-1][1] == point - 1 else point
        found.append((first, point))
    return found


def write_coverage(points: set[int], folder: Path) -> None:
    """Write the code points as hexadecimal ranges, one a line."""
    lines = (f"{first:04X}-{last:04X}\n" for first, last in ranges(points))
    (folder / "coverage.txt").write_text("".join(lines), encoding="ascii", newline="\n")


def licence_body(licence: Licence, root: Path) -> str:
    """Return the licence of a package's copyright file, without the markup of that file."""
    text = (root / licence.source).read_text(encoding="utf-8")
    found = re.search(r"^License: (?:SIL|OFL|SIL-OFL)-1\.1\n((?: .*\n)+)", text, re.MULTILINE)
    if not found:
        sys.exit(f"{licence.source} holds no OFL 1.1 text in the expected form")
    lines = [re.sub(r"^ \.?", "", line) for line in found[1].splitlines()]
    start = next(number for number, line in enumerate(lines) if line.startswith(("---", TITLE)))
    return "\n".join(lines[start:]).strip() + "\n"


def write_licence(licence: Licence, fonts: dict[Face, TTFont], root: Path, folder: Path) -> None:
    """Write the licence below the copyright and trademark lines that the faces under it carry."""
    names = [font["name"] for face, font in fonts.items() if face.licence == licence]
    copyrights = [name.getDebugName(0) for name in names] + [licence.reserved]
    trademarks = [name.getDebugName(7) for name in names]
    head = "\n".join(filter(None, dict.fromkeys("\n".join(copyrights + trademarks).splitlines())))
    text = f"{head}\n\n{STATEMENT}\n\n\n{licence_body(licence, root)}"
    (folder / licence.file).write_text(text, encoding="utf-8", newline="\n")


def build_all(root: Path, folder: Path) -> None:
    """Write the faces, the list of what they cover, and their licences."""
    folder.mkdir(parents=True, exist_ok=True)
    points = wanted(root)
    fonts = {face: build(face, points, root, folder) for face in FACES}
    write_coverage(printed_points(fonts), folder)
    for licence in dict.fromkeys(face.licence for face in FACES):
        write_licence(licence, fonts, root, folder)


def main() -> None:
    """Build into the folder named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "-o", "--output", type=Path, default=OUTPUT, help="folder to write into (default: templates/fonts)"
    )
    parser.add_argument(
        "--root", type=Path, default=Path("/"), help="where the Debian packages are unpacked (default: /)"
    )
    given = parser.parse_args()
    require_sources(given.root)
    build_all(given.root, given.output)


if __name__ == "__main__":
    main()
