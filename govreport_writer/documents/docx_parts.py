"""Runs, links and pictures as WordprocessingML, and the parts that a package needs for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from urllib.parse import quote, urlsplit

from govreport_writer.documents.view import Figure
from govreport_writer.narrative import Run, Runs

EMU_PER_PIXEL = 914_400 // 96
WIDEST, HIGHEST = 156 * 36_000, 100 * 36_000
"""The largest picture: the width of the text and 100 mm, in EMU."""

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_HINT = '<w:rFonts w:hint="eastAsia"/>'  # quotation marks and dashes in the Chinese face
_UNSAFE = re.compile(r'[\x00-\x20<>"{}|\\^`]|%(?![0-9A-Fa-f]{2})')
_SIZED_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # JPEG segments that tell the size


class NoStyleError(Exception):
    """A template without a style that is drawn with."""


class StyleIds(dict[str, str]):
    """Ids of a template's styles by name: Word and WPS rewrite the ids when they save, not the names."""

    def __missing__(self, name: str) -> str:
        raise NoStyleError(f'no style "{name}"')


@dataclass(slots=True)
class Parts:
    """What one document gathers while it is drawn: relations of its text, pictures, numbers."""

    styles: Mapping[str, str]
    relations: dict[str, str] = field(default_factory=dict)
    media: dict[str, bytes] = field(default_factory=dict)
    _numbers: int = 10_000

    def number(self) -> int:
        """Return a number no other bookmark or picture of the document has."""
        self._numbers += 1
        return self._numbers

    def runs(self, runs: Runs) -> str:
        """Return runs of text; web and mail addresses become links."""
        return "".join(self._linked(run) for run in runs)

    def picture(self, figure: Figure) -> str:
        """Return the run with a picture; one whose size cannot be read leaves its description."""
        pixels = pixel_size(figure.picture.data)
        if pixels is None:
            return text_run(figure.alt)
        return f"<w:r>{_drawing(self._embedded(figure), self.number(), figure.alt, *fitted(*pixels))}</w:r>"

    def relations_xml(self, existing: str) -> str:
        """Return the template's relations with those of this document."""
        return existing.replace("</Relationships>", "".join(self.relations.values()) + "</Relationships>")

    def _linked(self, run: Run) -> str:
        text = text_run(run.text, self._character_style(run))
        target = run.url and link_target(run.url)
        if not target:
            return text
        relation = self._relate("hyperlink", target, ' TargetMode="External"')
        return f'<w:hyperlink xmlns:r="{_RELATIONS}" r:id="{relation}" w:history="1">{text}</w:hyperlink>'

    def _character_style(self, run: Run) -> str:
        name = "strong" if run.strong else "emphasis" if run.emphasis else "hyperlink" if run.url else None
        return f'<w:rStyle w:val="{self.styles[name]}"/>' if name else ""

    def _embedded(self, figure: Figure) -> str:
        data = figure.picture.data
        name = next((name for name, known in self.media.items() if known == data), None)
        if name is None:
            suffix = "png" if figure.picture.media_type == "image/png" else "jpeg"
            name = f"media/govreport{len(self.media) + 1}.{suffix}"
            self.media[name] = data
        return self._relate("image", name)

    def _relate(self, kind: str, target: str, mode: str = "") -> str:
        key = f"{kind} {target}"
        number = list(self.relations).index(key) + 1 if key in self.relations else len(self.relations) + 1
        self.relations[key] = (
            f'<Relationship Id="rIdGov{number}" Type="{_RELATIONS}/{kind}" Target="{escape(target)}"{mode}/>'
        )
        return f"rIdGov{number}"


def text_run(text: str, properties: str = "") -> str:
    """Return one run of text."""
    look = properties if text.isascii() else properties + _HINT
    return (
        f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}"
        f'<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'
    )


def link_target(url: str) -> str | None:
    """Return a web or mail address as Word accepts it; None for anything else, which is printed only."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    is_web = parts.scheme in ("http", "https") and bool(parts.netloc)
    if not is_web and not (parts.scheme == "mailto" and "@" in parts.path):
        return None
    return _UNSAFE.sub(lambda match: quote(match[0]), url)


def fitted(width: int, height: int) -> tuple[int, int]:
    """Return the size in EMU of so many pixels: 96 to the inch, smaller where the page is."""
    scale = min(EMU_PER_PIXEL, WIDEST / width, HIGHEST / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def pixel_size(data: bytes) -> tuple[int, int] | None:
    """Return width and height of a PNG or JPEG from its header, or None when it does not tell."""
    if data.startswith(b"\x89PNG") and len(data) >= 24:
        width, height = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    else:
        width, height = _jpeg_size(data)
    return (width, height) if width and height else None


def _jpeg_size(data: bytes) -> tuple[int, int]:
    place = 2
    while place + 9 <= len(data) and data[place] == 0xFF:
        kind = data[place + 1]
        if kind in _SIZED_FRAMES:
            return int.from_bytes(data[place + 7 : place + 9]), int.from_bytes(data[place + 5 : place + 7])
        # a filling byte stands alone; other segments tell their length
        place += 1 if kind == 0xFF else 2 + int.from_bytes(data[place + 2 : place + 4])
    return 0, 0


def _drawing(relation: str, number: int, alt: str, width: int, height: int) -> str:
    properties = f'id="{number}" name="Picture {number}" descr="{escape(alt)}"'
    picture = f"{_DRAWING}/picture"
    return (
        f'<w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing"'
        f' distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:docPr {properties}/>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{picture}"><pic:pic xmlns:pic="{picture}">'
        f"<pic:nvPicPr><pic:cNvPr {properties}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip xmlns:r="{_RELATIONS}" r:embed="{relation}"/>'
        f"<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        f"</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
