"""What a run works with besides the units: edition, rules, templates, profile, fonts, program, engines."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from govreport_writer import editions
from govreport_writer.documents.appearance import Appearance
from govreport_writer.documents.files import Order
from govreport_writer.documents.pdf.fonts import families
from govreport_writer.profile import Profile
from govreport_writer.receipts.digests import digest, file_digest, joint_digest
from govreport_writer.receipts.names import Sha256s
from govreport_writer.receipts.parts import (
    EditionPart,
    OptionsPart,
    ProfilePart,
    ProgramPart,
    RuleOffPart,
    RulesPart,
)
from govreport_writer.resources import fonts_folder
from govreport_writer.rules_off import Off, as_json

_PAGE, _STYLES = "report.html.j2", "report.css"
_TEMPLATES: Mapping[str, tuple[str, ...]] = {
    "docx": ("report.docx",),
    "html": (_PAGE, _STYLES),
    "fragment": ("fragment.html.j2",),
    "typst": ("report.typ",),
    "weasyprint": (_PAGE, _STYLES, "print.css"),
}
"""The templates that a format is drawn from, a PDF by its engine; none for data."""
_LIBRARIES: Mapping[str, tuple[str, ...]] = {
    "docx": ("docxtpl", "jinja2", "lxml"),
    "html": ("jinja2",),
    "fragment": ("jinja2",),
    "typst": ("typst",),
    "weasyprint": ("jinja2", "weasyprint"),
}
"""The libraries that write a format. The text's markup is read by one of them in all."""
_MARKUP, _STRUCTURE, _COMPRESSION = "markdown-it-py", "pikepdf", "zlib"
PROGRAM = "govreport-writer"
_FACES = (".otf", ".ttf")


@dataclass(frozen=True, slots=True)
class Installation:
    """What a unit of an edition is rendered with."""

    edition: EditionPart
    rules: RulesPart
    templates: Sha256s
    profile: ProfilePart
    fonts: Sha256s
    program: ProgramPart
    engines: dict[str, str]
    options: OptionsPart


PARTS = tuple(each.name for each in fields(Installation))
"""The parts of a receipt that tell what a unit was rendered with."""


def installation(edition: EditionPart, order: Order, off: Off) -> Installation:
    """Return what units of an edition are rendered with here."""
    return Installation(
        edition=edition,
        rules=rules_part(off),
        templates=templates_part(order),
        profile=profile_part(order.appearance.profile),
        fonts=fonts_part(order),
        program=ProgramPart(name=PROGRAM, version=_version(PROGRAM)),
        engines=engines_part(order),
        options=options_part(order),
    )


def edition_part(edition: str, variant: str | None) -> EditionPart:
    """Return an edition as a receipt names it; EditionError for one that is not known."""
    files = editions.sources(edition)
    source: Literal["shipped", "added"] = "shipped" if files[-1].parent == editions.SHIPPED else "added"
    return EditionPart(id=edition, variant=variant, sha256=joint_digest(_hashed(files)), source=source)


def rules_part(off: Off) -> RulesPart:
    """Return the rules in force: a shipped edition may be read for its relations, or as last year's form."""
    files = {each: editions.file_of(each) for each in sorted(editions.ids())}
    return RulesPart(
        sha256=joint_digest(_hashed(editions.SHIPPED.glob("*.yaml"))),
        added={each: file_digest(path) for each, path in files.items() if path.parent != editions.SHIPPED},
        off=tuple(RuleOffPart.model_validate(each) for each in as_json(off)),
    )


def templates_part(order: Order) -> Sha256s:
    """Return the templates that the formats are drawn from, an agency's own where it has them."""
    names = dict.fromkeys(name for writer in _writers(order) for name in _TEMPLATES.get(writer, ()))
    return {name: file_digest(order.appearance.template(name)) for name in sorted(names)}


def profile_part(profile: Profile) -> ProfilePart:
    """Return a profile; two files that say the same are the same."""
    return ProfilePart(id=profile.profile, sha256=digest(profile.model_dump_json().encode()))


def fonts_part(order: Order) -> Sha256s:
    """Return the fonts that a run brings to its PDF, or to charts that become pictures."""
    if not _sets_type(order):
        return {}
    shipped = [path for path in fonts_folder().iterdir() if path.suffix in _FACES]
    return dict(sorted(_hashed([*shipped, *_installed(order.appearance)]).items()))


def engines_part(order: Order) -> dict[str, str]:
    """Return the versions of the libraries that write the formats."""
    names = {name for writer in _writers(order) for name in _LIBRARIES.get(writer, ())} | {_MARKUP}
    look = order.appearance
    if "pdf" in order.formats and look.pdf_standard is not None:
        names.add(_STRUCTURE)
    if order.charts and "docx" in order.formats:
        names.add("typst")
    versions = {name: _version(name) for name in names}
    if "docx" in order.formats:
        versions[_COMPRESSION] = zlib.ZLIB_RUNTIME_VERSION
    return dict(sorted(versions.items()))


def options_part(order: Order) -> OptionsPart:
    """Return what was asked for."""
    look, pdf = order.appearance, "pdf" in order.formats
    return OptionsPart(
        formats=order.formats,
        draft=order.draft,
        pdf_engine=look.pdf_engine if pdf else None,
        pdf_standard=look.pdf_standard if pdf else None,
        charts=order.charts,
        verify=order.verify,
    )


def _writers(order: Order) -> Iterator[str]:
    for name in order.formats:
        yield order.appearance.pdf_engine if name == "pdf" else name


def _sets_type(order: Order) -> bool:
    return "pdf" in order.formats or (order.charts and "docx" in order.formats)


def _installed(look: Appearance) -> Iterator[Path]:
    """Yield the fonts of this computer that the profile puts before the shipped ones."""
    if look.profile.pdf_fonts == "system":
        for family in dict.fromkeys(each for tried in families(look.profile).values() for each in tried):
            if family.file:
                yield Path(family.file)


def _hashed(paths: Iterable[Path]) -> Sha256s:
    return {path.name: file_digest(path) for path in paths}


@cache
def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
