"""The DOCX template, read once: parts with tags compiled by Jinja2, all other parts kept packed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from govreport_writer.documents.docx_parts import Parts, StyleIds
from govreport_writer.errors import RenderError
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

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_LEVEL = 6
_PICTURES = {"png": "image/png", "jpeg": "image/jpeg"}
_MAIN = "wordprocessingml.document.main+xml"
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

    def render(self, context: Mapping[str, Any], parts: Parts) -> bytes:
        """Return the document: the packed parts with those that differ from report to report appended."""
        written: dict[str, bytes] = {}
        for name, template in self.compiled.items():
            written[name] = _checked(template.render(context), self.path)
        written[_relations_of(self.main)] = parts.relations_xml(self.relations).encode()
        folder = PurePosixPath(self.main).parent
        written |= {str(folder / name): data for name, data in parts.media.items()}
        return _packed(written, self.packed)


def load_template(path: Path) -> DocxTemplate:
    """Return the template at `path`, prepared once and again only when the file changes."""
    try:
        return _load(path, path.stat().st_mtime_ns)
    except (OSError, BadZipFile, KeyError, SyntaxError) as error:  # lxml's errors are syntax errors
        raise RenderError("render.docx_template", file=path, why=error) from error


@lru_cache(maxsize=8)
def _load(path: Path, _changed: int) -> DocxTemplate:
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    types = _content_types(parts["[Content_Types].xml"])
    main = _part(types, _MAIN)
    compiled = _compiled(parts, types, path)
    relations = parts.pop(_relations_of(main)).decode()
    parts["[Content_Types].xml"] = _with_pictures(parts["[Content_Types].xml"])
    rest = {name: data for name, data in parts.items() if name not in compiled}
    styles = _style_ids(parts[_part(types, ".styles+xml")])
    return DocxTemplate(path, compiled, _packed(rest), styles, main, relations)


def _compiled(parts: dict[str, bytes], types: Mapping[str, str], path: Path) -> dict[str, Template]:
    """Return every part with tags, compiled whole; properties that may name a person are replaced."""
    sources: dict[str, str] = {}
    for name, kind in types.items():
        if kind.endswith("core-properties+xml"):
            sources[name] = CORE
        elif kind.endswith("extended-properties+xml"):
            parts[name] = (_DECLARATION + EXTENDED).encode()
        elif kind.endswith(_TAGGED) and b"{" in parts[name]:
            sources[name] = _prepared(parts[name])
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
    types = _content_types(archive.read("[Content_Types].xml"))
    parts = {name: archive.read(name) for name, kind in types.items() if kind.endswith(_TAGGED)}
    return {name: data for name, data in parts.items() if b"{" in data}


def patched(data: bytes) -> str:
    """Return what docxtpl makes of a part."""
    from docxtpl import DocxTemplate as Docxtpl
    from lxml import etree

    source: str = etree.tostring(_parse(data), encoding="unicode")
    result: str = Docxtpl("").patch_xml(source)
    return result


def _compile(source: str, path: Path) -> Template:
    from jinja2 import TemplateError

    try:
        return _environment().from_string(source)
    except TemplateError as error:
        raise RenderError("render.docx_template", file=path, why=error) from error


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def _checked(text: str, path: Path) -> bytes:
    """Return a rendered part as bytes; RenderError when it is not well-formed.

    The shipped template is well-formed whatever text is put in (a test feeds it hostile text).
    """
    data = text.encode()
    if path.parent == templates_folder():
        return _DECLARATION.encode() + data
    try:
        ParserCreate(namespace_separator=" ").Parse(data, True)
    except ExpatError as error:
        raise RenderError("render.docx_template", file=path, why=error) from error
    return _DECLARATION.encode() + data


def _parse(data: bytes) -> Any:
    from lxml import etree

    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _content_types(data: bytes) -> dict[str, str]:
    named = (part for part in _parse(data) if part.get("PartName"))
    return {part.get("PartName").lstrip("/"): part.get("ContentType") for part in named}


def _part(types: Mapping[str, str], kind: str) -> str:
    """Return the name of the part of a kind; KeyError when there is none."""
    for name, each in types.items():
        if each.endswith(kind):
            return name
    raise KeyError(kind)


def _with_pictures(data: bytes) -> bytes:
    """Return the content types with those of pictures."""
    text = data.decode()
    missing = [
        f'<Default Extension="{suffix}" ContentType="{kind}"/>'
        for suffix, kind in _PICTURES.items()
        if not re.search(f'Extension="{suffix}"', text, re.IGNORECASE)
    ]
    return re.sub(r"(<Types\b[^>]*>)", lambda match: match[1] + "".join(missing), text, count=1).encode()


def _style_ids(data: bytes) -> StyleIds:
    """Return the ids of styles by name; names of built-in styles differ in case between programs."""
    styles = _parse(data).iter(f"{_W}style")
    return StyleIds(
        (style.find(f"{_W}name").get(f"{_W}val").lower(), style.get(f"{_W}styleId")) for style in styles
    )


def _relations_of(name: str) -> str:
    path = PurePosixPath(name)
    return str(path.parent / "_rels" / f"{path.name}.rels")


def _packed(parts: Mapping[str, bytes], archive: bytes = b"") -> bytes:
    """Return an archive with the parts appended; nothing in it tells when or where it was made."""
    buffer = BytesIO()
    buffer.write(archive)
    with ZipFile(buffer, "a" if archive else "w") as target:
        for name, data in parts.items():
            info = ZipInfo(name, _EPOCH)
            info.create_system = 0
            stored = name.endswith((".png", ".jpeg"))
            target.writestr(info, data, ZIP_STORED if stored else ZIP_DEFLATED, _LEVEL)
    return buffer.getvalue()
