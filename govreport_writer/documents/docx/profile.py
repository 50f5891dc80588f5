"""A DOCX template in the look of a profile: faces, pitch, digits, page numbers.

What the profile says otherwise than the standard takes the place of the standard's own faces and pitch, in
the shipped template and in one that was restyled in Word or WPS. What an agency chose itself stays. Only
properties are replaced, before anything is filled in: no text is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from govreport_writer.documents.docx.packing import W, parsed, unparsed
from govreport_writer.documents.docx.page_number import renumbered
from govreport_writer.profile import Profile, load_profile, standard_profile

TWIPS_PER_POINT = 20

_WINDOWS = "win"
_FACED = re.compile(r"<w:rFonts\b[^>]*>")
_STAMP = re.compile(r"(<v:textpath\b[^>]*?font-family:(?:&quot;)?)([^&\";]+)")
_FACE = re.compile(r'(w:(?:ascii|hAnsi|eastAsia|cs)=")([^"]*)')
_EAST = re.compile(r'w:eastAsia="([^"]*)"')
_PITCH = re.compile(r'(<w:(?:spacing|docGrid)\b[^>]*?\bw:line(?:Pitch)?=")(\d+)')
_OLD_FACE = ("panose1", "sig", "embedRegular", "embedBold", "embedItalic", "embedBoldItalic")
"""What describes the outlines of a face, not the part it plays."""


class Look:
    """What of a profile changes a template; `changes` False: the template is taken as it is."""

    def __init__(self, profile: Profile) -> None:
        standard = standard_profile()
        self.profile = profile
        self.faces = _differing(standard.faces.model_dump(), profile.faces.model_dump())
        self.body_digits = profile.digits == "body" and standard.digits != "body"
        self.body, self.latin = standard.faces.body or "", standard.faces.latin
        self.pitch = _differing({"": _twips(standard)}, {"": _twips(profile)})
        self.numbers = profile.page_number, profile.page_number_place
        self.renumbers = self.numbers != (standard.page_number, standard.page_number_place)

    @property
    def changes(self) -> bool:
        """Whether the profile says anything of a DOCX that the standard says otherwise."""
        return bool(self.faces or self.pitch or self.body_digits or self.renumbers)

    def dressed(self, markup: str) -> str:
        """Return a part as WordprocessingML, with or without tags, in the profile's faces and pitch."""
        text = _FACED.sub(lambda match: self._faced(match[0]), markup)
        text = _STAMP.sub(lambda match: match[1] + self._face(match[2]), text)
        return _PITCH.sub(lambda match: match[1] + self.pitch.get(match[2], match[2]), text)

    def footer(self, data: bytes) -> bytes:
        """Return a footer with its page number as the profile has it."""
        return renumbered(data, *self.numbers) if self.renumbers else data

    def font_table(self, data: bytes) -> bytes:
        """Return the list of fonts with the profile's in the place of the standard's, each once."""
        root = parsed(data)
        other_names = _other_names(self.profile)
        known = {font.get(f"{W}name") for font in root}
        for font in list(root):
            name = self.faces.get(font.get(f"{W}name"))
            if name in known:
                root.remove(font)
            elif name:
                _rename(font, name, other_names.get(name, ""))
                known.add(name)
        return unparsed(root)

    def _face(self, name: str) -> str:
        return self.faces.get(name, name)

    def _faced(self, element: str) -> str:
        """Return the four faces of some text; digits and letters follow the Chinese one if so asked."""
        east = _EAST.search(element)
        body = east[1] if east else self.body

        def replaced(match: re.Match[str]) -> str:
            digits = self.body_digits and match[2] == self.latin and "w:cs" not in match[1]
            return match[1] + self._face(body if digits else match[2])

        return _FACE.sub(replaced, element)


def _differing(standard: Mapping[str, str], own: Mapping[str, str]) -> dict[str, str]:
    """Return what takes the place of the standard's values."""
    return {value: own[key] for key, value in standard.items() if own[key] != value}


def _twips(profile: Profile) -> str:
    return str(round(profile.pitch * TWIPS_PER_POINT))


def _other_names(profile: Profile) -> dict[str, str]:
    """Return for each face those that stand in for it elsewhere: on Windows, in the standard."""
    elsewhere = [load_profile(_WINDOWS).faces.model_dump(), standard_profile().faces.model_dump()]
    found: dict[str, str] = {}
    for role, name in profile.faces.model_dump().items():
        others = dict.fromkeys(faces[role] for faces in elsewhere if faces[role] != name)
        found.setdefault(name, ",".join(others))
    return found


def _rename(font: object, name: str, others: str) -> None:
    """Give an entry of the list of fonts another name; what described the old outlines goes."""
    from lxml import etree

    assert isinstance(font, etree._Element)
    font.set(f"{W}name", name)
    for child in list(font):
        if etree.QName(child).localname in ("altName", *_OLD_FACE):
            font.remove(child)
    if others:
        alternative = etree.Element(f"{W}altName")
        alternative.set(f"{W}val", others)
        font.insert(0, alternative)
