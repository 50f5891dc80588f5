"""Fonts: those shipped, which the PDF is set in, and those the profiles name, which DOCX and HTML ask for."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from govreport_writer import messages
from govreport_writer.doctor.line import Line, line
from govreport_writer.profile import Profile, load_profile, shipped_profiles
from govreport_writer.resources import fonts_folder

TOPIC = "fonts"
SECONDS = 2.0
_SUFFIXES = (".otf", ".ttf")


def shipped_fonts() -> Line:
    """Return whether every shipped font opens and has the characters of an ordinary report."""
    import uharfbuzz as hb

    broken = []
    files = sorted(path for path in fonts_folder().iterdir() if path.suffix in _SUFFIXES)
    for path in files:
        try:
            good = bool(hb.Face(hb.Blob.from_file_path(str(path))).unicodes)
        except (OSError, RuntimeError, ValueError, hb.HarfBuzzError):
            good = False
        if not good:
            broken.append(path.name)
    if broken or not files:
        return line(
            TOPIC, "shipped", "broken", "shipped_broken", names=", ".join(broken), folder=fonts_folder()
        )
    return line(TOPIC, "shipped", "works", "shipped", count=len(files))


def installed_families() -> Iterator[str]:
    """Yield the families installed on this computer in every language they are named in, in lower case.

    Runs in a process of its own: some computers have thousands.
    """
    import uharfbuzz as hb

    from govreport_writer.documents.pdf.fonts import loaded_fonts

    for font in loaded_fonts(system=True).fonts():
        yield font.family.casefold()
        if font.path:
            face = hb.Face(hb.Blob.from_file_path(font.path), font.index)
            named = [each for each in face.list_names() if each.name_id in (1, 16)]
            yield from {(face.get_name(each.name_id, each.language) or "").casefold() for each in named}


def faces_of_profiles(installed: Collection[str] | None) -> Iterator[Line]:
    """Yield for each profile which of its fonts this computer has; None: they could not be looked through."""
    if installed is None:
        yield line(TOPIC, "installed", "fact", "not_looked", seconds=SECONDS)
        return
    lines = [_of_profile(load_profile(name), installed) for name in shipped_profiles()]
    yield from lines
    if any(each.state == "fact" for each in lines):
        yield line(TOPIC, "consequence", "fact", "consequence")


def _of_profile(profile: Profile, installed: Collection[str]) -> Line:
    faces = list(dict.fromkeys(face for face in profile.faces.model_dump().values() if face))
    missing = [face for face in faces if face.casefold() not in installed]
    if not missing:
        return line(TOPIC, profile.profile, "works", "all_there", profile=profile.profile)
    said = messages.text("words.comma")
    key = "missing_in_pdf" if profile.pdf_fonts == "system" else "missing"
    return line(TOPIC, profile.profile, "fact", key, profile=profile.profile, names=said.join(missing))
