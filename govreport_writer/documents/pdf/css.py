"""What WeasyPrint is told beside the style sheets: a profile's page, and how a report's tables fit it."""

from __future__ import annotations

from collections.abc import Iterator

from govreport_writer.documents.pdf.flow import annex_flow, fitted, flow
from govreport_writer.documents.pdf.fonts import NOT_KAI, Family, families
from govreport_writer.documents.table_fit import Fitted, ems
from govreport_writer.documents.view import DocumentView, SignatureView, StatutoryTable
from govreport_writer.grid import TEXT_WIDTH, Grid
from govreport_writer.profile import Profile

FONT_SCHEME = "govreport-font:"

_VARIABLES = {"fangsong": "body", "song": "song", "hei": "hei", "kai": "kai", "title": "title"}
"""Names of the style sheets' variables, and the use of the faces in each."""
_FILES = {
    "Gongwen Song": "gongwen-song.otf",
    "Gongwen Title": "gongwen-title.otf",
    "Gongwen Hei": "gongwen-hei.otf",
    "Gongwen Kai": "gongwen-kai.ttf",
    "Gongwen Latin": "gongwen-latin.ttf",
}
_SIZE, _TRACKING = 16.0, -0.25
_INDENT = 2 * (_SIZE + _TRACKING)
_WIDTH = TEXT_WIDTH / 25.4 * 72
_RULE = 0.5
_LATIN_RANGE = "U+20-7E, U+C0-D6, U+D8-F6, U+F8-FF"
_NUMBERS = {"dashes": '"— " counter(page) " —"', "plain": "counter(page)"}


def profile_css(profile: Profile) -> str:
    """Return the faces, the line pitch and the page number of a profile, to stand before print.css."""
    return "\n".join((*_font_faces(profile), _root(profile), *_page_number(profile)))


def _font_faces(profile: Profile) -> Iterator[str]:
    """Yield the shipped faces; Kai takes from Song what it draws narrow or in two parts."""
    for name, file in _FILES.items():
        yield _font_face(name, file)
    narrow = ", ".join(f"U+{ord(character):X}" for character in NOT_KAI)
    yield _font_face("Gongwen Kai", _FILES["Gongwen Song"], narrow)
    for family in families(profile)["body"]:
        if family.file and family.covers:
            yield _font_face(_name(family), family.file, _LATIN_RANGE)


def _font_face(family: str, file: str, characters: str = "") -> str:
    only = f" unicode-range: {characters};" if characters else ""
    return f'@font-face {{ font-family: "{family}"; src: url("{FONT_SCHEME}{file}");{only} }}'


def _name(family: Family) -> str:
    """Return a family's name in style sheets: another one where only some of its characters are used."""
    return f"{family.name} (Latin)" if family.file and family.covers else family.name


def _root(profile: Profile) -> str:
    stacks = families(profile)
    lines = [f"--{name}: {_stack(stacks[use])};" for name, use in _VARIABLES.items()]
    return f":root {{ --pitch: {profile.pitch}pt; {' '.join(lines)} }}"


def _stack(found: tuple[Family, ...]) -> str:
    return ", ".join(f'"{name}"' for name in dict.fromkeys(map(_name, found)))


def _page_number(profile: Profile) -> Iterator[str]:
    """Yield the rules for right and left pages: 7 mm below the text, one character from the edge."""
    if profile.page_number == "none":
        return
    stack = _stack(families(profile)["number"])
    style = f"content: {_NUMBERS[profile.page_number]}; font: 14pt {stack}; vertical-align: top;"
    for side in ("right", "left"):
        place = "center" if profile.page_number_place == "centre" else side
        yield f"@page :{side} {{ @bottom-{place} {{ {style} padding: 3.2mm 14pt 0; }} }}"


def report_css(view: DocumentView, profile: Profile) -> str:
    """Return how the tables and the signature of a report are set, to stand after print.css."""
    return "\n".join((*_tables(view, profile.pitch), *_signature(view.signature)))


def _tables(view: DocumentView, pitch: float) -> Iterator[str]:
    """Yield rules for each table of the form: its look, its columns, its numbers that need a smaller type."""
    for block, above in flow(view, pitch):
        if isinstance(block, StatutoryTable):
            yield from _table(block.grid, fitted(block, above))
    for table, above in annex_flow(view.annex, pitch) if view.annex else ():
        yield from _table(table.grid, fitted(table, above))


def _table(grid: Grid, fit: Fitted) -> Iterator[str]:
    table = f".statutory.{grid.table}"
    padding = (fit.look.row - fit.look.line - _RULE) / 2
    yield f"{table} {{ font-size: {fit.look.size}pt; --padding: {padding:.3f}pt; }}"
    for number, width in enumerate(fit.widths, 1):
        yield f"{table} col:nth-child({number}) {{ width: {width:.3f}mm !important; }}"
    for cell in grid.cells:
        if cell.role == "value" and (size := fit.number_size(cell)):
            yield f"#{cell.id} {{ font-size: {size}pt; }}"


def _signature(signature: SignatureView | None) -> Iterator[str]:
    """Yield where name and date begin; the longer of them ends two characters from the edge."""
    if signature is None:
        return
    name, day = _width(signature.name), _width(signature.date)
    ends = f"margin-right: {_INDENT}pt; text-align: right;"
    if name + _INDENT > _WIDTH:  # the name takes several lines; the date stands at their end
        rules = ("", ends)
    elif name >= day:
        rules = (ends, f"margin-left: {_WIDTH - name:.2f}pt;")
    else:
        rules = (f"margin-left: {_WIDTH - 2 * _INDENT - day:.2f}pt;", ends)
    yield f".signature p {{ {rules[0]} }}"
    yield f".signature p + p {{ margin: 0; text-align: left; {rules[1]} }}"


def _width(text: str) -> float:
    """Return the width of a line of the text in points."""
    return ems(text) * _SIZE + len(text) * _TRACKING
