"""Runs and links as WordprocessingML, and the parts that a package needs for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from urllib.parse import quote, urlsplit

from govreport_writer.documents.docx.picture import drawing, fitted, pixel_size
from govreport_writer.documents.view import Figure
from govreport_writer.narrative import Run, Runs

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HINT = '<w:rFonts w:hint="eastAsia"/>'  # quotation marks and dashes in the Chinese face
_UNSAFE = re.compile(r'[\x00-\x20<>"{}|\\^`]|%(?![0-9A-Fa-f]{2})')
_OURS = re.compile(r"\b(?:rIdGov|govreport)(\d{1,9})\b")


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
    first: int = 1
    """The number of its first relation and picture; a template made from a finished report has some."""
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
        suffix = "png" if figure.picture.media_type == "image/png" else "jpeg"
        return self.drawing(figure.picture.data, suffix, figure.alt, fitted(*pixels))

    def drawing(self, data: bytes, suffix: str, alt: str, size: tuple[int, int]) -> str:
        """Return the run with a picture of a size in EMU; `suffix` names its format: png or jpeg."""
        return f"<w:r>{drawing(self._embedded(data, suffix), self.number(), alt, *size)}</w:r>"

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

    def _embedded(self, data: bytes, suffix: str) -> str:
        name = next((name for name, known in self.media.items() if known == data), None)
        if name is None:
            name = f"media/govreport{self.first + len(self.media)}.{suffix}"
            self.media[name] = data
        return self._relate("image", name)

    def _relate(self, kind: str, target: str, mode: str = "") -> str:
        key = f"{kind} {target}"
        known = list(self.relations)
        number = self.first + (known.index(key) if key in self.relations else len(known))
        self.relations[key] = (
            f'<Relationship Id="rIdGov{number}" Type="{_RELATIONS}/{kind}" Target="{escape(target)}"{mode}/>'
        )
        return f"rIdGov{number}"


def first_number(relations: str) -> int:
    """Return the first number that neither a relation nor a picture of ours has in a template's relations."""
    return max((int(number) for number in _OURS.findall(relations)), default=0) + 1


def text_run(text: str, style: str = "", size: str = "") -> str:
    """Return one run of text, in a style and of a size given as elements."""
    look = style + ("" if text.isascii() else _HINT) + size
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
