"""The DOCX template, read once: parts with tags compiled by Jinja2, all other parts kept packed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import BadZipFile, ZipFile

from govreport_writer.documents.docx.machine_copy import make_room
from govreport_writer.documents.docx.package import read_parts
from govreport_writer.documents.docx.packing import (
    DECLARATION,
    TYPES,
    W,
    content_types,
    packed,
    parsed,
    part_of_kind,
    relations_of,
    with_picture_types,
)
from govreport_writer.documents.docx.parts import Parts, StyleIds, first_number
from govreport_writer.documents.docx.profile import Look
from govreport_writer.documents.docx.shapes import with_shape_types
from govreport_writer.errors import RenderError
from govreport_writer.profile import Profile, standard_profile
from govreport_writer.resources import templates_folder

if TYPE_CHECKING:
    from jinja2 import Environment, Template

CORE = """\
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"\
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"\
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{{ name }}</dc:title>\
<dc:subject>{{ subject }}</dc:subject><dc:creator>{{ agency }}</dc:creator>\
<cp:keywords>{{ keywords }}</cp:keywords><cp:lastModifiedBy>{{ agency }}</cp:lastModifiedBy>\
<dcterms:created xsi:type="dcterms:W3CDTF">{{ date }}T00:00:00Z</dcterms:created>\
<dcterms:modified xsi:type="dcterms:W3CDTF">{{ date }}T00:00:00Z</dcterms:modified>\
<cp:category>{{ category }}</cp:category><dc:language>zh-CN</dc:language></cp:coreProperties>"""
"""Replaces the template's own properties, which may name the person who last saved it."""
EXTENDED = """\
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>"""

_MAIN = "wordprocessingml.document.main+xml"
_WORDS = "wordprocessingml"
_TAGGED = (_MAIN, "header+xml", "footer+xml", "footnotes+xml", "endnotes+xml")


@dataclass(frozen=True, slots=True)
class DocxTemplate:
    """A template ready to render: parts with tags compiled, all others packed."""

    path: Path
    compiled: Mapping[str, Template]
    packed: bytes
    styles: StyleIds
    main: str
    relations: str
    copy: str
    """The name of the part that takes the machine copy."""

    def parts(self) -> Parts:
        """Return what a document drawn from the template gathers, with names that are free in it."""
        return Parts(self.styles, first_number(self.relations))

    def render(self, context: Mapping[str, Any], parts: Parts, copy: bytes) -> bytes:
        """Return the document: the packed parts with those that differ from report to report appended."""
        written: dict[str, bytes] = {self.copy: copy}
        for name, template in self.compiled.items():
            written[name] = _checked(self._drawn(template, context), self.path)
        written[relations_of(self.main)] = parts.relations_xml(self.relations).encode()
        folder = PurePosixPath(self.main).parent
        written |= {str(folder / name): data for name, data in parts.media.items()}
        return packed(written, self.packed)

    def _drawn(self, template: Template, context: Mapping[str, Any]) -> str:
        try:
            return template.render(context)
        except Exception as error:  # an own template can fail in any way
            if self.path.parent == templates_folder():
                raise
            from govreport_writer.documents.docx.fault import docx_fault

            raise docx_fault(self.path, error, context) from error


def load_template(path: Path, profile: Profile | None = None) -> DocxTemplate:
    """Return the template at `path` in a profile's look, prepared anew only when the file changes."""
    try:
        return _load(path, path.stat().st_mtime_ns, profile or standard_profile())
    except (OSError, BadZipFile, KeyError, SyntaxError, UnicodeError) as error:  # lxml raises syntax errors
        raise RenderError("render.docx_template", file=path, why=error) from error


@lru_cache(maxsize=8)
def _load(path: Path, _changed: int, profile: Profile) -> DocxTemplate:
    parts = with_shape_types(read_parts(path))
    types = content_types(parts[TYPES])
    main = part_of_kind(types, _MAIN)
    look = Look(profile)
    if look.changes:
        _dress(parts, types, look)
    compiled = _compiled(parts, types, path, look)
    copy = make_room(parts, main)
    relations = parts.pop(relations_of(main)).decode()
    parts[TYPES] = with_picture_types(parts[TYPES])
    rest = {name: data for name, data in parts.items() if name not in compiled}
    styles = _style_ids(parts[part_of_kind(types, ".styles+xml")])
    return DocxTemplate(path, compiled, packed(rest), styles, main, relations, copy)


def _dress(parts: dict[str, bytes], types: Mapping[str, str], look: Look) -> None:
    """Put a profile's look into all parts without tags, and its page numbers into the footers."""
    for name, kind in types.items():
        if name not in parts or _WORDS not in kind:
            continue
        if kind.endswith("footer+xml"):
            parts[name] = look.footer(parts[name])
        if kind.endswith("fontTable+xml"):
            parts[name] = look.font_table(parts[name])
        elif not _is_tagged(name, kind, parts):
            parts[name] = look.dressed(parts[name].decode()).encode()


def _is_tagged(name: str, kind: str, parts: Mapping[str, bytes]) -> bool:
    return kind.endswith(_TAGGED) and b"{" in parts[name]


def _compiled(
    parts: dict[str, bytes], types: Mapping[str, str], path: Path, look: Look
) -> dict[str, Template]:
    """Return every part with tags, compiled whole; properties that may name a person are replaced."""
    sources: dict[str, str] = {}
    for name, kind in types.items():
        if kind.endswith("core-properties+xml"):
            sources[name] = CORE
        elif kind.endswith("extended-properties+xml"):
            parts[name] = (DECLARATION + EXTENDED).encode()
        elif _is_tagged(name, kind, parts):
            sources[name] = look.dressed(_prepared(parts[name]))
    return {name: _compile(source, path) for name, source in sources.items()}


def _prepared(data: bytes) -> str:
    """Return a part with the tags of docxtpl turned into those of Jinja2.

    The shipped template's parts are kept so: docxtpl need not be imported for them. A restyled one has
    other bytes and is patched anew.
    """
    kept = prepared_folder() / prepared_name(data)
    return kept.read_text(encoding="utf-8") if kept.exists() else patched(data)


def prepared_folder() -> Path:
    """Return where prepared parts of the shipped template are kept."""
    return templates_folder() / "prepared"


def prepared_name(data: bytes) -> str:
    """Return the file name of a prepared part, which tells the bytes it was made from."""
    return f"{sha256(data).hexdigest()[:20]}.xml"


def tagged_parts(archive: ZipFile) -> dict[str, bytes]:
    """Return the parts of a template that docxtpl's tags stand in."""
    kinds = content_types(archive.read(TYPES))
    parts = {name: archive.read(name) for name, kind in kinds.items() if kind.endswith(_TAGGED)}
    return {name: data for name, data in parts.items() if b"{" in data}


def patched(data: bytes) -> str:
    """Return what docxtpl makes of a part."""
    from lxml import etree

    return patch(etree.tostring(parsed(data), encoding="unicode"))


def patch(source: str) -> str:
    """Return what docxtpl makes of a part's text."""
    from docxtpl import DocxTemplate as Docxtpl

    result: str = Docxtpl("").patch_xml(source)
    return result


def _compile(source: str, path: Path) -> Template:
    try:
        return environment().from_string(source)
    except Exception as error:  # an own template can fail in any way
        from govreport_writer.documents.docx.fault import docx_fault

        raise docx_fault(path, error) from error


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return what templates are compiled and drawn in: a sandbox that reads no file."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def _checked(text: str, path: Path) -> bytes:
    """Return a rendered part as bytes; RenderError when it is not well-formed.

    The shipped template is well-formed whatever text is put in (a test feeds it hostile text).
    """
    data = text.encode()
    if path.parent == templates_folder():
        return DECLARATION.encode() + data
    try:
        ParserCreate(namespace_separator=" ").Parse(data, True)
    except ExpatError as error:
        raise RenderError("render.docx_template", file=path, why=error) from error
    return DECLARATION.encode() + data


def _style_ids(data: bytes) -> StyleIds:
    """Return the ids of styles by name; names of built-in styles differ in case between programs."""
    styles = parsed(data).iter(f"{W}style")
    return StyleIds(
        (style.find(f"{W}name").get(f"{W}val").lower(), style.get(f"{W}styleId")) for style in styles
    )
