"""Open a DOCX of unknown origin: nothing in it is fetched, and it may not unpack without bounds."""

from __future__ import annotations

from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812  # an exception, whatever its name

from lxml import etree

from govreport_writer.errors import RenderError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
"""The namespace of documents saved as “Strict Open XML”."""
BROKEN = (
    BadZipFile, ZlibError, KeyError, OSError, NotImplementedError, RuntimeError, etree.XMLSyntaxError,
)  # fmt: skip
"""What a damaged archive may raise."""
MAX_PARTS, MAX_XML = 2_000, 40 * 2**20
"""Parts of a document, bytes of its text unpacked; a report has less than one MiB."""

_DECLARATIONS = tuple(
    word.encode(encoding)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
)


def part(archive: ZipFile, name: str) -> bytes:
    """Return a part; RenderError for one that is too large, locked or declares entities."""
    info = archive.getinfo(name)
    if info.file_size > MAX_XML:
        raise RenderError("verify.too_much", limit=MAX_XML // 2**20)
    if info.flag_bits & 1:
        raise RenderError("verify.password")
    data = archive.read(info)
    if any(word in data for word in _DECLARATIONS):
        raise RenderError("verify.declarations")
    return data.replace(STRICT, W[1:-1].encode()) if STRICT in data else data


def parsed(data: bytes) -> etree._Element:
    """Return a part's root."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
