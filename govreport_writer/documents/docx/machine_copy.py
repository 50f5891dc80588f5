"""The machine copy inside a DOCX: a custom XML part, which Word, WPS and LibreOffice keep when they save.

The part holds the copy as JSON in one element; a custom property tells the version of its shape. Visible
text wins over the copy: whoever reads a document compares the two.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator
from html import escape
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from govreport_writer.documents.docx.packing import (
    DECLARATION,
    OFFICE,
    TYPES,
    no_relations,
    parsed,
    relations_of,
    with_part_types,
    with_relations,
)
from govreport_writer.documents.machine_copy import FORMAT, Data

NAMESPACE = "urn:govreport:machine-copy"
PROPERTY = "GovreportFormat"
"""The name of the custom property that tells the copy's format."""

_ID = "{F217EBB9-142F-509B-9A8E-81F57490EF92}"
_PROPERTIES = "docProps/custom.xml"
_FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of all properties that users define
_FIRST = 2  # item1 is taken by documents of other programs
_ITEM = re.compile(r"customXml/item(\d+)\.xml", re.IGNORECASE)
_LARGEST = 20_000_000  # bytes of all that is looked into; a copy takes some 60,000
_KINDS = "application/vnd.openxmlformats-officedocument"


def copy_part(copy: Data) -> bytes:
    """Return a machine copy as the content of its part."""
    text = escape(json.dumps(copy, ensure_ascii=False, separators=(",", ":")), quote=False)
    return f'{DECLARATION}<report xmlns="{NAMESPACE}" format="{FORMAT}">{text}</report>'.encode()


def read_machine_copy(document: bytes) -> Data | None:
    """Return the machine copy in a DOCX; None when it has none that can be read."""
    try:
        with ZipFile(BytesIO(document)) as archive:
            return next(_readable(archive), None)
    except (BadZipFile, OSError, EOFError, zlib.error, RuntimeError):  # no archive, damaged or encrypted
        return None


def _readable(archive: ZipFile) -> Iterator[Data]:
    """Yield the machine copies in an archive; parts beyond any sensible size are not looked into."""
    left = _LARGEST
    for info in archive.infolist():
        if _ITEM.fullmatch(info.filename) and info.file_size <= left:
            left -= info.file_size
            copy = _copy(archive, info)
            if copy is not None:
                yield copy


def _copy(archive: ZipFile, info: ZipInfo) -> Data | None:
    """Return what a part holds if it is a machine copy."""
    try:
        root = parsed(archive.read(info))
        found = json.loads(root.text or "") if _is_copy(root.tag) else None
    except (SyntaxError, ValueError, RecursionError):  # lxml's errors are syntax errors
        return None
    return found if isinstance(found, dict) else None


def _is_copy(tag: object) -> bool:
    return isinstance(tag, str) and tag.startswith(f"{{{NAMESPACE}}}")


def make_room(parts: dict[str, bytes], main: str) -> str:
    """Prepare a template's parts for a machine copy and return the name of the part that takes it.

    A template made from a finished report has a copy already: its part is used again. Properties of the
    template's own are replaced: WPS writes there who saved it.
    """
    name = next(_copies(parts), None) or f"customXml/item{_free(parts)}.xml"
    parts.pop(name, None)
    properties = name.replace("item", "itemProps")
    parts[properties] = _item_properties()
    parts[relations_of(name)] = with_relations(no_relations(), name, [("rId1", "customXmlProps", properties)])
    parts[_PROPERTIES] = _custom_properties()
    related = [("rIdGovCopy", "customXml", name)]
    parts[relations_of(main)] = with_relations(parts[relations_of(main)], main, related)
    package = [("rIdGovProperties", "custom-properties", _PROPERTIES)]
    parts[relations_of("")] = with_relations(parts[relations_of("")], "", package)
    kinds = {
        properties: f"{_KINDS}.customXmlProperties+xml",
        _PROPERTIES: f"{_KINDS}.custom-properties+xml",
    }
    parts[TYPES] = with_part_types(parts[TYPES], kinds)
    return name


def _copies(parts: dict[str, bytes]) -> Iterator[str]:
    return (name for name, data in parts.items() if _ITEM.fullmatch(name) and NAMESPACE.encode() in data)


def _free(parts: dict[str, bytes]) -> int:
    """Return a number that no custom XML part of the template has."""
    taken = {int(match[1]) for name in parts if (match := _ITEM.fullmatch(name))}
    return max(taken | {_FIRST - 1}) + 1


def _item_properties() -> bytes:
    return (
        f'{DECLARATION}<ds:datastoreItem xmlns:ds="{OFFICE}/customXml" ds:itemID="{_ID}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()


def _custom_properties() -> bytes:
    return (
        f'{DECLARATION}<Properties xmlns="{OFFICE}/custom-properties" xmlns:vt="{OFFICE}/docPropsVTypes">'
        f'<property fmtid="{_FMTID}" pid="2" name="{PROPERTY}"><vt:i4>{FORMAT}</vt:i4></property>'
        "</Properties>"
    ).encode()
