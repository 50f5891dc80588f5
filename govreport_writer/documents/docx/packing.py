"""How the parts of a DOCX hang together: kinds, relations, and packing that is the same every time."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
TYPES = "[Content_Types].xml"

_EPOCH = (1980, 1, 1, 0, 0, 0)
_SMALL, _SOON = 6, 3  # levels: for what is packed once; for every report, twice as fast, a tenth larger
_PICTURES = {"png": "image/png", "jpeg": "image/jpeg"}


def parsed(data: bytes) -> Any:
    """Return the root element of a part; nothing outside it is read."""
    from lxml import etree

    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def unparsed(root: Any) -> bytes:
    """Return a part from its root element."""
    from lxml import etree

    written: bytes = etree.tostring(root, encoding="utf-8")
    return DECLARATION.encode() + written


def content_types(data: bytes) -> dict[str, str]:
    """Return the kinds of the parts that a package's list of types names."""
    named = (part for part in parsed(data) if part.get("PartName"))
    return {part.get("PartName").lstrip("/"): part.get("ContentType") for part in named}


def part_of_kind(types: Mapping[str, str], kind: str) -> str:
    """Return the name of the part of a kind; KeyError when there is none."""
    for name, each in types.items():
        if each.endswith(kind):
            return name
    raise KeyError(kind)


def with_picture_types(data: bytes) -> bytes:
    """Return the list of types with those of pictures."""
    text = data.decode()
    missing = [
        f'<Default Extension="{suffix}" ContentType="{kind}"/>'
        for suffix, kind in _PICTURES.items()
        if not re.search(f'Extension="{suffix}"', text, re.IGNORECASE)
    ]
    return re.sub(r"(<Types\b[^>]*>)", lambda match: match[1] + "".join(missing), text, count=1).encode()


def with_part_types(data: bytes, kinds: Mapping[str, str]) -> bytes:
    """Return the list of types with those of further parts."""
    known = content_types(data)
    missing = (
        f'<Override PartName="/{name}" ContentType="{kind}"/>'
        for name, kind in kinds.items()
        if name not in known
    )
    return data.decode().replace("</Types>", "".join(missing) + "</Types>").encode()


def relations_of(name: str) -> str:
    """Return the name of the part that holds a part's relations; "" stands for the package."""
    folder, _, base = name.rpartition("/")
    return posixpath.join(folder, "_rels", f"{base}.rels")


def no_relations() -> bytes:
    """Return the relations of a part that has none."""
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{DECLARATION}<Relationships xmlns="{space}"/>'.encode()


def with_relations(data: bytes, source: str, relations: Iterable[tuple[str, str, str]]) -> bytes:
    """Return the relations of a part ("" is the package) with further ones: id, kind, the other part's name.

    A part that is related already is passed by.
    """
    folder = posixpath.dirname(source)
    targets = (posixpath.join("/", folder, each.get("Target")) for each in parsed(data))
    known = {posixpath.normpath(target) for target in targets}
    missing = (
        f'<Relationship Id="{key}" Type="{OFFICE}/relationships/{kind}"'
        f' Target="{posixpath.relpath(name, folder or ".")}"/>'
        for key, kind, name in relations
        if f"/{name}" not in known
    )
    text = re.sub(r"(<Relationships\b[^>]*)/>", r"\1></Relationships>", data.decode())
    return text.replace("</Relationships>", "".join(missing) + "</Relationships>").encode()


def packed(parts: Mapping[str, bytes], archive: bytes = b"") -> bytes:
    """Return an archive with the parts appended; nothing in it tells when or where it was made."""
    level = _SOON if archive else _SMALL
    buffer = BytesIO()
    buffer.write(archive)
    with ZipFile(buffer, "a" if archive else "w") as target:
        for name, data in parts.items():
            info = ZipInfo(name, _EPOCH)
            info.create_system = 0
            stored = name.endswith((".png", ".jpeg"))
            target.writestr(info, data, ZIP_STORED if stored else ZIP_DEFLATED, level)
    return buffer.getvalue()
